"""Atom feeds: what a stranger may read, whoever asks. No session is touched, no cookie set."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from cms.models import Contribution, LibraryEntry
from forum.models import Category, Move, Post, Tag, Topic
from forum.querysets import PostQuerySet
from forum.revalidation import answer

STRANGER = AnonymousUser()
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed that has no entry yet
OWN_ADDRESS = re.compile(r"""\b(href|src|cite)="/(?!/)""")
TAG_OF_HTML = re.compile(r"<[^>]+>")
# What no XML document may hold, however it is escaped.
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    key: str
    title: str
    address: str
    html: str
    authors: list[str]
    published: datetime
    updated: datetime
    categories: list[str]


@require_safe
def latest(request: HttpRequest) -> HttpResponseBase:
    """The latest posts of all public categories."""
    posts = Post.objects.listed_for(STRANGER).newest_first()
    return _of_posts(request, posts, key="latest", title=_("Latest posts"), page="/discussions/")


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The latest posts of one category; 404 where not everybody may read it."""
    here = get_object_or_404(Category.objects.visible_to(STRANGER), slug=slug)
    posts = Post.objects.listed_for(STRANGER).filter(topic__category=here).newest_first()
    page = here.get_absolute_url()
    return _of_posts(request, posts, key=f"category/{here.pk}", title=here.name, page=page)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The latest posts of topics on one subject."""
    subject = get_object_or_404(Tag, slug=slug)
    posts = Post.objects.listed_for(STRANGER).filter(topic__tags=subject).newest_first()
    page = subject.get_absolute_url()
    return _of_posts(request, posts, key=f"tag/{subject.pk}", title=subject.name, page=page)


@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The latest posts of one topic; 404 where not everybody may read it."""
    topics = Topic.objects.visible_to(STRANGER).select_related("category")
    here = topics.filter(pk=pk).first()
    if here is None:
        heir = get_object_or_404(topics, merged_from=pk)
        return redirect("forum:feed_topic", heir.pk, permanent=True)
    posts = Post.objects.listed_for(STRANGER).filter(topic=here).order_by("-position")
    page = here.get_absolute_url()
    return _of_posts(request, posts, key=f"topic/{here.pk}", title=here.title, page=page)


@require_safe
def library(request: HttpRequest) -> HttpResponseBase:
    """The latest pages of the library that everybody may read, by their first publication."""
    by = Contribution.objects.filter(role=Contribution.Role.AUTHOR).select_related("person")
    pages = (
        LibraryEntry.objects.listed()
        .not_retired()
        .newest_first()
        .select_related("page")
        .prefetch_related(Prefetch("page__contributions", queryset=by, to_attr="by_authors"))
    )
    entries = [_of_page(page) for page in pages[: settings.FEED_ENTRIES]]
    return _feed(request, entries, key="library", title=_("Library"), page="/library/")


# --- parts ------------------------------------------------------------------------------------


class Atom(Atom1Feed):
    """Django's Atom with the whole text of an entry, several authors and no time zone guesses."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["more_authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["html"], {"type": "html"})


def _of_posts(
    request: HttpRequest, posts: PostQuerySet, *, key: str, title: str, page: str
) -> HttpResponseBase:
    said = posts.said_by_people().for_feed()
    entries = [_of_post(post) for post in said[: settings.FEED_ENTRIES]]
    # A post that a moderator removed is missing from now on: that is a change as well.
    moved = Move.objects.latest_moment()
    return _feed(request, entries, key=key, title=title, page=page, changed_at=moved)


def _feed(
    request: HttpRequest,
    entries: list[Entry],
    *,
    key: str,
    title: str,
    page: str,
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    updated = max([entry.updated for entry in entries], default=BEGINNING)
    feed = Atom(
        title=f"{_clean(title)} · Open Rounds",
        link=settings.SITE_ADDRESS + page,
        description=None,
        feed_url=settings.SITE_ADDRESS + request.path,
        feed_guid=_name(key),
        language=settings.LANGUAGE_CODE,
    )
    # An empty feed has a date too, and always the same.
    feed.latest_post_date = lambda: updated  # type: ignore[method-assign]
    for entry in entries:
        feed.add_item(
            title=_clean(entry.title),
            link=settings.SITE_ADDRESS + entry.address,
            description=None,  # type: ignore[arg-type]  # the whole text is the content
            unique_id=_name(entry.key),
            author_name=_clean(entry.authors[0]),
            more_authors=[_clean(name) for name in entry.authors[1:]],
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            html=_clean(_absolute(entry.html)),
        )
    xml = feed.writeString("utf-8")
    last = max(updated, changed_at) if changed_at else None
    return answer(request, xml, "application/atom+xml; charset=utf-8", changed_at=last)


def _of_post(post: Post) -> Entry:
    published = post.published_at or post.written_at
    edited = post.edited_at if post.was_edited else None
    topic = post.topic
    return Entry(
        key=f"post/{post.pk}",
        title=topic.title if post.opens_topic else _("Re: %(title)s") % {"title": topic.title},
        address=post.get_absolute_url(),
        html=post.body_html,
        authors=[_("%(name)s (guest)") % {"name": post.guest_name}]
        if post.is_by_guest
        else [post.author_name],
        published=published,
        updated=edited or published,
        categories=[topic.category.name, *(name for _slug, name in topic.tag_line)],
    )


def _of_page(entry: LibraryEntry) -> Entry:
    published = entry.first_published_at or BEGINNING
    kind = entry.get_kind_display()
    facts = [kind]
    if entry.evidence_grade:
        facts.append(_("Evidence grade %(grade)s") % {"grade": entry.evidence_grade})
    if entry.last_reviewed:
        day = date_format(entry.last_reviewed, "M j, Y")
        facts.append(_("Reviewed %(day)s") % {"day": day})
    authors = [str(one.person) for one in entry.page.by_authors]
    return Entry(
        key=f"library/{entry.pk}",
        title=entry.title,
        address=entry.address,
        html=f"<p>{escape(entry.summary)}</p><p>{escape(' · '.join(facts))}</p>",
        authors=authors or [_("Open Rounds editors")],
        published=published,
        updated=entry.last_published_at or published,
        categories=[kind, *entry.tag_names],
    )


def _name(key: str) -> str:
    """A name for good (RFC 4151), whatever happens to addresses and titles."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},2026:{key}"


def _absolute(html: str) -> str:
    """Our own addresses in full, since a feed is read elsewhere."""
    own = rf'\1="{settings.SITE_ADDRESS}/'
    return TAG_OF_HTML.sub(lambda tag: OWN_ADDRESS.sub(own, tag[0]), html)


def _clean(text: str) -> str:
    return NO_XML.sub("", text)
