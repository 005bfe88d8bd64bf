"""The guest's private page: state, reason, edit, withdraw, and mail only after confirmation."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.models import Receipt
from forum.tasks import forget_guests
from moderation import actions
from tests.factories import guest, make_held_reply, make_topic, moderator

pytestmark = pytest.mark.django_db


def receipt_of(post) -> Receipt:
    return Receipt.objects.get(post=post)


def decide(post, outcome: str, **fields):
    return actions.decide(
        post.pk, moderator=moderator(), version=post.version, outcome=outcome, **fields
    )


def test_the_address_has_at_least_128_random_bits_and_stays_private(client):
    receipt = receipt_of(make_held_reply())

    response = client.get(receipt.get_absolute_url())

    assert len(receipt.token) * 6 >= 128
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


def test_reading_and_changing_it_needs_no_cookie():
    strict = Client(enforce_csrf_checks=True)
    receipt = receipt_of(make_held_reply())

    strict.get(receipt.get_absolute_url())
    answer = strict.post(f"{receipt.get_absolute_url()}withdraw/", headers={"Origin": "null"})

    assert (answer.status_code, len(strict.cookies)) == (302, 0)


def test_it_says_what_waits_why_and_for_how_long(client):
    page = client.get(receipt_of(make_held_reply()).get_absolute_url()).content.decode()

    assert "Thank you, we have it" in page
    assert "usually within 4 hours" in page
    assert "Written by a guest" in page
    assert "From a guest." in page


def test_the_usual_wait_comes_from_recent_decisions(client):
    topic, judge = make_topic(), moderator()
    for hours in (1, 1, 2, 2, 9):
        post = make_held_reply(topic)
        actions.decide(
            post.pk,
            moderator=judge,
            version=1,
            outcome="publish",
            now=timezone.now() + timedelta(hours=hours, minutes=-5),
        )

    page = client.get(topic.get_absolute_url()).content.decode()

    assert "usually within 2 hours" in page


def test_after_approval_it_leads_to_the_post(client):
    post = make_held_reply()
    decide(post, "publish")

    page = client.get(receipt_of(post).get_absolute_url()).content.decode()

    assert "Your text is now visible" in page
    assert post.get_absolute_url() in page


@pytest.mark.parametrize("outcome", ["return", "decline"])
def test_a_refusal_shows_its_reason_and_the_moderators_words(client, outcome):
    post = make_held_reply()
    decide(post, outcome, reason="patient_details", message="Please leave the date out.")

    page = client.get(receipt_of(post).get_absolute_url()).content.decode()

    assert "it could have identified a patient" in page
    assert "Please leave the date out." in page


def test_a_returned_text_is_edited_and_waits_again_in_the_same_item(client):
    post = make_held_reply()
    decide(post, "return", reason="wording")
    receipt = receipt_of(post)

    client.post(f"{receipt.get_absolute_url()}edit/", {"body": "Kinder words.", "version": 1})

    post.refresh_from_db()
    assert (post.state, post.version, post.body_text) == ("pending", 2, "Kinder words.")
    assert "Kinder words." in client.get(receipt.get_absolute_url()).content.decode()


def test_a_guest_renames_their_held_topic(client):
    topic = make_topic(sender=guest(), title="A title with a typpo")
    receipt = receipt_of(topic.posts.get())

    client.post(
        f"{receipt.get_absolute_url()}edit/",
        {"title": "A title without a typo", "body": "Opening.", "version": 1},
    )

    topic.refresh_from_db()
    assert (topic.title, topic.slug) == ("A title without a typo", "a-title-without-a-typo")


def test_an_edit_with_an_error_keeps_the_text(client):
    receipt = receipt_of(make_held_reply())

    response = client.post(
        f"{receipt.get_absolute_url()}edit/", {"body": "x" * 30_001, "version": 1}
    )

    assert response.status_code == 422
    assert "x" * 30_001 in response.content.decode()


def test_an_edit_of_an_overtaken_version_is_a_conflict_with_both_texts(client):
    post = make_held_reply()
    address = f"{receipt_of(post).get_absolute_url()}edit/"
    client.post(address, {"body": "From tab one.", "version": 1})

    response = client.post(address, {"body": "From tab two.", "version": 1})

    page = response.content.decode()
    assert response.status_code == 409
    assert "From tab one." in page
    assert "From tab two." in page


def test_a_withdrawn_text_leaves_the_queue_and_cannot_be_approved(client):
    post = make_held_reply()

    client.post(f"{receipt_of(post).get_absolute_url()}withdraw/")

    post.refresh_from_db()
    assert post.state == "withdrawn"
    with pytest.raises(actions.Stale):
        decide(post, "publish")


def test_withdrawing_after_the_decision_says_so(client):
    post = make_held_reply()
    decide(post, "publish")

    response = client.post(f"{receipt_of(post).get_absolute_url()}withdraw/")

    assert response.status_code == 409
    assert "This was not withdrawn" in response.content.decode()


@pytest.mark.parametrize("verb", ["withdraw/"])
def test_a_link_in_a_mail_changes_nothing_by_being_opened(client, verb):
    post = make_held_reply()

    response = client.get(receipt_of(post).get_absolute_url() + verb)

    post.refresh_from_db()
    assert (response.status_code, post.state) == (302, "pending")


def test_what_identifies_a_guest_is_forgotten_after_its_days(client, settings):
    old = receipt_of(make_held_reply(email="old@example.org", address="192.0.2.7", browser="B"))
    young = receipt_of(make_held_reply(email="young@example.org", address="192.0.2.8"))
    past = timezone.now() - timedelta(days=settings.GUEST_DATA_DAYS + 1)
    Receipt.objects.filter(pk=old.pk).update(created_at=past)

    assert forget_guests() == 1

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.email, old.address, old.network, old.browser) == ("", None, "", "")
    assert young.email == "young@example.org"
    assert client.get(old.get_absolute_url()).status_code == 200


# --- mail -------------------------------------------------------------------------------------


def test_an_unconfirmed_address_gets_one_confirmation_and_nothing_more():
    topic = make_topic()
    post = make_held_reply(topic, email="jory@example.org")
    make_held_reply(topic, email="jory@example.org")
    decide(post, "publish")

    message = OutboxMessage.objects.get()
    assert (message.kind, message.to) == ("guest confirmation", "jory@example.org")
    assert f"/confirm/{receipt_of(post).email_token}/" in message.text
    assert "From a guest." not in message.text + message.html


def test_a_second_post_of_the_hour_may_ask_for_its_mail_later(client):
    topic = make_topic()
    first = receipt_of(make_held_reply(topic, email="jory@example.org"))
    second = receipt_of(make_held_reply(topic, email="jory@example.org"))
    address = f"{second.get_absolute_url()}confirm/"

    assert client.post(address).status_code == 429
    past = timezone.now() - timedelta(minutes=61)
    Receipt.objects.filter(pk=first.pk).update(confirmation_asked_at=past)
    assert client.post(address).status_code == 302

    assert OutboxMessage.objects.filter(to="jory@example.org").count() == 2


def test_an_edit_after_the_decision_keeps_the_text(client):
    post = make_held_reply()
    decide(post, "decline", reason="promotion")

    response = client.post(
        f"{receipt_of(post).get_absolute_url()}edit/", {"body": "Typed at length.", "version": 1}
    )

    assert response.status_code == 409
    assert "Typed at length." in response.content.decode()


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does(client):
    receipt = receipt_of(make_held_reply(email="jory@example.org"))
    address = f"/confirm/{receipt.email_token}/"

    client.get(address)
    receipt.refresh_from_db()
    assert receipt.email_confirmed_at is None

    client.post(address)
    receipt.refresh_from_db()
    assert receipt.email_confirmed_at is not None


@pytest.mark.parametrize(
    ("outcome", "subject"),
    [
        ("publish", "Your post is now visible"),
        ("return", "A moderator asks for changes to your post"),
        ("decline", "We did not publish your post"),
    ],
)
def test_a_confirmed_guest_hears_of_the_decision_with_its_reason_and_without_the_text(
    outcome, subject
):
    post = make_held_reply(email="jory@example.org")
    forum_actions.confirm_email(receipt_of(post).pk)
    OutboxMessage.objects.all().delete()

    decide(post, outcome, reason="" if outcome == "publish" else "promotion")

    message = OutboxMessage.objects.get()
    assert message.subject == subject
    assert receipt_of(post).get_absolute_url() in message.text
    assert ("promotion" in message.text) == (outcome != "publish")
    assert "From a guest." not in message.text + message.html


@pytest.mark.parametrize("is_public", [False, True])
def test_after_many_new_versions_the_guest_waits_and_keeps_the_text(client, settings, is_public):
    settings.EDITS_PER_HOUR = 1
    post = make_held_reply()
    if is_public:
        decide(post, "publish")
    address = f"{receipt_of(post).get_absolute_url()}edit/"
    first = client.post(address, {"body": "Second.", "version": 1, "edit_version": 0})

    refused = client.post(
        address,
        {"body": "Third, at length.", "version": 1 if is_public else 2, "edit_version": 1},
    )

    assert (first.status_code, refused.status_code) == (302, 429)
    assert refused.headers["Retry-After"]
    assert "Please wait" in refused.content.decode()
    assert "Third, at length." in refused.content.decode()
