"""Names and initials of people, by the words around them and by what the word lists know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forum.screening import lexicon
from forum.screening.finding import Finding
from forum.screening.patient_details import evidence, name_forms
from forum.screening.patient_details.kinds import Severity, detail
from forum.screening.patient_details.passages import Passages, Word

_PARTICLES = frozenset(
    "de del della di da dos das la las los le van von der den el al bin ibn san mac st y".split()
)
_TITLES = frozenset(
    "mr mrs ms miss mister dr drs prof sir madam señor señora sr sra doña don".split()
)
# Names that English also uses as words or that towns share: the words around must say more.
_NAMES_A_PLACE = re.compile(
    "Falls|Bridge|Church|House|Hill|Hills|Park|Lake|Rivers?|Woods?|Field|Ford|Banks?|Street|Lane|West|East|North|South|Green|Center|Law|Beach|Heights|Springs?|Valley|Island|City|Bay|Point|Creek|Way|Place|Hall|Court|Grove|Mills?|Start|Dose|Page|Case|Read|Rule|Best|Day|Price|Power|Books?|Bills?|Ware|Health|Patch"
)
_SIGNS_OF_OTHERS = re.compile(r"^\s?[&/+]\s?|^(?:™|®)")


@dataclass(frozen=True)
class Run:
    """Capitalized words in a row that may be one name."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def is_known(self) -> bool:
        first = self.words[0].text
        return lexicon.is_first_name(first) and not lexicon.is_english(first)

    @property
    def is_full(self) -> bool:
        """A first name and a family name, at least one of which is no English word."""
        names = [word.text for word in self.words if lexicon.plain(word.text) not in _PARTICLES]
        if len(names) < 2:
            return False
        first, last = names[0], names[-1]
        strange = [not lexicon.is_english(name) for name in (first, last)]
        if lexicon.is_first_name(first):
            return any(strange) or (lexicon.is_surname(last) and _is_mostly_a_name(first))
        # "Ottoline Marsh": a first name that no list has, a family name that is a word as well.
        family = strange[1] or (lexicon.is_surname(last) and not _NAMES_A_PLACE.fullmatch(last))
        return strange[0] and family and not lexicon.is_proper_word(first)

    @property
    def is_strange(self) -> bool:
        """No dictionary has its first word, and no list of places or agencies."""
        first = self.words[0].text
        return len(first) > 2 and not lexicon.is_english(first) and not first.isupper()


def _is_mostly_a_name(word: str) -> bool:
    """John, Carol, Jack: in the dictionary too, yet written with a capital nearly always a name."""
    return lexicon.plain(word) in _MOSTLY_NAMES


_MOSTLY_NAMES = frozenset(
    """john jack bob bobby billy jimmy johnny joey josh tommy tony charlie harry jenny carol colleen derrick jean jasmine jade
    heather holly crystal amber brandy cody kenny ken jay ronnie peter tom tim timothy sally molly patty polly sandy terry
    becky mickey nick nicky rick ricky rob robin rusty scott shelly sheila sherry steven ted trudy victor wally warren
    teddy tabby roger ruby stella randy neil mike matt maria marina madge louis lily larry julia jerry jeffery jeff james gene
    frank eddy ed drew don derek dean dave dan cliff chuck chad carlo carla bret brad bonnie ben barney barb andy ivy hazel iris
    daisy kelly tanner tyler taylor hunter mason carter cooper parker logan jordan morgan blake dawn trinity candy cindy misty
    ginger violet olive jewel pearl opal autumn summer destiny harmony chastity duke rex earl lance pierce reed russ stu sid
    vera wanda myrtle ernie archie alec abel adam eve norm ray""".split()
)


def find(passages: Passages) -> Iterator[Finding]:
    """A full name set beside a label or a birth date is hard, any other name of a person soft."""
    found: dict[tuple[int, int], Finding] = {}
    seen: set[str] = set()
    for run in _runs(passages):
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
    for run in _runs(passages):
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
    return detail(
        "name", start, run.end, severity=severity, instead=_instead(passages, start, run.end)
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
    at_start = not before.strip()
    return "The patient" if at_start else "the patient"


def _runs(passages: Passages) -> list[Run]:
    """Every row of capitalized words of one sentence, cut at words that name no one."""
    runs: list[Run] = []
    current: list[Word] = []
    quiet = lexicon.quiet_words()
    previous: Word | None = None
    for word in passages.words:
        between = passages.text[previous.end : word.start] if previous else ""
        joined = (
            bool(current)
            and previous is not None
            and previous.sentence == word.sentence
            and (between == " " or (between == ". " and len(previous.text) == 1))
        )
        small = lexicon.plain(word.text)
        if not joined:
            _close(runs, current)
        if joined and small in _PARTICLES and not word.has_capital:
            current.append(word)
        elif (
            word.has_capital
            and small not in quiet
            and not _is_shouted(word)
            and small not in _TITLES
        ):
            if len(word.text) > 1 or joined:
                current.append(word)
        else:
            _close(runs, current)
        previous = word
    _close(runs, current)
    return runs


def _is_shouted(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _close(runs: list[Run], current: list[Word]) -> None:
    """Takes off what cannot begin or end a name, and keeps the rest."""
    words = list(current)
    current.clear()
    while words and not words[-1].has_capital:
        words.pop()
    while words and _only_begins(words[0], words[1:]):
        words.pop(0)
    while (
        len(words) > 1
        and lexicon.is_english(words[-1].text)
        and not lexicon.is_surname(words[-1].text)
    ):
        words.pop()
    if words and len(words) <= 5:
        runs.append(Run(tuple(words)))


def _only_begins(word: Word, rest: list[Word]) -> bool:
    """Whether an English word stands in front of a name only as the first of its sentence."""
    if not word.has_capital:
        return True
    if not lexicon.is_english(word.text):
        return False
    return not lexicon.is_first_name(word.text) or (
        bool(rest)
        and rest[0].has_capital
        and lexicon.is_first_name(rest[0].text)
        and not _is_mostly_a_name(word.text)
    )


def _weight(passages: Passages, run: Run) -> str:
    """`hard`, `soft` or nothing, by what stands before and behind the words."""
    before = passages.before(run.start, 80)
    after = passages.after(run.end, 70)
    if len(run.words[-1].text) == 1:
        after = after.removeprefix(".")
    first = run.words[0].text
    if evidence.PLACE_AFTER.match(after) or _SIGNS_OF_OTHERS.match(after):
        return ""
    related = evidence.RELATION.search(before) and _may_be_called(run)
    if evidence.CITED_AFTER.match(after) and not related:
        return ""
    english = lexicon.is_english(first)
    labeled = evidence.LABEL.search(before) and not english
    detailed = evidence.DETAIL_AFTER.match(after)
    if labeled or (detailed and (run.is_full or run.is_known or run.is_strange)):
        return "hard"
    aged = evidence.AGE_AFTER.match(after)
    person = run.is_full or passages.about_one_person(run.start)
    if evidence.NAMED.search(before) and _may_be_called(run) and person:
        return "hard" if run.is_full else "soft"
    if related:
        return "soft"
    if evidence.CITED_BEFORE.search(before) or evidence.STAFF_BEFORE.search(before):
        return ""
    if evidence.PATIENT.search(before) and _may_be_called(run):
        return "hard" if run.is_full else "soft"
    if evidence.TITLE.search(before) and not passages.is_public_talk(run.start):
        return "soft"
    if (
        evidence.KIN_OF.search(before)
        and (run.is_full or run.is_known)
        and not passages.is_public_talk(run.start)
    ):
        return "soft"
    if evidence.PLACE_BEFORE.search(before) and (
        lexicon.is_us_place(passages.text[run.start : run.end]) or not run.is_full
    ):
        return ""
    if evidence.IN_BRACKETS.search(before) and after[:1] in (")", ",") and _may_be_called(run):
        return "soft"
    nameable = run.is_full or run.is_known or run.is_strange or _is_mostly_a_name(first)
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


def _by_what_happens(passages: Passages, run: Run, before: str, after: str, place: bool) -> str:
    """Names that a verb of care or of daily life stands beside."""
    first = run.words[0].text
    listed = lexicon.is_first_name(first)
    if lexicon.is_proper_word(first) and not listed and not run.is_full:
        return ""
    talk = passages.is_patient_talk(run.start)
    cared_for = evidence.CARE_VERB.search(before)
    does = evidence.DOES.match(after)
    comes = evidence.FROM_AFTER.match(after)
    if run.is_known and not place:
        cared_for = cared_for or evidence.CONCERNING.search(before)
        does = does or (
            talk
            and (
                evidence.PAIR_AFTER.match(after)
                or evidence.DOES_SOMETHING.match(after)
                or after.startswith(("'s ", "’s "))
            )
        )
    if run.is_full and not place and (cared_for or does or comes or talk):
        return "soft"
    if place and not run.is_known:
        return ""
    if listed and (does or comes or cared_for) and (not place or talk):
        return "soft"
    if listed and not place and passages.about_one_person(run.start):
        return "soft"
    begins = not before.strip()
    if run.is_strange and (cared_for or does or comes) and talk and not (begins and not does):
        return "soft"
    return ""
