"""The word lists of `data/`, read once when the first text comes."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

_FUNCTION_WORDS = frozenset(
    """a about after again all also although am an and another any anyone are as at be because been
    before being both but by can did do does each either else even every everyone few first for from
    get got had has have having he her here hers him his how i if in into is it its just last let
    like many may maybe me mine more most much must my neither never new next no nobody none nor not
    nothing now of off on once one only or other our out over own she should since so some someone
    something soon still such than that the their them then there these they this those though to
    today together too tomorrow tonight two under until up us very was we well were what when where
    whether which while who whose why will with without would yesterday yet you your"""
    # What the dictionary lacks of our field, and what a tired thumb leaves out.
    """ telehealth telemedicine inpatient outpatient outpatients inpatients prescriber prescribers
    prescribing counseling counselor counselors buprenorphine naloxone fentanyl methadone induction
    inductions microdosing macrodosing overdose overdosed overdosing detox rehab lab labs labeling
    didnt doesnt dont cant wont wasnt isnt couldnt im ive hes shes thats theres whats lets havent
    non anyways alot gonna wanna gotta kinda yall okay meds med script scripts refill refills copay
    bridge voicemail email text mom dad grandma grandpa mommy daddy auntie texted emailed relapsed
    inducted titrated tapered bupe bup subs strips strip films film tabs tab injection shot shots
    pharm pharmd clinician clinicians caregiver coworker roommate cellmate stepdad stepmom ex
    """.split()
)
_SUFFIXES = (
    ("'s", ""),
    ("s'", "s"),
    ("ies", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ings", ""),
    ("ly", ""),
    ("ily", "y"),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("est", ""),
    ("iest", "y"),
    ("ier", "y"),
    ("ment", ""),
    ("ments", ""),
    ("ness", ""),
    ("tion", "te"),
    ("tions", "te"),
    ("ion", ""),
    ("ions", ""),
    ("ions", "e"),
    ("ion", "e"),
    ("able", ""),
    ("able", "e"),
    ("al", ""),
    ("ally", ""),
    ("less", ""),
    ("ful", ""),
    ("ive", "e"),
    ("ability", "able"),
    ("ity", "e"),
    ("ity", ""),
)
_PREFIXES = ("re", "un", "non", "pre", "over", "under", "mis", "de", "dis", "in", "co", "anti")


def plain(word: str) -> str:
    """The word in small letters, its marks and curly apostrophes taken off."""
    if word.isascii():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(mark for mark in flat if not unicodedata.combining(mark)).lower()


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset((DATA / name).read_text(encoding="utf-8").split("\n")) - {""}


@cache
def quiet_words() -> frozenset[str]:
    """Capitalized words that point at nobody: medicines, agencies, scales, states, months."""
    groups = json.loads((DATA / "quiet.json").read_text(encoding="utf-8"))
    return frozenset(
        word for key, words in groups.items() if key != "note" for word in words.lower().split()
    )


@cache
def _group(key: str) -> frozenset[str]:
    groups = json.loads((DATA / "quiet.json").read_text(encoding="utf-8"))
    return frozenset(groups[key].lower().split())


def is_wide_place(word: str) -> bool:
    """Whether it is a state, a region or a country, which the rule allows."""
    return plain(word) in _group("places")


def is_first_name(word: str) -> bool:
    return plain(word) in _list("first_names.txt")


def is_surname(word: str) -> bool:
    return plain(word) in _list("surnames.txt")


@cache
def _places() -> frozenset[str]:
    return frozenset(place.lower() for place in _list("us_places.txt"))


def is_us_place(words: str) -> bool:
    """Whether a town of the United States has this name."""
    return plain(words) in _places()


def is_proper_word(word: str) -> bool:
    """Whether an English dictionary has it with a capital, as no one's first or last name."""
    return plain(word) in _list("proper_words.txt")


def is_english(word: str) -> bool:
    """Whether it is an ordinary English word, in any of its regular forms."""
    word = plain(word)
    if _base(word):
        return True
    if "-" in word:
        return all(is_english(part) for part in word.split("-") if part)
    return any(word.startswith(one) and _base(word[len(one) :]) for one in _PREFIXES)


def _base(word: str) -> bool:
    words = _list("english_words.txt")
    if word in words or word in _FUNCTION_WORDS:
        return True
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            stem = word[: -len(suffix)]
            if stem + instead in words:
                return True
            # planned, stopping: the doubled letter goes
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in words:
                return True
    return False


@cache
def any_of(words: str) -> re.Pattern[str]:
    """A pattern of whole words, separated by spaces; `_` stands for a space inside one."""
    parts = sorted(words.split(), key=len, reverse=True)
    inner = "|".join(re.escape(part).replace("_", r"\s+") for part in parts)
    return re.compile(rf"\b(?:{inner})\b", re.IGNORECASE)
