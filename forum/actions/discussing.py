"""Every published page of the library has a discussion, which goes where its page goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from cms.models import LibraryEntry, Status
from cms.querysets import is_restricted
from forum import similar
from forum.actions import announcing, counting, moves, moving, relating
from forum.models import Category, Move, Post, Topic
from forum.sanitize import cook
from forum.structured import shortened

# The reason of the rule that hides a discussion; it comes back as long as this is the last one.
NOT_OPEN_TO_ALL = "its page is not open to everybody"
CLOSED = (Status.RETIRED, Status.SUPERSEDED)


@dataclass(frozen=True)
class Wanted:
    """What a page's discussion should be. `title` and `source` are empty where nothing is known.

    `closed` says why it takes no replies: "retired", "superseded", "unpublished", or "".
    """

    title: str
    source: str
    closed: str
    hidden: bool


class Standing(NamedTuple):
    """A page's discussion as it is: its opening post, with the topic."""

    page: Page
    opening: Post | None


def prepare_library_category() -> Category:
    """The category of the discussions of library pages; what a moderator changed in it stays."""
    category, _new = Category.objects.get_or_create(
        slug=settings.LIBRARY_CATEGORY,
        defaults={
            "name": _("Library discussions"),
            "description": _("Questions and experience about one page of the library."),
            "order": 90,
            "color": Category.Color.LONG,
            "posting": Category.Posting.STAFF,
            "guest_policy": Category.GuestPolicy.REPLY,
        },
    )
    return category


@transaction.atomic
def follow_page(page_id: int) -> Topic | None:
    """Make the discussion of a page what the page asks for; returns it. Run twice, once is done.

    A page that everybody may read gets one where it has none. It has the page's title, is closed
    while the page is retired, superseded or not published, and hidden while not everybody may
    read the page. What a moderator closed or hid stays so.
    """
    pages = Page.objects.select_for_update(of=("self",), no_key=True)
    if not pages.filter(pk=page_id).exists():
        return None
    page = _with_state(page_id).get()
    wanted = wanted_for(page)
    opening = Post.objects.opening_page(page_id).first()
    if opening is None:
        return _make(page, wanted) if _is_missing(page, wanted) else None
    opening = Post.objects.select_related("topic__category", "author").locked(opening.pk)
    topic = counting.locked_topic(opening)
    topic.holds_lock = True
    if not opening.is_erased:
        _rename(topic, opening, wanted)
        _show_or_hide(opening, wanted)
    _close_or_open(topic, wanted)
    return topic


def follow_every_page() -> int:
    """Mend each discussion that is not what its page asks for; returns how many. Two queries."""
    late = [standing.page.pk for standing in _standings() if _is_late(standing)]
    for page_id in late:
        follow_page(page_id)
    return len(late)


def wanted_for(page: Any) -> Wanted:
    """What `page`, read by `_with_state`, asks of its discussion."""
    entry: LibraryEntry | None = getattr(page, "library_entry", None)
    if entry is None:
        return Wanted("", "", "unpublished", page.is_restricted)
    closed = entry.status if entry.status in CLOSED else ""
    where = _("This is where the page %(link)s of the library is discussed.") % {
        "link": f'<a href="{escape(entry.address)}">{escape(entry.title)}</a>'
    }
    return Wanted(
        title=shortened(entry.title, settings.TITLE_MAX),
        source=f"<p>{escape(entry.summary)}</p><p>{where}</p>",
        closed=closed,
        hidden=page.is_restricted,
    )


# --- what is, and what should be -----------------------------------------------------------------


def _with_state(*page_ids: int) -> Any:
    pages = Page.objects.filter(pk__in=page_ids) if page_ids else Page.objects.all()
    return pages.annotate(is_restricted=is_restricted("path")).select_related("library_entry")


def _standings() -> Iterator[Standing]:
    openings = Post.objects.filter(opens_topic=True, topic__page__isnull=False)
    by_page = {post.topic.page_id: post for post in openings.select_related("topic")}
    concerned = Q(library_entry__isnull=False) | Q(discussion__isnull=False)
    for page in _with_state().filter(concerned).order_by("pk"):
        yield Standing(page, by_page.get(page.pk))


def _is_missing(page: Page, wanted: Wanted) -> bool:
    has_topic = Topic.objects.filter(page=page).exists()  # one whose opening post was deleted
    return bool(wanted.title) and not wanted.hidden and not has_topic


def _is_late(standing: Standing) -> bool:
    page, opening = standing
    wanted = wanted_for(page)
    if opening is None:
        return _is_missing(page, wanted)
    topic = opening.topic
    held = _held_by_page(topic)
    late = (held["word"] if held else "") != wanted.closed
    if late and wanted.closed and not held and topic.is_locked:
        late = False  # a moderator closed it already
    if opening.is_erased:
        return late
    if wanted.title and (topic.title, opening.body_source) != (wanted.title, wanted.source):
        return True
    if opening.is_published:
        return late or wanted.hidden
    return late or (not wanted.hidden and _hid_it(opening))


def _hid_it(opening: Post) -> bool:
    """Whether this module hid it, and nobody did anything about that since."""
    last = opening.moves.order_by("-pk").first()
    return (
        opening.state == Post.State.HIDDEN
        and last is not None
        and (last.by, last.reason) == (Move.By.RULE, NOT_OPEN_TO_ALL)
    )


def _held_by_page(topic: Topic) -> dict[str, Any] | None:
    """The line that says that the page closed it, as long as that is still to be ended."""
    closed = [event for event in topic.events if event["what"] == "lock" and event.get("page")]
    return closed[-1] if closed and not closed[-1].get("ended") else None


# --- the changes ---------------------------------------------------------------------------------


def _make(page: Any, wanted: Wanted) -> Topic:
    """A discussion as old as its page: it is no news, and nobody is told of it.

    Published in the name of the page's owner, whose first contribution it is not.
    """
    entry: LibraryEntry = page.library_entry
    owner = _owner(page)
    when = entry.first_published_at or timezone.now()
    topic = Topic.objects.create(
        category=prepare_library_category(),
        title=wanted.title,
        author=owner,
        page=page,
        created_at=when,
        last_activity_at=when,
    )
    topic.holds_lock = True
    writing = cook(wanted.source, "html", by_guest=False)
    opening = Post(
        topic=topic,
        opens_topic=True,
        body_source=writing.source,
        body_format=writing.format,
        body_html=writing.html,
        body_text=writing.text,
        written_at=when,
        held_at=when,
        announced_at=when,
    )
    moves.publish(opening, by=Move.By.RULE, now=when)
    # Only now, so that publishing takes it for nobody's first post.
    opening.author = owner
    opening.save(update_fields=["author"])
    _close_or_open(topic, wanted)
    return topic


def _owner(page: Page) -> User | None:
    if page.owner_id:
        return User.objects.filter(pk=page.owner_id).first()
    return page.live_revision.user if page.live_revision else None


def _rename(topic: Topic, opening: Post, wanted: Wanted) -> None:
    """Title and first words follow the page without a public history: that is the page's."""
    if not wanted.title:
        return
    if opening.body_source != wanted.source:
        writing = cook(wanted.source, "html", by_guest=False)
        opening.body_source, opening.body_format = writing.source, writing.format
        opening.body_html, opening.body_text = writing.html, writing.text
        opening.save(update_fields=["body_source", "body_format", "body_html", "body_text"])
    if topic.title != wanted.title:
        topic.rename(wanted.title)
        announcing.tell_new_title(topic)
        similar.index(topic)
        if topic.is_public:
            relating.find_similar_soon(topic)


def _show_or_hide(opening: Post, wanted: Wanted) -> None:
    if wanted.hidden and opening.is_published:
        moves.hide(opening, actor=None, reason=NOT_OPEN_TO_ALL, by=Move.By.RULE)
    elif not wanted.hidden and _hid_it(opening):
        moves.restore(opening, actor=None, by=Move.By.RULE)


def _close_or_open(topic: Topic, wanted: Wanted) -> None:
    """Each change of the page closes or opens once; what a moderator did since is left alone."""
    held = _held_by_page(topic)
    if wanted.closed and held is None:
        if not topic.is_locked:
            moving.lock(topic, closed=True, word=wanted.closed, with_page=True)
    elif wanted.closed and held and held["word"] != wanted.closed:
        held["word"] = wanted.closed
        topic.save(update_fields=["events"])
    elif held and not wanted.closed:
        held["ended"] = True
        turns = [event for event in topic.events if event["what"] in ("lock", "unlock")]
        if topic.is_locked and turns[-1] is held:
            moving.lock(topic, closed=False, with_page=True)
        else:
            topic.save(update_fields=["events"])
