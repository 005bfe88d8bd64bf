"""Pages written from data, as an editor would write them: a draft first, with a revision."""

import re
from collections.abc import Sequence
from typing import Any

import nh3
from django.db import transaction
from wagtail.models import Page

from accounts.models import User
from cms.actions.bringing_in import bring_in_image
from cms.models import (
    ArticlePage,
    BlogPage,
    CalculatorPage,
    ClinicalPage,
    Contribution,
    CreditedImage,
    GlossaryTerm,
    Kind,
    Organization,
    Partner,
    Person,
    PlayPage,
    Reference,
    SectionIndexPage,
    SeriesPage,
    SeriesPart,
)

Contributors = Sequence[tuple[Person, str]]

MODELS: dict[str, type[ClinicalPage]] = {
    Kind.ARTICLE: ArticlePage,
    Kind.PLAY: PlayPage,
    Kind.BLOG: BlogPage,
    Kind.SERIES: SeriesPage,
    Kind.TOOL: CalculatorPage,
}
PROSE_TAGS = {"p", "b", "strong", "i", "em", "ul", "ol", "li", "a"}
PROSE_ATTRIBUTES = {"a": {"href", "linktype", "id", "slug"}}
LINK_BY_NAME = re.compile(r'<a linktype="(term|page)" slug="([a-z0-9-]+)">')
STREAMS_OF_ONE_KIND = {"principles": "principle", "steps": "step", "tips": "tip"}


def open_page(kind: str, slug: str, title: str, *, by: User) -> tuple[ClinicalPage, bool]:
    """The page at `slug` in its section and whether it is new. A new one is an empty draft.

    Pages are opened before they are written, so that they may link to each other.
    """
    model = MODELS[kind]
    section = SectionIndexPage.objects.get(holds=kind)
    known = model.objects.child_of(section).filter(slug=slug).first()
    if known is not None:
        return known, False
    return section.add_child(instance=model(title=title, slug=slug, owner=by, live=False)), True


@transaction.atomic
def write_page(
    kind: str,
    content: dict[str, Any],
    *,
    by: User,
    contributors: Contributors,
    page: ClinicalPage | None = None,
) -> ClinicalPage:
    """Write what `content` says and keep it as a draft's revision, by `by`.

    `content` names the page's fields; blocks' `citations` are short names of references, and
    links in rich text may name terms and pages by their short names. A page that has a revision
    already stays as it is; a draft given as `page` is written on. Rich text is cleaned, because
    Wagtail shows what code wrote as it is.
    """
    if page is None:
        page, _new = open_page(kind, content["slug"], content["title"], by=by)
        if page.latest_revision_id:
            return page
    written = _Names().resolve(content)
    tags = written.pop("tags", [])
    partners = written.pop("partners", [])
    parts = written.pop("pages", [])
    for name, value in written.items():
        setattr(page, name, value)
    page.subjects.set(tags)
    page.contributions.set(
        Contribution(person=person, role=role, sort_order=place)
        for place, (person, role) in enumerate(contributors)
    )
    page.partners.set(
        Partner(
            organization=Organization.objects.get(name=partner["organization"]),
            role=partner["role"],
            sort_order=place,
        )
        for place, partner in enumerate(partners)
    )
    if isinstance(page, SeriesPage):
        page.parts.set(SeriesPart(page=part, sort_order=place) for place, part in enumerate(parts))
    page.full_clean(exclude=["path", "depth"])
    page.save_revision(user=by)
    return page


@transaction.atomic
def write_article(content: dict[str, Any], *, by: User, contributors: Contributors) -> ArticlePage:
    """Write an article and publish it at once; one that is here already stays as it is."""
    article = write_page(Kind.ARTICLE, content, by=by, contributors=contributors)
    if not article.live:
        article.get_latest_revision().publish(user=by)
    return ArticlePage.objects.get(pk=article.pk)


class _Names:
    """What short names in data stand for."""

    def __init__(self) -> None:
        self.sources = {reference.slug: reference for reference in Reference.objects.all()}
        self.terms = dict(GlossaryTerm.objects.values_list("slug", "pk"))

    def resolve(self, content: dict[str, Any]) -> dict[str, Any]:
        """The page's fields with references, pages and numbers in the place of short names."""
        written = {name: self._ready(value, name) for name, value in content.items()}
        if "body" in content:
            written["body"] = [(kind, self._ready(value)) for kind, value in content["body"]]
        for field, block in STREAMS_OF_ONE_KIND.items():
            if field in content:
                written[field] = [(block, self._ready(value)) for value in content[field]]
        if "resources" in content:
            written["resources"] = [
                ("resource", {**one, "page": self._page(one["page"]) if one["page"] else None})
                for one in content["resources"]
            ]
        if content.get("related_post"):
            written["related_post"] = self._page(content["related_post"]).specific
        if "pages" in content:
            written["pages"] = [self._page(slug) for slug in content["pages"]]
        return written

    def _ready(self, value: Any, name: str = "") -> Any:
        if name == "citations":
            return [self.sources[slug] for slug in value]
        if name == "image":
            return _with_its_description(bring_in_image(value))
        if name == "table" and isinstance(value, dict):  # a step has one table or none
            return [self._ready(value)]
        if isinstance(value, dict):
            return {key: self._ready(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [self._ready(part, name) for part in value]
        if isinstance(value, str) and value.startswith("<"):
            return self._rich(value)
        return value

    def _rich(self, html: str) -> str:
        numbered = LINK_BY_NAME.sub(self._link, html)
        return nh3.clean(numbered, tags=PROSE_TAGS, attributes=PROSE_ATTRIBUTES, link_rel=None)

    def _link(self, found: re.Match[str]) -> str:
        kind, slug = found.groups()
        number = self.terms[slug] if kind == "term" else self._page(slug).pk
        return f'<a linktype="{kind}" id="{number}">'

    def _page(self, slug: str) -> Page:
        section = SectionIndexPage.objects.first()
        library = section.get_parent() if section else Page.get_first_root_node()
        return Page.objects.descendant_of(library).get(slug=slug, depth=library.depth + 2)


def _with_its_description(image: CreditedImage) -> CreditedImage:
    """The image as a figure's value: Wagtail's block keeps an alternative text with each use."""
    image.contextual_alt_text, image.decorative = image.description, False
    return image
