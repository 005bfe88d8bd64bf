"""Who sees what: every address of the site and every kind of reader.

Each text of the little world below carries a word of its own. Every reader then opens every
address that there is, follows every link, and may meet exactly the words that are theirs: in
pages, titles, feeds, counts of matches, cards, previews, look-ups, files and headers.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from accounts import roles
from accounts.models import User
from cms.models import LibraryEntry
from forum import actions
from forum import urls as forum_urls
from forum.actions import editing
from forum.models import Bookmark, Category, Draft, Notice, Post, Tag, Topic, Upload
from forum.sanitize import cook
from moderation import actions as desk
from tests.cms import pages
from tests.factories import UserFactory, guest, make_reply, make_topic, moderator, newcomer
from tests.fixtures.library import prepared_library
from tests.forum.walking import words_met

pytestmark = pytest.mark.django_db

# "elsewhere" is a moderator of a category in which nothing of this happens.
EVERYONE = {
    *("stranger", "guest author", "member", "author"),
    *("prescriber", "moderator", "elsewhere"),
}
SIGNED_IN = EVERYONE - {"stranger", "guest author"}

# The word of each text, and who may ever meet it.
ALLOWED: dict[str, set[str]] = {
    "openword": EVERYONE,
    "answerword": EVERYONE,
    "heldguesttopic": {"guest author", "moderator"},
    "heldguestreply": {"guest author", "moderator"},
    "returnedreply": {"guest author", "moderator"},
    "declinedreply": {"guest author", "moderator"},
    "withdrawnreply": {"guest author", "moderator"},
    "heldmembertopic": {"author", "moderator"},
    "hiddenreply": {"moderator"},
    "purgedreply": set(),
    "purgedtopic": set(),
    "purgededit": set(),
    "withdrawntext": {"moderator"},
    "withdrawntitle": {"moderator"},
    "hiddentopic": {"moderator"},
    "replyinhiddentopic": {"moderator"},
    "membersonly": SIGNED_IN,
    "prescribersonly": {"prescriber", "moderator", "elsewhere"},
    "draftword": {"author"},
    "beforepublication": {"guest author", "moderator"},
    "waitingedit": {"author", "moderator"},
    "earlierpublictext": EVERYONE,
}
# May be met, but need not be: receipt and desk show the text of now, not the ones before it.
NOT_SHOWN = {
    ("guest author", "beforepublication"),
    ("moderator", "beforepublication"),
    ("moderator", "withdrawntext"),
    ("moderator", "withdrawntitle"),
}
# Addresses that only take a form, with tests of their own, and addresses that are a secret.
ONLY_POST = {
    "appeal",
    "claim",
    "claims_later",
    "receipt_consent",
    "receipt_follow",
    "remark",
    "stop_following",
    "ask_to_confirm",
    "change_quotation",
    "check",
    "confirm_email",
    "discard_draft",
    "follow",
    "mark_all_read",
    "read_notices",
    "receipt_withdraw",
    "receipt_withdraw_edit",
    "save_draft",
    "stop",
}


@dataclass
class World:
    people: dict[str, User]
    topics: list[Topic] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    files: list[Upload] = field(default_factory=list)
    page: str = ""  # address of the library page that the first topic discusses


def reply(topic: Topic, word: str, *, sender: Any) -> Post:
    return make_reply(topic, sender=sender, body=f"This text says {word} to its readers.")


@pytest.fixture
def world(settings: Any) -> World:
    judge = moderator()
    people = {
        "member": UserFactory(),
        "author": UserFactory(display_name="Author of much"),
        "prescriber": UserFactory(groups=(roles.PRESCRIBER,)),
        "moderator": judge,
        "elsewhere": moderator(moderates_all=False),
    }
    Category.objects.create(slug="elsewhere", name="Elsewhere").moderators.add(people["elsewhere"])
    author = people["author"]
    made = World(people)
    tag = Tag.objects.create(slug="subject", name="Subject")

    def topic(word: str, sender: Any = None, category: Category | None = None) -> Topic:
        new = make_topic(
            sender=sender or UserFactory(),
            title=f"About {word} in practice",
            body=f"The opening says {word} to its readers.",
            category=category,
        )
        new.tags.add(tag)
        new.tag_line = [[tag.slug, tag.name]]
        new.save(update_fields=["tag_line"])
        made.topics.append(new)
        made.posts.extend(new.posts.all())
        return new

    def keep(post: Post) -> Post:
        post.refresh_from_db()
        made.posts.append(post)
        if receipt := getattr(post, "receipt", None):
            made.receipts.append(receipt.token)
        return post

    open_topic = topic("openword", sender=author)
    keep(reply(open_topic, "answerword", sender=UserFactory()))
    # What is said there stands under a page of the library as well.
    prepared_library()
    made.page = pages.article().url
    Topic.objects.filter(pk=open_topic.pk).update(page=LibraryEntry.objects.get().pk)

    topic("heldguesttopic", sender=guest())
    keep(made.posts[-1])
    keep(reply(open_topic, "heldguestreply", sender=guest()))
    for word, outcome in (("returnedreply", "return"), ("declinedreply", "decline")):
        post = keep(reply(open_topic, word, sender=guest()))
        desk.decide(post.pk, moderator=judge, version=1, outcome=outcome, reason="other")
    actions.withdraw(keep(reply(open_topic, "withdrawnreply", sender=guest())).pk)

    held_author = newcomer()
    people["author"].refresh_from_db()
    topic("heldmembertopic", sender=held_author)
    Post.objects.filter(author=held_author).update(author=author)
    Topic.objects.filter(author=held_author).update(author=author)

    hidden = keep(reply(open_topic, "hiddenreply", sender=author))
    Bookmark.objects.create(person=people["member"], post=hidden)
    Notice.objects.get_or_create(person=people["member"], post=hidden, kind="followed")
    desk.hide(hidden.pk, moderator=judge, reason="other")
    purged = keep(reply(open_topic, "purgedreply", sender=author))
    with_lock = Post.objects.get(pk=purged.pk)
    actions.purge(with_lock, actor=judge, reason="gone")

    erased = topic("purgedtopic", sender=author).posts.get()
    Notice.objects.get_or_create(person=people["member"], post=erased, kind="followed")
    Bookmark.objects.create(person=people["member"], post=erased)
    Draft.objects.create(person=author, target=f"edit:{erased.pk}", body="Say purgededit.")
    actions.purge(erased, actor=judge, reason="gone")

    mended = topic("withdrawntitle", sender=author).posts.get()
    for body, editor in (("Say withdrawntext.", author), ("Say less.", judge)):
        mended.refresh_from_db()
        editing.edit(
            mended.pk,
            editor=editor,
            seen_version=mended.version,
            writing=cook(body, "text", by_guest=False),
            title="About a patient in practice" if editor == judge else "",
            note="Privacy",
            withdraw_earlier=True,
        )
    made.topics[-1].refresh_from_db()

    gone = topic("hiddentopic", sender=UserFactory())
    answer = keep(reply(gone, "replyinhiddentopic", sender=UserFactory()))
    Bookmark.objects.create(person=people["member"], post=answer)
    desk.hide(gone.posts.get(opens_topic=True).pk, moderator=judge, reason="other")

    for word, visibility in (("membersonly", "members"), ("prescribersonly", "prescribers")):
        category = Category.objects.create(
            slug=visibility, name=visibility, visibility=visibility, guest_policy="none"
        )
        sender = people["prescriber"]
        restricted = topic(word, sender=sender, category=category)
        Notice.objects.get_or_create(
            person=people["member"], post=restricted.posts.get(), kind="followed"
        )
        Bookmark.objects.create(person=people["member"], post=restricted.posts.get())
        # A link to it stands alone in a public post: a card for those who may read it.
        address = restricted.get_absolute_url().rsplit("-about", 1)[0] + "-x/"
        keep(make_reply(open_topic, body=f"See there:\n\nhttp://localhost:8000{address}"))
    Topic.objects.filter(pk=open_topic.pk).update(similar=[one.pk for one in made.topics])

    early = keep(reply(open_topic, "beforepublication", sender=guest()))
    actions.resubmit(early.pk, seen_version=1, writing=cook("Now clean.", "text", by_guest=True))
    desk.decide(early.pk, moderator=judge, version=2, outcome="publish")

    edited = keep(reply(open_topic, "earlierpublictext", sender=author))
    writing = cook("The text of today.", "text", by_guest=False)
    editing.edit(edited.pk, editor=author, seen_version=1, writing=writing)
    waits = keep(reply(open_topic, "answerword", sender=author))
    Post.objects.filter(pk=waits.pk).update(published_at=timezone.now() - timedelta(days=400))
    later = cook("Waits for a moderator: waitingedit.", "text", by_guest=False)
    settings.EDIT_WINDOW_HOURS, settings.EDIT_AFTER_WINDOW = 1, "hold"
    editing.edit(waits.pk, editor=author, seen_version=1, writing=later)

    for post in (made.posts[0], hidden, answer, restricted.posts.get()):
        file = ContentFile(f"pixels of {post.pk}".encode(), name=f"{post.pk}.webp")
        image = Upload.objects.create(
            token=f"token{post.pk}",
            owner=post.author,
            post=post,
            file=file,
            content_type="image/webp",
            width=1,
            height=1,
            size=9,
        )
        made.files.append(image)

    Draft.objects.create(
        person=author,
        target=f"topic:{open_topic.pk}",
        body="Not ready: draftword.",
        body_format="text",
    )
    return made


def addresses(world: World) -> list[str]:
    """Every address that a reader could know or guess."""
    found = ["/", "/discussions/", "/discussions/new/", "/tags/", "/tags/subject/", "/search/"]
    found += [
        f"/discussions/?sort={s}" for s in ("latest", "unanswered", "top", "unread", "followed")
    ]
    found += [
        "/notifications/",
        "/bookmarks/",
        "/drafts/",
        "/settings/",
        "/settings/notifications/",
        "/account/guest-posts/",
        "/account/warnings/",
        *("/consents/", "/consents/1/", "/promotions/1/"),
    ]
    found += [
        "/moderation/",
        "/moderation/claims/",
        "/moderation/log/",
        "/library/",
        "/sitemap.xml",
        "/robots.txt",
    ]
    found += ["/feeds/latest.atom", "/feeds/library.atom", "/feeds/tag/subject.atom"]
    found += [f"/search/?q={word}" for word in ALLOWED]
    found += [f"/compose/similar/?title=About+{word}+in+practice" for word in ALLOWED]
    found += ["/compose/people/?q=per", "/compose/preview/", "/compose/image/", "/compose/card/"]
    found += [world.page, f"{world.page}helpful/", f"{world.page}suggest/", "/library/suggestions/"]
    for category in Category.objects.all():
        found += [f"/discussions/{category.slug}/", f"/feeds/category/{category.slug}.atom"]
    found += ["/drafts/text/?target=new"]
    for topic in world.topics:
        found += [f"/drafts/text/?target=topic:{topic.pk}"]
        here = topic.get_absolute_url()
        found += [here, f"{here}reply/", f"{here}news/?after=0", f"/feeds/topic/{topic.pk}.atom"]
        found += [f"/discussions/new/?category={topic.category.slug}", f"{here}article/"]
        tools = ("", "split/", f"merge/?into={world.topics[0].pk}")
        found += [f"/moderation/topics/{topic.pk}/{tool}" for tool in tools]
    for post in world.posts:
        found += [f"/posts/{post.pk}/"]
        found += [f"/posts/{post.pk}/history/?before=2", f"/drafts/text/?target=edit:{post.pk}"]
        found += [
            f"/posts/{post.pk}/{verb}/"
            for verb in (
                "edit",
                "appeal",
                "answer",
                "edit/withdraw",
                "history",
                "react",
                "accept",
                "recommend",
                "bookmark",
                "withdraw",
            )
        ]
        found += [f"/discussions/x/{post.topic_id}-x/reply/?quote={post.pk}&to={post.pk}"]
        found += [f"/moderation/items/{post.pk}/", f"/moderation/posts/{post.pk}/hide/"]
        found += [f"/moderation/items/{post.pk}/edit/"]
        found += [f"/moderation/reports/{post.pk}/", f"/moderation/posts/{post.pk}/purge/"]
        found += [f"/posts/{post.pk}/report/", f"/posts/{post.pk}/consent/"]
    found += [f"/members/{user.handle}/" for user in User.objects.all()]
    found += [f"/moderation/members/{user.handle}/" for user in User.objects.all()]
    found += [image.get_absolute_url() for image in world.files]
    return list(dict.fromkeys(found))


def client_of(role: str, world: World) -> Client:
    client = Client()
    if role in world.people:
        client.force_login(world.people[role])
    return client


@pytest.mark.parametrize(
    "role",
    [
        # What is asked of the database differs between these two most.
        *(pytest.param(role, marks=pytest.mark.both_databases) for role in ("stranger", "member")),
        *sorted(EVERYONE - {"stranger", "member"}),
    ],
)
def test_a_reader_meets_exactly_what_is_theirs(world, role):
    seeds = addresses(world)
    if role == "guest author":
        seeds += [f"/receipts/{token}/" for token in world.receipts]
        seeds += [f"/receipts/{token}/edit/" for token in world.receipts]

    met = words_met(client_of(role, world), seeds, ALLOWED)

    leaked = {word: where for word, where in met.items() if role not in ALLOWED[word]}
    owed = {word for word, readers in ALLOWED.items() if role in readers}
    missing = {word for word in owed - met.keys() if (role, word) not in NOT_SHOWN}
    assert leaked == {}
    assert missing == set()


@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_an_image_is_seen_as_far_as_its_post(world, role):
    client = client_of(role, world)

    seen = [client.get(image.get_absolute_url()).status_code == 200 for image in world.files]

    in_public, in_hidden, in_hidden_topic, for_prescribers = seen
    assert in_public
    assert in_hidden == in_hidden_topic == (role == "moderator")
    assert for_prescribers == (role in {"prescriber", "moderator", "elsewhere"})


def test_every_address_that_names_a_thing_is_walked(world):
    """A new kind of address must be added to the walk before it may exist."""
    walked = {resolve(address.split("?")[0]).url_name for address in addresses(world)}
    walked |= {"receipt", "receipt_edit"}
    wired = {pattern.name for pattern in forum_urls.urlpatterns}

    assert wired - walked - ONLY_POST == set()
