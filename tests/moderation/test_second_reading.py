"""Who reads a decided text again: somebody else on duty, once, while there is a text."""

import pytest
from django.utils import timezone

from accounts import roles
from moderation import actions, rereading
from moderation.models import Decision, Rereview
from tests.factories import UserFactory, make_held_reply, moderator

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def drawn(post):
    decision = Decision.objects.last_on(post)
    return Rereview.objects.create(decision=decision)


def test_an_administrator_rereads_whatever_the_box_says_and_nobody_who_is_suspended():
    post = make_held_reply()
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="decline", reason="wording")
    drawn(post)
    administrator = UserFactory(groups=(roles.ADMINISTRATOR,), moderates_all=False)
    out = moderator(suspended_at=timezone.now())

    assert rereading.waiting_for(administrator).exists()
    assert not rereading.waiting_for(out).exists()


def test_a_text_that_was_erased_before_anybody_saw_it_is_not_read_again():
    post = make_held_reply()
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="decline", reason="wording")
    drawn(post)
    actions.purge(post.pk, moderator=moderator(), version=1, reason="patient_details")

    assert not rereading.waiting_for(moderator()).exists()
    Rereview.objects.all().delete()
    assert rereading.draw() == 0


def test_who_comes_second_with_a_reading_is_told(client):
    post = make_held_reply()
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="decline", reason="wording")
    row = drawn(post)
    rereading.answer(row.pk, moderator(), "decline")
    client.force_login(moderator())

    page = client.post(
        "/moderation/second-reading/", {"number": row.pk, "outcome": "publish"}, follow=True
    )

    assert "was not counted" in page.content.decode()
    row.refresh_from_db()
    assert row.outcome == "decline"
