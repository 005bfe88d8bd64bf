"""Wording: what is found, what is left alone, and what is put in its place."""

import pytest

from forum.screening import replace, screen
from forum.screening.language import Entry, compiled, find
from tests.screening.labelled import labelled

EXAMPLES = labelled("language_examples")["examples"]
OWN = labelled("language_sentences")


def found(text, rules=None):
    return [text[one.start : one.end] for one in find(text, rules)]


def improved(text, rules=None):
    return replace(text, find(text, rules))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:40])
def test_the_labelled_examples_are_found_where_they_stand(example):
    expected = [(one["start"], one["end"], one["severity"]) for one in example["expect"]]

    assert [(one.start, one.end, one.severity) for one in find(example["text"])] == expected


@pytest.mark.parametrize("text", OWN["flagged"])
def test_a_wording_is_found_in_an_own_sentence(text):
    assert found(text) == OWN["flagged"][text]


@pytest.mark.parametrize("text", OWN["clean"])
def test_a_sentence_that_says_nothing_wrong_stays_quiet(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("He is an addict.", "He is an individual with a substance use disorder."),
        ("Addicts came.", "People with a substance use disorder came."),
        ("the junkies left", "the people who use drugs left"),
        ("SUBSTANCE ABUSE policy", "SUBSTANCE USE policy"),
        ("The addict's chart", "The patient's chart"),
        ("He got clean in May.", "He got into remission in May."),
        ("Her urine was clean.", "Her urine was negative."),
        ("An addicted baby.", "An infant exposed to opioids before birth."),
        ("Our MAT clinic", "Our MOUD clinic"),
        ("Noncompliant patients", "Nonadherent patients"),
    ],
)
def test_one_press_puts_in_what_fits_and_leaves_the_rest(text, better):
    assert improved(text) == better


def test_every_offer_can_be_put_in():
    for one in find("The junkie relapsed. Her last urine was dirty, and he is an alcoholic."):
        offers = [one.replacement, *one.alternatives]
        assert all(offer and "(" not in offer and "..." not in offer for offer in offers)


@pytest.mark.parametrize(
    "text",
    [
        "A family wrote: “my son is an addict”, and asked for help.",
        "The note says 'drug seeker' twice.",
        "> he is a junkie\nI would not say that.",
        "See https://example.org/substance-abuse/ for the data.",
        "I was a junkie for ten years.",
        "I got clean at thirty.",
        "She describes herself as an addict.",
        "The self-described alcoholic asked for disulfiram.",
        "ICD-10 F11.10, opioid abuse, uncomplicated, is an old code.",
        "Grant of the Substance Abuse and Mental Health Services Administration",
    ],
)
def test_others_words_names_codes_and_ones_own_word_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I saw the addict again.",
        "I treat addicts.",
        "It's not his son's job to be an addict's nurse.",
        'He measured 5" and she 6" of tubing, said the junkie.',
    ],
)
def test_what_only_looks_like_an_exception_is_found(text):
    assert found(text)


def test_a_range_that_quotes_another_is_silent_and_the_rest_is_not():
    text = "He is an addict.\nHe is an addict."

    findings = [one for one in screen(text, quoted=[(0, 16)]) if one.family == "language"]

    assert [one.start for one in findings] == [26]


def test_a_wording_in_the_title_is_found_in_the_title():
    findings = screen("Fine.", title="Dealing with addicts")

    assert [(one.field, one.start, one.end) for one in findings] == [("title", 13, 20)]


def test_only_whole_words_count():
    assert found("The addiction clinic, addictive, cleanliness, a junkyard, dropouts' rates") == [
        "dropouts'"[:-1]
    ]


def test_an_entry_of_the_editors_acts_and_its_exceptions_hold():
    rules = compiled(
        [
            Entry(
                ("meth head",), ("person who uses meth",), "A slur.", "block", ("meth head office",)
            )
        ]
    )

    assert found("A meth-head and two Meth heads.", rules) == ["meth-head", "Meth heads"]
    assert found("He is an addict of the meth head office.", rules) == []


def test_words_of_an_editor_are_words_and_no_expression():
    rules = compiled([Entry(("a.c", "(x|y)+"), ("better",), "Why.", "info")])

    assert found("abc xyxy", rules) == []


@pytest.mark.parametrize(
    "piece",
    ["addict ", '"', "'a ", "“", "A ", "A-", "clean is ", "F11.1 ", "Smith J, ", "a.b", "&"],
)
def test_a_hostile_text_is_read_to_its_end_and_gives_no_flood(piece):
    assert len(find(piece * (30_000 // len(piece)))) <= 200
