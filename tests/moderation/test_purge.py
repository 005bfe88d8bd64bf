"""A text that is erased for good is nowhere afterwards: every table and every file is looked at.

A word is planted wherever a text is written down; then the whole database is read, column by
column, and the word must be gone.
"""

import io
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum import cards, similar
from forum.actions import editing
from forum.actions.merging import hold, merge
from forum.models import Draft, LinkCard, Notice, PendingEdit, Post, Remark, Topic, Upload
from forum.quoting import quotation
from forum.sanitize import cook
from forum.search import search
from forum.tasks import refresh_quotes
from moderation import actions
from moderation.models import Decision, Opening, Opinion, Report, ToolUse
from tests.factories import UserFactory, guest, make_reply, make_topic, moderator

pytestmark = [pytest.mark.django_db]

WORD = "zebrafinch"  # as a patient's name would be


@pytest.fixture(autouse=True)
def _members_post_links_freely(settings: Any) -> None:
    settings.NEW_MEMBER_DAYS = 0


def everything() -> str:
    """Every value of every column of every table that a model has, the joining ones included."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            found.append(f"{model._meta.label}: {row!r}")
    return "\n".join(found)


def dump() -> str:
    """The database as its own program writes it out; on PostgreSQL what the models read."""
    if connection.vendor != "sqlite":
        return everything()
    raw: sqlite3.Connection = connection.connection
    return "\n".join(raw.iterdump())


def where(word: str = WORD) -> list[str]:
    """The beginnings of the rows that still hold the word, whatever its case."""
    lines = [*everything().splitlines(), *dump().splitlines()]
    return [line[:300] for line in lines if word in line.casefold()]


def files() -> list[bytes]:
    folder = Upload._meta.get_field("file").storage
    names = folder.listdir("")[1] if folder.exists("") else []
    return [folder.open(name).read() for name in names]


def image(post: Post | None, owner: Any, token: str) -> Upload:
    pixels = ContentFile(f"pixels {WORD}".encode(), name=f"{token}.webp")
    return Upload.objects.create(
        token=token,
        owner=owner,
        post=post,
        file=pixels,
        content_type="image/webp",
        width=1,
        height=1,
        size=9,
    )


def cooked(body: str) -> Any:
    return cook(body, "text", by_guest=False)


def give_text(post: Post, body: str, editor: Any, **fields: Any) -> None:
    post.refresh_from_db()
    editing.edit(post.pk, editor=editor, seen_version=post.version, writing=cooked(body), **fields)


def link_of(word: str) -> str:
    return f"https://www.fda.gov/{word}"


def plant_everywhere(post: Post, author: Any, judge: Any, settings: Any) -> None:
    """Write the word into each place that a text of a published post may end up in."""
    Post.objects.filter(pk=post.pk).update(
        details={"kind": "tip", "problem": f"About {WORD}"},
        edit_note=f"Without {WORD}",
        screening={"findings": [{"note": WORD}]},
    )
    # Versions, with a card that only they have, and an image that only an earlier text showed.
    early = image(None, author, "token-early")
    give_text(post, f"Then {WORD}.\n\n![]({early.get_absolute_url()})\n", author, note=WORD)
    give_text(post, f"Now {WORD}.\n\n{link_of(WORD)}", author)
    post.refresh_from_db()
    [card] = LinkCard.objects.all()
    card.say(title=f"Page on {WORD}", summary="", site="FDA", now=post.written_at)
    cards.tell_posts(card.pk)
    image(post, author, "token-shown")
    # Edits that wait and edits that were decided.
    settings.EDIT_WINDOW_HOURS = 1
    Post.objects.filter(pk=post.pk).update(
        published_at=post.published_at.replace(year=post.published_at.year - 1)
    )
    give_text(post, f"Later {WORD}.", author, note=f"For {WORD}")
    PendingEdit.objects.update(screening={"findings": [{"note": WORD}]})
    # Drafts: of an edit, of the same text, of an answer that quotes it.
    post.refresh_from_db()
    target = "new" if post.opens_topic else f"topic:{post.topic_id}"
    Draft.objects.create(person=author, target=f"edit:{post.pk}", body=f"Or {WORD}")
    Draft.objects.create(person=author, target=target, body=post.body_source)
    reader = UserFactory()
    quoted = quotation(post)
    assert WORD in quoted
    Draft.objects.create(
        person=reader, target=f"topic:{post.topic_id}", body=f"{quoted}My own words."
    )
    # Quotes in what others published, and in what they wrote before.
    answer = make_reply(post.topic, sender=reader, body=f"{quoted}I agree.")
    give_text(answer, f"{quoted}I agree with that.", reader)
    # What people said about it.
    Remark.objects.create(post=post, by_author=True, person=author, text=f"{WORD} agreed")
    Report.objects.create(post=post, version=1, reporter=reader, why="patient", note=f"Is {WORD}")
    Post.objects.filter(pk=post.pk).update(open_reports=1)
    Opinion.objects.create(
        post=post, version=1, asked_by=judge, question=f"Is {WORD} a name?", answer=f"{WORD}: yes"
    )
    Opening.objects.create(post=post, moderator=judge, reason=f"To warn {WORD}")
    actions.hide(post.pk, moderator=judge, reason="other", message=f"You named {WORD}.")
    actions.restore(post.pk, moderator=judge)
    Notice.objects.get_or_create(person=reader, post=post, kind="followed")
    # Mail about it, sent and waiting.
    for number, there in enumerate((f"/posts/{post.pk}/", f"/x/1-x/?page=last#post-{post.pk}")):
        sent_at = post.written_at if number else None
        OutboxMessage.objects.create(
            key=f"x {number}",
            kind="x",
            to="a@example.org",
            subject=WORD,
            text=f"{WORD}\nhttp://localhost:8000{there}",
            html=f"<p>{WORD}</p>",
            sent_at=sent_at,
        )
    if post.opens_topic:
        ToolUse.objects.create(topic=post.topic, verb="pin", moderator=judge, reason=f"On {WORD}")
    LogEntry.objects.log_actions(judge.pk, [post.topic], CHANGE, "Changed.")


@pytest.mark.both_databases
@pytest.mark.parametrize("opens", [False, True], ids=["reply", "opening"])
def test_nothing_is_left_of_an_erased_post(
    opens, client, settings, django_capture_on_commit_callbacks
):
    author, judge = UserFactory(), moderator()
    title = f"The story of {WORD} on Elm Street" if opens else "Vomiting after the film"
    with django_capture_on_commit_callbacks(execute=True):
        topic = make_topic(sender=author, title=title, body=f"Opening {WORD if opens else ''}.")
        post = topic.posts.get() if opens else make_reply(topic, sender=author, body=f"On {WORD}.")
        # A post elsewhere that links to the discussion: the address holds the title's words.
        elsewhere = make_topic(
            body=f"See there:\n\nhttp://localhost:8000{topic.get_absolute_url()}"
        )
        plant_everywhere(post, author, judge, settings)
    client.force_login(judge)
    client.get(f"/posts/{post.pk}/history/")
    client.get(f"/moderation/items/{post.pk}/")
    assert len(where()) > 20
    assert cache.get(f"diff:{post.pk}:1")
    post.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(
            post.pk,
            moderator=judge,
            version=post.version,
            reason="patient_details",
            message=f"It named {WORD}." if not opens else "",
        )
    refresh_quotes(post.pk)

    told = OutboxMessage.objects.filter(kind="purged")
    assert told.count() == 1
    if not opens:
        # What the moderator writes to the author is mail, and on record nowhere.
        assert WORD in told.get().text
        told.delete()
    assert where() == []
    assert files() == []
    assert cache.get(f"diff:{post.pk}:1") is None
    assert not search(WORD, judge)
    decision = Decision.objects.filter(outcome="purge").get()
    assert (decision.moderator, decision.reason, decision.message) == (judge, "patient_details", "")
    elsewhere.refresh_from_db()
    assert elsewhere.posts.get().body_text.startswith("See there")
    assert Draft.objects.get(person__email__gt="").body.endswith("My own words.")


def test_what_others_have_in_common_with_it_stays(django_capture_on_commit_callbacks):
    topic, judge = make_topic(title="Vomiting after the film"), moderator()
    with django_capture_on_commit_callbacks(execute=True):
        post = make_reply(topic, body=f"See\n\n{link_of('shared')}")
        other = make_reply(topic, body=f"Yes, see\n\n{link_of('shared')}")
    draft = Draft.objects.create(person=post.author, target=f"topic:{topic.pk}", body="Another one")

    actions.purge(post.pk, moderator=judge, version=1, reason="patient_details")

    assert LinkCard.objects.get().address == link_of("shared")
    other.refresh_from_db()
    assert link_of("shared") in other.cards
    assert Draft.objects.filter(pk=draft.pk).exists()
    topic.refresh_from_db()
    assert topic.title == "Vomiting after the film"


@pytest.mark.parametrize(
    ("state", "afterwards"),
    [
        ("pending", "declined"),
        ("returned", "expired"),
        ("declined", "declined"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_what_readers_never_saw_leaves_its_state_and_no_word(
    state, afterwards, django_capture_on_commit_callbacks
):
    judge = moderator()
    topic = make_topic(sender=guest(WORD, says=f"Doctor {WORD}"), title=f"A {WORD} in practice")
    post = topic.posts.get()
    writing = cook(f"Still {WORD}.", "text", by_guest=True)
    forum_actions.resubmit(post.pk, seen_version=1, writing=writing)
    outcome = {"returned": "return", "declined": "decline"}.get(state)
    if outcome:
        actions.decide(
            post.pk,
            moderator=judge,
            version=2,
            outcome=outcome,
            reason="other",
            message=f"No {WORD} please.",
        )
    if state == "withdrawn":
        forum_actions.withdraw(post.pk)

    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(post.pk, moderator=judge, version=2, reason="patient_details")

    post.refresh_from_db()
    assert (post.state, post.is_erased) == (afterwards, True)
    assert where() == []
    with pytest.raises(Exception, match=str(post.pk)):
        forum_actions.appeal(post.pk, text="Please look again.")


def test_the_title_of_a_merged_discussion_goes_with_the_post_that_opened_it(
    django_capture_on_commit_callbacks,
):
    judge, target = moderator(), make_topic(title="Vomiting after the film")
    merged = make_topic(title=f"The story of {WORD} on Elm Street", body="An opening.")
    post = merged.posts.get()
    held = hold(merged.pk, target.pk)
    merge(held, held.topics[merged.pk], held.topics[target.pk])
    ToolUse.objects.create(topic=merged, verb="merge", moderator=judge, reason=f"Both on {WORD}")
    post.refresh_from_db()
    assert where()

    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(post.pk, moderator=judge, version=1, reason="patient_details")

    assert where() == []
    target.refresh_from_db()
    assert target.title == "Vomiting after the film"


def test_an_erased_text_cannot_be_erased_restored_or_decided_again():
    post, judge = make_reply(make_topic()), moderator()
    actions.purge(post.pk, moderator=judge, version=1, reason="patient_details")

    for call in (
        lambda: actions.purge(post.pk, moderator=judge, version=1, reason="patient_details"),
        lambda: actions.restore(post.pk, moderator=judge),
        lambda: actions.hide(post.pk, moderator=judge, reason="other", message="No."),
        lambda: actions.decide(post.pk, moderator=judge, version=1, outcome="publish"),
    ):
        with pytest.raises(actions.Stale):
            call()
    assert Decision.objects.count() == 1


def test_a_text_that_changed_meanwhile_is_not_erased_unread():
    post = make_reply(make_topic())
    give_text(post, "Without any detail.", post.author)

    with pytest.raises(actions.Stale):
        actions.purge(post.pk, moderator=moderator(), version=1, reason="patient_details")

    post.refresh_from_db()
    assert post.body_source == "Without any detail."


def test_own_posts_are_erased_by_somebody_else():
    judge = moderator()
    post = make_reply(make_topic(), sender=judge)

    with pytest.raises(actions.NotYours):
        actions.purge(post.pk, moderator=judge, version=1, reason="patient_details")


def test_counters_are_right_and_similar_topics_forget_it():
    gone = make_topic(title="Vomiting after the film")
    make_reply(gone)
    similar.index(gone)
    opening = gone.posts.get(opens_topic=True)

    actions.purge(opening.pk, moderator=moderator(), version=1, reason="patient_details")

    gone = Topic.objects.select_related("category").get(pk=gone.pk)
    assert not gone.is_public
    assert not gone.words.exists()
    assert (gone.category.topic_count, gone.category.post_count) == (0, 0)


@pytest.fixture
def forms(client: Any) -> Callable[..., Any]:
    def send(post: Post, **fields: str) -> Any:
        typed = {"version": str(post.version), "reason": "patient_details", "message": ""}
        return client.post(f"/moderation/posts/{post.pk}/purge/", {**typed, **fields})

    return send


def test_the_page_says_what_goes_and_asks_for_a_word(client, forms):
    post = make_topic().posts.get()
    client.force_login(moderator())

    page = client.get(f"/moderation/posts/{post.pk}/purge/").content.decode()
    assert "What will be gone" in page
    assert "The title of the discussion" in page

    for typed in ("", "remove", "yes"):
        answer = forms(post, confirmation=typed, message="Kept words")
        assert answer.status_code == 422
        assert "Kept words" in answer.content.decode()
    assert forms(post, confirmation="erase", reason="").status_code == 422
    post.refresh_from_db()
    assert not post.is_erased

    assert forms(post, confirmation=" “Erase” ").status_code == 302
    post.refresh_from_db()
    assert post.state == "purged"
    again = forms(post, confirmation="erase", message="Typed in vain")
    assert again.status_code == 409
    assert "Typed in vain" in again.content.decode() or "erased" in again.content.decode()


def test_only_moderators_find_the_page(client):
    post = make_reply(make_topic())
    address = f"/moderation/posts/{post.pk}/purge/"

    assert client.get(address).status_code == 302
    client.force_login(post.author)
    assert client.get(address).status_code == 403
    judge = moderator()
    own = make_reply(post.topic, sender=judge)
    client.force_login(judge)
    assert client.get(f"/moderation/posts/{own.pk}/purge/").status_code == 403
    assert client.get("/moderation/posts/999999/purge/").status_code == 404


def test_no_log_line_holds_a_word_of_it(caplog, django_capture_on_commit_callbacks):
    stream = io.StringIO()
    post = make_reply(make_topic(), body=f"On {WORD}.")

    with caplog.at_level("DEBUG"), django_capture_on_commit_callbacks(execute=True):
        actions.purge(post.pk, moderator=moderator(), version=1, reason="patient_details")

    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert not [line for line in ours if WORD in line]
    assert stream.getvalue() == ""
