"""Changing a published text: at once, waiting, refused; who may, and what becomes of the old one."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.actions import editing
from forum.models import Notice, PendingEdit, Post
from forum.permissions import can_edit
from forum.sanitize import cook
from moderation import actions
from tests.factories import (
    UserFactory,
    make_reply,
    make_topic,
    moderator,
)
from tests.forum.revising import grow_old, guests_post, send

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def author(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def post(author) -> Post:
    return make_reply(make_topic(), sender=author, body="Give 8 mg.")


# --- at once ----------------------------------------------------------------------------------


def test_an_edit_replaces_the_text_and_keeps_the_old_one(client, post):
    response = send(client, post, note="The dose was wrong")

    post.refresh_from_db()
    kept = post.versions.get()
    assert response.url == post.get_absolute_url()
    assert (post.body_text, post.version, post.edit_note) == (
        "Give 16 mg.",
        2,
        "The dose was wrong",
    )
    assert (kept.body_source, kept.version, kept.was_public) == ("Give 8 mg.", 1, True)
    assert (kept.note, kept.replaced_by, kept.by_moderator) == (
        "The dose was wrong",
        post.author,
        False,
    )
    assert post.was_edited


def test_an_edit_moves_nothing_but_the_text(client, post):
    make_reply(post.topic)
    before = Post.objects.get(pk=post.pk)
    topic_before = before.topic

    send(client, post)

    after = Post.objects.get(pk=post.pk)
    for name in ("written_at", "published_at", "position", "state", "announced_at"):
        assert getattr(after, name) == getattr(before, name)
    for name in ("last_activity_at", "last_post_id", "reply_count", "last_position"):
        assert getattr(after.topic, name) == getattr(topic_before, name)
    assert Notice.objects.filter(post=post).count() == 0
    assert OutboxMessage.objects.count() == 0


def test_the_same_text_again_makes_no_version(client, post):
    response = send(client, post, body=" Give 8 mg.\r\n", note="Nothing, really")

    post.refresh_from_db()
    assert (post.version, post.edited_at, post.versions.count()) == (1, None, 0)
    assert "Nothing was changed." in client.get(response.url, follow=True).content.decode()


def test_a_new_title_gives_the_topic_a_new_address_and_the_old_one_leads_there(client, author):
    topic = make_topic(sender=author, title="A title with a typpo", body="Same text.")
    old_address = topic.get_absolute_url()

    send(client, topic.posts.get(), body="Same text.", title="A title without a typo")

    topic.refresh_from_db()
    answer = client.get(old_address)
    assert topic.slug == "a-title-without-a-typo"
    assert (answer.status_code, answer.url) == (301, topic.get_absolute_url())
    assert topic.posts.get().versions.get().title == "A title with a typpo"


def test_a_reply_does_not_rename_its_topic(client, post):
    title = post.topic.title

    send(client, post, title="Taken over by a reply")

    post.topic.refresh_from_db()
    assert post.topic.title == title


def test_an_older_tab_gets_409_with_both_texts(client, post):
    send(client, post, body="From tab one.")

    response = send(client, post, body="From tab two.", note="Typed in tab two")

    page = response.content.decode()
    assert response.status_code == 409
    for words in ("From tab one.", "From tab two.", "Typed in tab two"):
        assert words in page
    post.refresh_from_db()
    assert post.body_text == "From tab one."


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"body": ""}, "Please write something first."),
        ({"note": "x" * 141}, "Please shorten this to 140 characters."),
    ],
)
def test_a_faulty_edit_is_refused_in_place_with_what_was_typed(client, post, fields, says):
    response = send(client, post, **{"body": "Typed at length.", "note": "Typed too"} | fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert ("Typed at length." in page) or ("Typed too" in page)
    assert Post.objects.get(pk=post.pk).version == 1


# --- who may ----------------------------------------------------------------------------------


def test_only_the_author_and_moderators_may_edit(client, post):
    client.force_login(UserFactory())

    assert client.get(f"/posts/{post.pk}/edit/").status_code == 403
    assert send(client, post).status_code == 403
    assert Post.objects.get(pk=post.pk).body_text == "Give 8 mg."


def test_somebody_who_was_signed_out_keeps_what_they_typed(client, post):
    client.logout()

    response = send(client, post, body="Typed at length.")

    assert response.status_code == 403
    assert "Typed at length." in response.content.decode()


@pytest.mark.parametrize("removed", ["post", "topic"])
def test_a_removed_text_cannot_be_edited(client, post, removed):
    gone = post if removed == "post" else post.topic.posts.get(position=1)
    actions.hide(gone.pk, moderator=moderator(), reason="wording")

    assert send(client, post).status_code == 404
    with pytest.raises(editing.NotEditable):
        editing.edit(
            post.pk,
            editor=post.author,
            seen_version=1,
            writing=cook("Later.", "text", by_guest=False),
        )


def test_a_text_in_a_category_that_became_restricted_is_404(client, post):
    category = post.topic.category
    category.visibility, category.guest_policy = "prescribers", "none"
    category.save()

    assert send(client, post).status_code == 404


def test_a_moderator_edits_with_a_note_and_a_public_mark(client, post):
    judge = moderator()
    client.force_login(judge)

    refused = send(client, post, body="Give less.")
    send(client, post, body="Give less.", note="Removed the dose")

    post.refresh_from_db()
    kept = post.versions.get()
    assert refused.status_code == 422
    assert "Please say what you changed" in refused.content.decode()
    assert (post.body_text, post.edited_by_moderator) == ("Give less.", True)
    assert (kept.replaced_by, kept.by_moderator) == (judge, True)
    assert post.author != judge


def test_a_later_edit_of_the_author_is_not_marked_as_a_moderators(client, post):
    client.force_login(moderator())
    send(client, post, body="Give less.", note="Removed the dose")
    post.refresh_from_db()

    client.force_login(post.author)
    send(client, post, body="Give much less.")

    post.refresh_from_db()
    assert (post.body_text, post.edited_by_moderator) == ("Give much less.", False)


def test_the_button_asks_what_the_action_asks(post):
    guest_written = guests_post()

    assert can_edit(post.author, post)
    assert can_edit(moderator(), post)
    assert not can_edit(UserFactory(), post)
    assert not can_edit(AnonymousUser(), post)
    assert not can_edit(AnonymousUser(), guest_written)


# --- the time for edits -----------------------------------------------------------------------


def test_within_the_window_an_edit_is_visible_at_once(client, post, settings):
    settings.EDIT_WINDOW_HOURS = 24
    grow_old(post, 23)

    send(client, post)

    assert Post.objects.get(pk=post.pk).body_text == "Give 16 mg."


def test_after_the_window_an_edit_waits(client, post, settings):
    settings.EDIT_WINDOW_HOURS = 24
    grow_old(post, 25)

    send(client, post)

    assert Post.objects.get(pk=post.pk).body_text == "Give 8 mg."
    assert PendingEdit.objects.pending().get().body_text == "Give 16 mg."


def test_after_the_window_an_edit_is_refused_with_a_sentence_where_set_so(client, post, settings):
    settings.EDIT_WINDOW_HOURS, settings.EDIT_AFTER_WINDOW = 24, "refuse"
    grow_old(post, 25)

    response = send(client, post, body="Typed at length.")

    page = response.content.decode()
    assert response.status_code == 403
    assert "for 24 hours after they appear" in page
    assert "Typed at length." in page
    post.refresh_from_db()
    assert not can_edit(post.author, post)
    assert post.body_text == "Give 8 mg."


def test_the_window_does_not_bind_moderators(client, post, settings):
    settings.EDIT_WINDOW_HOURS, settings.EDIT_AFTER_WINDOW = 24, "refuse"
    grow_old(post, 25)
    client.force_login(moderator())

    send(client, post, note="A dose was wrong")

    assert Post.objects.get(pk=post.pk).body_text == "Give 16 mg."


# --- cases ----------------------------------------------------------------------------------

CASE = {"kind": "case", "question": "What next?", "setting": "primary", "age": "30-44"}
TYPED = {"case_question": "What next?", "case_setting": "primary", "case_age": "30-44"}


@pytest.fixture
def case(author) -> Post:
    topic = make_topic(sender=author, title="A case to talk about", body="The long story.")
    Post.objects.filter(topic=topic).update(details=CASE)
    return topic.posts.get()


def test_the_form_of_a_case_begins_with_its_fields(client, case):
    page = client.get(f"/posts/{case.pk}/edit/").content.decode()

    assert "What next?" in page
    assert '<option value="primary" selected>' in page
    assert "The tip in one sentence" not in page


def test_the_fields_of_a_case_are_edited_with_its_text(client, case):
    send(
        client,
        case,
        body="The longer story.",
        title="A case to talk about",
        **{**TYPED, "case_question": "What would you do next?", "follow_up_on": "2027-01-31"},
    )

    case.refresh_from_db()
    assert case.details == {
        **CASE,
        "question": "What would you do next?",
        "follow_up_on": "2027-01-31",
    }
    assert "What would you do next?" in case.body_html
    assert "The longer story." in case.body_html
    assert case.topic.follow_up_on.isoformat() == "2027-01-31"


def test_a_case_without_its_question_is_refused(client, case):
    response = send(client, case, title="A case to talk about", **TYPED | {"case_question": ""})

    assert response.status_code == 422
    case.refresh_from_db()
    assert case.version == 1


def test_fields_wait_with_the_text_and_are_erased_with_it(client, case, settings):
    settings.EDIT_WINDOW_HOURS = 24
    grow_old(case, 25)
    fields = TYPED | {"case_tried": "Films"}
    send(client, case, body="The longer story.", title="A case to talk about", **fields)
    edit = case.edits.get()
    case.refresh_from_db()
    assert (edit.details, case.details) == ({**CASE, "tried": "Films"}, CASE)

    actions.decide_edit(edit.pk, moderator=moderator(), version=1, base=1, outcome="publish")

    case.refresh_from_db()
    assert case.details == {**CASE, "tried": "Films"}
    forum_actions.purge(case, actor=moderator(), reason="it could have identified a patient")
    edit.refresh_from_db()
    assert edit.details == {}
