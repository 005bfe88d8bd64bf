"""Edits that wait for a moderator: of members who come late, and of guests by their receipt."""

import pytest

from forum import actions as forum_actions
from forum.actions import editing
from forum.models import PendingEdit, Post
from forum.sanitize import cook
from moderation import actions
from tests.factories import (
    UserFactory,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.forum.revising import grow_old, guests_post, receipt_address, send

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def author(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def post(author) -> Post:
    return make_reply(make_topic(), sender=author, body="Give 8 mg.")


# --- edits that wait --------------------------------------------------------------------------


@pytest.fixture
def waiting(client, post, settings) -> PendingEdit:
    """A member's edit that came after the window."""
    settings.EDIT_WINDOW_HOURS = 24
    grow_old(post, 25)
    send(client, post, note="The dose was wrong")
    return PendingEdit.objects.get()


def test_the_author_of_a_waiting_edit_is_told_and_nobody_else_sees_it(client, waiting):
    page = client.get(f"/posts/{waiting.post_id}/edit/").content.decode()
    in_place = client.get(waiting.post.topic.get_absolute_url()).content.decode()
    client.logout()
    readers = client.get(waiting.post.topic.get_absolute_url()).content.decode()

    assert "Your edit waits for a moderator" in page
    assert "Your edit waits for a moderator" in in_place
    assert "Your edit waits" not in readers
    assert "Give 16 mg." in page
    assert "Give 8 mg." in readers
    assert "Give 16 mg." not in readers
    assert "Give 16 mg." not in client.get(f"/posts/{waiting.post_id}/history/").content.decode()


def test_a_waiting_edit_is_changed_in_place(client, waiting):
    send(client, waiting.post, body="Give 12 mg.", edit_version=1, note="Better")

    waiting.refresh_from_db()
    assert (waiting.body_text, waiting.version, waiting.note) == ("Give 12 mg.", 2, "Better")
    assert PendingEdit.objects.count() == 1


def test_an_older_tab_does_not_overwrite_a_newer_waiting_edit(client, waiting):
    send(client, waiting.post, body="Give 12 mg.", edit_version=1)

    response = send(client, waiting.post, body="Give 24 mg.", edit_version=1)

    assert response.status_code == 409
    assert "Give 12 mg." in response.content.decode()
    assert PendingEdit.objects.get().body_text == "Give 12 mg."


def test_a_waiting_edit_is_withdrawn(client, waiting):
    opened = client.get(f"/posts/{waiting.post_id}/edit/withdraw/")
    waiting.refresh_from_db()
    assert (opened.status_code, waiting.state) == (302, "pending")

    client.post(f"/posts/{waiting.post_id}/edit/withdraw/")

    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"
    assert Post.objects.get(pk=waiting.post_id).body_text == "Give 8 mg."


def test_nobody_else_withdraws_a_waiting_edit(client, waiting):
    client.force_login(UserFactory())

    assert client.post(f"/posts/{waiting.post_id}/edit/withdraw/").status_code == 403
    waiting.refresh_from_db()
    assert waiting.state == "pending"


def test_going_back_to_the_published_text_takes_the_edit_back(client, waiting):
    send(client, waiting.post, body="Give 8 mg.", edit_version=1)

    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"
    assert Post.objects.get(pk=waiting.post_id).version == 1


def test_an_edit_that_need_not_wait_any_more_replaces_the_one_that_waits(client, waiting, settings):
    settings.EDIT_WINDOW_HOURS = 0

    send(client, waiting.post, body="Give 12 mg.", edit_version=1)

    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"
    assert Post.objects.get(pk=waiting.post_id).body_text == "Give 12 mg."


def test_a_member_without_a_published_post_of_their_own_waits_too(client):
    person = newcomer()
    post = make_reply(make_topic(), sender=UserFactory())
    Post.objects.filter(pk=post.pk).update(author=person)
    client.force_login(person)

    send(client, post)

    assert PendingEdit.objects.pending().get().author == person


def test_erasing_a_post_erases_its_versions_and_the_texts_of_its_edits(client, post, waiting):
    client.force_login(moderator())
    send(client, post, body="In between.", note="By hand")
    gone = Post.objects.get(pk=post.pk)

    forum_actions.purge(gone, actor=moderator(), reason="it could have identified a patient")

    waiting.refresh_from_db()
    texts = (waiting.body_source, waiting.body_html, waiting.body_text, waiting.note)
    assert texts == ("", "", "", "")
    assert waiting.state == "withdrawn"
    assert post.versions.count() == 0
    assert Post.objects.get(pk=post.pk).edit_note == ""


# --- guests -----------------------------------------------------------------------------------


def test_a_guests_edit_of_a_published_text_waits(client):
    post = guests_post()
    address = receipt_address(post)

    client.post(f"{address}edit/", {"body": "Rewritten.", "version": 1, "note": "Clearer"})

    post.refresh_from_db()
    page = client.get(address).content.decode()
    assert (post.body_text, post.version) == ("From a guest.", 1)
    assert PendingEdit.objects.pending().get().body_text == "Rewritten."
    assert "Your edit waits for a moderator" in page
    assert "Rewritten." in page
    assert client.get(f"{address}edit/")["Cache-Control"] == "private, no-store"


def test_a_guest_changes_and_withdraws_the_edit(client):
    post = guests_post()
    address = receipt_address(post)
    client.post(f"{address}edit/", {"body": "Rewritten.", "version": 1})
    client.post(f"{address}edit/", {"body": "Once more.", "version": 1, "edit_version": 1})
    stale = client.post(f"{address}edit/", {"body": "Older tab.", "version": 1, "edit_version": 1})

    client.post(f"{address}edit/withdraw/")

    edit = PendingEdit.objects.get()
    assert stale.status_code == 409
    assert "Older tab." in stale.content.decode()
    assert (edit.body_text, edit.state) == ("Once more.", "withdrawn")


def test_links_in_a_guests_edit_carry_nofollow_whoever_edits(client):
    post = guests_post()
    client.force_login(moderator())

    send(client, post, body="See https://a.example.org/ there.", note="Link added")

    post.refresh_from_db()
    assert "nofollow ugc noopener" in post.body_html


def test_a_receipt_of_a_removed_post_takes_no_edit(client):
    post = guests_post()
    actions.hide(post.pk, moderator=moderator(), reason="wording")
    address = receipt_address(post)

    response = client.post(f"{address}edit/", {"body": "Typed at length.", "version": 1})

    assert response.status_code == 409
    assert "Typed at length." in response.content.decode()
    assert PendingEdit.objects.count() == 0


def test_a_members_post_is_not_edited_as_if_by_a_guest(post):
    with pytest.raises(editing.NotEditable):
        editing.edit(
            post.pk, editor=None, seen_version=1, writing=cook("Mine.", "text", by_guest=True)
        )
