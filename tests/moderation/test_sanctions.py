"""Warned, on probation, suspended, banned: what it forbids, when it ends, and who decides."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from accounts import roles
from accounts.models import OutboxMessage, User
from forum import actions as forum_actions
from forum import permissions
from forum.actions import editing
from forum.models import Post
from forum.sanitize import cook
from moderation import actions
from moderation.models import MemberNote, Sanction
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = pytest.mark.django_db


def administrator() -> User:
    return UserFactory(groups=(roles.ADMINISTRATOR,))


def impose(person: User, kind: str, by: User | None = None, **fields: Any) -> Sanction:
    latest = Sanction.objects.of(person).first()
    return actions.impose(
        person.pk,
        moderator=by or moderator(),
        kind=kind,
        reason=fields.pop("reason", "Please stay civil."),
        seen=fields.pop("seen", latest.pk if latest else 0),
        days=fields.pop("days", 7 if kind in ("probation", "suspension") else None),
        **fields,
    )


def fresh(person: User) -> User:
    return User.objects.with_roles().get(pk=person.pk)


def say(topic: Any, person: User) -> Post:
    return forum_actions.submit_reply(
        topic_id=topic.pk,
        sender=person,
        writing=cook("A reply.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
    ).post


# --- what each forbids --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["warning", "suspension", "ban"])
def test_who_is_silenced_reads_and_does_nothing_else(kind):
    topic, person = make_topic(), UserFactory()
    own, other = make_reply(topic, sender=person), make_reply(topic)
    impose(person, kind)
    person = fresh(person)

    assert permissions.can_reply(person, topic) is False
    assert permissions.can_start_topic(person, topic.category) is False
    assert permissions.can_edit(person, own) is False
    assert permissions.can_react(person, other) is False
    assert permissions.can_report(person, other) is False
    assert Post.objects.visible_to(person).filter(pk=other.pk).exists()


def test_probation_lets_write_and_the_post_waits():
    topic, person = make_topic(), UserFactory()
    impose(person, "probation")

    post = say(topic, fresh(person))

    assert post.state == "pending"
    assert "probation" in post.hold_reasons


@pytest.mark.parametrize("kind", ["warning", "suspension", "ban"])
def test_a_request_that_began_before_the_decision_sends_nothing_after_it(kind):
    topic, person = make_topic(), UserFactory()
    own = make_reply(topic, sender=person)
    held = make_reply(topic, sender=(late := newcomer()))
    before, late_before = fresh(person), fresh(late)
    impose(person, kind)
    impose(late, kind)

    with pytest.raises(forum_actions.NotOpen):
        say(topic, before)
    with pytest.raises(forum_actions.NotOpen):
        forum_actions.submit_topic(
            category=topic.category,
            title="Still here anyway",
            kind="question",
            tags=[],
            sender=before,
            writing=cook("Words.", "text", by_guest=False),
            submission_key=uuid.uuid4(),
        )
    writing = cook("Other words.", "text", by_guest=False)
    with pytest.raises(editing.NotEditable):
        editing.edit(own.pk, editor=before, seen_version=1, writing=writing)
    with pytest.raises(forum_actions.NotYours):
        forum_actions.react(make_reply(topic).pk, person=before, kind="helpful")
    with pytest.raises(actions.NotYours):
        actions.report(
            make_reply(topic).pk, reporter=before, address=None, version=1, why="patient"
        )
    with pytest.raises(Exception, match=str(held.pk)):
        forum_actions.resubmit(held.pk, seen_version=1, writing=writing, actor=late_before)
    assert Post.objects.written_by(person).count() == 1


def test_a_suspended_member_may_still_take_back_what_waits():
    person = newcomer()
    post = make_reply(make_topic(), sender=person)
    impose(person, "suspension")

    assert permissions.can_withdraw(fresh(person), post)
    assert not permissions.can_revise(fresh(person), post)


def test_a_suspended_moderator_moderates_nothing():
    person = moderator()
    post = make_held_reply()
    impose(person, "suspension", by=administrator())

    assert not permissions.can_moderate(fresh(person))
    with pytest.raises((actions.NotYours, Post.DoesNotExist)):
        actions.decide(post.pk, moderator=fresh(person), version=1, outcome="publish")


# --- ends ---------------------------------------------------------------------------------------


def test_a_suspension_ends_by_itself_and_a_ban_does_not():
    suspended, banned = UserFactory(), UserFactory()
    long_ago = timezone.now() - timedelta(days=8)
    impose(suspended, "suspension", days=7, now=long_ago)
    impose(banned, "ban", now=long_ago)

    assert fresh(suspended).may_write
    assert not fresh(banned).may_write
    assert say(make_topic(), fresh(suspended)).is_published


def test_the_longest_counts_and_lifting_it_leaves_the_other():
    person = UserFactory()
    short = impose(person, "suspension", days=2)
    long = impose(person, "suspension", days=30)
    ban = impose(person, "ban")
    assert fresh(person).suspended_until is None

    actions.lift(ban.pk, moderator=moderator(), reason="Talked it over.")
    assert fresh(person).suspended_until == long.until
    actions.lift(long.pk, moderator=moderator(), reason="Talked it over.")
    assert fresh(person).suspended_until == short.until
    actions.lift(short.pk, moderator=moderator(), reason="Talked it over.")

    assert fresh(person).may_write
    assert (fresh(person).suspended_at, fresh(person).suspended_until) == (None, None)


def test_a_warning_is_read_and_then_over():
    person = UserFactory()
    first = impose(person, "warning")
    second = impose(person, "warning")

    assert actions.read_warnings(person, [first.pk]) is False
    assert fresh(person).must_acknowledge
    assert actions.read_warnings(person, [first.pk, second.pk]) is True
    assert fresh(person).may_write
    first.refresh_from_db()
    assert first.acknowledged_at


def test_nobody_acknowledges_for_another():
    person, other = UserFactory(), UserFactory()
    warning = impose(person, "warning")

    actions.read_warnings(other, [warning.pk])

    assert fresh(person).must_acknowledge


def test_what_is_over_cannot_be_lifted_twice():
    person = UserFactory()
    ban = impose(person, "ban")
    actions.lift(ban.pk, moderator=moderator(), reason="Talked it over.")

    with pytest.raises(actions.StaleRecord):
        actions.lift(ban.pk, moderator=moderator(), reason="Again.")


# --- who decides --------------------------------------------------------------------------------


def test_nobody_decides_about_themselves_and_the_team_is_the_administrators():
    judge, colleague = moderator(), moderator()
    editor, boss = UserFactory(groups=(roles.EDITOR,)), administrator()
    for by, person in ((judge, judge), (judge, colleague), (judge, boss), (judge, editor)):
        with pytest.raises(actions.NotAllowed):
            impose(person, "warning", by=by)
    with pytest.raises(actions.NotAllowed):
        impose(boss, "ban", by=boss)

    assert impose(colleague, "suspension", by=boss).pk
    assert Sanction.objects.count() == 1


def test_a_moderator_of_one_category_warns_and_shuts_nobody_out():
    category = CategoryFactory()
    judge = moderator()
    judge.moderates_all = False
    judge.save()
    category.moderators.add(judge)
    person = UserFactory()

    assert impose(person, "warning", by=judge).pk
    for kind in ("probation", "suspension", "ban"):
        with pytest.raises(actions.NotAllowed):
            impose(person, kind, by=judge)


def test_members_decide_about_nobody():
    with pytest.raises(actions.NotAllowed):
        impose(UserFactory(), "ban", by=UserFactory())


# --- on record and told -------------------------------------------------------------------------


def test_the_member_reads_the_reason_by_mail_and_no_moderator_s_name():
    person = UserFactory(display_name="Kim Ode")
    judge = UserFactory(display_name="Judge Secretive", groups=(roles.MODERATOR,))

    made = impose(person, "suspension", by=judge, reason="Third time <b>uncivil</b>.", days=3)

    letter = OutboxMessage.objects.get(to=person.email)
    assert "Third time <b>uncivil</b>." in letter.text
    assert "Third time &lt;b&gt;uncivil&lt;/b&gt;." in letter.html
    assert "Secretive" not in letter.text + letter.html + letter.subject
    assert made.until
    assert made.until - made.at == timedelta(days=3)


def test_lifting_is_noted_and_told():
    person = UserFactory()
    ban = impose(person, "ban")

    actions.lift(ban.pk, moderator=moderator(), reason="A mistake of ours.")

    assert "A mistake of ours." in OutboxMessage.objects.get(kind="sanction lifted").text
    assert "A mistake of ours." in MemberNote.objects.get().text
    ban.refresh_from_db()
    assert ban.lifted_at
    assert ban.lifted_by


def test_a_double_press_is_one_warning_and_one_mail():
    person, judge = UserFactory(), moderator()
    impose(person, "warning", by=judge, seen=0)

    with pytest.raises(actions.StaleRecord):
        impose(person, "warning", by=judge, seen=0)
    assert OutboxMessage.objects.filter(to=person.email).count() == 1


def test_a_sanction_never_joins_a_member_to_an_anonymous_post():
    author = UserFactory()
    topic = make_topic(category=CategoryFactory(allows_anonymous=True))
    named, hidden = make_reply(topic, sender=author), make_reply(topic)
    label = topic.peers.create(person=author, number=1, label="Prescriber 1")
    Post.objects.filter(pk=hidden.pk).update(author=None, peer=label, peer_label=label.label)
    hidden.refresh_from_db()

    assert impose(author, "warning", post=named).post == named
    assert impose(author, "warning", post=hidden).post is None


def test_a_broken_mirror_leaves_no_row(monkeypatch):
    person = UserFactory()

    def broken(*_: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(actions.sanctions, "mirror", broken)
    with pytest.raises(RuntimeError):
        impose(person, "ban")

    assert not Sanction.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_the_same_note_twice_is_kept_once():
    person, judge = UserFactory(), moderator()

    for text in ("Kind in chat.", "Kind in chat.", "Another."):
        actions.note_member(person.pk, moderator=judge, text=text)

    assert [note.text for note in MemberNote.objects.about(person)] == ["Another.", "Kind in chat."]


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_give_one_sanction():
    judges = [moderator(), moderator()]
    for _ in range(5):
        person = UserFactory()
        start = threading.Barrier(2)

        def press(judge: User, person: User = person, start: Any = start) -> object:
            start.wait()
            try:
                return impose(person, "suspension", by=judge, seen=0)
            except actions.StaleRecord as stale:
                return stale
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(press, judges))

        assert sum(isinstance(one, Sanction) for one in answers) == 1
        assert Sanction.objects.of(person).count() == 1
        assert OutboxMessage.objects.filter(to=person.email).count() == 1
