"""Anonymous to peers: a label per topic, and everything an author has all the same."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import roles
from forum import actions
from forum.actions import anonymity
from forum.limits import TooMany
from forum.models import Peer, Post, Topic
from forum.permissions import can_decide
from forum.sanitize import cook
from moderation import actions as desk
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_reply,
    make_topic,
    moderator,
    newcomer,
    prescriber,
)

pytestmark = pytest.mark.django_db


def quiet_category(**fields):
    return CategoryFactory(allows_anonymous=True, **fields)


def anonymous_reply(topic: Topic, sender, body: str = "Said quietly.", **more) -> Post:
    return actions.submit_reply(
        topic_id=topic.pk,
        sender=sender,
        writing=cook(body, "text", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=True,
        **more,
    ).post


def anonymous_topic(category, sender, title: str = "Asked quietly") -> Topic:
    return actions.submit_topic(
        category=category,
        title=title,
        kind="question",
        tags=[],
        sender=sender,
        writing=cook("May I ask?", "text", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=True,
    ).post.topic


def approve(post: Post) -> Post:
    post.refresh_from_db()
    desk.decide(post.pk, moderator=moderator(), version=post.version, outcome="publish")
    return Post.objects.get(pk=post.pk)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


# --- the label --------------------------------------------------------------------------------


def test_the_row_names_nobody_and_carries_a_label():
    post = anonymous_reply(make_topic(category=quiet_category()), prescriber())

    assert (post.author, post.guest_name) == (None, "")
    assert post.peer_label == "Prescriber 1, verified"


def test_a_label_is_the_same_all_through_a_topic_and_another_elsewhere():
    category, person = quiet_category(), UserFactory()
    here, there = make_topic(category=category), make_topic(category=category)
    anonymous_reply(there, UserFactory())

    labels = [anonymous_reply(topic, person).peer_label for topic in (here, here, there)]

    assert labels == ["Member 1", "Member 1", "Member 2"]


def test_a_number_is_never_given_again_even_after_an_account_is_deleted():
    topic, leaver = make_topic(category=quiet_category()), UserFactory()
    kept = anonymous_reply(topic, leaver)
    leaver.delete()

    new = anonymous_reply(topic, UserFactory())

    kept.refresh_from_db()
    assert (kept.peer, kept.peer_label, new.peer_label) == (None, "Member 1", "Member 2")


def test_the_label_is_written_in_the_language_of_the_site():
    from django.utils import translation

    with translation.override("de"):
        post = anonymous_reply(make_topic(category=quiet_category()), prescriber())

    assert post.peer_label == "Prescriber 1, verified"


def test_the_database_refuses_a_label_beside_a_name():
    post = make_reply(make_topic())

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(peer_label="Member 1")


def test_a_category_that_does_not_offer_it_takes_nothing_and_publishes_nothing():
    topic = make_topic()

    with pytest.raises(actions.NotOffered):
        anonymous_reply(topic, UserFactory())

    assert topic.posts.count() == 1
    assert not Peer.objects.exists()


def test_labels_follow_posts_that_are_moved_and_never_name_two_people():
    category = quiet_category()
    here, there = make_topic(category=category), make_topic(category=category)
    both, other, left = UserFactory(), UserFactory(), UserFactory()
    anonymous_reply(there, other)
    known = anonymous_reply(there, both)
    moved = [anonymous_reply(here, person) for person in (both, left, left, other)]
    left.delete()
    moved = list(here.posts.filter(pk__in=[post.pk for post in moved]).order_by("pk"))

    anonymity.move_labels(moved, there)

    assert [post.peer_label for post in moved] == ["Member 2", "Member 3", "Member 3", "Member 1"]
    assert known.peer_label == "Member 2"


# --- waiting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [UserFactory, prescriber, moderator, newcomer])
def test_it_always_waits_and_its_reasons_tell_of_nobody(make):
    post = anonymous_reply(make_topic(category=quiet_category()), make())

    assert (post.state, post.hold_reasons) == ("pending", ["anonymous"])


def test_publishing_it_does_not_end_the_authors_waiting_for_a_first_post():
    author = newcomer()
    approve(anonymous_reply(make_topic(category=quiet_category()), author))

    author.refresh_from_db()

    assert author.first_published_at is None


def test_a_moderator_never_decides_on_their_own():
    judge = moderator()
    post = anonymous_reply(make_topic(category=quiet_category()), judge)

    with pytest.raises(desk.NotYours):
        desk.decide(post.pk, moderator=judge, version=1, outcome="publish")

    assert not can_decide(judge, post)
    assert can_decide(moderator(), post)


def test_they_count_for_the_limit_of_the_hour(settings):
    settings.MEMBER_POSTS_PER_HOUR = 2
    topic, author = make_topic(category=quiet_category()), UserFactory()
    anonymous_reply(topic, author)
    make_reply(topic, sender=author)

    with pytest.raises(TooMany):
        anonymous_reply(topic, author)


def test_the_same_form_twice_is_one_post():
    topic, author, key = make_topic(category=quiet_category()), UserFactory(), uuid.uuid4()
    writing = cook("Once.", "text", by_guest=False)
    sent = [
        actions.submit_reply(
            topic_id=topic.pk, sender=author, writing=writing, submission_key=key, anonymous=True
        )
        for _ in range(2)
    ]

    assert sent[0].post.pk == sent[1].post.pk
    assert sent[1].repeated


# --- forms ------------------------------------------------------------------------------------


def test_the_box_is_offered_where_the_category_allows_it():
    open_topic, quiet = make_topic(), make_topic(category=quiet_category())
    browser = client_of(UserFactory())

    assert "Post anonymously" not in browser.get(open_topic.get_absolute_url()).content.decode()
    page = browser.get(quiet.get_absolute_url()).content.decode()
    assert "Post anonymously to peers" in page
    assert "told to a second moderator" in page
    assert "Post anonymously" not in Client().get(quiet.get_absolute_url()).content.decode()


def test_whoever_wrote_here_anonymously_finds_the_box_ticked():
    quiet, author = make_topic(category=quiet_category()), UserFactory()
    anonymous_reply(quiet, author)

    for address in (quiet.get_absolute_url(), f"{quiet.get_absolute_url()}reply/"):
        page = client_of(author).get(address).content.decode()
        assert 'name="anonymous" id="id_anonymous"' in page or "anonymous" in page
        assert "checked" in page.split('name="anonymous"')[1][:120]
        assert "Readers know you here as" in page


def test_a_reply_is_sent_anonymously_by_the_form():
    quiet, author = make_topic(category=quiet_category()), UserFactory()

    client_of(author).post(
        f"{quiet.get_absolute_url()}reply/",
        {"body": "Quietly.", "submission_key": str(uuid.uuid4()), "anonymous": "on"},
    )

    assert quiet.posts.get(opens_topic=False).peer_label == "Member 1"


def test_where_it_is_not_offered_any_more_the_form_comes_back_and_nothing_is_published():
    topic = make_topic()
    browser = client_of(UserFactory())
    typed = {"body": "Quietly.", "submission_key": str(uuid.uuid4()), "anonymous": "on"}

    answer = browser.post(f"{topic.get_absolute_url()}reply/", typed)

    assert answer.status_code == 422
    assert "takes no anonymous posts" in answer.content.decode()
    assert "Quietly." in answer.content.decode()
    assert topic.posts.count() == 1


def test_a_topic_is_started_anonymously_by_the_form_or_refused():
    browser, quiet, loud = client_of(UserFactory()), quiet_category(), CategoryFactory()
    typed = {"title": "A quiet question of mine", "body": "May I?", "kind": "question"}
    typed |= {"submission_key": str(uuid.uuid4()), "anonymous": "on"}

    refused = browser.post("/discussions/new/", {**typed, "category": loud.slug})
    taken = browser.post("/discussions/new/", {**typed, "category": quiet.slug})

    topic = Topic.objects.get(title="A quiet question of mine")
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert (topic.author, topic.peer_label) == (None, "Member 1")


# --- cost -------------------------------------------------------------------------------------


def test_anonymous_posts_cost_a_page_no_query(django_assert_max_num_queries):
    category, reader = quiet_category(), UserFactory()
    topic = anonymous_topic(category, UserFactory())
    approve(topic.posts.get())
    topic.refresh_from_db()
    for _ in range(4):
        approve(anonymous_reply(topic, UserFactory()))
    approve(anonymous_reply(topic, reader))
    browser = client_of(reader)
    browser.get(topic.get_absolute_url())

    with django_assert_max_num_queries(5):
        browser.get(topic.get_absolute_url())


def test_prescribers_role_later_does_not_change_a_label():
    from django.contrib.auth.models import Group

    topic, author = make_topic(category=quiet_category()), UserFactory()
    anonymous_reply(topic, author)
    author.groups.add(Group.objects.get_or_create(name=roles.PRESCRIBER.group)[0])

    assert anonymous_reply(topic, type(author).objects.get(pk=author.pk)).peer_label == "Member 1"
