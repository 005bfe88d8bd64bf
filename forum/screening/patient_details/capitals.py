"""Rows of capitalized words that may be one name, and what their words say of themselves."""

import re
from dataclasses import dataclass
from functools import cached_property

from forum.screening import lexicon
from forum.screening.patient_details.passages import Passages, Word

_PARTICLES = frozenset(
    "de del della di da dos das la las los le van von der den el al bin ibn san mac st y".split()
)
_TITLES = frozenset(
    "mr mrs ms miss mister dr drs prof sir madam señor señora sr sra doña don"
    " judge justice officer deputy sheriff sergeant sgt detective trooper nurse senator governor professor".split()
)
# Names that English also uses as words or that towns share: the words around must say more.
_NAMES_A_PLACE = re.compile(
    "Falls|Bridge|Church|House|Hill|Hills|Park|Lake|Rivers?|Woods?|Field|Ford|Banks?|Street|Lane|West|East|North|South|Green|Center|Law|Beach|Heights|Springs?|Valley|Island|City|Bay|Point|Creek|Way|Place|Hall|Court|Grove|Mills?|Start|Dose|Page|Case|Read|Rule|Best|Day|Price|Power|Books?|Bills?|Ware|Health|Patch"
)


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

    @cached_property
    def is_known(self) -> bool:
        first = self.words[0].text
        return lexicon.is_first_name(first) and not lexicon.is_english(first)

    @cached_property
    def is_full(self) -> bool:
        """A first name and a family name, at least one of which is no English word."""
        names = [word.text for word in self.words if lexicon.plain(word.text) not in _PARTICLES]
        if len(names) < 2:
            return False
        first, last = names[0], names[-1]
        strange = [not lexicon.is_english(name) for name in (first, last)]
        if lexicon.is_first_name(first):
            return any(strange) or (lexicon.is_surname(last) and is_mostly_a_name(first))
        # "Ottoline Marsh": a first name that no list has, a family name that is a word as well.
        family = strange[1] or (lexicon.is_surname(last) and not _NAMES_A_PLACE.fullmatch(last))
        if _is_a_brand(first) or _is_a_brand(last):
            return False
        return strange[0] and family and not lexicon.is_proper_word(first)

    @cached_property
    def is_strange(self) -> bool:
        """No dictionary has its first word, and no list of places or agencies."""
        first = self.words[0].text
        return (
            len(first) > 2
            and not lexicon.is_english(first)
            and not first.isupper()
            and not _is_a_brand(first)
        )


def _is_a_brand(word: str) -> bool:
    """GoodRx, MedPAC: a capital inside a word, and no McKay or O'Neal or DeShawn."""
    return re.fullmatch(r"\w+[a-z][A-Z]\w*|[A-Z]{2,}[a-z]\w*", word) is not None and not re.match(
        r"(?:Mc|Mac|De|Di|Da|La|Le|Van|Fitz|Du|Del|Jo|Mar|Ta|Sha|Ke|Ra)[A-Z][a-z]", word
    )


def is_mostly_a_name(word: str) -> bool:
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


def runs_of(passages: Passages) -> list[Run]:
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
        and not is_mostly_a_name(word.text)
    )
