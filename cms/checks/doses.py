"""Finds amounts of a drug that have lost their unit: "a dose of 8", "16 of buprenorphine"."""

import re
from collections.abc import Iterator

DRUG = (
    r"(?:buprenorphine|methadone|naloxone|naltrexone|clonidine|lofexidine|morphine|fentanyl|"
    r"suboxone|subutex|sublocade|brixadi|zubsolv|bup)"
)
AMOUNT = r"(?P<amount>\d+(?:[.,]\d+)*(?:\s?(?:to|-|–|/)\s?\d+(?:[.,]\d+)*)?)"
CUE = (
    r"(?:dos(?:e|es|ed|ing)(?:\s+(?:of|at|was|were|is))?|"
    r"(?:titrated|increased|raised|reduced|tapered|lowered)\s+to|"
    r"(?:gave|given|giving|take|takes|took|taking|taken|started\s+(?:at|on|with)|on)|"
    + DRUG
    + r"(?:\s+(?:at|of))?)"
)
# What may follow a bare amount of a drug; after a noun, as in "8 patients", it is a count.
AFTER = (
    r"(?=\s*(?:[.;:)]?\s*$|[.;,:)](?!\d)|\s(?:of\s+)?" + DRUG + r"\b|\s(?:daily|a\s+day|per\s+day|"
    r"twice|once|nightly|and|then|bid|tid|sublingual(?:ly)?|SL|IV|IM|by\s+mouth)\b))"
)
AFTER_CUE = re.compile(rf"\b{CUE}\s+{AMOUNT}{AFTER}", re.IGNORECASE)
BEFORE_DRUG = re.compile(
    rf"(?<![\w./-]){AMOUNT}\s(?:of\s+)?(?:sublingual\s+|oral\s+)?{DRUG}\b", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d\Z")
# "on 8." is a date or a place more often than a dose, so this cue needs the drug or "daily" behind.
LOOSE = re.compile(r"\bon\s+\S+\Z", re.IGNORECASE)
TELLING = re.compile(rf"\s*(?:of\s+)?(?:{DRUG}|daily|a\s+day|per\s+day)\b", re.IGNORECASE)


def amounts_without_unit(text: str) -> Iterator[str]:
    """The words around each amount of a drug in `text` that names no unit."""
    seen: set[int] = set()
    for pattern in (AFTER_CUE, BEFORE_DRUG):
        for match in pattern.finditer(text):
            start = match.start("amount")
            if start in seen or YEAR.match(match["amount"]):
                continue
            if LOOSE.match(match[0]) and not TELLING.match(text, match.end("amount")):
                continue
            seen.add(start)
            yield " ".join(text[max(0, start - 30) : match.end("amount") + 20].split())
