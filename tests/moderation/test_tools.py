"""Tools for one topic: closing, pinning, slow mode, moving, pointing to a newer page."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from accounts import roles
from cms.models import ArticlePage
from forum import actions as forum_actions
from forum.models import Category, Post, Topic
from forum.querysets import AppendOnly
from moderation import actions
from moderation.models import ToolUse
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.tooling import assert_counters_are_right, latest, send, use

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


def article(title: str = "Starting low", **fields) -> ArticlePage:
    root = Page.objects.get(depth=2)
    page = ArticlePage(title=title, slug=f"page-{uuid.uuid4().hex[:8]}", summary="Words.", **fields)
    root.add_child(instance=page)
    return page


# --- who may, and what a form must say ---------------------------------------------------------

VERBS = ["lock", "pin", "slow", "move", "newer-page", "merge", "split"]


@pytest.mark.parametrize("verb", ["", *[f"{verb}/" for verb in VERBS]])
def test_only_moderators_of_the_category_use_tools(client, verb):
    topic = make_topic()
    address = f"/moderation/topics/{topic.pk}/{verb}"

    assert client.get(address).url.startswith("/accounts/login/")
    for person in (UserFactory(), scoped(CategoryFactory())):
        client.force_login(person)
        assert client.get(address, follow=True).status_code in (403, 404)
        assert client.post(address, {"seen": 0}).status_code in (403, 404, 405)
    client.force_login(scoped(topic.category))
    assert client.get(address, follow=True).status_code == 200
    assert not ToolUse.objects.exists()


def test_a_moderator_of_another_category_is_refused_by_the_action_itself():
    topic, outside = make_topic(), scoped(CategoryFactory())

    with pytest.raises((actions.NotYours, Topic.DoesNotExist)):
        use("pin", topic, judge=outside, pinned=True)

    assert not Topic.objects.get().is_pinned


def test_every_use_is_recorded_with_its_reason_and_never_changed(judge, client):
    topic = make_topic()

    send(client, topic, "pin", pinned="True", reason="Read this first.")

    row = ToolUse.objects.get()
    assert (row.verb, row.moderator, row.topic, row.reason) == (
        "pin",
        judge,
        topic,
        "Read this first.",
    )
    with pytest.raises(AppendOnly):
        ToolUse.objects.update(reason="Other")
    with pytest.raises(AppendOnly):
        ToolUse.objects.all().delete()


def test_a_form_that_did_not_see_the_latest_use_changes_nothing_and_says_who_was_faster(
    judge, client
):
    topic = make_topic()
    seen = latest(topic)
    use(
        "pin",
        topic,
        judge=UserFactory(groups=(roles.MODERATOR,), display_name="Ann Quick"),
        pinned=True,
    )

    answer = send(client, topic, "lock", seen=seen, closed="True", word="It went in circles.")

    page = answer.content.decode()
    topic.refresh_from_db()
    assert answer.status_code == 409
    assert "Ann Quick was faster" in page
    assert "It went in circles." in page
    assert not topic.is_locked
    assert ToolUse.objects.count() == 1
    # The page that came back knows the latest use, so that it may be sent again.
    assert f'name="seen" value="{latest(topic)}"' in page


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "\0"])
def test_a_form_without_what_it_saw_is_refused(judge, client, seen):
    topic = make_topic()

    assert send(client, topic, "pin", seen=seen, pinned="True").status_code == 422
    assert not ToolUse.objects.exists()


def test_a_hidden_topic_can_be_moved_and_nothing_else(judge, client):
    topic, other = make_topic(), CategoryFactory()
    actions.hide(topic.posts.get().pk, moderator=moderator(), reason="wording")

    answers = {
        send(client, topic, "pin", pinned="True").status_code,
        send(client, topic, "lock", closed="True", word="No.").status_code,
        send(client, topic, "slow", seconds="60").status_code,
    }
    moved = send(client, topic, "move", category=other.pk)

    assert answers == {409}
    assert moved.status_code == 302
    assert_counters_are_right()


# --- closing -----------------------------------------------------------------------------------


def test_closing_needs_a_word_and_readers_see_it(judge, client):
    topic = make_topic()

    refused = send(client, topic, "lock", closed="True", word="")
    send(client, topic, "lock", closed="True", word="The rule changed in March.")

    client.logout()
    page = client.get(topic.get_absolute_url()).content.decode()
    assert refused.status_code == 422
    assert "Please say in a sentence why it is closed." in refused.content.decode()
    assert page.count("The rule changed in March.") == 2  # in place, and instead of the form
    assert "Closed to replies by a moderator" in page


def test_closing_twice_is_refused_with_words(judge, client):
    topic = make_topic()
    use("lock", topic, closed=True, word="Enough.")

    answer = send(client, topic, "lock", closed="True", word="Enough.")

    assert answer.status_code == 409
    assert "It is closed to replies already." in answer.content.decode()


def test_opening_again_lets_members_reply(judge, client):
    topic, member = make_topic(), UserFactory()
    use("lock", topic, closed=True, word="Enough.")
    with pytest.raises(forum_actions.NotOpen):
        make_reply(topic, sender=member)

    send(client, topic, "lock")

    assert make_reply(topic, sender=member).is_published


def test_a_closed_topic_is_closed_at_every_door(client):
    """A reply on its way when the topic is closed is refused, and its text is given back."""
    topic = make_topic()
    use("lock", topic, closed=True, word="Enough.")
    client.force_login(UserFactory())

    answer = client.post(
        f"{topic.get_absolute_url()}reply/",
        {"body": "Typed for long.", "submission_key": str(uuid.uuid4())},
    )

    assert answer.status_code == 403
    assert "Typed for long." in answer.content.decode()
    with pytest.raises(forum_actions.NotOpen):
        make_reply(topic, sender=guest())


# --- pinning -----------------------------------------------------------------------------------


def titles(page) -> list[str]:
    return [topic.title for topic in page.context["topics"]]


def test_pinned_topics_come_first_in_their_category_and_in_the_list_of_all(client):
    category = CategoryFactory()
    old = make_topic(category=category, title="Old and pinned")
    new = make_topic(category=category, title="New")
    use("pin", old, pinned=True)

    for address in ("/discussions/", category.get_absolute_url()):
        page = client.get(address)
        assert titles(page) == ["Old and pinned", "New"]
        assert "Pinned:" in page.content.decode()
    assert titles(client.get("/discussions/?sort=top")) != []
    use("pin", old, pinned=False)
    assert titles(client.get("/discussions/")) == [new.title, old.title]


def test_pages_of_a_list_with_pins_show_every_topic_once_in_order(client, settings):
    settings.TOPICS_PER_PAGE = 3
    category = CategoryFactory()
    topics = [make_topic(category=category, title=f"Topic {n:02}") for n in range(11)]
    pinned = [topics[n] for n in (0, 2, 4, 6)]
    for topic in pinned:
        use("pin", topic, pinned=True)

    found, address = [], category.get_absolute_url()
    while address:
        page = client.get(address)
        found += titles(page)
        address = page.context["pager"].next

    rest = [topic for topic in topics if topic not in pinned]
    wanted = [t.title for t in reversed(pinned)] + [t.title for t in reversed(rest)]
    assert found == wanted


def test_a_list_with_pins_costs_a_visitor_two_queries(client, django_assert_num_queries):
    category = CategoryFactory()
    for _ in range(3):
        use("pin", make_topic(category=category), pinned=True)
    client.get("/discussions/")

    with django_assert_num_queries(2):
        client.get("/discussions/")


@pytest.mark.parametrize("mark", ["p", "p-", "p1", "pp1-1", "p1-x", "-", "p9" * 20])
def test_a_mark_that_is_none_is_404(client, mark):
    make_topic()

    assert client.get(f"/discussions/?page=2&before={mark}").status_code == 404


# --- slow mode ---------------------------------------------------------------------------------


def reply(client, topic, body="One more thought."):
    form = {"body": body, "submission_key": str(uuid.uuid4())}
    return client.post(f"{topic.get_absolute_url()}reply/", form)


def test_slow_mode_lets_a_member_wait_and_keeps_the_text(client):
    topic, member = make_topic(), UserFactory()
    use("slow", topic, seconds=600)
    client.force_login(member)
    first = reply(client, topic)

    second = reply(client, topic, "A second thought.")

    page = second.content.decode()
    assert first.status_code == 302
    assert second.status_code == 429
    assert 0 < int(second["Retry-After"]) <= 601
    assert "A second thought." in page
    assert "Please wait 10 minutes" in page
    assert Post.objects.filter(topic=topic, author=member).count() == 1


def test_slow_mode_ends_with_its_time_and_counts_this_topic_alone(client):
    topic, other, member = make_topic(), make_topic(), UserFactory()
    use("slow", topic, seconds=600)
    make_reply(other, sender=member)
    post = make_reply(topic, sender=member)

    Post.objects.filter(pk=post.pk).update(written_at=timezone.now() - timedelta(minutes=11))

    assert make_reply(topic, sender=member).is_published


def test_moderators_and_others_do_not_wait(client):
    topic, judge = make_topic(), moderator()
    use("slow", topic, seconds=600)

    assert make_reply(topic, sender=judge).is_published
    assert make_reply(topic, sender=judge).is_published
    assert make_reply(topic).is_published
    assert make_held_reply(topic).is_pending


def test_the_page_says_the_pace_and_how_long_is_left(client):
    topic, member = make_topic(), UserFactory()
    use("slow", topic, seconds=300)
    client.force_login(member)
    before = client.get(topic.get_absolute_url()).content.decode()
    make_reply(topic, sender=member)
    after = client.get(topic.get_absolute_url()).content.decode()

    assert "each member waits 5 minutes between two posts here" in before
    assert "You can post again in" not in before
    assert "You can post again in 5 minutes." in after


# --- a newer page ------------------------------------------------------------------------------


@pytest.fixture
def no_kept_pages():
    from django.core.cache import cache

    cache.delete("forum:library")
    yield
    cache.delete("forum:library")


def test_readers_are_led_to_the_newer_page_while_it_is_public(client, no_kept_pages):
    from django.core.cache import cache

    topic, page = make_topic(), article("Starting low")
    use("newer_page", topic, page_id=page.pk)

    shown = client.get(topic.get_absolute_url()).content.decode()
    page.unpublish()
    cache.delete("forum:library")
    later = client.get(topic.get_absolute_url()).content.decode()

    assert "There is newer advice in the library:" in shown
    assert "Starting low" in shown
    assert "newer advice" not in later


def test_only_a_published_page_can_be_named(judge, client, no_kept_pages):
    topic, page = make_topic(), article()
    page.unpublish()

    with pytest.raises(actions.Refused):
        use("newer_page", topic, page_id=page.pk)
    assert send(client, topic, "newer-page", page=page.pk).status_code == 422
    assert send(client, topic, "newer-page", page="x").status_code == 422
