"""Edits of published texts that wait: in the queue, compared, decided once, told to the author."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.actions import editing
from forum.models import Move, PendingEdit, Post, Receipt
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision
from tests.factories import (
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)
from tests.moderation.edits import decide, guests_post, make_edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def send(client, edit, **fields):
    form = {"version": edit.version, "base": edit.base_version, "outcome": "publish"}
    return client.post(f"/moderation/edits/{edit.pk}/decide/", form | fields)


# --- the queue --------------------------------------------------------------------------------


def test_the_queue_lists_edits_and_held_posts_in_one_order(client, judge):
    topic = make_topic()
    young, old = make_held_reply(topic), make_held_reply(topic, name="Early Bird")
    edit = make_edit(guests_post(topic))
    now = timezone.now()
    Post.objects.filter(pk=old.pk).update(held_at=now - timedelta(hours=5))
    PendingEdit.objects.filter(pk=edit.pk).update(sent_at=now - timedelta(hours=2))

    response = client.get("/moderation/")

    page = response.content.decode()
    rows = response.context["rows"]
    assert [row.edit or row.post for row in rows] == [old, edit, young]
    figures = response.context["figures"]
    assert (figures.count, figures.late) == (3, 1)
    assert "Edit of a published post" in page
    assert f"/moderation/edits/{edit.pk}/" in page


def test_the_header_counts_edits_too(client, judge):
    make_edit()
    make_held_reply()

    page = client.get("/discussions/").content.decode()

    assert '<span class="pill warn">2<span class="vh">' in page


def test_an_edit_of_a_removed_post_leaves_the_queue_and_comes_back_with_it(client, judge):
    edit = make_edit()

    actions.hide(edit.post_id, moderator=judge, reason="wording")
    assert client.get("/moderation/").context["figures"].count == 0
    assert send(client, edit).status_code == 422

    actions.restore(edit.post_id, moderator=judge)
    assert [row.edit for row in client.get("/moderation/").context["rows"]] == [edit]


@pytest.mark.parametrize("edits", [2, 25])
def test_the_desk_costs_the_same_at_any_number_of_edits(client, judge, edits):
    topic = make_topic()
    for _ in range(edits):
        make_edit(guests_post(topic))

    counts = []
    for page in ("/moderation/", f"/moderation/edits/{PendingEdit.objects.first().pk}/"):
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        counts.append(len(captured))

    assert counts[0] <= 11
    assert counts[1] <= 20


@pytest.mark.parametrize("reader", [None, UserFactory, prescriber])
def test_only_moderators_see_and_decide_edits(client, reader):
    edit = make_edit()
    if reader:
        client.force_login(reader())

    answers = {client.get(f"/moderation/edits/{edit.pk}/").status_code}
    answers.add(send(client, edit).status_code)

    assert answers == {403 if reader else 302}
    edit.refresh_from_db()
    assert edit.is_pending


# --- reading and deciding ---------------------------------------------------------------------


def test_the_item_shows_what_would_change(client, judge):
    post = guests_post()
    edit = make_edit(post, body="From a former guest.", note="More exact")

    page = client.get(f"/moderation/edits/{edit.pk}/").content.decode()

    assert "<ins>" in page
    assert "former" in page
    assert "More exact" in page
    assert "Written by a guest" in page


def test_markup_in_an_edit_is_shown_as_text(client, judge):
    edit = make_edit(body="<script>alert(1)</script> <b onclick=x>bold</b>", note="<i>note</i>")

    page = client.get(f"/moderation/edits/{edit.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert "<i>note</i>" not in page


def test_approving_puts_the_text_before_the_readers_and_keeps_the_old_one(client, judge):
    edit = make_edit(note="Clearer")
    published_at = edit.post.published_at

    response = send(client, edit)

    post = Post.objects.get(pk=edit.post_id)
    edit.refresh_from_db()
    kept = post.versions.public().get()
    decision = Decision.objects.get(edit=edit)
    assert response.url == "/moderation/"
    assert (post.body_text, post.version, post.edit_note) == ("Rewritten.", 2, "Clearer")
    assert (post.published_at, post.edited_by_moderator) == (published_at, False)
    assert (kept.body_source, kept.by_moderator) == ("From a guest.", False)
    assert (edit.state, decision.outcome, decision.moderator) == ("accepted", "publish", judge)
    assert Move.objects.filter(post=post, version=2).get().actor == judge


def test_declining_needs_a_reason_and_leaves_the_text(client, judge):
    edit = make_edit()

    refused = send(client, edit, outcome="decline")
    send(client, edit, outcome="decline", reason="promotion", message="No shops, please.")

    post = Post.objects.get(pk=edit.post_id)
    edit.refresh_from_db()
    assert refused.status_code == 422
    assert (post.body_text, post.version, edit.state) == ("From a guest.", 1, "declined")
    assert Decision.objects.get(edit=edit).reason == "promotion"


def test_a_declined_author_reads_the_reason_and_may_send_another_edit(client):
    edit = make_edit()
    decide(edit, "decline", reason="promotion", message="No shops, please.")
    address = Receipt.objects.get(post=edit.post).get_absolute_url()

    page = client.get(address).content.decode()
    client.post(f"{address}edit/", {"body": "Without the shop.", "version": 1})

    assert "No shops, please." in page
    assert "Rewritten." in page
    assert PendingEdit.objects.pending().get().body_text == "Without the shop."


def test_approving_an_edit_renames_the_topic(client):
    topic = make_topic(sender=UserFactory(), title="A title with a typpo", body="Opening.")
    post = topic.posts.get()
    Post.objects.filter(pk=post.pk).update(author=None, guest_name="Jory M.")
    edit = make_edit(post, body="Opening.", title="A title without a typo")

    decide(edit)

    topic.refresh_from_db()
    assert (topic.title, topic.slug) == ("A title without a typo", "a-title-without-a-typo")


def test_nobody_decides_on_an_edit_of_their_own(client, judge, settings):
    edit = make_edit()
    Post.objects.filter(pk=edit.post_id).update(author=judge, guest_name="")

    assert "another moderator decides" in client.get(f"/moderation/edits/{edit.pk}/").text
    assert send(client, edit).status_code == 403
    edit.refresh_from_db()
    assert edit.is_pending


def test_an_edit_in_a_category_the_moderator_may_not_read_is_404(client, judge):
    edit = make_edit()

    assert client.get("/moderation/edits/999999/").status_code == 404
    assert send(client, PendingEdit(pk=999999, base_version=1)).status_code == 404
    assert client.get(f"/moderation/edits/{edit.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"outcome": ""}, "Please choose what happens to the edit."),
        ({"outcome": "return", "reason": "wording"}, "Please choose what happens to the edit."),
        ({"base": ""}, "This form is incomplete."),
        ({"version": "x"}, "Enter a whole number."),
    ],
)
def test_an_incomplete_decision_is_refused_in_place(client, judge, fields, says):
    edit = make_edit()

    response = send(client, edit, **{"message": "Typed by hand."} | fields)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert "Typed by hand." in response.content.decode()
    assert Decision.objects.filter(edit=edit).count() == 0


# --- what moved on meanwhile --------------------------------------------------------------------


def test_a_second_decision_answers_409_with_who_was_faster(client, judge):
    edit = make_edit()
    faster = moderator()
    decide(edit, moderator=faster)

    response = send(client, edit, outcome="decline", reason="promotion", message="Typed by hand.")

    page = response.content.decode()
    assert response.status_code == 409
    assert faster.display_name in page
    assert "Typed by hand." in page
    assert Decision.objects.filter(edit=edit).count() == 1


def test_a_decision_on_an_older_text_of_the_edit_answers_409(client, judge):
    edit = make_edit()
    make_edit(edit.post, body="Unread.", seen_edit=1)

    response = send(client, edit)

    assert response.status_code == 409
    assert "One of the two texts changed" in response.content.decode()
    assert Post.objects.get(pk=edit.post_id).body_text == "From a guest."


def test_a_decision_on_a_withdrawn_edit_answers_409(client, judge):
    edit = make_edit()
    editing.withdraw_edit(edit.post_id)

    response = send(client, edit)

    assert response.status_code == 409
    assert "The author took this edit back" in response.content.decode()


def test_a_post_that_was_edited_by_hand_is_compared_again_before_its_edit_is_approved(
    client, judge
):
    edit = make_edit()
    editing.edit(
        edit.post_id,
        editor=judge,
        seen_version=1,
        writing=cook("Mended by hand.", "text", by_guest=True),
        note="Detail removed",
    )

    stale = send(client, edit)
    page = client.get(f"/moderation/edits/{edit.pk}/").content.decode()
    send(client, edit, base=2)

    assert stale.status_code == 409
    assert "The post was edited after this was written" in page
    assert "Mended by hand." in page
    assert Post.objects.get(pk=edit.post_id).body_text == "Rewritten."


def test_the_database_takes_one_judgement_per_text_of_an_edit():
    edit = make_edit()
    row = {"post": edit.post, "edit": edit, "version": 1, "moderator": moderator()}
    Decision.objects.create(outcome="publish", **row)

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(outcome="decline", reason="promotion", **row)


def test_an_approval_that_breaks_off_changes_nothing(monkeypatch):
    edit = make_edit()

    def fails(decision):
        raise RuntimeError

    monkeypatch.setattr("moderation.actions.editing.tell_editor", fails)
    with pytest.raises(RuntimeError):
        decide(edit)

    edit.refresh_from_db()
    post = Post.objects.get(pk=edit.post_id)
    assert (edit.state, post.body_text, post.versions.count()) == ("pending", "From a guest.", 0)


# --- log and mail -----------------------------------------------------------------------------


def test_the_log_shows_decisions_on_edits(client, judge):
    edit = make_edit()
    decide(edit, "decline", reason="promotion")

    page = client.get("/moderation/log/").content.decode()
    item = client.get(f"/moderation/edits/{edit.pk}/").content.decode()

    assert f"/moderation/edits/{edit.pk}/" in page
    assert '<span class="pill">Edit</span>' in page
    assert "promotion" in item


@pytest.mark.parametrize(
    ("outcome", "subject"),
    [("publish", "Your edit is now visible"), ("decline", "We did not accept your edit")],
)
def test_a_confirmed_guest_hears_of_the_decision_without_the_text(outcome, subject):
    post = guests_post(email="jory@example.org")
    forum_actions.confirm_email(Receipt.objects.get(post=post).pk)
    OutboxMessage.objects.all().delete()
    edit = make_edit(post)

    decision = decide(edit, outcome, reason="" if outcome == "publish" else "promotion")

    message = OutboxMessage.objects.get()
    assert (message.subject, message.key) == (subject, f"decision {decision.pk}")
    assert Receipt.objects.get(post=post).get_absolute_url() in message.text
    assert ("promotion" in message.text) == (outcome == "decline")
    assert "Rewritten." not in message.text + message.html


def test_an_unconfirmed_guest_hears_nothing():
    edit = make_edit(guests_post(email="jory@example.org"))
    OutboxMessage.objects.all().delete()

    decide(edit)

    assert OutboxMessage.objects.count() == 0


def test_a_member_hears_of_the_decision(settings):
    settings.EDIT_WINDOW_HOURS = 1
    author = UserFactory()
    post = make_reply(make_topic(), sender=author)
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(hours=2))
    writing = cook("Rewritten.", "text", by_guest=False)
    editing.edit(post.pk, editor=author, seen_version=1, writing=writing)

    decide(post.edits.get(), "decline", reason="wording")

    message = OutboxMessage.objects.get(to=author.email)
    assert f"/posts/{post.pk}/edit/" in message.text
    assert "wording about patients" in message.text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("publish", "Your edit is visible"), ("decline", "Your edit was not accepted")],
)
def test_a_member_reads_of_the_decision_on_an_edit_in_the_list(client, settings, outcome, words):
    settings.EDIT_WINDOW_HOURS = 1
    author = UserFactory()
    post = make_reply(make_topic(), sender=author)
    long_ago = timezone.now() - timedelta(hours=2)
    Post.objects.filter(pk=post.pk).update(published_at=long_ago)
    writing = cook("Rewritten.", "text", by_guest=False)
    editing.edit(post.pk, editor=author, seen_version=1, writing=writing)

    reason = "" if outcome == "publish" else "wording"
    decide(post.edits.pending().get(), outcome, reason=reason)

    client.force_login(author)
    assert words in client.get("/notifications/").content.decode()
    author.refresh_from_db()
    assert author.unread_notices == 1
