"""Who hears of a post, why, and that it is told exactly once."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMessage, User
from accounts.roles import PRESCRIBER
from forum import actions
from forum.models import Category, Follow, Notice, NoticeSetting, Post, Tag
from forum.notices import announce
from forum.tasks import sweep_announcements
from moderation import actions as desk
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)
from tests.forum.telling import quiet_topic, told

pytestmark = pytest.mark.django_db


def cite(post: Post, quoted: Post) -> None:
    html = f'<blockquote cite="/posts/{quoted.pk}/"><p>Words.</p></blockquote>'
    Post.objects.filter(pk=post.pk).update(body_html=html)


# --- whom ---------------------------------------------------------------------------------------


def test_the_author_of_the_topic_and_of_the_answered_post_hear_of_a_reply():
    asker, answered, bystander = UserFactory(), UserFactory(), UserFactory()
    topic = quiet_topic(sender=asker)
    first = make_reply(topic, sender=answered)
    make_reply(topic, sender=bystander)
    post = make_reply(topic)
    Post.objects.filter(pk=post.pk).update(reply_to=first)

    assert told(post) == {asker: "reply", answered: "reply"}


def test_nobody_hears_of_their_own_post():
    asker = UserFactory()
    topic = quiet_topic(sender=asker)
    actions.follow(asker, topic=topic, level="all")
    post = make_reply(topic, sender=asker)
    post.mentions.add(asker)
    cite(post, topic.posts.get(position=1))

    assert told(post) == {}


def test_who_is_due_several_notices_gets_the_strongest_alone():
    asker, quoted, follower = UserFactory(), UserFactory(), UserFactory()
    topic = quiet_topic(sender=asker)
    said = make_reply(topic, sender=quoted)
    for person in (asker, quoted, follower):
        actions.follow(person, topic=topic, level="all")
        actions.follow(person, category=topic.category, level="all")
    post = make_reply(topic)
    post.mentions.add(asker)
    cite(post, said)
    Post.objects.filter(pk=post.pk).update(reply_to=said)

    assert told(post) == {asker: "mention", quoted: "quote", follower: "followed"}


def test_a_kind_that_is_switched_off_gives_way_to_the_next():
    asker = UserFactory()
    topic = quiet_topic(sender=asker)
    post = make_reply(topic)
    post.mentions.add(asker)
    actions.choose_ways(asker, {"mention": "off"})

    assert told(post) == {asker: "reply"}


def test_quoting_a_post_that_was_removed_tells_nobody():
    quoted = UserFactory()
    topic = quiet_topic()
    said = make_reply(topic, sender=quoted)
    desk.hide(said.pk, moderator=moderator(), reason="wording")
    post = make_reply(topic, sender=topic.author)
    cite(post, said)

    assert told(post) == {}


def test_followers_of_category_and_tag_choose_between_all_posts_and_new_discussions():
    category, tag = CategoryFactory(), Tag.objects.create(slug="films", name="Films")
    everything, news, tagged = UserFactory(), UserFactory(), UserFactory()
    actions.follow(everything, category=category, level="all")
    actions.follow(news, category=category, level="topics")
    actions.follow(tagged, tag=tag, level="topics")
    topic = make_topic(category=category)
    topic.tags.add(tag)
    opening, reply = topic.posts.get(), make_reply(topic, sender=topic.author)

    assert told(opening) == {everything: "followed", news: "followed", tagged: "followed"}
    assert told(reply) == {everything: "followed"}


def test_a_muted_topic_is_silent_even_where_one_is_mentioned():
    asker = UserFactory()
    topic = quiet_topic(sender=asker)
    actions.follow(asker, topic=topic, level="muted")
    actions.follow(asker, category=topic.category, level="all")
    post = make_reply(topic)
    post.mentions.add(asker)

    assert told(post) == {}


@pytest.mark.parametrize("what", ["category", "tag"])
def test_a_muted_category_or_tag_is_silent_unless_the_topic_is_followed(what):
    tag = Tag.objects.create(slug="films", name="Films")
    deaf, keen = UserFactory(), UserFactory()
    topic = quiet_topic()
    topic.tags.add(tag)
    thing = {"category": topic.category, "tag": tag}[what]
    for person in (deaf, keen):
        actions.follow(person, **{what: thing}, level="muted")
    actions.follow(keen, topic=topic, level="all")
    post = make_reply(topic, sender=topic.author)
    post.mentions.add(deaf)

    assert told(post) == {keen: "followed"}


def test_people_who_left_hear_nothing():
    gone = UserFactory(is_active=False)
    topic = quiet_topic()
    Follow.objects.create(person=gone, topic=topic)

    assert told(make_reply(topic, sender=topic.author)) == {}


def test_only_who_may_read_a_room_hears_of_it():
    room = CategoryFactory(visibility=Category.Visibility.PRESCRIBERS, guest_policy="none")
    seer, judge, member, keeper = prescriber(), moderator(), UserFactory(), UserFactory()
    User.objects.filter(pk=keeper.pk).update(is_superuser=True)
    topic = quiet_topic(category=room, sender=prescriber())
    for person in (seer, judge, member, keeper):
        actions.follow(person, topic=topic, level="all")
    post = make_reply(topic, sender=topic.author)
    post.mentions.add(member)

    assert set(told(post)) == {seer, judge, keeper}


def test_followers_of_a_category_that_became_private_hear_nothing_and_then_again():
    topic, follower = quiet_topic(), UserFactory()
    room = topic.category
    actions.follow(follower, category=room, level="all")

    Category.objects.filter(pk=room.pk).update(visibility="prescribers", guest_policy="none")
    in_private = make_reply(topic, sender=prescriber())
    assert follower not in told(in_private)

    Category.objects.filter(pk=room.pk).update(visibility="members")
    assert told(make_reply(topic, sender=topic.author)) == {follower: "followed"}
    assert [mail.to for mail in OutboxMessage.objects.all()] == [follower.email]


# --- once ---------------------------------------------------------------------------------------


def test_a_second_run_writes_nothing():
    topic = quiet_topic()
    post = make_reply(topic)
    told(post)
    before = list(Notice.objects.values()), list(OutboxMessage.objects.values())

    assert announce(post.pk) == 0
    assert (list(Notice.objects.values()), list(OutboxMessage.objects.values())) == before
    assert len(before[0]) == len(before[1]) == 1


def test_publish_hide_publish_tells_once():
    topic, judge = quiet_topic(), moderator()
    post = make_reply(topic)
    announce(post.pk)
    desk.hide(post.pk, moderator=judge, reason="wording")
    desk.restore(post.pk, moderator=judge)

    assert announce(post.pk) == 0
    assert Notice.objects.filter(kind="reply").count() == 1


def test_a_post_hidden_before_it_was_announced_is_told_when_it_comes_back():
    topic, judge = quiet_topic(), moderator()
    post = make_reply(topic)
    desk.hide(post.pk, moderator=judge, reason="wording")
    assert announce(post.pk) == 0
    desk.restore(post.pk, moderator=judge)

    assert announce(post.pk) == 1


def test_a_waiting_post_is_announced_after_its_approval_and_not_before():
    topic = quiet_topic()
    held = make_held_reply(topic)
    assert announce(held.pk) == 0

    desk.decide(held.pk, moderator=moderator(), version=1, outcome="publish")

    assert told(held) == {topic.author: "reply"}


def test_a_reply_in_a_topic_that_is_hidden_is_not_announced():
    topic = quiet_topic()
    post = make_reply(topic)
    desk.hide(topic.posts.get(position=1).pk, moderator=moderator(), reason="wording")

    assert announce(post.pk) == 0
    assert sweep_announcements() == 0


def test_what_fails_half_way_leaves_nothing(monkeypatch):
    topic = quiet_topic()
    post = make_reply(topic)

    def fail(*_args: object, **_fields: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("forum.notices.refresh_unread", fail)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(post.pk)

    post.refresh_from_db()
    assert post.announced_at is None
    assert Notice.objects.count() == OutboxMessage.objects.count() == 0


def test_the_sweep_finds_what_no_worker_was_told_of(monkeypatch):
    asked = []
    monkeypatch.setattr("forum.tasks.announce_post.delay", asked.append)
    topic = quiet_topic()
    post = make_reply(topic)

    assert sweep_announcements() == 1
    assert asked == [post.pk]
    announce(post.pk)
    assert sweep_announcements() == 0


# --- old posts -----------------------------------------------------------------------------------


def test_a_post_of_yesterday_makes_a_line_and_no_mail_and_one_of_last_month_nothing(settings):
    topic = quiet_topic()
    young, old, ancient = (make_reply(topic) for _ in range(3))
    now = timezone.now()
    hours, days = settings.NOTICE_MAIL_HOURS + 1, settings.NOTICE_DAYS + 1
    Post.objects.filter(pk=old.pk).update(published_at=now - timedelta(hours=hours))
    Post.objects.filter(pk=ancient.pk).update(published_at=now - timedelta(days=days))

    for post in (young, old, ancient):
        announce(post.pk)

    assert set(Notice.objects.values_list("post", flat=True)) == {young.pk, old.pk}
    [mail] = OutboxMessage.objects.all()
    assert mail.key == f"notice {Notice.objects.get(post=young).pk}"
    assert not Post.objects.filter(announced_at=None).exists()


def test_the_sweep_notes_ancient_posts_without_telling(settings):
    topic = quiet_topic()
    post = make_reply(topic)
    long_ago = timezone.now() - timedelta(days=settings.NOTICE_DAYS + 1)
    Post.objects.filter(pk=post.pk).update(published_at=long_ago)

    assert sweep_announcements() == 0
    assert not Post.objects.to_announce().exists()
    assert not Notice.objects.exists()


# --- cost ---------------------------------------------------------------------------------------


def queries_to_announce(followers: int) -> int:
    topic = quiet_topic()
    people = User.objects.bulk_create(
        User(
            email=f"{topic.pk}-{n}@example.org",
            handle=f"f{topic.pk}-{n}",
            display_name="Follower",
        )
        for n in range(followers)
    )
    Follow.objects.bulk_create(Follow(person=person, topic=topic) for person in people)
    post = make_reply(topic, sender=topic.author)
    with CaptureQueriesContext(connection) as captured:
        assert announce(post.pk) == followers
    return len([query for query in captured if not query["sql"].startswith("INSERT")])


def test_announcing_costs_the_same_number_of_queries_for_2_and_for_200_followers():
    few, many = queries_to_announce(2), queries_to_announce(200)

    assert few == many <= 16


def test_everyone_is_told_in_batches_where_they_are_many(settings):
    settings.NOTICE_BATCH = 7
    queries_to_announce(30)

    assert Notice.objects.count() == OutboxMessage.objects.count() == 30
    assert len(set(OutboxMessage.objects.values_list("to", flat=True))) == 30


def test_a_way_without_mail_owes_none():
    topic = quiet_topic()
    NoticeSetting.objects.create(person=topic.author, kind="reply", way="list")

    assert told(make_reply(topic)) == {topic.author: "reply"}
    assert not OutboxMessage.objects.exists()


def test_a_role_given_meanwhile_counts_at_the_moment_of_telling():
    room = CategoryFactory(visibility="prescribers", guest_policy="none")
    topic, member = quiet_topic(category=room, sender=prescriber()), UserFactory()
    actions.follow(member, topic=topic, level="all")
    post = make_reply(topic, sender=topic.author)
    member.groups.add(prescriber().groups.get(name=PRESCRIBER.group))

    assert told(post) == {member: "followed"}
