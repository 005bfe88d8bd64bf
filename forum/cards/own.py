"""Cards of our own pages: found when a text is written, read for the rights of each reader."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypedDict
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Site

from accounts.models.user import Reader
from cms.models import LibraryEntry
from forum.models import Post, Topic


class PageOfLibrary(Protocol):
    """What a card tells of a library page: a `LibraryEntry`, or what is kept of one."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def evidence_grade(self) -> str: ...
    def get_kind_display(self) -> str: ...


class OwnCards(TypedDict, total=False):
    """The pages that a reader may see, by number, for the template tag `body`.

    What is missing here stays a plain link.
    """

    topics: dict[int, Topic]
    pages: Mapping[int, PageOfLibrary]


def is_own(address: str) -> bool:
    return address.startswith(("/", f"{settings.SITE_ADDRESS}/"))


def target_of(address: str) -> dict[str, int] | None:
    """Which topic or page of ours an address leads to, whoever may see it.

    One query for a post, two for a page of the library.
    """
    if not is_own(address):
        return None
    try:
        path = unquote(urlsplit(address.removeprefix(settings.SITE_ADDRESS)).path)
        match = resolve(path)
    except (Resolver404, ValueError):
        return None
    if match.view_name == "forum:topic":
        return {"topic": match.kwargs["pk"]}
    if match.view_name == "forum:post":
        topics = Post.objects.filter(pk=match.kwargs["pk"]).values_list("topic_id", flat=True)
        return {"topic": topics[0]} if topics else None
    if match.view_name == "library_page":
        return _page_at(match.args[0] if match.args else match.kwargs.get("path", ""))
    return None


def _page_at(path: str) -> dict[str, int] | None:
    sites = Site.objects.filter(is_default_site=True)
    root = sites.values_list("root_page__url_path", flat=True).first()
    if root is None or not path:
        return None
    page = Page.objects.filter(url_path=f"{root}{path.strip('/')}/")
    number = page.values_list("pk", flat=True).first()
    return {"page": number} if number else None


# --- reading ----------------------------------------------------------------------------------


def own_topic_ids(posts: Iterable[Post]) -> set[int]:
    """The topics that the cards of these posts are about; no query."""
    return _numbers(posts, "topic")


def own_page_ids(posts: Iterable[Post]) -> set[int]:
    """The pages of the library that the cards of these posts are about; no query."""
    return _numbers(posts, "page")


def _numbers(posts: Iterable[Post], kind: str) -> set[int]:
    return {words[kind] for post in posts for words in post.cards.values() if kind in words}


def own_cards(posts: Iterable[Post], reader: Reader) -> OwnCards:
    """What `reader` may see of the own pages that these posts link to.

    No query without such links; one for topics, one for pages.
    """
    posts = list(posts)
    found = OwnCards(topics={}, pages={})
    if topics := own_topic_ids(posts):
        found["topics"] = Topic.objects.listed_for(reader).in_bulk(topics)
    if pages := own_page_ids(posts):
        found["pages"] = LibraryEntry.objects.listed().in_bulk(pages)
    return found


def words_of_topic(topic: Topic) -> dict[str, str]:
    replies = ngettext("%(n)s reply", "%(n)s replies", topic.reply_count) % {"n": topic.reply_count}
    site = _("Discussion · %(replies)s") % {"replies": replies}
    return {"kind": "topic", "title": topic.title, "summary": "", "site": site}


def words_of_page(page: PageOfLibrary) -> dict[str, str]:
    told = [_("Open Rounds Library"), page.get_kind_display()]
    if page.evidence_grade:
        told.append(_("grade %(grade)s") % {"grade": page.evidence_grade})
    return {
        "kind": "page",
        "title": page.title,
        "summary": page.summary,
        "site": " · ".join(told),
    }
