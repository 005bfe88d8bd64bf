"""The words to put in the place of others, so that the sentence around them stays right."""

import re
from collections.abc import Sequence

HINT = re.compile(r"\s*\(([^()]*)\)")
_GETTING = re.compile(r"\b(?:got|gets?|getting|gotten) $", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?) $", re.IGNORECASE)
_HEADS = {
    "person": "people",
    "individual": "individuals",
    "patient": "patients",
    "client": "clients",
    "parent": "parents",
    "newborn": "newborns",
    "infant": "infants",
    "recurrence": "recurrences",
    "return": "returns",
    "death": "deaths",
}
_VERBS = {
    "uses": "use",
    "injects": "inject",
    "takes": "take",
    "has": "have",
    "was": "were",
    "is": "are",
}


def plural(word: str) -> str:
    """One English noun in the plural: "addict" is "addicts", "crutch" is "crutches"."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _plural_of_phrase(phrase: str) -> str:
    """ "person who uses drugs" as "people who use drugs"; what it does not know it leaves alone."""
    words = phrase.split(" ")
    if words[0] not in _HEADS:
        return phrase
    words[0] = _HEADS[words[0]]
    if len(words) > 2 and words[1] == "who":
        words[2] = _VERBS.get(words[2], words[2])
    return " ".join(words)


def fitted(
    suggestions: Sequence[str],
    *,
    to: str,
    before: str,
    after: str,
    about: str = "",
    is_plural: bool = False,
    is_abbreviation: bool = False,
    is_before_noun: bool = False,
) -> tuple[str, ...]:
    """`suggestions` as they can stand for the words `to`, the most fitting first.

    Before a noun, as in "alcoholic father", only what can stand there is fitting.

    Number and capitals follow `to`, the choice between vowel and consonant follows the "a" or
    "an" of `before`, which stays as it is. `about` is "person", "test" or "" where nobody knows.
    A suggestion with "..." needs the writer's own words and is left out.
    """
    fitting = [choice for choice in _of(suggestions, about) if "..." not in choice]
    if is_before_noun:
        fitting = [choice for choice in fitting if " " not in choice]
    if after in ("'s", "’s"):
        fitting = sorted(fitting, key=len)  # "the patient's mother" reads better than a long one
    choices = []
    for choice in fitting:
        if is_plural:
            choice = _plural_of_phrase(choice)
        elif _needs_vowel(before) and choice.startswith("person "):
            choice = "individual " + choice.removeprefix("person ")
        if choice.startswith("in ") and _GETTING.search(before):
            choice = "into " + choice.removeprefix("in ")
        choices.append(choice if is_abbreviation else _with_capitals(choice, to))
    if _ARTICLE.search(before):
        choices.sort(key=lambda one: (one[:1] in "aeioAEIO") != _needs_vowel(before))
    return tuple(dict.fromkeys(choices))


def _of(suggestions: Sequence[str], about: str) -> list[str]:
    """The suggestions without their hints; where it is known of whom they speak, those alone."""
    plain: list[str] = []
    of_tests: list[str] = []
    hinted: list[str] = []
    for suggestion in suggestions:
        hint = HINT.search(suggestion)
        words = HINT.sub("", suggestion).strip()
        if not hint:
            plain.append(words)
        elif "test" in hint[1]:
            of_tests.append(words)
        else:
            hinted.append(words)
    if about:
        return (of_tests if about == "test" else plain) or plain
    return plain + of_tests + hinted


def _needs_vowel(before: str) -> bool:
    article = _ARTICLE.search(before)
    return article is not None and len(article[1]) == 2


def _with_capitals(choice: str, words: str) -> str:
    if len(words) > 3 and words.isupper():
        return choice.upper()
    return choice[:1].upper() + choice[1:] if words[:1].isupper() else choice
