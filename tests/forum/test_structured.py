"""What a topic's head tells machines: schema.org and Open Graph, of what a stranger reads there."""

import json
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum import structured
from forum.actions import editing
from forum.models import Post, Topic
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

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("site_address"),
]

SITE = "https://rounds.example.org"
# What search engines demand of each kind.
DEMANDED = {
    "QAPage": {"mainEntity"},
    "Question": {"name", "text", "answerCount", "author", "datePublished"},
    "Answer": {"text", "url", "author", "datePublished", "upvoteCount"},
    "DiscussionForumPosting": {"headline", "text", "author", "datePublished", "url"},
    "Comment": {"text", "author", "datePublished"},
    "Person": {"name"},
    "InteractionCounter": {"interactionType", "userInteractionCount"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}


class Head(HTMLParser):
    """Collects data blocks, meta elements and links as a browser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self._in_block = False

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "script" and named.get("type") == "application/ld+json":
            self._in_block = True
            self.blocks.append("")
        if tag == "meta":
            self.meta[named.get("property") or named.get("name") or ""] = named.get("content")
        if tag == "link":
            self.links.append(named)

    def handle_data(self, data):
        if self._in_block:
            self.blocks[-1] += data

    def handle_endtag(self, tag):
        if tag == "script":
            self._in_block = False


def head_of(client, topic, query="") -> Head:
    response = client.get(f"{Topic.objects.get(pk=topic.pk).get_absolute_url()}{query}")
    assert response.status_code == 200
    head = Head()
    head.feed(response.content.decode())
    return head


def graph_of(client, topic, query="") -> list[dict]:
    [block] = head_of(client, topic, query).blocks
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    for node in nodes(data["@graph"]):
        missing = DEMANDED[node["@type"]] - node.keys()
        assert not missing, (node["@type"], missing)
        for name in ("url", "item", "mainEntityOfPage"):
            assert str(node.get(name, SITE)).startswith(SITE)
    return data["@graph"]


def nodes(value):
    """Every typed object in `value`, at any depth."""
    if isinstance(value, list):
        for part in value:
            yield from nodes(part)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes(part)


def set_kind(topic, kind) -> None:
    Topic.objects.filter(pk=topic.pk).update(kind=kind)


@pytest.fixture
def question() -> Topic:
    asker = UserFactory(display_name="Rosalind Achterberg", handle="rosalind")
    return make_topic(sender=asker, title="Is 8 mg enough?", body="She is on fentanyl.")


def test_an_answered_question_is_a_question_page(client, question):
    answer = make_reply(question, body="No. Give 16 mg.")
    Post.objects.filter(pk=answer.pk).update(reaction_counts={"helpful": 3})

    page, crumbs = graph_of(client, question)

    entity = page["mainEntity"]
    assert page["@type"] == "QAPage"
    assert (entity["name"], entity["text"]) == ("Is 8 mg enough?", "She is on fentanyl.")
    assert entity["author"] == {
        "@type": "Person",
        "name": "Rosalind Achterberg",
        "url": f"{SITE}/members/rosalind/",
    }
    assert entity["answerCount"] == 1
    [suggested] = entity["suggestedAnswer"]
    assert (suggested["text"], suggested["upvoteCount"]) == ("No. Give 16 mg.", 3)
    assert suggested["url"] == f"{SITE}{answer.get_absolute_url()}"
    assert "acceptedAnswer" not in entity
    assert [item["name"] for item in crumbs["itemListElement"]] == [
        "Discussions",
        question.category.name,
        "Is 8 mg enough?",
    ]


def test_accepted_answers_are_told_apart_from_suggested_ones(client, question):
    first, _second, third = (make_reply(question, body=f"Answer {n}.") for n in range(3))
    for post in (first, third):
        Post.objects.filter(pk=post.pk).update(accepted_at=timezone.now())
    Topic.objects.filter(pk=question.pk).update(accepted_count=2, highlighted=[first.pk, third.pk])

    entity = graph_of(client, question)[0]["mainEntity"]

    assert [one["text"] for one in entity["acceptedAnswer"]] == ["Answer 0.", "Answer 2."]
    assert [one["text"] for one in entity["suggestedAnswer"]] == ["Answer 1."]


@pytest.mark.parametrize("kind", ["discussion", "case", "tip", "question"])
def test_everything_else_is_a_discussion(client, question, kind):
    set_kind(question, kind)
    if kind != "question":
        make_reply(question, body="A comment.")

    [posting, _crumbs] = graph_of(client, question)

    assert posting["@type"] == "DiscussionForumPosting"
    assert posting["headline"] == "Is 8 mg enough?"
    comments = [comment["text"] for comment in posting.get("comment", [])]
    assert comments == ([] if kind == "question" else ["A comment."])


def test_a_guest_is_named_without_a_page(client, question):
    held = make_held_reply(question)
    actions.decide(held.pk, moderator=moderator(), version=1, outcome="publish")

    [answer] = graph_of(client, question)[0]["mainEntity"]["suggestedAnswer"]

    assert answer["author"] == {"@type": "Person", "name": "Jory M."}


def test_an_edit_is_dated(client, question):
    reply = make_reply(question, body="Give 8 mg.")
    writing = cook("Give 16 mg.", "text", by_guest=False)
    editing.edit(reply.pk, editor=reply.author, seen_version=1, writing=writing)

    [answer] = graph_of(client, question)[0]["mainEntity"]["suggestedAnswer"]

    assert answer["dateModified"] >= answer["datePublished"]


def test_what_waits_or_was_removed_is_not_told_to_anybody(client, question):
    make_held_reply(question)
    make_reply(question, body="Stays.")
    gone = make_reply(question, body="Gone for a reason.")
    actions.hide(gone.pk, moderator=moderator(), reason="wording")

    for reader in (None, moderator()):
        if reader:
            client.force_login(reader)
        told = json.dumps(graph_of(client, question))
        assert "Stays." in told
        assert "Gone for a reason." not in told
        assert "From a guest." not in told


@pytest.mark.parametrize("visibility", ["members", "prescribers", "public"])
def test_a_topic_that_not_everybody_reads_tells_nothing(client, visibility):
    judge = moderator()
    topic = make_topic(
        category=CategoryFactory(visibility=visibility, guest_policy="none"), sender=judge
    )
    if visibility == "public":
        actions.hide(topic.posts.get().pk, moderator=moderator(), reason="wording")
    client.force_login(judge)

    head = head_of(client, topic)

    assert head.blocks == []
    assert [name for name in head.meta if name.startswith(("og:", "twitter:"))] == []
    assert [link for link in head.links if link.get("rel") == "alternate"] == []
    assert head.meta["robots"] == "noindex"


@pytest.mark.parametrize(
    "words",
    ["</script><script>alert(1)</script>", "<!-- <script>", "a\u2028b\u2029c", '"},{"'],
)
def test_no_text_can_end_the_data_block(client, words):
    topic = make_topic(title=f"Title {words} end", body=f"Body {words} end")

    head = head_of(client, topic)

    [block] = head.blocks
    posting = json.loads(block)["@graph"][0]
    assert posting["headline"] == Topic.objects.get(pk=topic.pk).title
    assert "Body" in posting["text"]
    assert not set("<>&\u2028\u2029") & set(block)


def test_open_graph_says_what_a_shared_link_shows(client, question):
    head = head_of(client, question)

    assert head.meta["og:type"] == "article"
    assert head.meta["og:title"] == "Is 8 mg enough?"
    assert head.meta["og:description"] == "She is on fentanyl."
    assert head.meta["og:url"] == f"{SITE}{question.get_absolute_url()}"
    assert head.meta["og:site_name"] == "Open Rounds"
    assert head.meta["twitter:card"] == "summary"
    assert {
        "rel": "alternate",
        "type": "application/atom+xml",
        "title": "Is 8 mg enough?",
        "href": f"/feeds/topic/{question.pk}.atom",
    } in head.links


def test_a_later_page_tells_its_own_posts_and_address(client, question):
    fill_topic(question, 45)

    page = graph_of(client, question, "?page=2")[0]
    head = head_of(client, question, "?page=2")

    answers = page["mainEntity"]["suggestedAnswer"]
    assert [answers[0]["text"], answers[-1]["text"]] == ["Post 21", "Post 40"]
    assert page["url"] == head.meta["og:url"] == f"{SITE}{question.get_absolute_url()}?page=2"


def test_long_texts_are_cut(client, question):
    make_reply(question, body="word " * 2000)

    [answer] = graph_of(client, question)[0]["mainEntity"]["suggestedAnswer"]

    assert len(answer["text"]) <= 200
    assert answer["text"].endswith("word…")


def test_telling_it_costs_no_query(client, question, monkeypatch):
    fill_topic(question, 20)
    client.get(question.get_absolute_url())
    with CaptureQueriesContext(connection) as told:
        client.get(question.get_absolute_url())
    monkeypatch.setattr(structured, "is_open", lambda topic: False)
    with CaptureQueriesContext(connection) as silent:
        client.get(question.get_absolute_url())

    assert len(told) == len(silent)
