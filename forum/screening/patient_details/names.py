"""Names and initials of people, by the words around them and by what the word lists know."""

import re
from collections.abc import Iterator

from forum.screening import lexicon
from forum.screening.finding import Finding
from forum.screening.patient_details import evidence, name_forms
from forum.screening.patient_details.capitals import Run, is_mostly_a_name, runs_of
from forum.screening.patient_details.kinds import Severity, detail
from forum.screening.patient_details.passages import Passages

_SIGNS_OF_OTHERS = re.compile(r"^\s?[&/+]\s?|^(?:™|®)")


def find(passages: Passages) -> Iterator[Finding]:
    """A full name set beside a label or a birth date is hard, any other name of a person soft."""
    found: dict[tuple[int, int], Finding] = {}
    seen: set[str] = set()
    runs = runs_of(passages)
    for run in runs:
        weight = _weight(passages, run)
        if weight:
            found[run.start, run.end] = _named(passages, run, weight)
            if not lexicon.is_english(run.words[0].text):
                seen.add(lexicon.plain(run.words[0].text))
    for start, end in [*name_forms.pasted(passages), *name_forms.nicknames(passages)]:
        severity: Severity = "hard" if "," in passages.text[start:end] else "soft"
        found[start, end] = detail("name", start, end, severity=severity)
    for start, end in [*name_forms.in_small_letters(passages), *name_forms.initials(passages)]:
        found[start, end] = detail("name", start, end, instead=_instead(passages, start, end))
    for run in runs:
        # Once named, a person stays one in the rest of the text.
        if lexicon.plain(run.words[0].text) in seen and (run.start, run.end) not in found:
            after = passages.after(run.words[0].end, 60)
            if not evidence.CITED_AFTER.match(after) and not evidence.PLACE_AFTER.match(after):
                found[run.start, run.end] = _named(passages, run, "soft")
    yield from found.values()


def _named(passages: Passages, run: Run, weight: str) -> Finding:
    severity: Severity = "hard" if weight == "hard" and run.is_full else "soft"
    title = evidence.TITLE.search(passages.before(run.start, 12))
    # "Mr. Halloway" is one name; the space in front of the title is not a part of it.
    start = run.start - len(title.group().lstrip(" (")) if title else run.start
    byname = _BYNAME.search(passages.before(start, 12))
    start -= len(byname.group()) if byname else 0
    # "Jamal W." with its period, where the sentence goes on behind it.
    initial = len(run.words[-1].text) == 1 and re.match(
        r"\.(?=\s[a-z(]|,)", passages.text[run.end : run.end + 3]
    )
    end = run.end + 1 if initial else run.end
    return detail("name", start, end, severity=severity, instead=_instead(passages, start, end))


_BYNAME = re.compile(
    r"\b(?:Big|Little|Lil|Lil[’']|Old|Young|Uncle|Aunt|Auntie|Grandma|Grandpa|Granny|Doc|Papa|Mama|Tía|Tío)\s$"
)


def _instead(passages: Passages, start: int, end: int) -> str:
    before = passages.before(start, 40)
    if re.search(r"[\w,:)]\s{0,2}[\"“(]?$", before) and (
        evidence.PATIENT.search(before)
        or evidence.RELATION.search(before)
        or evidence.NAMED.search(before)
        or evidence.LABEL.search(before)
    ):
        return "[name]"
    if re.search(r"\b(?:in|at|near|outside|inside)\s$", before):
        return "a local place"
    at_start = not before.strip()
    return "The patient" if at_start else "the patient"


def _weight(passages: Passages, run: Run) -> str:
    """`hard`, `soft` or nothing, by what stands before and behind the words."""
    before = passages.before(run.start, 70)
    after = passages.after(run.end, 70)
    if len(run.words[-1].text) == 1:
        after = after.removeprefix(".")
    first = run.words[0].text
    if evidence.PLACE_AFTER.match(after) or _SIGNS_OF_OTHERS.match(after):
        return ""
    related = evidence.RELATION.search(before[-50:]) and _may_be_called(run)
    if evidence.CITED_AFTER.match(after) and not related:
        return ""
    english = lexicon.is_english(first)
    labeled = evidence.LABEL.search(before[-24:]) and not english
    detailed = evidence.DETAIL_AFTER.match(after)
    if labeled or (detailed and (run.is_full or run.is_known or run.is_strange)):
        return "hard"
    aged = evidence.AGE_AFTER.match(after)
    person = run.is_full or passages.about_one_person(run.start)
    if evidence.NAMED.search(before) and _may_be_called(run) and person:
        return "hard" if run.is_full else "soft"
    if related:
        return "soft"
    if evidence.CITED_BEFORE.search(before[-50:]) or evidence.STAFF_BEFORE.search(before[-50:]):
        return ""
    if evidence.PATIENT.search(before[-50:]) and _may_be_called(run):
        return "hard" if run.is_full else "soft"
    if evidence.TITLE.search(before[-10:]) and not passages.is_public_talk(run.start):
        return "soft"
    if (
        before.endswith((" of ", " for ", " from "))
        and (run.is_full or run.is_known)
        and evidence.KIN_OF.search(before[-40:])
        and not passages.is_public_talk(run.start)
    ):
        return "soft"
    if evidence.PLACE_BEFORE.search(before[-16:]) and (
        lexicon.is_us_place(passages.text[run.start : run.end]) or not run.is_full
    ):
        return ""
    if (
        before.endswith(" (")
        and evidence.IN_BRACKETS.search(before)
        and after[:1] in (")", ",")
        and _may_be_called(run)
    ):
        return "soft"
    nameable = run.is_full or run.is_known or run.is_strange or is_mostly_a_name(first)
    place = lexicon.is_us_place(passages.text[run.start : run.end])
    if (
        aged
        and (nameable or lexicon.is_first_name(first))
        and not passages.is_public_talk(run.start)
    ):
        return "hard" if run.is_full else "soft"
    if not nameable:
        return ""
    if evidence.IS_PATIENT_AFTER.match(after) or evidence.OWNED.match(after):
        return "soft" if not place or run.is_known else ""
    if passages.is_public_talk(run.start):
        return ""
    return _by_what_happens(passages, run, before, after, place)


def _may_be_called(run: Run) -> bool:
    first = run.words[0].text
    return not lexicon.is_english(first) or lexicon.is_first_name(first)


_OPENERS = frozenset("hi hello so and yes no".split())


def _is_addressed(before: str, after: str) -> bool:
    """ "Priya, how do you …", "… for me, Priya." """
    begins = not before.strip() or before.strip().lower() in _OPENERS
    return (begins and after[:1] in (",", ":", "!", "")) or before.rstrip().endswith(",")


def _by_what_happens(passages: Passages, run: Run, before: str, after: str, place: bool) -> str:
    """Names that a verb of care or of daily life stands beside."""
    first = run.words[0].text
    listed = lexicon.is_first_name(first)
    if lexicon.is_proper_word(first) and not listed and not run.is_full:
        return ""
    talk = passages.is_patient_talk(run.start)
    cared_for = evidence.CARE_VERB.search(before[-40:])
    does = bool(evidence.DOES.match(after))
    comes = evidence.FROM_AFTER.match(after)
    does = does or (talk and bool(evidence.PAIR_AFTER.match(after)))
    if run.is_known and not place:
        cared_for = cared_for or evidence.CONCERNING.search(before)
        does = does or (
            talk
            and (bool(evidence.DOES_SOMETHING.match(after)) or after.startswith(("'s ", "’s ")))
        )
    if run.is_full and not place and (cared_for or does or comes or talk):
        return "soft"
    in_a_row = re.search(r"[A-Z][\w’'-]+(?:,|\sand|,\sand)\s$", before)
    if place and (not run.is_known or len(run.words) > 1 or in_a_row):
        return ""
    if listed and (does or comes or cared_for) and (not place or talk):
        return "soft"
    if listed and not place and passages.about_one_person(run.start):
        return "soft"
    # Two names and no verb of one's life: hospitals and authors stand so as well.
    addressed = _is_addressed(before, after) or bool(re.match(r"\s(?:and|&|or)\s[A-Z]", after))
    if run.is_known and talk and not (addressed or passages.says(evidence.AMONG_US, run.start)):
        return "soft"
    begins = not before.strip()
    if run.is_strange and (cared_for or does or comes) and talk and not (begins and not does):
        return "soft"
    return ""
