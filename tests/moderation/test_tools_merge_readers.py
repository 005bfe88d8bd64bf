"""What members did with a merged topic counts for the other one, and nobody is told twice."""

import pytest

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum import tasks
from forum.models import (
    Bookmark,
    Draft,
    Follow,
    GuestFollow,
    Notice,
    ReadMark,
    Topic,
)
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
)
from tests.moderation.tooling import assert_counters_are_right, merge, pair, use

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def texts(topic: Topic) -> list[str]:
    return list(topic.posts.published().in_reading_order().values_list("body_text", flat=True))


def test_drafts_go_along_and_nothing_typed_is_lost():
    source, target = pair()
    one, both = UserFactory(), UserFactory()
    Draft.objects.create(person=one, target=f"topic:{source.pk}", body="Only here.")
    Draft.objects.create(person=both, target=f"topic:{source.pk}", body="Of <this>.")
    Draft.objects.create(
        person=both, target=f"topic:{target.pk}", body="<p>Of that.</p>", body_format="html"
    )

    merge(source, target)

    assert Draft.objects.get(person=one).target == f"topic:{target.pk}"
    joined = Draft.objects.get(person=both)
    assert joined.body == "<p>Of that.</p><p>Of &lt;this&gt;.</p>"
    assert (joined.body_format, joined.version) == ("html", 2)


def test_followers_follow_the_new_one_as_far_as_they_said_nothing_else_there():
    source, target = pair()
    follower, muted, both = UserFactory(), UserFactory(), UserFactory()
    Follow.objects.create(person=follower, topic=source)
    Follow.objects.create(person=muted, topic=source, level="muted")
    Follow.objects.create(person=both, topic=source)
    Follow.objects.create(person=both, topic=target, level="muted")

    merge(source, target)

    follows = Follow.objects.filter(topic=target)
    assert dict(follows.values_list("person", "level")) == {follower.pk: "all", both.pk: "muted"}
    assert not Follow.objects.filter(topic=source).exists()


def test_a_guest_who_follows_hears_of_the_new_one_and_not_of_what_is_old():
    source, target = pair()
    here, there = make_held_reply(source, email="a@example.org"), make_held_reply(target)
    GuestFollow.objects.create(receipt=here.receipt, topic=source, told_until=3)
    GuestFollow.objects.create(receipt=there.receipt, topic=target, told_until=2)

    merge(source, target)

    follows = GuestFollow.objects.values_list("topic", "told_until")
    assert set(follows) == {(target.pk, 5)}


def test_what_was_read_stays_read():
    source, target = pair()
    all_read, some, elsewhere = UserFactory(), UserFactory(), UserFactory()
    for person, topic, place in [
        (all_read, source, 3),
        (all_read, target, 2),
        (some, source, 2),
        (some, target, 2),
        (elsewhere, source, 3),
        (elsewhere, target, 1),
    ]:
        ReadMark.objects.create(person=person, topic=topic, position=place)

    merge(source, target)

    marks = dict(ReadMark.objects.filter(topic=target).values_list("person", "position"))
    assert marks == {all_read.pk: 5, some.pk: 4, elsewhere.pk: 1}
    assert not ReadMark.objects.filter(topic=source).exists()


def test_bookmarks_and_reactions_stay_with_their_posts_and_count():
    source, target = pair()
    post, reader = source.posts.get(body_text="Source one."), UserFactory()
    forum_actions.react(post.pk, person=reader, kind="helpful")
    Bookmark.objects.create(person=reader, post=post)

    merge(source, target)

    assert Bookmark.objects.get().post.topic == target
    assert target.helpful_count == 1
    assert_counters_are_right()


def test_nobody_is_told_again_and_mail_that_waits_names_the_new_place():
    source, target = pair()
    follower = UserFactory()
    Follow.objects.create(person=follower, topic=source)
    Follow.objects.create(person=UserFactory(), topic=target)
    post = make_reply(source, body="Fresh news.")
    tasks.announce_post(post.pk)
    told = Notice.objects.count()

    merge(source, target)
    tasks.announce_post(post.pk)

    mail = OutboxMessage.objects.get(to=follower.email)
    assert Notice.objects.count() == told
    assert "The question" in mail.text + mail.subject
    assert "Same question again" not in mail.text + mail.subject


def test_mail_goes_to_nobody_who_may_not_read_the_new_one():
    source, target = pair()
    follower = UserFactory()
    Follow.objects.create(person=follower, topic=source)
    post = make_reply(source, body="Fresh news.")
    tasks.announce_post(post.pk)
    room = CategoryFactory(visibility="prescribers", guest_policy="none")
    use("move", target, category_id=room.pk)

    merge(source, target)

    follower.refresh_from_db()
    assert follower.unread_notices == 0
    assert not OutboxMessage.objects.filter(to=follower.email).exists()
