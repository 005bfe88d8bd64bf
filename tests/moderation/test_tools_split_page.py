"""The page of a split: choosing, and what is refused with words."""

import pytest

from forum.models import Category, Post, Topic
from moderation import actions
from moderation.models import ToolUse
from tests.factories import (
    fill_topic,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.tooling import send, split, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def thread(replies: int = 4) -> tuple[Topic, list[Post]]:
    topic = make_topic(title="The first matter", body="Opening.")
    posts = [make_reply(topic, body=f"Reply {n}.") for n in range(1, replies + 1)]
    topic.refresh_from_db()
    return topic, posts


def texts(topic: Topic) -> list[str]:
    return list(topic.posts.published().in_reading_order().values_list("body_text", flat=True))


def form(topic, posts, **fields):
    chosen = {"post": [post.pk for post in posts], "category": topic.category_id}
    return chosen | {"title": "Its own", "reason": "Another matter."} | fields


def test_what_makes_no_discussion_is_refused_with_words_and_what_was_typed(judge, client):
    topic, posts = thread()
    actions.hide(posts[1].pk, moderator=moderator(), reason="wording")
    opening = topic.posts.get(opens_topic=True)
    elsewhere = make_reply(make_topic())

    for chosen, words in [
        ([], "Choose the posts"),
        ([opening, posts[0]], "The opening post stays where it is."),
        ([posts[1], posts[2]], "a removed post cannot open a"),
        ([posts[2], elsewhere], "not in this discussion any more"),
        ([make_held_reply(topic)], "not in this discussion any more"),
    ]:
        answer = send(client, topic, "split", **form(topic, chosen))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert words in page
        assert 'value="Its own"' in page
    assert Topic.objects.count() == 2
    assert not ToolUse.objects.exists()


def test_a_split_needs_a_title_a_category_and_a_reason(judge, client):
    topic, posts = thread()

    for missing in ({"title": " "}, {"category": ""}, {"category": "999999"}, {"reason": ""}):
        answer = send(client, topic, "split", **form(topic, posts[1:3], **missing))
        assert answer.status_code == 422
        assert f'value="{posts[1].pk}" id="post-box-{posts[1].pk}" checked' in (
            answer.content.decode()
        )
    odd = send(client, topic, "split", **form(topic, [], post=["x", "9" * 40, "-1", "²"]))
    assert odd.status_code == 409


def test_a_stale_split_is_refused_and_keeps_its_choice(judge, client):
    topic, posts = thread()
    use("pin", topic, pinned=True)

    answer = send(client, topic, "split", seen=0, **form(topic, posts[1:3]))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "was faster" in page
    assert f'id="post-box-{posts[1].pk}" checked' in page


def test_a_moderator_chooses_on_the_page_and_is_led_to_the_new_topic(judge, client):
    topic, posts = thread()
    shown = client.get(topic.get_absolute_url()).content.decode()
    address = f"/moderation/topics/{topic.pk}/split/?from={posts[1].pk}"
    assert address in shown

    page = client.get(address).content.decode()
    answer = send(client, topic, "split", **form(topic, posts[1:3]))

    assert f'id="post-box-{posts[1].pk}" checked' in page
    assert f'id="post-box-{posts[0].pk}"' not in page  # above where it begins
    assert answer.url == Topic.objects.get(title="Its own").get_absolute_url()


@pytest.mark.parametrize("query", ["from=x", "from=999999", "at=x", "at=99999", "at=" + "9" * 30])
def test_odd_addresses_of_the_page_are_no_error(judge, client, query):
    topic, _ = thread()

    assert client.get(f"/moderation/topics/{topic.pk}/split/?{query}").status_code == 200


def test_a_long_topic_is_chosen_from_in_stretches(judge, client):
    topic, _ = thread()
    fill_topic(topic, 130)

    page = client.get(f"/moderation/topics/{topic.pk}/split/?at=52").content.decode()

    assert page.count('name="post"') == 50
    assert "?at=2" in page
    assert "?at=102" in page


def test_splitting_costs_no_query_for_each_post(django_assert_max_num_queries):
    topic, _ = thread()
    fill_topic(topic, 120)
    Category.objects.filter(pk=topic.category_id).update(post_count=120)
    moved = list(topic.posts.filter(position__gt=20))

    with django_assert_max_num_queries(70):
        split(topic, moved)
