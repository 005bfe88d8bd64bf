"""Nothing says who wrote anonymously: every address, every reader, every mail, before and after.

Where words alone would not do, two moments are compared: the author's own pages are the same to
the byte before and after they wrote anonymously.
"""

import re
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from accounts import roles
from accounts.models import OutboxMessage, User
from forum import actions
from forum.actions import editing, remarking
from forum.models import Category, Notice, Peer, Post, Topic
from forum.notices import announce
from forum.sanitize import cook
from moderation import actions as desk
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic, moderator
from tests.forum.walking import crawl

pytestmark = pytest.mark.django_db

# The year of the secret date; keys and tokens may hold the same figures by chance.
YEAR_OF_WRITING = re.compile(r"(?<![\w-])2019(?!\w)")
SECRETS = (
    "Zelinda",
    "Quorthwaite",
    "quorth-z",
    "zq-private@example.org",
    "XQZ-9",
    "Underwater psychiatry",
    ">ZQ<",
)
WRITTEN = datetime(2019, 3, 17, 4, 5, tzinfo=UTC)
READERS = ("stranger", "member", "prescriber", "moderator")


def send(topic: Topic, sender: User, body: str, *, anonymous: bool = True, **more: Any) -> Post:
    return actions.submit_reply(
        topic_id=topic.pk,
        sender=sender,
        writing=cook(body, "text", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=anonymous,
        **more,
    ).post


def decide(post: Post, judge: User, outcome: str = "publish") -> Post:
    post.refresh_from_db()
    reason = {} if outcome == "publish" else {"reason": "other"}
    desk.decide(post.pk, moderator=judge, version=post.version, outcome=outcome, **reason)
    return Post.objects.get(pk=post.pk)


def edit(post: Post, editor: User, body: str) -> None:
    editing.edit(
        post.pk,
        editor=editor,
        seen_version=post.version,
        writing=cook(body, "text", by_guest=False),
    )


class World:
    """A member who was never seen by name, and everything they may do without it."""

    def __init__(self) -> None:
        self.category = CategoryFactory(allows_anonymous=True)
        self.judge = moderator()
        self.people = {
            "member": UserFactory(),
            "prescriber": UserFactory(groups=(roles.PRESCRIBER,)),
            "moderator": moderator(),
        }
        self.author = UserFactory(
            display_name="Zelinda Quorthwaite",
            handle="quorth-z",
            email="zq-private@example.org",
            credentials="XQZ-9",
            specialty="Underwater psychiatry",
            groups=(roles.PRESCRIBER,),
        )

    def write(self) -> None:
        """Open a topic, answer in another one, and go through every state there is."""
        author, judge = self.author, self.judge
        other = make_topic(category=self.category, sender=self.people["member"])
        asked = actions.submit_topic(
            category=self.category,
            title="A question without a name",
            kind="question",
            tags=[],
            sender=author,
            writing=cook("May I ask this quietly?", "text", by_guest=False),
            submission_key=uuid.uuid4(),
            wants_to_follow=True,
            anonymous=True,
        ).post
        asked = decide(asked, judge)
        announce(asked.pk)
        self.asked = Topic.objects.get(pk=asked.topic_id)
        answer = make_reply(self.asked, sender=self.people["member"])
        announce(answer.pk)
        actions.accept(answer.pk, actor=author)
        actions.react(answer.pk, person=author, kind="helpful", on=True)
        said = decide(send(other, author, "Said without a name, @person-1."), judge)
        announce(said.pk)
        actions.accept(said.pk, actor=self.people["member"])
        actions.react(said.pk, person=self.people["prescriber"], kind="thanks", on=True)
        edit(said, author, "Said better without a name.")
        waiting = said.edits.get()
        desk.decide_edit(waiting.pk, moderator=judge, version=1, base=1, outcome="publish")
        said.refresh_from_db()
        edit(said, author, "Said best without a name.")
        actions.submit_reply(
            topic_id=other.pk,
            sender=self.people["prescriber"],
            writing=cook(
                f'<blockquote cite="/posts/{said.pk}/"><p class="source">'
                f'<a href="/posts/{said.pk}/">x, #2</a></p><p>Said.</p></blockquote><p>Yes.</p>',
                "html",
                by_guest=False,
            ),
            submission_key=uuid.uuid4(),
            reply_to=said,
        )
        states = {name: send(other, author, f"A {name} text.") for name in ("held", "back", "no")}
        decide(states["back"], judge, "return")
        decide(states["no"], judge, "decline")
        remarking.answer(states["held"].pk, text="A word to you.", actor=author)
        hidden = decide(send(other, author, "Soon hidden."), judge)
        desk.hide(hidden.pk, moderator=judge, reason="other")
        withdrawn = send(other, author, "Soon withdrawn.")
        actions.withdraw(withdrawn.pk, actor=author)
        self.other = other
        mine = Post.objects.of_writer(author).exclude(peer=None)
        self.posts = list(mine)
        mine.update(written_at=WRITTEN)

    def client(self, role: str) -> Client:
        client = Client()
        if role in self.people:
            client.force_login(self.people[role])
        return client

    def addresses(self) -> list[str]:
        found = ["/", "/discussions/", "/sitemap.xml", "/feeds/latest.atom", "/notifications/"]
        found += ["/search/?q=name", "/search/?q=Quorthwaite", "/moderation/", "/moderation/log/"]
        found += ["/moderation/insights/", "/moderation/insights/days.csv", "/moderation-report/"]
        found += [f"/discussions/?sort={sort}" for sort in ("top", "unanswered", "followed")]
        found += ["/compose/similar/?title=A+question+without+a+name"]
        found += [f"/feeds/category/{one.slug}.atom" for one in Category.objects.all()]
        for topic in (self.asked, self.other):
            here = topic.get_absolute_url()
            found += [
                here,
                f"{here}reply/",
                f"{here}news/?after=0",
                f"/moderation/topics/{topic.pk}/",
            ]
            found += [f"/feeds/topic/{topic.pk}.atom", f"/compose/people/?q=&topic={topic.pk}"]
        for post in self.posts:
            found += [f"/posts/{post.pk}/", f"/posts/{post.pk}/history/"]
            found += [f"/moderation/items/{post.pk}/", f"/moderation/posts/{post.pk}/author/"]
            found += [f"/moderation/reports/{post.pk}/", f"/posts/{post.pk}/report/"]
            found += [f"/moderation/edits/{one.pk}/" for one in post.edits.all()]
            found += [f"/discussions/x/{post.topic_id}-x/reply/?quote={post.pk}&to={post.pk}"]
        people = [one for one in User.objects.all() if one != self.author]
        return [*found, *(f"/members/{one.handle}/" for one in people)]


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("role", READERS)
def test_no_address_says_who_wrote_it(world, role):
    world.write()
    leaked: dict[str, list[str]] = {}
    client = world.client(role)
    own_pages = (f"/members/{world.author.handle}/", f"/moderation/members/{world.author.handle}/")

    walked = 0
    for address, response in crawl(client, world.addresses()):
        if address.startswith(own_pages):
            leaked["link to the profile"] = [address]
        body = b"".join(response) if response.streaming else response.content
        seen = body.decode(errors="replace") + repr(dict(response.headers))
        typed = address.split("?", 1)[-1] if "?" in address else ""
        if found := [word for word in SECRETS if word in seen and word not in typed]:
            leaked[address] = found
        if role != "moderator" and YEAR_OF_WRITING.search(seen):
            leaked[address] = ["the time of writing"]
        walked += 1

    assert leaked == {}
    assert walked > 40


@pytest.mark.parametrize("role", READERS)
def test_the_text_is_there_under_its_label(world, role):
    world.write()

    page = world.client(role).get(world.other.get_absolute_url()).content.decode()

    assert "Said better without a name." in page
    assert "Prescriber 1" in page


def test_no_mail_to_others_says_it_and_the_authors_mail_goes_to_the_author(world):
    world.write()

    sent = OutboxMessage.objects.exclude(to=world.author.email)
    said = "\n".join(
        f"{one.subject}\n{one.text}\n{one.html}\n{one.headers}\n{one.key}" for one in sent
    )

    assert sent.count() >= 2
    assert [word for word in SECRETS if word in said] == []
    assert OutboxMessage.objects.filter(to=world.author.email).exists()


def test_no_row_but_the_label_leads_from_the_post_to_its_author(world):
    world.write()
    posts = Post.objects.filter(pk__in=[post.pk for post in world.posts])

    assert not posts.filter(author__isnull=False).exists()
    assert not Topic.objects.filter(author=world.author).exists()
    for post in posts:
        assert not post.moves.filter(actor=world.author).exists()
        assert not post.versions.filter(replaced_by=world.author).exists()
        assert not post.edits.filter(author=world.author).exists()
        assert not post.remarks.filter(person=world.author).exists()
    assert not Post.objects.filter(accepted_by=world.author).exists()
    assert not Notice.objects.filter(actor=world.author).exists()


def pages_of(world: World) -> dict[str, bytes]:
    """What readers find about the author, without what is drawn anew for each answer."""
    handle = world.author.handle
    addresses = [f"/members/{handle}/", f"/members/{handle}/?show=topics"]
    addresses += [f"/compose/people/?q={handle[:4]}", f"/moderation/members/{handle}/"]
    found = {}
    for role in READERS:
        client = world.client(role)
        for address in addresses:
            body = client.get(address).content
            # The number of waiting posts in a moderator's header is about all of them.
            main = body if role == "stranger" else body.partition(b"<main")[2] or body
            found[f"{role} {address}"] = re.sub(rb'value="[A-Za-z0-9]{64}"', b"", main)
    return found


def test_the_authors_pages_are_the_same_to_the_byte_before_and_after(world):
    make_reply(make_topic(), sender=world.author, body="Said with my name.")
    before = pages_of(world)

    world.write()

    after = pages_of(world)
    assert [address for address in before if before[address] != after[address]] == []
    assert any(b"Said with my name." in page for page in before.values())


def test_nobody_is_offered_first_for_having_written_anonymously(world):
    world.write()
    client = world.client("member")

    offered = client.get(f"/compose/people/?q=&topic={world.asked.pk}").content.decode()

    assert "quorth-z" not in offered


def test_a_profile_that_needs_a_first_post_does_not_open_by_an_anonymous_one(world):
    world.author.first_published_at = None
    world.author.save(update_fields=["first_published_at"])
    address = f"/members/{world.author.handle}/"
    before = Client().get(address).status_code

    world.write()

    assert (before, Client().get(address).status_code) == (404, 404)


def test_the_admin_knows_neither_labels_nor_posts():
    registered = set(admin.site._registry)

    assert Peer not in registered
    assert Post not in registered


def test_names_in_logs_and_errors_are_labels(world):
    world.write()
    peer = Peer.objects.filter(person=world.author).first()

    said = f"{peer} {peer!r} {world.posts[0]} {world.posts[0]!r} {world.asked!r}"

    assert [word for word in SECRETS if word in said] == []


def test_a_topic_appears_to_begin_when_it_was_published(world):
    world.write()

    world.asked.refresh_from_db()

    opening = world.asked.posts.get(opens_topic=True)
    assert world.asked.created_at == opening.published_at
    assert opening.published_at <= timezone.now()
