"""Splitting: replies become a discussion of their own, found at their lasting addresses."""

import uuid

import pytest

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum import tasks
from forum.models import Category, Follow, GuestFollow, Notice, PendingEdit, Post, ReadMark, Topic
from forum.sanitize import cook
from moderation import actions
from moderation.models import ToolUse
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.tooling import assert_counters_are_right, merge, split

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def thread(replies: int = 4) -> tuple[Topic, list[Post]]:
    topic = make_topic(title="The first matter", body="Opening.")
    posts = [make_reply(topic, body=f"Reply {n}.") for n in range(1, replies + 1)]
    topic.refresh_from_db()
    return topic, posts


def texts(topic: Topic) -> list[str]:
    return list(topic.posts.published().in_reading_order().values_list("body_text", flat=True))


def answer_to(post: Post, *, sender=None) -> Post:
    return forum_actions.submit_reply(
        topic_id=post.topic_id,
        sender=sender or UserFactory(),
        writing=cook("An answer.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
        reply_to=post,
    ).post


def test_the_first_chosen_reply_opens_a_topic_of_its_own():
    topic, posts = thread()

    new = split(topic, [posts[3], posts[1]])

    assert texts(new) == ["Reply 2.", "Reply 4."]
    assert texts(topic) == ["Opening.", "Reply 1.", "Reply 3."]
    assert new.posts.get(opens_topic=True).pk == posts[1].pk
    assert (new.author, new.title, new.is_public) == (posts[1].author, "A matter of its own", True)
    assert (new.reply_count, new.last_position, topic.reply_count) == (1, 2, 2)
    assert_counters_are_right()


def test_places_that_were_left_are_not_given_again():
    topic, posts = thread()

    new = split(topic, posts[2:])

    assert make_reply(topic).position == 6
    assert make_reply(new).position == 3
    assert_counters_are_right()


def test_both_topics_name_each_other_in_a_line(client):
    topic, posts = thread()

    new = split(topic, posts[1:3])

    old_page = client.get(topic.get_absolute_url()).content.decode().split('class="thread"')[1]
    new_page = client.get(new.get_absolute_url()).content.decode().split('class="thread"')[1]
    line = old_page.index("2 replies were moved to")
    assert old_page.index("Reply 1.") < line < old_page.index("Reply 4.")
    assert f'href="{new.get_absolute_url()}"' in old_page
    assert new_page.index("This began as a reply in") < new_page.index("Reply 2.")
    assert f'href="{topic.get_absolute_url()}"' in new_page


def test_a_line_names_no_discussion_that_the_reader_may_not_read(client):
    topic, posts = thread()
    room = CategoryFactory(visibility="members", guest_policy="none")

    new = split(topic, posts[1:3], category_id=room.pk)

    page = client.get(topic.get_absolute_url()).content.decode()
    assert "2 replies were moved to another discussion" in page
    assert new.title not in page
    assert client.get(posts[1].get_absolute_url()).status_code == 404
    client.force_login(UserFactory())
    assert new.title in client.get(topic.get_absolute_url()).content.decode()


def test_a_page_with_such_lines_costs_what_others_cost(client, django_assert_num_queries):
    topic, posts = thread()
    split(topic, posts[1:3])
    client.get(topic.get_absolute_url())

    with django_assert_num_queries(3):
        client.get(topic.get_absolute_url())


def test_lasting_addresses_lead_to_the_new_place(client):
    topic, posts = thread()

    new = split(topic, posts[1:3])

    for post in posts[1:3]:
        assert client.get(post.get_absolute_url()).url == f"{new.get_absolute_url()}#post-{post.pk}"
    stay = client.get(posts[0].get_absolute_url()).url
    assert stay == f"{topic.get_absolute_url()}#post-{posts[0].pk}"


def test_a_page_whose_posts_all_went_says_so(client):
    topic, _ = thread()
    fill_topic(topic, 45)
    Category.objects.filter(pk=topic.category_id).update(post_count=45)
    moved = list(topic.posts.filter(position__gt=15))

    split(topic, moved)

    last = client.get(f"{topic.get_absolute_url()}?page=last")
    assert last.status_code == 200
    assert "The posts that stood here went to another discussion." in last.content.decode()
    client.force_login(UserFactory())
    assert client.get(f"{topic.get_absolute_url()}?page=2").status_code == 200
    assert_counters_are_right()


def test_every_later_post_can_go_along():
    topic, posts = thread(6)

    new = split(topic, [posts[1], posts[3]], and_later=True)

    assert texts(new) == ["Reply 2.", "Reply 4.", "Reply 5.", "Reply 6."]
    assert_counters_are_right()


def test_replies_to_them_that_wait_go_along_and_others_stay():
    topic, posts = thread()
    along, stays = answer_to(posts[1], sender=guest()), make_held_reply(topic)

    new = split(topic, posts[1:3])
    for post in (along, stays):
        actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")

    along.refresh_from_db()
    stays.refresh_from_db()
    assert (along.topic, along.position) == (new, 3)
    assert stays.topic == topic
    assert ToolUse.objects.get().details["waiting"] == [along.pk]
    assert_counters_are_right()


def test_answers_across_the_two_name_nobody_of_the_other():
    topic, posts = thread()
    answer, within = answer_to(posts[1]), answer_to(posts[2])

    split(topic, [posts[1], posts[2], within])

    answer.refresh_from_db()
    within.refresh_from_db()
    assert answer.reply_to is None
    assert within.reply_to == posts[2]


def test_what_was_read_stays_read():
    topic, posts = thread()
    all_read, some = UserFactory(), UserFactory()
    ReadMark.objects.create(person=all_read, topic=topic, position=5)
    ReadMark.objects.create(person=some, topic=topic, position=3)
    ReadMark.objects.create(person=UserFactory(), topic=topic, position=1)

    new = split(topic, posts[1:3])

    marks = ReadMark.objects.filter(topic=new).values_list("person", "position")
    assert dict(marks) == {all_read.pk: 2, some.pk: 1}


def test_authors_who_follow_follow_both_and_nobody_else_is_drawn_in():
    topic, posts = thread()
    Follow.objects.create(person=posts[1].author, topic=topic)
    Follow.objects.create(person=UserFactory(), topic=topic)

    new = split(topic, posts[1:3])

    assert list(Follow.objects.filter(topic=new).values_list("person", flat=True)) == [
        posts[1].author.pk
    ]
    assert Follow.objects.filter(topic=topic).count() == 2


def test_a_guest_who_follows_goes_with_their_post():
    topic, posts = thread()
    post = make_held_reply(topic, email="a@example.org")
    GuestFollow.objects.create(receipt=post.receipt, topic=topic, told_until=5)
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")

    new = split(topic, [posts[3], post])

    assert GuestFollow.objects.values_list("topic", "told_until").get() == (new.pk, 2)


def test_nobody_is_told_again():
    topic, posts = thread()
    follower, author = UserFactory(), posts[2].author
    for person in (follower, author):
        Follow.objects.create(person=person, topic=topic)
    tasks.announce_post(posts[3].pk)
    told = Notice.objects.count()

    split(topic, posts[2:])
    tasks.announce_post(posts[3].pk)

    assert Notice.objects.count() == told
    mail = OutboxMessage.objects.get(to=author.email)
    assert "A matter of its own" in mail.text + mail.subject
    # Who does not follow the new one has the line in the list, and no mail.
    assert not OutboxMessage.objects.filter(to=follower.email).exists()


def test_an_edit_of_the_new_opening_post_that_waits_keeps_the_new_title():
    topic, posts = thread()
    PendingEdit.objects.create(
        post=posts[1],
        author=posts[1].author,
        base_version=1,
        body_source="New words.",
        body_format="text",
        body_html="<p>New words.</p>",
        body_text="New words.",
    )

    new = split(topic, posts[1:3])
    edit = PendingEdit.objects.get()
    actions.decide_edit(edit.pk, moderator=moderator(), version=1, base=1, outcome="publish")

    new.refresh_from_db()
    assert (new.title, texts(new)[0]) == ("A matter of its own", "New words.")


def test_an_accepted_answer_is_none_of_the_new_topic():
    topic, posts = thread()
    forum_actions.accept(posts[1].pk, actor=topic.author)

    new = split(topic, posts[1:3])

    posts[1].refresh_from_db()
    assert (topic.accepted_count, new.accepted_count, posts[1].accepted_at) == (0, 0, None)
    assert topic.highlighted == new.highlighted == []


def test_helpful_votes_are_counted_where_their_posts_are():
    topic, posts = thread()
    forum_actions.react(posts[1].pk, person=UserFactory(), kind="helpful")
    forum_actions.react(posts[3].pk, person=UserFactory(), kind="helpful")

    new = split(topic, posts[1:3])

    assert (topic.helpful_count, new.helpful_count) == (1, 1)
    assert_counters_are_right()


def test_an_anonymous_author_stays_one_in_the_new_topic():
    room = CategoryFactory(allows_anonymous=True)
    topic, ann = make_topic(category=room), UserFactory()
    post = forum_actions.submit_reply(
        topic_id=topic.pk,
        sender=ann,
        writing=cook("Without my name.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=True,
    ).post
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")

    new = split(topic, [post])

    post.refresh_from_db()
    assert (new.author, new.guest_name, new.peer_label) == (None, "", post.peer_label)
    assert post.peer.topic == new
    assert new.is_by(ann)


def test_a_merged_opening_post_can_be_split_off_again_with_its_line(client):
    source, target = make_topic(title="Merged by mistake", body="Mine."), thread()[0]
    opening = source.posts.get()
    merge(source, target)

    new = split(target, [opening], title="Merged by mistake")

    assert texts(new) == ["Mine."]
    page = client.get(new.get_absolute_url()).content.decode()
    assert "1 post was moved here from “Merged by mistake”" in page
    assert client.get(source.get_absolute_url()).url.startswith(target.get_absolute_url())
    assert_counters_are_right()


def test_what_was_split_off_and_merged_back_has_one_line(client):
    topic, posts = thread()
    new = split(topic, posts[1:3])

    merge(new, topic)

    page = client.get(topic.get_absolute_url()).content.decode()
    assert page.count("eventline") == 1
    assert "2 posts were moved here from “A matter of its own”" in page
    assert client.get(new.get_absolute_url()).url == (
        f"{topic.get_absolute_url()}#post-{posts[1].pk}"
    )
    assert_counters_are_right()
