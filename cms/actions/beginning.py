"""A page begins with what colleagues wrote: a draft with their quotations in place."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from cms.models import (
    ArticlePage,
    BlogPage,
    ClinicalPage,
    Kind,
    PlayPage,
    Quotation,
    SectionIndexPage,
)

MODELS: dict[str, type[ArticlePage | PlayPage | BlogPage]] = {
    Kind.ARTICLE: ArticlePage,
    Kind.PLAY: PlayPage,
    Kind.BLOG: BlogPage,
}


class NoSection(Exception):
    """The library has no section for this kind of page, or `by` may add none there."""


def begin_page(
    kind: str,
    *,
    title: str,
    by: User,
    quotations: Sequence[Quotation],
    asked: Quotation | None = None,
    answers: Quotation | None = None,
) -> ClinicalPage:
    """A draft of `kind` in its section, owned by `by`, that quotes `quotations` in their order.

    `asked` is the one among them that opened the discussion, `answers` the one that a blog post
    answers. Runs in the caller's transaction. Raises NoSection.
    """
    section = SectionIndexPage.objects.filter(holds=kind).first()
    if section is None or not section.permissions_for_user(by).can_add_subpage():
        raise NoSection
    page = MODELS[kind](title=title, owner=by, live=False)
    if isinstance(page, BlogPage):
        page.answers = answers
    with translation.override(settings.LANGUAGE_CODE):
        page.body = list(_body(kind, quotations, asked, answers))
    section.add_child(instance=page)
    Quotation.objects.filter(pk__in=[one.pk for one in quotations]).update(page=page)
    page.save_revision(user=by, clean=False, log_action=True)
    return page


def _body(
    kind: str, quotations: Sequence[Quotation], asked: Quotation | None, answers: Quotation | None
) -> list[tuple[str, dict[str, Any]]]:
    """Headings to write under, with each quotation where it belongs."""
    others = [one for one in quotations if one not in (asked, answers)]
    body = []
    if asked and asked != answers:
        body += [_heading(_("What was asked")), _quoted(asked)]
    if others:
        body.append(_heading(_("What colleagues say")))
        body += [_quoted(one) for one in others]
    if kind == Kind.BLOG:
        return [*body, _heading(_("Our answer"))]
    return [*body, _heading(_("What the evidence says")), _heading(_("What to do in practice"))]


def _heading(text: str) -> tuple[str, dict[str, Any]]:
    return "heading", {"text": text, "level": "2"}


def _quoted(quotation: Quotation) -> tuple[str, dict[str, Any]]:
    return "quoted_post", {"quotation": quotation.pk}
