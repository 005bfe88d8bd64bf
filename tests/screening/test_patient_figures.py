"""What screening finds in the labelled sentences, and how often it cries wolf."""

import json
from pathlib import Path

import pytest

from bench.screening import SETS, load, score
from forum.screening import screen
from forum.screening.lexicon import DATA

PHI = json.loads((DATA / "phi.json").read_text(encoding="utf-8"))


# What is reached, a little under; a rule that costs more than that is a worse rule.
@pytest.mark.parametrize(
    ("name", "hard", "names_and_places", "every_kind", "clean_flagged"),
    [
        ("labelled sentences", 0.98, 0.95, 0.97, 0.02),
        ("second set", 0.98, 0.95, 0.96, 0.03),
        ("blind set", 0.98, 0.95, 0.97, 0.02),
        ("later set", 0.98, 0.95, 0.95, 0.04),
    ],
)
def test_recall_and_false_alarms_hold(name, hard, names_and_places, every_kind, clean_flagged):
    result = score(load(SETS[name]))
    missed = f"missed {result.missed}, false alarms {result.false_alarms}"
    assert result.hard_recall >= hard, missed
    assert result.recall("name", "geographic") >= names_and_places, missed
    assert result.recall(*result.labelled) >= every_kind, missed
    assert result.false_alarm_rate <= clean_flagged, missed


def test_labels_of_every_set_lie_on_their_words():
    for path in SETS.values():
        for sentence in load(path):
            for span in sentence["spans"]:
                words = sentence["text"][span["start"] : span["end"]]
                assert words == words.strip() != "", sentence["id"]


@pytest.mark.parametrize("name", ["second set", "blind set"])
def test_a_set_of_unseen_sentences_is_large_and_half_clean(name):
    sentences = load(SETS[name])
    clean = [one for one in sentences if not one["spans"]]
    assert len(sentences) >= 200
    assert 0.4 < len(clean) / len(sentences) < 0.6
    assert not {one["text"] for one in sentences} & {
        one["text"] for one in load(SETS["labelled sentences"])
    }


def test_every_safe_harbor_kind_is_found_and_has_its_reason():
    from forum.screening.patient_details.kinds import REASONS

    kinds = {kind["key"] for kind in PHI["identifier_kinds"]}
    assert set(REASONS) == kinds
    found = {
        one.kind
        for sentence in load(SETS["labelled sentences"])
        for one in screen(sentence["text"])
        if one.family == "patient"
    }
    assert found == kinds


def test_what_the_rule_never_flags_stays_quiet():
    for quiet in PHI["never_flag"]:
        assert [one for one in screen(quiet["pattern"]) if one.family == "patient"] == []


def test_longer_texts_of_the_field_stay_quiet():
    """The domain's clean sentences in one breath: no sentence lends its person to another."""
    clean = [one["text"] for name in SETS for one in load(SETS[name]) if not one["spans"]]
    text = "\n\n".join(clean)
    alone = sum(
        len([one for one in screen(text_of_one) if one.family == "patient"])
        for text_of_one in clean
    )
    together = [one for one in screen(text) if one.family == "patient"]
    assert len(together) <= alone


def test_data_files_stay_small_and_name_their_source():
    lists = [*DATA.glob("*.txt")]
    assert sum(path.stat().st_size for path in lists) < 1_500_000
    notes = (DATA / "README.md").read_text(encoding="utf-8")
    assert all(path.name in notes for path in [*lists, Path("phi.json"), Path("quiet.json")])
