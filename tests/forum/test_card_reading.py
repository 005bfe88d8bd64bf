"""A card tells readers what they may know, and costs them nothing."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from accounts.models import User
from cms import actions as library_actions
from cms.models import ArticlePage, Contribution, Person
from forum import cards
from forum.actions import moves, texts
from forum.mentions import prepare
from forum.models import LinkCard, Post
from forum.sanitize import cook
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    make_reply,
    make_topic,
    moderator,
)
from tests.fixtures.library import prepared_library
from tests.forum.linking import FDA, WORDS
from tests.forum.visiting import shown


@pytest.fixture
def article(db) -> ArticlePage:
    prepared_library()
    call_command("sync_roles", verbosity=0)
    editor = User.objects.create_user("e@example.org", "x", display_name="Ed", is_superuser=True)
    content = {
        "title": "Moving the first dose",
        "slug": "first-dose",
        "summary": "What the trials say.",
        "body": [],
    }
    author = Person.objects.create(name="Noor Ashgrove")
    contributors = [(author, Contribution.Role.AUTHOR)]
    return library_actions.write_article(content, by=editor, contributors=contributors)


# --- our own pages ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_link_to_a_discussion_or_a_post_is_its_card(client):
    there = make_topic(title="Dose after a weekend")
    reply = make_reply(there)
    topic = make_topic()
    post = make_reply(topic, body=f"http://localhost:8000{there.get_absolute_url()}?page=2#post-3")
    rich = prepare(f'<p><a href="/posts/{reply.pk}/">x</a></p>', "html", by_guest=False)
    other = Post.objects.get(pk=make_reply(topic).pk)
    other.body_html = rich.html
    other.save()
    texts.settle(other, rich)

    assert list(post.cards.values()) == list(other.cards.values()) == [{"topic": there.pk}]
    page = shown(client, topic)
    assert page.count("linkcard") == 2
    assert "<b>Dose after a weekend</b>" in page
    assert not LinkCard.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", ["members", "prescribers"])
def test_a_stranger_learns_nothing_of_a_restricted_discussion(client, visibility):
    secret = make_topic(
        category=CategoryFactory(visibility=visibility, guest_policy="none"),
        title="A title nobody sees",
        sender=moderator(),
    )
    topic = make_topic()
    make_reply(topic, body=f"http://localhost:8000/posts/{secret.posts.get().pk}/")

    assert "A title nobody sees" not in shown(client, topic)
    assert "linkcard" not in shown(client, topic)
    client.force_login(moderator())
    assert "<b>A title nobody sees</b>" in shown(client, topic)


@pytest.mark.django_db
def test_a_discussion_that_was_hidden_since_is_a_plain_link(client):
    there = make_topic(title="Was here yesterday")
    topic = make_topic()
    make_reply(topic, body=f"http://localhost:8000/posts/{there.posts.get().pk}/")
    assert "Was here yesterday" in shown(client, topic)

    moves.hide(there.posts.get(), actor=moderator(), reason="x")

    assert "Was here yesterday" not in shown(client, topic)


@pytest.mark.django_db
def test_a_page_of_the_library_is_its_card_while_everybody_may_read_it(article):
    address = f"http://localhost:8000{article.url}"
    post = make_reply(make_topic(), body=address)
    assert post.cards == {address: {"page": article.pk}}

    shown = cards.own_cards([post], UserFactory())
    assert shown["pages"][article.pk].title == "Moving the first dose"
    assert "What the trials say." in _body(post, shown)

    PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert cards.own_cards([post], UserFactory())["pages"] == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/discussions/",
        "/accounts/login/",
        "/posts/999/",
        "/library/nowhere/",
        "/cms/",
        "/nowhere/",
        "/",
    ],
)
def test_other_pages_of_ours_are_plain_links(path):
    assert cards.wanted([f"http://localhost:8000{path}"]) == {}


# --- the tag ------------------------------------------------------------------------------


def _body(post: Post, own: object = None) -> str:
    template = Template("{% load forum_body %}{% body post own %}")
    return template.render(Context({"post": post, "own": own}))


def test_only_links_alone_in_their_paragraph_are_replaced():
    html = cook(f"Look at {FDA} first\n{FDA}\n> {FDA}", "text", by_guest=True).html

    drawn = _body(Post(body_html=html, cards={FDA: WORDS}))

    assert drawn.count("linkcard") == 1
    assert drawn.count(f'href="{FDA}" rel="nofollow ugc noopener"') == 3
    assert "<b>A label</b><p>What it says.</p><small>FDA</small>" in drawn


def test_a_card_that_somebody_turned_off_stays_a_link():
    html = cook(f'<p><a class="nocard" href="{FDA}">x</a></p>', "html", by_guest=False).html

    assert "linkcard" not in _body(Post(body_html=html, cards={FDA: WORDS}))


def test_words_of_another_site_are_escaped():
    words = {"title": "<script>alert(1)</script>", "summary": '"><img>', "site": "<b>"}
    html = cook(FDA, "text", by_guest=False).html

    drawn = _body(Post(body_html=html, cards={FDA: words}))

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn


def test_an_address_with_signs_of_its_own_is_found_and_escaped():
    address = "https://www.fda.gov/a?b=1&c=2"
    html = cook(address, "text", by_guest=False).html

    assert 'href="https://www.fda.gov/a?b=1&amp;c=2"' in _body(
        Post(body_html=html, cards={address: WORDS})
    )
    assert "linkcard" in _body(Post(body_html=html, cards={address: WORDS}))


@pytest.mark.django_db
def test_cards_of_other_sites_cost_a_reader_no_query(client):
    topic = make_topic()
    fill_topic(topic, 15)
    client.get(topic.get_absolute_url())
    with CaptureQueriesContext(connection) as before:
        client.get(topic.get_absolute_url())
    html = cook(FDA, "text", by_guest=False).html
    Post.objects.update(body_html=html, cards={FDA: WORDS})
    with CaptureQueriesContext(connection) as after:
        page = shown(client, topic)

    assert page.count("linkcard") == 15
    assert len(after) == len(before)
