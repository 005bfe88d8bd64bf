"""Moving a topic to another category, with its readers, counts and addresses."""

import uuid

import pytest

from accounts import roles
from forum import actions as forum_actions
from forum.models import Category, Follow, Post, Topic
from forum.sanitize import cook
from moderation import actions
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.tooling import assert_counters_are_right, send, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def scoped(*categories: Category):
    """A moderator of `categories` alone."""
    person = UserFactory(groups=(roles.MODERATOR,), moderates_all=False)
    for category in categories:
        category.moderators.add(person)
    return person


def titles(page) -> list[str]:
    return [topic.title for topic in page.context["topics"]]


def test_moving_counts_in_both_categories_and_old_addresses_lead_there(judge, client):
    topic, new = make_topic(), CategoryFactory()
    make_reply(topic)
    hidden = make_reply(topic)
    actions.hide(hidden.pk, moderator=moderator(), reason="wording")
    topic.refresh_from_db()
    old = topic.get_absolute_url()

    send(client, topic, "move", category=new.pk)

    topic.refresh_from_db()
    client.logout()
    answer = client.get(f"{old}?page=1")
    assert topic.category == new
    assert (answer.status_code, answer.url) == (301, f"{topic.get_absolute_url()}?page=1")
    assert_counters_are_right()
    assert "Moved to this category by a moderator" in client.get(answer.url).content.decode()


def test_moving_to_a_closed_room_takes_it_from_who_may_not_read_it(client):
    topic = make_topic(title="Talk among prescribers")
    member = UserFactory()
    Follow.objects.create(person=member, topic=topic)
    post = make_reply(topic)
    room = CategoryFactory(visibility="prescribers", guest_policy="none")

    use("move", topic, category_id=room.pk)
    make_reply(topic, sender=moderator(), body="News within.")

    assert client.get(topic.get_absolute_url()).status_code == 404
    assert client.get(post.get_absolute_url()).status_code == 404
    assert "Talk among prescribers" not in client.get("/discussions/").content.decode()
    assert client.get(f"/feeds/topic/{topic.pk}.atom").status_code == 404
    member.refresh_from_db()
    assert member.notices.visible().count() == 0


def test_a_topic_that_waits_can_be_moved_before_it_is_approved(client):
    topic, new = make_topic(sender=guest()), CategoryFactory()

    use("move", topic, category_id=new.pk)
    actions.decide(topic.posts.get().pk, moderator=moderator(), version=1, outcome="publish")

    new.refresh_from_db()
    assert (new.topic_count, new.post_count) == (1, 1)
    assert_counters_are_right()


def test_a_moderator_of_one_category_moves_nothing_out_of_it_or_into_it(client):
    here, there = CategoryFactory(), CategoryFactory()
    topic = make_topic(category=here)

    with pytest.raises(actions.Refused):
        use("move", topic, judge=scoped(here), category_id=there.pk)
    with pytest.raises((actions.NotYours, Topic.DoesNotExist)):
        use("move", topic, judge=scoped(there), category_id=there.pk)

    assert Topic.objects.get().category == here


def test_who_wrote_for_fewer_readers_is_asked_again(client):
    narrow = CategoryFactory(visibility="members", guest_policy="none")
    topic = make_topic(category=narrow)
    old = topic.get_absolute_url()
    use("move", topic, category_id=CategoryFactory(name="Open to all").pk)
    client.force_login(UserFactory())

    answer = client.post(
        f"{old}reply/", {"body": "Among us members.", "submission_key": str(uuid.uuid4())}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Among us members." in page
    assert "Open to all" in page
    assert not Post.objects.filter(body_text="Among us members.").exists()
    again = client.post(
        f"{topic.get_absolute_url()}reply/",
        {"body": "Among us members.", "submission_key": str(uuid.uuid4())},
    )
    assert again.status_code == 302


def test_text_written_for_more_readers_is_simply_taken(client):
    topic = make_topic()
    old = topic.get_absolute_url()
    room = CategoryFactory(visibility="members", guest_policy="none")
    use("move", topic, category_id=room.pk)

    post = forum_actions.submit_reply(
        topic_id=topic.pk,
        category=old.split("/")[2],
        sender=UserFactory(),
        writing=cook("For everybody.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
    ).post

    assert post.is_published
