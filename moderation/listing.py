"""The list of the desk: what a moderator asked to see, and one page of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import TextChoices
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from forum.models import PendingEdit, Post, Receipt
from moderation.models import Claim
from moderation.querysets import queue
from moderation.querysets.queue import Filter, Mark

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CLOSE = 0.75  # of the time that was promised: from here on an item is close to it
ADDRESSES = {"post": "moderation:item", "edit": "moderation:edit", "report": "moderation:reported"}
# Reasons that a moderator should see from afar.
LOUD = {Post.HoldReason.PATIENT: "bad", Post.HoldReason.LANGUAGE: "warn"}


class Show(TextChoices):
    ALL = "", gettext_lazy("Everything, oldest first")
    POSTS = "posts", gettext_lazy("Held posts")
    GUESTS = "guests", gettext_lazy("Guests")
    EDITS = "edits", gettext_lazy("Edits")
    REPORTS = "reports", gettext_lazy("Reports")
    APPEALS = "appeals", gettext_lazy("Appeals")
    URGENT = "urgent", gettext_lazy("Urgent")
    SPAM = "spam", gettext_lazy("Likely spam")


@dataclass(frozen=True)
class Wish:
    """What to list, behind which item, and at which item the moderator is.

    Every link and form of the desk carries it, so no decision loses the filter.
    """

    show: str = ""
    category: str = ""
    reason: str = ""
    after: Mark | None = None
    at: Mark | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Wish":
        """Unknown words mean no wish. Raises Http404 for a place in the list that is none."""
        show, reason = query.get("show", ""), query.get("reason", "")
        return cls(
            show=show if show in Show.values else "",
            category=query.get("category", "")[:60].replace("\0", ""),
            reason=reason if reason in Post.HoldReason.values else "",
            after=_place(query.get("after")),
            at=_place(query.get("at")),
        )

    @property
    def filter(self) -> Filter:
        return Filter(self.show, self.category, self.reason)

    @property
    def narrows(self) -> bool:
        return bool(self.show or self.category or self.reason)

    def as_query(self, *, after: Mark | None = None, at: Mark | None = None) -> str:
        """`?show=…` and so on; "" where nothing is wished for."""
        asked = {"show": self.show, "category": self.category, "reason": self.reason}
        places = {"after": after, "at": at}
        asked |= {name: _written(mark) for name, mark in places.items() if mark}
        kept = {name: word for name, word in asked.items() if word}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass
class Row:
    """One item of the list. Of an edit and of reports `post` is what they are about."""

    mark: Mark
    post: Post
    edit: PendingEdit | None = None
    claim: Claim | None = None
    approved: int = 0  # earlier posts of the same author that were published
    query: str = ""
    is_current: bool = False

    @property
    def item(self) -> str:
        return self.mark.item

    @property
    def address(self) -> str:
        return address_of(self.mark) + self.query

    @property
    def may_be_chosen(self) -> bool:
        """Whether bulk takes it: held posts alone."""
        return self.mark.kind == "post"

    @property
    def age(self) -> str:
        """How close it is to the promise, as a word for the style sheet."""
        waited = (timezone.now() - self.mark.since) / timedelta(hours=1)
        goal = settings.MODERATION_GOAL_HOURS
        return "bad" if waited > goal else "warn" if waited > goal * CLOSE else ""

    @property
    def line(self) -> str:
        """What it is about."""
        title = self.post.topic.title
        if self.mark.kind == "report":
            beginning = " ".join(getattr(self.post, "beginning", "").split())
            return _("Reported: “%(text)s”") % {"text": beginning} if beginning else title
        return _("Edit in “%(title)s”") % {"title": title} if self.edit else title

    @property
    def pills(self) -> list[tuple[str, str]]:
        """What to know before opening it, as (color, words)."""
        post, kind = self.post, self.mark.kind
        if kind == "edit" and self.edit:
            said = [("warn", _("Edit of a published post"))]
            said += [("", name) for name in self.edit.hold_reason_names]
            return said + _of_version(self.edit.version)
        if kind == "report":
            n = post.open_reports
            said = [("warn", ngettext("%(n)s report", "%(n)s reports", n) % {"n": n})]
            return said + ([("bad", _("Hidden until decided"))] if not post.is_published else [])
        said = [("bad", _("Urgent"))] if post.is_urgent else []
        said += [("mod", _("Appeal"))] if post.appealed_at else []
        said += [("bad", _("Likely spam"))] if is_likely_spam(post) else []
        # That it is a guest's stands in front of the name.
        reasons = [code for code in post.hold_reasons if code != Post.HoldReason.GUEST]
        said += [(LOUD.get(code, ""), _reason(code)) for code in reasons]
        if links := sum(one["family"] == "link" for one in post.screening.get("findings", [])):
            said.append(("", ngettext("%(n)s link", "%(n)s links", links) % {"n": links}))
        if getattr(post, "opinion_wanted", False):
            said.append(("mod", _("Second opinion wanted")))
        if post.opens_topic:
            said.append(("brand", _("New topic")))
        if self.approved:
            words = ngettext("%(n)s approved before", "%(n)s approved before", self.approved)
            said.append(("ok", words % {"n": self.approved}))
        return said + _of_version(post.version)


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    more: str = ""  # where the next page is

    @property
    def steps(self) -> dict[str, str]:
        """Where the items before and after the open one are, as far as this page goes."""
        here = next((n for n, row in enumerate(self.rows) if row.is_current), None)
        if here is None:
            return {"next": self.rows[0].address} if self.rows else {}
        before, after = self.rows[max(here - 1, 0) : here], self.rows[here + 1 : here + 2]
        return {
            "previous": before[0].address if before else "",
            "next": after[0].address if after else "",
        }


def read_page(
    moderator: User, wish: Wish, claims: dict[str, Claim], current: Mark | None = None
) -> Page:
    """One page of the queue, in at most five queries however much waits.

    The place of each item, the posts, the edits, and how many posts of the authors were published.
    """
    most = settings.DESK_PAGE
    found = queue.marks(moderator, wish.filter, after=wish.after, most=most + 1)
    rows = _rows(found[:most])
    approved = _approved_before([row.post for row in rows if row.mark.kind == "post"])
    for row in rows:
        row.claim = claims.get(row.item)
        row.query = wish.as_query(after=wish.after)
        row.is_current = current is not None and row.item == current.item
        row.approved = approved.get(row.post.pk, 0) if row.mark.kind == "post" else 0
    more = wish.as_query(after=found[most - 1]) if len(found) > most else ""
    return Page(rows, more)


def mark_of(thing: Post | PendingEdit) -> Mark:
    """Where an open item stands in the queue; a published post is there for its reports."""
    if isinstance(thing, PendingEdit):
        return Mark(queue.USUAL, thing.sent_at, "edit", thing.pk)
    if not thing.is_pending:
        waiting = list(thing.reports.open().order_by("made_at"))
        short = any(one.why == one.Why.PATIENT for one in waiting)
        since = waiting[0].made_at if waiting else timezone.now()
        return Mark(queue.SHORT if short else queue.USUAL, since, "report", thing.pk)
    short = thing.is_urgent or thing.appealed_at is not None
    return Mark(queue.SHORT if short else queue.USUAL, thing.held_at, "post", thing.pk)


def address_of(mark: Mark) -> str:
    return reverse(ADDRESSES[mark.kind], args=[mark.number])


def is_likely_spam(post: Post) -> bool:
    return post.screening.get("spam", {}).get("score", 0) >= settings.SPAM_LIKELY_FROM


# --- parts ------------------------------------------------------------------------------------


def _rows(marks: Iterable[Mark]) -> list[Row]:
    numbers: dict[str, list[int]] = {"post": [], "edit": [], "report": []}
    for mark in marks:
        numbers[mark.kind].append(mark.number)
    wanted = numbers["post"] + numbers["report"]
    posts = queue.posts_to_list(wanted) if wanted else {}
    edits = queue.edits_to_list(numbers["edit"]) if numbers["edit"] else {}
    rows = []
    for mark in marks:
        # One that was erased since its place was read is left out.
        if mark.kind == "edit" and (edit := edits.get(mark.number)):
            rows.append(Row(mark, edit.post, edit))
        elif mark.kind != "edit" and (post := posts.get(mark.number)):
            rows.append(Row(mark, post))
    return rows


def _approved_before(posts: list[Post]) -> dict[int, int]:
    """How many published posts each author has, by number of the post.

    Guests are known again by an address that they confirmed, and by nothing else; of members who
    are anonymous here nothing is said, which could tell who they are.
    """
    members = {post.author_id for post in posts if post.author_id}
    by_member = Post.objects.published_by(members) if members else {}
    emails = {email for post in posts if (email := _confirmed_email(post))}
    by_email = Receipt.objects.published_by(emails) if emails else {}
    return {
        post.pk: by_member.get(post.author_id or 0, 0) or by_email.get(_confirmed_email(post), 0)
        for post in posts
    }


def _confirmed_email(post: Post) -> str:
    receipt: Receipt | None = getattr(post, "receipt", None)
    return receipt.email if receipt and receipt.may_be_mailed else ""


def _reason(code: str) -> str:
    return str(Post.HoldReason(code).label) if code in Post.HoldReason.values else code


def _of_version(version: int) -> list[tuple[str, str]]:
    return [("warn", _("Version %(n)s") % {"n": version})] if version > 1 else []


def _written(mark: Mark) -> str:
    moment = (mark.since - EPOCH) // timedelta(microseconds=1)
    return f"{mark.lane}.{moment}.{mark.kind}.{mark.number}"


def _place(written: str | None) -> Mark | None:
    if not written:
        return None
    parts = written.split(".")
    if len(parts) != 4 or parts[2] not in ADDRESSES:
        raise Http404
    numbers = [parts[0], parts[1], parts[3]]
    if not all(one.isascii() and one.isdigit() and len(one) < 18 for one in numbers):
        raise Http404
    lane, moment, number = map(int, numbers)
    if moment > 10**16:
        raise Http404
    return Mark(lane, EPOCH + timedelta(microseconds=moment), parts[2], number)
