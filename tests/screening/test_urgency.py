"""Who asks for help now is seen; who talks about patients is not."""

import pytest

from forum.screening import screen
from forum.screening.urgency import find
from tests.screening.labelled import labelled

SENTENCES = labelled("urgency_sentences")


@pytest.mark.parametrize("text", SENTENCES["urgent"])
def test_a_call_for_help_is_seen(text):
    assert [one.severity for one in find(text)] == ["urgent"] * len(find(text)) != []


@pytest.mark.parametrize("text", SENTENCES["quiet"])
def test_clinical_talk_stays_quiet(text):
    assert find(text) == []


def test_the_sentence_is_marked_where_it_stands():
    text = "Thanks for this forum. I can’t stop using. It helps."

    (one,) = find(text)

    assert text[one.start : one.end] == "I can’t stop using"


def test_curly_and_missing_apostrophes_read_the_same():
    assert all(find(f"i {word} stop using") for word in ("can't", "can’t", "cant"))


def test_a_quotation_is_nobodys_call_for_help():
    assert find("One wrote “I want to die” on the form.") == []
    assert [
        one for one in screen("I want to die", quoted=[(0, 13)]) if one.family == "urgency"
    ] == []


def test_a_title_may_ask_for_help_as_well():
    findings = screen("See above.", title="I can't stop using and need help")

    assert [(one.family, one.field) for one in findings] == [("urgency", "title")]
