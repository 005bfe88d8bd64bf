"""What a guest's form says about how it was filled, and that nothing of it refuses a person."""

import base64
import json
import re
import uuid
from html import unescape
from time import time
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import RequestFactory

from forum.forms import reply_form
from forum.forms.writing import GuestReplyForm
from forum.models import Post
from forum.spam import proof, repeats, signals_of, stamps
from tests.factories import UserFactory, make_topic
from tests.screening.proving import solved

TEXT = "We started low and went slow over seven days, and nobody went into withdrawal at all."


@pytest.fixture(autouse=True)
def _small_tasks(settings):
    settings.PROOF_MAX_NUMBER = 50


def gathered(**typed):
    data = {
        "body": TEXT,
        "guest_name": "J. M., RN",
        "submission_key": str(uuid.uuid4()),
        "form_stamp": stamps.new_stamp(),
        **typed,
    }
    request = RequestFactory().post("/", data)
    request.user = AnonymousUser()
    form = reply_form(request.user, request.POST)
    assert form.is_valid(), form.errors
    return signals_of(request, form)


@pytest.fixture
def reply_page(db):
    return make_topic().get_absolute_url() + "reply/"


# --- the form ------------------------------------------------------------------------------------


def test_the_trap_is_out_of_the_way_of_people(client, reply_page):
    page = client.get(reply_page).content.decode()

    trap = re.search(r'<div class="vh" aria-hidden="true">.*?</div>', page)[0]
    field = re.search(r'<input[^>]*name="website"[^>]*>', trap)[0]
    assert 'tabindex="-1"' in field
    assert 'autocomplete="off"' in field
    assert "Leave this field empty" in trap


def test_the_hidden_fields_bring_no_cookie_of_their_own(client, reply_page):
    assert set(client.get(reply_page).cookies) == {"csrftoken"}


def test_members_have_no_hidden_fields_of_guests(client, reply_page):
    client.force_login(UserFactory())

    assert "form_stamp" not in client.get(reply_page).content.decode()


def test_a_form_that_comes_back_keeps_when_it_was_made(client, reply_page):
    stamp = stamps.new_stamp()

    answer = client.post(reply_page, {"body": "", "form_stamp": stamp, "proof": "p"})

    assert answer.status_code == 422
    assert f'value="{stamp}"' in answer.content.decode()


@pytest.mark.parametrize(
    "hidden",
    [
        {},
        {"website": "http://spam.example", "form_stamp": "made up", "proof": "made up"},
        {"website": "\0", "form_stamp": "\0", "proof": "\0"},
        {"website": "x" * 9_000, "form_stamp": "x" * 9_000, "proof": "x" * 9_000},
    ],
)
def test_whatever_is_in_the_hidden_fields_the_post_is_taken(client, reply_page, hidden):
    sent = {"body": TEXT, "guest_name": "J. M.", "submission_key": str(uuid.uuid4()), **hidden}

    assert client.post(reply_page, sent).status_code == 302
    assert Post.objects.get(guest_name="J. M.").is_pending


def test_what_a_program_filled_in_is_kept_as_points_and_the_post_waits(client, reply_page):
    hidden = {"website": "http://spam.example", "proof": "made up"}
    sent = {"body": TEXT, "guest_name": "J. M.", "submission_key": str(uuid.uuid4()), **hidden}

    client.post(reply_page, sent)
    client.post(reply_page, sent)

    post = Post.objects.get(guest_name="J. M.")
    assert post.is_pending
    assert post.screening["spam"]["parts"] == {"honeypot": 5, "no-stamp": 2, "no-proof": 3}


def test_the_same_text_by_two_guests_is_noticed_with_the_second(client, reply_page):
    for name in ("J. M.", "K. L."):
        key = str(uuid.uuid4())
        client.post(reply_page, {"body": TEXT, "guest_name": name, "submission_key": key})

    first, second = Post.objects.filter(guest_name__in=("J. M.", "K. L.")).order_by("pk")
    assert "repeated" not in first.screening["spam"]["parts"]
    assert second.screening["spam"]["parts"]["repeated"] == 3


def test_the_task_on_the_page_is_one_that_its_answer_solves(client, reply_page):
    page = client.get(reply_page).content.decode()
    task = json.loads(unescape(re.search(r'data-proof="([^"]*)"', page)[1]))

    assert proof.checked(solved(task), form="one") == "verified"


# --- what is gathered ----------------------------------------------------------------------------


def test_a_filled_form_tells_its_age_and_its_size(db):
    found = gathered()

    assert found.is_guest
    assert 0 <= found.seconds_to_fill < 60
    assert found.characters == len(TEXT)
    assert (found.honeypot_filled, found.proof, found.times_sent_before) == (False, "absent", 0)


def test_a_filled_trap_links_and_adverts_are_counted(db):
    found = gathered(
        website="http://x.example",
        body="Buy pills online at https://bit.ly/a or https://shop.example.com, WhatsApp +1 555 0100",
    )

    assert found.honeypot_filled
    assert (found.links.count, found.links.shortened, found.links.contacts) == (2, 1, 1)
    assert found.promotions == 1


def test_own_addresses_are_no_links(db, settings):
    settings.SITE_ADDRESS = "https://rounds.example.org"

    assert gathered(body="See https://rounds.example.org/topics/ first.").links.count == 0


def test_nothing_that_was_typed_is_in_what_is_gathered(db):
    assert "withdrawal" not in repr(gathered())


# --- stamps --------------------------------------------------------------------------------------


def test_a_stamp_of_somebody_else_or_of_yesterday_tells_nothing(settings, monkeypatch):
    stamp = stamps.new_stamp()
    assert stamps.age_of(stamp) is not None
    assert stamps.age_of(stamp[:-1]) is None
    assert stamps.age_of("") is None
    later = time() + settings.FORM_STAMP_HOURS * 3600 + 5
    monkeypatch.setattr(stamps, "time", lambda: later)
    assert stamps.age_of(stamp) is None


# --- the small task ------------------------------------------------------------------------------


def test_a_solved_task_is_verified_once():
    task = proof.new_challenge()
    answer = solved(task)

    assert proof.checked(answer, form="first") == "verified"
    assert proof.checked(answer, form="first") == "verified"  # the same form, sent twice
    assert proof.checked(answer, form="second") == "wrong"


@pytest.mark.parametrize(
    "change",
    [
        {"number": -1},
        {"number": 10**9},
        {"number": "x"},
        {"signature": "0" * 64},
        {"salt": "abc?expires=99999999999&"},
        {"algorithm": "MD5"},
        {"challenge": "0" * 64},
    ],
)
def test_a_made_up_answer_is_wrong(change):
    assert proof.checked(solved(proof.new_challenge(), **change), form="one") == "wrong"


@pytest.mark.parametrize(
    "answer",
    [
        "%%%",
        "e30=",
        base64.b64encode(b"[1]").decode(),
        base64.b64encode(b"\xff").decode(),
        "A" * 5_000,
    ],
)
def test_nonsense_is_wrong_and_no_error(answer):
    assert proof.checked(answer, form="one") == "wrong"


def test_an_answer_that_comes_too_late_counts_like_none(monkeypatch, settings):
    answer = solved(proof.new_challenge())
    later = time() + settings.PROOF_MINUTES * 60 + 5
    monkeypatch.setattr(proof, "time", lambda: later)

    assert proof.checked(answer, form="one") == "absent"


# --- repeated texts ------------------------------------------------------------------------------


def test_the_same_words_from_another_form_are_a_repetition():
    assert repeats.times_sent_before(TEXT, form="one") == 0
    assert repeats.times_sent_before(TEXT, form="one") == 0
    assert repeats.times_sent_before(f"  {TEXT.upper()}  555 0100!", form="two") == 1
    assert repeats.times_sent_before(TEXT, form="three") == 2


def test_short_texts_are_alike_by_chance():
    assert [repeats.times_sent_before("Thank you.", form=form) for form in "abc"] == [0, 0, 0]


def test_the_cache_holds_a_digest_and_no_word(monkeypatch):
    kept = {}
    monkeypatch.setattr(
        repeats,
        "cache",
        SimpleNamespace(get=kept.get, set=lambda key, value, timeout: kept.update({key: value})),
    )

    repeats.times_sent_before(TEXT, form="one")

    assert len(kept) == 1
    assert "withdrawal" not in repr(kept)
    assert not any(word in repr(kept) for word in TEXT.split() if len(word) > 3)


def test_without_its_cache_a_form_is_still_taken(db):
    cache.clear()

    assert gathered().times_sent_before == 0
    assert GuestReplyForm().fields["website"].required is False
