"""Atom feeds: well formed, of what a stranger may read, cheap to ask for again."""

from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import ArticlePage, LibraryIndexPage, SectionIndexPage
from forum.actions import editing
from forum.models import Post, Tag, Topic
from forum.sanitize import cook
from moderation import actions
from tests.factories import (
    CategoryFactory,
    fill_topic,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("site_address"),
]

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://rounds.example.org"


@pytest.fixture
def topic() -> Topic:
    topic = make_topic(title="Withdrawal got worse & worse", body="What <b>now</b>?")
    tag, _made = Tag.objects.get_or_create(slug="start", defaults={"name": "Start"})
    topic.tags.add(tag)
    return topic


def addresses(topic) -> list[str]:
    return [
        "/feeds/latest.atom",
        f"/feeds/category/{topic.category.slug}.atom",
        "/feeds/tag/start.atom",
        f"/feeds/topic/{topic.pk}.atom",
    ]


def read(client, address) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def words(feed, name) -> list[str]:
    return [element.text or "" for element in feed.iter(f"{ATOM}{name}")]


def entries(feed) -> list[ElementTree.Element]:
    return feed.findall(f"{ATOM}entry")


def assert_valid(feed, address) -> None:
    """What RFC 4287 demands of a feed and of each entry."""
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{SITE}{address}"
    assert links["alternate"].startswith(f"{SITE}/")
    for entry in entries(feed):
        for name in ("id", "title", "updated", "published", "content"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
        assert entry.find(f"{ATOM}content").get("type") == "html"
        assert entry.find(f"{ATOM}id").text.startswith("tag:rounds.example.org,2026:")
        assert [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")] != []
        assert entry.find(f"{ATOM}link").get("href").startswith(f"{SITE}/")
        assert entry.find(f"{ATOM}updated").text >= entry.find(f"{ATOM}published").text
    ids = [entry.find(f"{ATOM}id").text for entry in entries(feed)]
    assert len(ids) == len(set(ids))


def test_every_feed_is_valid_and_newest_first(client, topic):
    make_reply(topic, body="I would wait.")

    for address in addresses(topic):
        feed = read(client, address)

        assert_valid(feed, address)
        assert [entry.find(f"{ATOM}title").text for entry in entries(feed)] == [
            "Re: Withdrawal got worse & worse",
            "Withdrawal got worse & worse",
        ]


def test_text_is_html_escaped_once_with_our_addresses_in_full(client, topic):
    reply = make_reply(topic)
    html = (
        '<p>See <a href="/posts/1/">#1</a> and <code>href="/x"</code> &amp; <img src="/files/t/">'
    )
    Post.objects.filter(pk=reply.pk).update(body_html=html)

    content = words(read(client, f"/feeds/topic/{topic.pk}.atom"), "content")

    assert content[0] == (
        f'<p>See <a href="{SITE}/posts/1/">#1</a> and <code>href="/x"</code> &amp; '
        f'<img src="{SITE}/files/t/">'
    )
    assert "What &lt;b&gt;now&lt;/b&gt;?" in content[1]


def test_a_guest_is_named_as_one(client, topic):
    held = make_held_reply(topic)
    actions.decide(held.pk, moderator=moderator(), version=1, outcome="publish")

    assert words(read(client, "/feeds/latest.atom"), "name")[0] == "Jory M. (guest)"


def test_a_name_or_title_with_characters_no_xml_takes_breaks_nothing(client, topic):
    Topic.objects.filter(pk=topic.pk).update(title="Odd \x0c title \x1b[0m here")

    assert "Odd  title [0m here" in words(read(client, "/feeds/latest.atom"), "title")


def test_an_edit_changes_the_date_and_keeps_the_name_of_the_entry(client, topic):
    address = f"/feeds/topic/{topic.pk}.atom"
    reply = make_reply(topic, body="Give 8 mg.")
    Post.objects.filter(pk=reply.pk).update(published_at=timezone.now() - timedelta(days=2))
    before = entries(read(client, address))[0]

    editing.edit(
        reply.pk,
        editor=reply.author,
        seen_version=1,
        writing=cook("Give 16 mg.", "text", by_guest=False),
    )

    after = entries(read(client, address))[0]
    for name in ("id", "published"):
        assert after.find(f"{ATOM}{name}").text == before.find(f"{ATOM}{name}").text
    assert after.find(f"{ATOM}updated").text > before.find(f"{ATOM}updated").text
    assert "16 mg" in after.find(f"{ATOM}content").text


def test_what_waits_is_hidden_or_restricted_is_in_no_feed_whoever_asks(client, topic):
    make_held_reply(topic, name="Held Harry")
    actions.hide(make_reply(topic, body="Gone.").pk, moderator=moderator(), reason="wording")
    closed = make_topic(
        title="A matter for prescribers",
        category=CategoryFactory(visibility="prescribers", guest_policy="none"),
        sender=moderator(),
    )
    closed.tags.add(Tag.objects.get(slug="start"))
    hidden = make_topic(title="A hidden matter", category=topic.category)
    make_reply(hidden, body="In a hidden one.")
    actions.hide(hidden.posts.get(position=1).pk, moderator=moderator(), reason="wording")

    for reader in (None, prescriber(), moderator()):
        if reader:
            client.force_login(reader)
        for address in addresses(topic):
            page = client.get(address).content.decode()
            for secret in ("Held Harry", "From a guest", "Gone.", "prescribers", "hidden"):
                assert secret not in page, (reader, address, secret)
        assert client.get(f"/feeds/topic/{closed.pk}.atom").status_code == 404
        assert client.get(f"/feeds/topic/{hidden.pk}.atom").status_code == 404
        assert client.get(f"/feeds/category/{closed.category.slug}.atom").status_code == 404


def test_a_feed_without_entries_is_valid_and_always_the_same(client):
    CategoryFactory(slug="empty")

    feed = read(client, "/feeds/category/empty.atom")

    assert entries(feed) == []
    assert_valid(feed, "/feeds/category/empty.atom")
    assert (
        client.get("/feeds/category/empty.atom")["ETag"]
        == (client.get("/feeds/category/empty.atom")["ETag"])
    )


def test_a_feed_tells_the_newest_thirty(client, topic):
    fill_topic(topic, 45)

    assert len(entries(read(client, f"/feeds/topic/{topic.pk}.atom"))) == 30


def test_no_feed_sets_a_cookie_or_reads_the_session(client, topic):
    client.force_login(moderator())

    for address in [*addresses(topic), "/feeds/library.atom"]:
        response = client.get(address)
        assert len(response.cookies) == 0
        assert "Cookie" not in response.get("Vary", "")
        assert response["Cache-Control"] == "no-cache"


def test_who_has_the_feed_already_gets_304_until_something_changes(client, topic):
    reply = make_reply(topic)
    known = {
        address: {"If-None-Match": client.get(address)["ETag"]} for address in addresses(topic)
    }

    for address, headers in known.items():
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")

    actions.hide(reply.pk, moderator=moderator(), reason="wording")
    for address, headers in known.items():
        assert client.get(address, headers=headers).status_code == 200


def test_a_removal_is_news_for_who_asks_by_date_alone(client, topic):
    reply = make_reply(topic)
    past = timezone.now() - timedelta(days=2)
    Post.objects.filter(topic=topic).update(published_at=past)
    judge = moderator()
    other = make_reply(topic)
    actions.hide(other.pk, moderator=judge, reason="wording", now=past)
    seen = {"If-Modified-Since": client.get("/feeds/latest.atom")["Last-Modified"]}
    assert client.get("/feeds/latest.atom", headers=seen).status_code == 304

    actions.hide(reply.pk, moderator=judge, reason="wording")

    assert client.get("/feeds/latest.atom", headers=seen).status_code == 200


@pytest.mark.parametrize("posts", [2, 40])
def test_a_feed_costs_at_most_three_queries_at_any_length(client, topic, posts):
    fill_topic(topic, posts)

    for address in addresses(topic):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert len(captured) <= 3, address


@pytest.mark.parametrize(
    "address",
    ["/feeds/tag/none.atom", "/feeds/category/none.atom", "/feeds/topic/999999.atom"],
)
def test_a_feed_of_nothing_is_404(client, address):
    assert client.get(address).status_code == 404


# --- the library ------------------------------------------------------------------------------


@pytest.fixture
def section() -> SectionIndexPage:
    root = Page.objects.get(depth=1).get_children().first() or Page.objects.get(depth=1)
    home = LibraryIndexPage.objects.first()
    if home is None:
        home = root.add_child(instance=LibraryIndexPage(title="Library", slug="library-of-test"))
    found = home.get_children().type(SectionIndexPage).first()
    if found:
        return found.specific
    return home.add_child(instance=SectionIndexPage(title="Articles", slug="articles-of-test"))


def article(section, title, **fields) -> ArticlePage:
    now = timezone.now()
    page = ArticlePage(
        title=title,
        summary=f"About {title}.",
        first_published_at=now,
        last_published_at=now,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        **fields,
    )
    return section.add_child(instance=page)


def test_the_library_feed_tells_public_pages_by_publication(client, section):
    article(section, "Precipitated withdrawal", evidence_grade="B")
    article(section, "Not to be relied on", status="retired")
    article(section, "A draft", live=False)
    secret = article(section, "For some only")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    feed = read(client, "/feeds/library.atom")

    assert_valid(feed, "/feeds/library.atom")
    titles = [entry.find(f"{ATOM}title").text for entry in entries(feed)]
    assert "Precipitated withdrawal" in titles
    assert not {"A draft", "For some only", "Not to be relied on"} & set(titles)
    parsed = feedparser.parse(ElementTree.tostring(feed))
    told = {entry.title: entry for entry in parsed.entries}["Precipitated withdrawal"]
    assert not parsed.bozo
    assert "Clinical article" in {tag.term for tag in told.tags}
    assert "Evidence grade B" in told.content[0].value


def test_the_library_feed_costs_the_same_at_any_length(client, section):
    counts = []
    for number in range(3):
        article(section, f"Article {number}")
        with CaptureQueriesContext(connection) as captured:
            client.get("/feeds/library.atom")
        counts.append(len(captured))

    assert max(counts) <= 3
