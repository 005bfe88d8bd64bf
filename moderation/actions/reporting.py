"""A reader asks moderators to look at a post; what may identify a patient is hidden at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.user import Reader
from accounts.network import network_of
from forum import actions as forum_actions
from forum import limits
from forum.limits import HOUR, TooMany
from forum.models import Move, Post
from forum.permissions import can_report
from moderation.actions.letters import write_to_author
from moderation.actions.refusals import NotYours
from moderation.models import Decision, Report


@dataclass(frozen=True)
class Filed:
    """What came of a report: whether the same had been sent before, and whether it hid the post."""

    report: Report
    repeated: bool = False
    hid: bool = False


@transaction.atomic
def report(
    post_id: int,
    *,
    reporter: User | None,
    address: str | None,
    version: int,
    why: str,
    note: str = "",
    now: datetime | None = None,
) -> Filed:
    """Keep a report of a post that readers see; `reporter` None is a visitor at `address`.

    One per member and post waits: the same again changes nothing, and another one takes the
    place of the first, so that whoever decides meanwhile is told. Raises Post.DoesNotExist where
    the reporter does not see the post, NotYours where it is not theirs to report (their own, or a
    sanction forbids it), TooMany where they must wait.
    """
    now = now or timezone.now()
    post = _seen(post_id, reporter or AnonymousUser())
    if reporter and reporter.is_silenced_now():
        raise NotYours
    network = "" if reporter else network_of(address)
    waiting = _waiting(post, reporter, network, why)
    if waiting and (waiting.why, waiting.note) == (why, note):
        return Filed(waiting, repeated=True)
    _check_limit(reporter, network, now)
    hides = why == Report.Why.PATIENT and reporter is not None and _is_believed(reporter, now)
    if waiting and reporter:
        # Taken back by who sent it: nobody decided on it.
        waiting.closed_at = now
        waiting.save(update_fields=["closed_at"])
    made = Report.objects.create(
        post=post,
        version=min(version, post.version),
        reporter=reporter,
        network=network,
        why=why,
        note=note,
        made_at=now,
    )
    post.open_reports = Report.objects.open().filter(post=post).count()
    post.save(update_fields=["open_reports"])
    if not hides or _was_kept(post):
        return Filed(made)
    _hide(post, made, now)
    return Filed(made, hid=True)


def may_hide(reporter: User) -> bool:
    """Whether a report of patient details by `reporter` hides a post before anybody looked."""
    return _is_believed(reporter, timezone.now())


# --- parts -------------------------------------------------------------------------------------


def _seen(post_id: int, reader: Reader) -> Post:
    """The post under lock, as long as readers see it. Raises NotYours where it is the reader's."""
    posts = Post.objects.listed_for(reader).select_related(
        "topic__category", "author", "peer__person", "receipt"
    )
    post = posts.locked(post_id)
    if not can_report(reader, post):
        raise NotYours
    return post


def _waiting(post: Post, reporter: User | None, network: str, why: str) -> Report | None:
    """The sender's report that waits; of visitors, who are known by their network alone, one each
    reason, so that a second press is no second report."""
    waiting = Report.objects.open().filter(post=post)
    if reporter:
        return waiting.of(reporter).first()
    return waiting.from_network(network).filter(why=why).first()


def _check_limit(reporter: User | None, network: str, now: datetime) -> None:
    """Raise TooMany where the sender must wait. Visitors of one network take turns."""
    since = now - HOUR
    if reporter:
        mine, most = Report.objects.of(reporter), settings.REPORTS_PER_HOUR
    else:
        limits.take_turn(network)
        mine, most = Report.objects.from_network(network), settings.REPORTS_PER_HOUR_NETWORK
    oldest = mine.oldest_of_latest(most, since)
    if oldest is not None:
        raise TooMany(oldest - since)


def _is_believed(reporter: User, now: datetime) -> bool:
    """A member who published before and is in good standing, whose word was good so far.

    Whoever keeps several posts hidden already waits until somebody has looked at those.
    """
    if reporter.first_published_at is None or not reporter.may_write or reporter.is_on_probation:
        return False
    about_patients = Report.objects.of(reporter).about_patients()
    if about_patients.open().count() >= settings.REPORT_HIDES_WAITING:
        return False
    since = now - timedelta(days=settings.REPORT_MISTAKES_DAYS)
    return about_patients.not_upheld(since).count() < settings.REPORT_MISTAKES_MAX


def _was_kept(post: Post) -> bool:
    """Whether a moderator looked at reports of this very text and kept it: no rule overrules it."""
    return Decision.objects.on(post).kept(post.version).exists()


def _hide(post: Post, made: Report, now: datetime) -> None:
    reason = _("a reader reported that it may identify a patient; a moderator is looking")
    forum_actions.hide(post, actor=None, reason=reason, by=Move.By.RULE, now=now)
    forum_actions.tell_decision(post)
    there = reverse("forum:notices")
    if post.topic.is_public:
        there = f"{post.topic.get_absolute_url()}?post={post.position}"
    write_to_author(post, "hidden_by_report", key=f"report {made.pk} hid", there=there)
