"""200 actions by any roles in any order: states stay legal, counters equal a recount, a version is
judged once, notices are about public posts alone, and no label ever loses its person."""

import random
from collections import Counter
from itertools import pairwise

import pytest
from django.db import transaction

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum import limits
from forum.actions import anonymity, appealing, claiming, editing
from forum.models import InvalidTransition, Notice, Peer, Post, Receipt, Topic
from forum.notices import announce
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision, Report, Sanction
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.moderation import tooling

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ACTIONS = 200
# What somebody may be told instead of what they asked for. Anything else is a fault.
REFUSALS = (
    InvalidTransition,
    Topic.DoesNotExist,
    Post.DoesNotExist,
    PermissionError,
    actions.AlreadyAsked,
    actions.NotAllowed,
    actions.NotYours,
    actions.Refused,
    actions.Stale,
    actions.StaleEdit,
    actions.StaleRecord,
    actions.StaleReports,
    actions.StaleTopic,
    actions.TooLate,
    editing.NotEditable,
    editing.Overtaken,
    forum_actions.NotOpen,
    anonymity.NotOffered,
    claiming.NotClaimable,
    limits.TooMany,
)


class Community:
    """A small one in which anything may happen."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.categories = [CategoryFactory(allows_anonymous=True), CategoryFactory(holds_all=True)]
        self.moderators = [moderator(), moderator()]
        self.members = [UserFactory(), UserFactory(), newcomer()]
        for member in self.members:
            member.emailaddress_set.create(email=member.email, verified=True)
        self.done: Counter[str] = Counter()
        for _ in range(3):
            make_topic(category=self.categories[0], sender=self.members[0])

    def act(self) -> None:
        often = [*[self.reply] * 4, *[self.decide] * 4]
        verb = self.chance.choice(
            [
                *often,
                *(self.start, self.hide, self.restore, self.withdraw, self.revise, self.edit),
                *(self.decide_edit, self.publish_edited, self.appeal, self.undo, self.purge),
                *(self.report, self.judge, self.impose, self.lift, self.lock, self.merge),
                *(self.split, self.move, self.claim, self.reply_anonymously),
            ]
        )
        try:
            with transaction.atomic():
                verb()
        except REFUSALS:
            return
        self.done[verb.__name__] += 1
        for post in Post.objects.to_announce():
            announce(post.pk)

    # --- who and what -------------------------------------------------------------------------

    def judge_of_today(self):
        return self.chance.choice(self.moderators)

    def sender(self):
        shared = guest(email=self.chance.choice(self.members).email)
        return self.chance.choice([*self.members, *self.moderators, guest(), shared])

    def any_post(self, **having) -> Post:
        return self._any(Post.objects.filter(**having))

    def any_topic(self) -> Topic:
        return self._any(Topic.objects.all())

    def _any(self, rows):
        found = list(rows)
        if not found:
            raise Post.DoesNotExist
        return self.chance.choice(found)

    def words(self) -> str:
        return self.chance.choice(
            ["A reply.", "Seen Marisol Quint, 34, in Elko.", "Call 555-0142 for her chart."]
        )

    # --- writing ------------------------------------------------------------------------------

    def start(self) -> None:
        make_topic(category=self.chance.choice(self.categories), sender=self.sender())

    def reply(self) -> None:
        make_reply(self.any_topic(), sender=self.sender(), body=self.words())

    def reply_anonymously(self) -> None:
        make_reply(self.any_topic(), sender=self.chance.choice(self.members), anonymous=True)

    def withdraw(self) -> None:
        forum_actions.withdraw(self.any_post(state="pending").pk)

    def revise(self) -> None:
        post = self.any_post(state=self.chance.choice(["pending", "returned", "published"]))
        forum_actions.resubmit(
            post.pk, seen_version=post.version, writing=cook("Again.", "text", by_guest=True)
        )

    def edit(self) -> None:
        post = self.any_post(state="published")
        waiting = post.edits.pending().first()
        text = f"Changed {self.chance.random()}."
        editing.edit(
            post.pk,
            editor=post.author,
            seen_version=post.version,
            seen_edit=waiting.version if waiting else 0,
            writing=cook(text, "text", by_guest=False),
            title=post.topic.title if post.opens_topic else "",
            details=post.details,
        )

    def appeal(self) -> None:
        appealing.appeal(self.any_post(state="declined").pk, text="Please read it again.")

    def claim(self) -> None:
        receipt = self._any(Receipt.objects.exclude(email=""))
        forum_actions.confirm_email(receipt.pk)
        claiming.claim(receipt.post_id, member=self.chance.choice(self.members))

    # --- deciding -----------------------------------------------------------------------------

    def decide(self) -> None:
        # Mostly what waits; now and then what does not.
        waits = self.chance.random() < 0.8
        post = self.any_post(state="pending") if waits else self.any_post()
        actions.decide(
            post.pk,
            moderator=self.judge_of_today(),
            version=self.chance.choice([post.version, post.version, 1]),
            outcome=self.chance.choice(["publish", "publish", "return", "decline"]),
            reason="promotion",
        )

    def publish_edited(self) -> None:
        post = self.any_post(state="pending")
        actions.publish_edited(
            post.pk,
            moderator=self.judge_of_today(),
            version=post.version,
            writing=cook("In other words.", "text", by_guest=False),
            title=post.topic.title if post.opens_topic else "",
        )

    def decide_edit(self) -> None:
        post = self.any_post(state="published")
        edit = post.edits.pending().first()
        if edit is None:
            return
        actions.decide_edit(
            edit.pk,
            moderator=self.judge_of_today(),
            version=edit.version,
            base=post.version,
            outcome=self.chance.choice(["publish", "decline"]),
            reason="wording",
        )

    def hide(self) -> None:
        post = self.any_post()
        judge = self.judge_of_today()
        actions.hide(post.pk, moderator=judge, version=post.version, reason="wording")

    def restore(self) -> None:
        post = self.any_post(state="hidden")
        actions.restore(post.pk, moderator=self.judge_of_today(), version=post.version)

    def undo(self) -> None:
        latest = Decision.objects.order_by("-pk")[:3]
        actions.undo(self._any(latest).pk, moderator=self.judge_of_today())

    def purge(self) -> None:
        if self.chance.random() < 0.2:
            post = self.any_post()
            actions.purge(
                post.pk,
                moderator=self.judge_of_today(),
                version=post.version,
                reason="patient_details",
            )

    def report(self) -> None:
        post = self.any_post(state="published")
        actions.report(
            post.pk,
            reporter=self.chance.choice(self.members),
            address="10.1.2.3",
            version=post.version,
            why=self.chance.choice(Report.Why.values),
        )

    def judge(self) -> None:
        post = self.any_post(open_reports__gt=0)
        actions.judge_reports(
            post.pk,
            moderator=self.judge_of_today(),
            version=post.version,
            seen=set(post.reports.open().values_list("pk", flat=True)),
            outcome=self.chance.choice(["keep", "hide"]),
            reason="patient_details",
        )

    # --- people and topics ----------------------------------------------------------------------

    def impose(self) -> None:
        if self.chance.random() > 0.3:
            return
        person = self.chance.choice(self.members)
        latest = Sanction.objects.of(person).first()
        actions.impose(
            person.pk,
            moderator=self.judge_of_today(),
            kind=self.chance.choice(["warning", "probation", "suspension"]),
            reason="Please be kind.",
            seen=latest.pk if latest else 0,
            days=1,
        )
        person.refresh_from_db()

    def lift(self) -> None:
        sanction = self._any(Sanction.objects.all())
        actions.lift(sanction.pk, moderator=self.judge_of_today(), reason="Thank you.")
        for person in self.members:
            person.refresh_from_db()

    def lock(self) -> None:
        topic = self.any_topic()
        tooling.use("lock", topic, judge=self.judge_of_today(), closed=not topic.is_locked)

    def merge(self) -> None:
        if self.chance.random() < 0.2:
            tooling.merge(self.any_topic(), self.any_topic(), judge=self.judge_of_today())

    def split(self) -> None:
        topic = self.any_topic()
        replies = list(topic.posts.filter(opens_topic=False))
        if replies:
            chosen = self.chance.sample(replies, min(len(replies), 2))
            tooling.split(topic, chosen, judge=self.judge_of_today())

    def move(self) -> None:
        target = self.chance.choice(self.categories)
        tooling.use("move", self.any_topic(), judge=self.judge_of_today(), category_id=target.pk)


@pytest.mark.parametrize("seed", range(4))
def test_after_200_actions_everything_agrees(seed):
    community = Community(seed)

    for _ in range(ACTIONS):
        community.act()

    assert len(community.done) > 15, community.done  # it is not all refused
    tooling.assert_counters_are_right()
    for post in Post.objects.prefetch_related("moves", "reports"):
        path = [move.to_state for move in sorted(post.moves.all(), key=lambda move: move.pk)]
        assert path[-1] == post.state
        assert all(b in Post.TRANSITIONS[a] or a == b for a, b in pairwise(path)), path
        waiting = [report for report in post.reports.all() if report.closed_at is None]
        assert post.open_reports == len(waiting)
        if post.is_anonymous:
            assert post.author_id is None
            assert post.peer_id is not None
    judged = Decision.objects.judgements().filter(edit=None).values_list("post", "version")
    assert len(judged) == len(set(judged)) > 0
    undone = Decision.objects.filter(undoes__isnull=False).values_list("undoes", flat=True)
    assert len(undone) == len(set(undone))
    for decision in Decision.objects.judgements().select_related("post__peer"):
        assert decision.moderator_id != decision.post.author_id
    told = Notice.objects.exclude(kind="decision").select_related("post__topic")
    for notice in told:
        was_public = {"published", "hidden", "purged"}
        assert notice.post.state in was_public
    assert Peer.objects.count() == len(set(Peer.objects.values_list("topic", "number")))
    keys = OutboxMessage.objects.values_list("key", flat=True)
    assert len(keys) == len(set(keys))
