"""A quote lasts as long as the post it came from is public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.models import Draft, PendingEdit, Post, PostVersion
from forum.quoting import quotation, without_quotes, without_typed_quotes
from forum.sanitize import cook
from forum.tasks import refresh_quotes
from moderation import actions
from tests.factories import UserFactory, guest, make_reply, make_topic, moderator

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

GONE = "Quote removed: the post it came from is no longer public."
SECRET = "The mill in Harlow."


@pytest.fixture
def quoted():
    return make_reply(make_topic(), body=SECRET)


def quoting(post, topic=None, **fields):
    return make_reply(topic or post.topic, body=quotation(post) + "\nMy own words.", **fields)


def test_a_hidden_post_is_quoted_nowhere_and_comes_back(client, quoted):
    here, elsewhere = quoting(quoted), quoting(quoted, make_topic())
    judge = moderator()
    before = here.body_html

    actions.hide(quoted.pk, moderator=judge, reason="wording")

    for post in (here, elsewhere):
        post.refresh_from_db()
        assert GONE in post.body_html
        assert "My own words." in post.body_html
        assert "Harlow" not in post.body_html + post.body_text
        page = client.get(post.topic.get_absolute_url()).content.decode()
        assert "Harlow" not in page
        assert "no longer public" in page
    assert "Harlow" not in client.get("/search/?q=mill").content.decode()
    assert "Harlow" not in client.get(f"{here.topic.get_absolute_url()}feed.atom").content.decode()

    actions.restore(quoted.pk, moderator=judge)

    here.refresh_from_db()
    assert here.body_html == before
    assert "Harlow" in here.body_text


def test_a_held_reply_is_approved_with_the_placeholder(quoted):
    held = quoting(quoted, sender=guest())
    judge = moderator()
    actions.hide(quoted.pk, moderator=judge, reason="wording")

    actions.decide(held.pk, moderator=judge, version=1, outcome="publish")

    held.refresh_from_db()
    assert held.is_published
    assert GONE in held.body_html


def test_a_reply_that_quotes_a_hidden_post_is_stored_without_the_quote(quoted):
    words = quotation(quoted)
    actions.hide(quoted.pk, moderator=moderator(), reason="wording")

    late = make_reply(quoted.topic, body=words + "\nToo late.")

    assert "Harlow" not in late.body_html + late.body_text
    assert GONE in late.body_html


def test_of_a_purged_post_nothing_stays_in_what_others_typed(quoted):
    from forum import actions as forum_actions

    post, judge, person = quoting(quoted), moderator(), UserFactory()
    PostVersion.objects.create(
        post=post,
        version=7,
        body_source=post.body_source,
        body_format="text",
        body_html=post.body_html,
        was_public=True,
    )
    PendingEdit.objects.create(
        post=post,
        base_version=1,
        body_source=post.body_source,
        body_format="text",
        body_html=post.body_html,
        body_text=post.body_text,
    )
    Draft.objects.create(person=person, target=f"topic:{post.topic_id}", body=quotation(quoted))

    forum_actions.purge(quoted, actor=judge, reason="patient")

    for row in (post, *PostVersion.objects.all(), *PendingEdit.objects.all()):
        row.refresh_from_db()
        assert "Harlow" not in row.body_source + row.body_html
        assert "My own words." in row.body_html
    assert "Harlow" not in Draft.objects.get().body


def test_an_earlier_text_in_the_history_loses_the_quote_too(client, quoted):
    from forum.actions import editing

    post = quoting(quoted)
    editing.edit(
        post.pk,
        editor=post.author,
        seen_version=1,
        writing=cook("Without a quote.", "text", by_guest=False),
    )
    assert "Harlow" in client.get(f"/posts/{post.pk}/history/").content.decode()

    actions.hide(quoted.pk, moderator=moderator(), reason="wording")

    assert PostVersion.objects.get(post=post).body_html.count(GONE) == 1


def test_with_a_topic_go_the_quotes_of_its_replies():
    topic = make_topic()
    inside = make_reply(topic, body=SECRET)
    outside = quoting(inside, make_topic())
    actions.hide(topic.posts.get(position=1).pk, moderator=moderator(), reason="wording")

    refresh_quotes(topic.posts.get(position=1).pk)

    outside.refresh_from_db()
    assert "Harlow" not in outside.body_html
    refresh_quotes(topic.posts.get(position=1).pk)
    assert Post.objects.get(pk=outside.pk).body_html == outside.body_html


def test_many_quotes_are_taken_out_in_batches(settings, quoted):
    settings.QUOTES_AT_ONCE = 2
    posts = [quoting(quoted) for _ in range(5)]
    actions.hide(quoted.pk, moderator=moderator(), reason="wording")

    refresh_quotes(quoted.pk)

    assert not Post.objects.filter(pk__in=[post.pk for post in posts], body_html__contains="mill")


def test_quotes_cost_readers_no_query(client, quoted):
    make_reply(quoted.topic, body="Without a quote.")
    counts = []
    for _ in range(2):
        client.get(quoted.topic.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(quoted.topic.get_absolute_url())
        counts.append(len(captured))
        for _number in range(3):
            quoting(quoted)
        if not counts[1:]:
            actions.hide(quoted.pk, moderator=moderator(), reason="wording")

    assert counts[0] == counts[1]


def test_only_the_quote_that_is_meant_is_taken_out():
    html = (
        '<blockquote cite="/posts/1/"><p>a</p><blockquote cite="/posts/2/"><p>b</p></blockquote>'
        '</blockquote><blockquote cite="/posts/12/"><p>c</p></blockquote><p>d</p>'
    )

    assert without_quotes(html, {2}) == (
        f'<blockquote cite="/posts/1/"><p>a</p><blockquote><p>{GONE}</p></blockquote>'
        '</blockquote><blockquote cite="/posts/12/"><p>c</p></blockquote><p>d</p>'
    )
    assert "a" not in without_quotes(html, {1}).replace(GONE, "").replace("blockquote", "").replace(
        "posts", ""
    ).replace("cite", "")


def test_typed_quotes_are_taken_out_line_by_line():
    typed = "Mine.\n> [Ann, #2](/posts/5/)\n>\n> Words\n> more\nStill mine.\n> other quote"

    assert without_typed_quotes(typed, "text", {5}) == (
        f"Mine.\n> {GONE}\nStill mine.\n> other quote"
    )
    assert without_typed_quotes(typed, "text", {6}) == typed
