"""The score: a sum of named parts, never a refusal."""

import pytest
from django.conf import settings

from forum.screening.links import Links
from forum.screening.spam import NAMES, Signals, named, promotions_in, score, with_verdict

GUEST = Signals(is_guest=True, seconds_to_fill=90, characters=400, proof="verified")


def test_a_person_with_and_without_scripts_is_no_suspect():
    assert score(GUEST).score == 0
    without = Signals(is_guest=True, seconds_to_fill=90, characters=400)
    assert score(without).parts == {"no-proof": 1}
    assert score(without).score < settings.SPAM_LIKELY_FROM


@pytest.mark.parametrize(
    ("signals", "part"),
    [
        ({"honeypot_filled": True}, "honeypot"),
        ({"seconds_to_fill": 1.0}, "too-fast"),
        ({"seconds_to_fill": None}, "no-stamp"),
        ({"proof": "wrong"}, "no-proof"),
        ({"times_sent_before": 1}, "repeated"),
        ({"promotions": 2}, "promotion"),
        ({"links": Links(count=3)}, "links"),
        ({"links": Links(count=1, shortened=1)}, "shortened-links"),
        ({"links": Links(count=1, disguised=1)}, "disguised-links"),
        ({"links": Links(count=1, look_alikes=1)}, "look-alike-links"),
        ({"links": Links(contacts=1)}, "contact"),
    ],
)
def test_each_signal_is_a_part_with_a_name(signals, part):
    spam = score(Signals(**{**vars(GUEST), **signals}))

    assert list(spam.parts) == [part]
    assert spam.score == spam.parts[part] > 0
    assert part in NAMES


def test_what_a_form_tells_is_not_asked_of_members():
    assert score(Signals(honeypot_filled=True, seconds_to_fill=0.1)).parts == {}


def test_a_bot_is_likely_spam_and_one_oddity_alone_is_not_always():
    bot = Signals(
        is_guest=True, honeypot_filled=True, links=Links(count=4, shortened=2), promotions=3
    )

    assert score(bot).score >= settings.SPAM_LIKELY_FROM
    assert score(Signals(is_guest=True, seconds_to_fill=None)).score < settings.SPAM_LIKELY_FROM


def test_advertising_is_counted_by_phrase_and_clinical_talk_is_none():
    advert = "Buy Suboxone online, no prescription needed, overnight delivery! Click here."
    talk = (
        "He had no prescription, so I wrote one. Over the counter sale is banned. Order labs now."
    )

    assert promotions_in(advert) >= 3
    assert promotions_in(talk) == 0


def test_the_parts_are_named_the_heaviest_first():
    stored = score(Signals(is_guest=True, honeypot_filled=True, seconds_to_fill=30)).as_stored()

    assert [points for _name, points in named(stored)] == [5, 1]
    assert all(" " in name for name, _points in named(stored))
    assert named({}) == []


def test_a_verdict_takes_the_place_of_the_earlier_one():
    stored = with_verdict(with_verdict({"score": 1, "parts": {"no-proof": 1}}, "blatant"), "spam")

    assert stored == {"score": 5, "parts": {"no-proof": 1, "akismet": 4}}
    assert with_verdict(stored, "ham") == {"score": 1, "parts": {"no-proof": 1}}
