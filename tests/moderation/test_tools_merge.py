"""Merging: every post, reader and address finds its new place, and nobody is told twice."""

import uuid

import pytest
from django.utils import timezone

from forum import actions as forum_actions
from forum.actions import merging
from forum.models import (
    Category,
    Peer,
    PendingEdit,
    Post,
    Topic,
)
from forum.sanitize import cook
from moderation import actions
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.tooling import assert_counters_are_right, merge, pair, use

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def texts(topic: Topic) -> list[str]:
    return list(topic.posts.published().in_reading_order().values_list("body_text", flat=True))


def test_posts_come_behind_those_that_are_there_in_their_order():
    source, target = pair()

    merge(source, target)

    assert texts(target) == [
        "Target opening.",
        "Target one.",
        "Source opening.",
        "Source one.",
        "Source two.",
    ]
    places = target.posts.in_reading_order().values_list("position", flat=True)
    assert list(places) == [1, 2, 3, 4, 5]
    assert target.posts.get(opens_topic=True).body_text == "Target opening."
    assert (target.reply_count, target.last_position) == (4, 5)
    assert not source.is_public
    assert source.merged_into == target
    assert_counters_are_right()


def test_places_given_out_are_never_given_again():
    source, target = pair()

    merge(source, target)
    after = make_reply(target)

    assert after.position == 6


def test_a_tombstone_goes_along_and_comes_back_where_it_is_now():
    source, target = pair()
    hidden = source.posts.get(body_text="Source one.")
    actions.hide(hidden.pk, moderator=moderator(), reason="wording")

    merge(source, target)
    assert_counters_are_right()
    actions.restore(hidden.pk, moderator=moderator())

    assert texts(Topic.objects.get(pk=target.pk))[3] == "Source one."
    assert_counters_are_right()


def test_old_addresses_lead_to_the_new_place(client):
    source, target = pair()
    opening = source.posts.get(opens_topic=True)
    old, reply = source.get_absolute_url(), source.posts.get(body_text="Source two.")

    merge(source, target)

    there = f"{target.get_absolute_url()}#post-{opening.pk}"
    for address in (old, f"{old}?page=1", f"/discussions/x/{source.pk}-other/"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (301, there)
    assert client.get(reply.get_absolute_url()).url == (
        f"{target.get_absolute_url()}#post-{reply.pk}"
    )
    feed = client.get(f"/feeds/topic/{source.pk}.atom")
    assert (feed.status_code, feed.url) == (301, f"/feeds/topic/{target.pk}.atom")
    # A reply that was on its way is asked again, with its text, before the new readers.
    answer = client.get(f"{old}reply/")
    assert answer.status_code == 200
    assert target.title in answer.content.decode()


def test_a_reply_sent_to_a_merged_topic_is_given_back_for_the_new_one(client):
    source, target = pair()
    merge(source, target)
    client.force_login(UserFactory())

    answer = client.post(
        f"{source.get_absolute_url()}reply/",
        {"body": "Typed for the old one.", "submission_key": str(uuid.uuid4())},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed for the old one." in page
    assert f'action="{target.get_absolute_url()}reply/"' in page
    assert not Post.objects.filter(body_text="Typed for the old one.").exists()


def test_a_chain_of_merges_is_one_step(client):
    first, second = pair()
    third = make_topic(title="The last of them")
    merge(first, second)
    merge(second, third)
    first.refresh_from_db()

    assert first.merged_into == third
    assert client.get(first.get_absolute_url()).url.startswith(third.get_absolute_url())
    page = client.get(third.get_absolute_url()).content.decode()
    assert "5 posts were moved here from “The question”" in page
    assert "3 posts were moved here from “Same question again”" in page
    assert_counters_are_right()


def test_nobody_is_led_to_what_they_may_not_read(client):
    source, target = pair()
    room = CategoryFactory(visibility="prescribers", guest_policy="none")
    use("move", target, category_id=room.pk)

    merge(source, target)

    for person in (None, UserFactory()):
        if person:
            client.force_login(person)
        answer = client.get(source.get_absolute_url())
        assert answer.status_code == 404
        assert target.slug not in answer.content.decode()
        assert client.get(f"/feeds/topic/{source.pk}.atom").status_code == 404
    client.force_login(moderator())
    assert client.get(source.get_absolute_url()).status_code == 301


def test_the_title_stays_in_a_line_above_its_first_post(client):
    source, target = pair()

    merge(source, target)

    page = client.get(target.get_absolute_url()).content.decode().split('class="thread"')[1]
    line = page.index("3 posts were moved here from “Same question again”")
    assert page.index("Target one.") < line < page.index("Source opening.")


def test_the_title_goes_with_the_post_that_it_was_the_title_of(client):
    source, target = pair()
    opening = source.posts.get(opens_topic=True)
    merge(source, target)

    actions.hide(opening.pk, moderator=moderator(), reason="wording")

    page = client.get(target.get_absolute_url()).content.decode()
    assert "Same question again" not in page
    assert "3 posts were moved here from another discussion" in page


def test_purging_the_post_erases_the_title_everywhere():
    source, target = pair()
    opening = source.posts.get(opens_topic=True)
    merge(source, target)
    opening.refresh_from_db()

    forum_actions.purge(opening, actor=moderator(), reason="It named a patient.")

    target.refresh_from_db()
    source.refresh_from_db()
    assert "Same question" not in str(target.events)
    assert "same-question" not in source.slug
    assert "Same question" not in source.title


def test_what_waits_goes_along_and_is_published_there():
    source, target = pair()
    post = make_held_reply(source)

    use_of_tool = merge(source, target)
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")

    post.refresh_from_db()
    assert use_of_tool.details["waiting"] == [post.pk]
    assert (post.topic, post.position) == (target, 6)
    assert_counters_are_right()


def test_an_edit_that_waits_changes_the_post_and_no_title():
    source, target = pair()
    opening = source.posts.get(opens_topic=True)
    PendingEdit.objects.create(
        post=opening,
        author=opening.author,
        base_version=1,
        title="Another title",
        body_source="New words.",
        body_format="text",
        body_html="<p>New words.</p>",
        body_text="New words.",
    )

    merge(source, target)
    edit = PendingEdit.objects.get()
    actions.decide_edit(edit.pk, moderator=moderator(), version=1, base=1, outcome="publish")

    target.refresh_from_db()
    assert target.title == "The question"
    assert "New words." in texts(target)


def test_accepted_answers_stay_where_answers_are_accepted():
    source, target = pair()
    answer = source.posts.get(body_text="Source one.")
    forum_actions.accept(answer.pk, actor=source.author)

    merge(source, target)

    assert target.highlighted == [answer.pk]
    assert target.accepted_count == 1
    talk = make_topic()
    Topic.objects.filter(pk=talk.pk).update(kind="discussion")
    merge(target, talk)
    assert Post.objects.filter(accepted_at__isnull=False).count() == 0
    assert talk.accepted_count == 0


def anonymous_reply(topic: Topic, person) -> Post:
    post = forum_actions.submit_reply(
        topic_id=topic.pk,
        sender=person,
        writing=cook("Without my name.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=True,
    ).post
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    return post


def test_one_label_is_one_person_after_a_merge():
    room = CategoryFactory(allows_anonymous=True)
    source, target = make_topic(category=room), make_topic(category=room)
    ann, ben, cas = UserFactory(), UserFactory(), UserFactory()
    of_ann, of_ben = anonymous_reply(source, ann), anonymous_reply(source, ben)
    of_cas, too = anonymous_reply(target, cas), anonymous_reply(target, ben)
    assert of_ann.peer_label == of_cas.peer_label  # each topic counts its own

    merge(source, target)

    labels = {post.pk: post.peer_label for post in target.posts.exclude(peer_label="")}
    assert labels[of_ben.pk] == labels[too.pk]
    assert len(set(labels.values())) == 3
    assert Peer.objects.filter(topic=target).count() == 3
    assert anonymous_reply(target, ann).peer.label == labels[of_ann.pk].split(",")[0]
    assert {post.author for post in target.posts.exclude(peer_label="")} == {None}


def test_a_long_topic_is_merged_with_a_settled_number_of_queries(django_assert_max_num_queries):
    source, target = make_topic(), make_topic()
    fill_topic(source, 120)
    Category.objects.filter(pk=source.category_id).update(post_count=120)

    with django_assert_max_num_queries(80):
        merge(source, target)

    assert target.last_position == 121
    assert target.reply_count == 120


# --- refused -----------------------------------------------------------------------------------


def test_a_post_that_came_meanwhile_is_taken_along():
    """What is written between looking and locking is not left behind in a closed topic."""
    source, target = pair()
    held = merging.hold(source.pk, target.pk)

    assert len(held.posts) == 3
    late = make_reply(source)
    merge(source, target)

    late.refresh_from_db()
    assert late.topic == target
    assert timezone.now() > late.published_at
