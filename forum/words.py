"""From a sentence to the words that say what it is about."""

import re
import unicodedata

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+[a-z]*")
ENDING = re.compile(r"(?:ing|edly|ed|ly)$")
DOUBLED = re.compile(r"([bdfgklmnprt])\1$")
VOWEL = re.compile(r"[aeiouy]")
LONGEST = 30  # characters of a word that is kept

# Words that every other title has and that tell no subject.
STOP_WORDS = frozenset(
    """
    a about after again all also am an and any anyone are as at be been before being best but by
    can case could day days did do does doing done during each else ever every for from get gets
    give given good got had has have having help her him his hour hours how i if in into is it its
    just know like long look may me mg might mine more most much my need new no not now of off on
    one only or other our out over patient patients people per please question she should since so
    some someone still take than that the their them then there these they thing this those to
    today too try trying two up us use used using very was way we week weeks well were what when
    where which while who why will with without work would year years yet you your
    """.split()
)


def subjects(sentence: str) -> dict[str, str]:
    """The subject words of `sentence`: stem to the word as it was written, in its order.

    "Vomiting after the first film?" gives {"vomit": "vomiting", "first": "first", "film": "film"}.
    """
    plain = unicodedata.normalize("NFKD", sentence.replace("’", "'").casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    found: dict[str, str] = {}
    for word in WORD.findall(plain):
        bare = word.removesuffix("'s")
        if len(bare) < 2 or bare in STOP_WORDS or (bare[0].isdigit() and len(bare) < 3):
            continue
        found.setdefault(stem(bare), bare)
    return found


def stem(word: str) -> str:
    """`word` without the endings that leave its subject alone: dose, doses and dosing are one."""
    word = word.replace("'", "")[:LONGEST]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif re.search(r"(?:ss|sh|ch|x|z)es$", word):
        word = word[:-2]
    elif word.endswith("s") and not re.search(r"(?:ss|us|is)$", word) and len(word) > 3:
        word = word[:-1]
    cut = ENDING.sub("", word)
    if cut != word and len(cut) >= 3 and VOWEL.search(cut):
        word = DOUBLED.sub(r"\1", cut)
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
