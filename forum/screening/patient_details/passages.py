"""A text as sentences and words, and whether a sentence speaks about one person."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from forum.screening.lexicon import any_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# A sentence ends at a line end, or at a mark followed by space and not after a short title.
_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\bNo)(?<!\bvs)(?<!\bal)(?<!\b[A-Z])"
    r"[.!?]+[\"”’)]*\s+|\n+"
)

RELATIVES = (
    "mother mom mum momma mama mami mommy father dad papa daddy parent stepmother stepfather"
    " stepmom stepdad brother sister bro sis sibling stepbrother stepsister twin son daughter"
    " stepson stepdaughter child baby newborn infant toddler kid grandmother grandfather grandma"
    " grandpa granny nana abuela abuelo grandson granddaughter grandchild aunt auntie uncle tia tio"
    " niece nephew cousin husband wife hubby spouse partner boyfriend girlfriend bf gf fiance fiancee"
    " fiancé fiancée ex ex-husband ex-wife ex-boyfriend ex-girlfriend widow widower"
    " mother-in-law father-in-law brother-in-law sister-in-law son-in-law daughter-in-law"
)
# Relatives, and people who are known through the patient.
AROUND = RELATIVES + (
    " roommate housemate flatmate cellmate bunkmate friend buddy neighbor landlord landlady boss"
    " employer supervisor coworker co-worker manager foreman teacher coach pastor priest guardian"
    " sponsor caregiver carer caretaker probation_officer parole_officer po caseworker case_worker"
    " case_manager social_worker lawyer attorney dealer babysitter sitter foster_mother foster_mom"
    " foster_dad foster_father foster_parents godmother godfather emergency_contact next_of_kin"
    " ride driver pimp"
)
_ONE_PERSON = re.compile(
    r"\b(?:pt|patient|patient's|client|she|he|her|his|him|hers|himself|herself|inmate"
    r"|(?:this|that|a|an|my|our|the|another|young|older?|elderly|pregnant|homeless|new|local)\s+"
    r"(?:guy|man|woman|lady|gentleman|gent|kid|person|fella|dude|teen|teenager|girl|boy|youth|veteran"
    r"|member|caller|resident|mother|mom|father|dad|grandmother|grandfather|worker|nurse|driver|teacher|welder|roofer|barber|trucker|mechanic|waitress|bartender|student|farmer|rancher|logger|fisherman|carpenter)"
    r"|\d{1,3}[\s-]?(?:yo|y/o|y\.o|yr|yrs|year|years)\b[\s-]?(?:old)?"
    r"|\d{2}\s?[MFmf](?![\w/])|in\s+(?:his|her)\s+\w+ies"
    # A chart's own sentence has no subject: "Admitted after a fall."
    r"|^(?:re)?admitted|^discharged|^lives|^living|^stays|^works|^born|^grew|^homeless|^incarcerated"
    r"|husband|wife|brother|sister|son|daughter|nephew|niece|boyfriend|girlfriend|grandson"
    r"|granddaughter|roommate)\b",
    re.IGNORECASE,
)
_CARE = re.compile(
    r"\b(?:cows|uds|utox|tox(?:icology)?|induct\w*|relapse\w*|overdos\w*|od'?d|withdrawal|cravings?"
    r"|craves?|taper\w*|titrat\w*|follow-?ups?|f/u|milligrams?|couch|admitted|discharged?|no-?show\w*|refills?|films?|strips?"
    r"|injection|shot|dose[ds]?|dosing|mg|urine|appointment|appt|clinic|intake|detox|rehab|bup|subs?"
    r"|suboxone|sublocade|brixadi|subutex|methadone|fentanyl|heroin|meth|using|sober|sobriety"
    r"|recovery|pregnant|prenatal|custody|cps|probation|parole|jail|incarcerated|released|shelter"
    r"|homeless|script|chart|voicemail|portal|naloxone|narcan|started|restarted|visit|er|ed|icu|hospital)\b",
    re.IGNORECASE,
)
# The talk of papers, talks and rules, where a capital and a date name no patient.
_PUBLIC = re.compile(
    r"\bet\s+al\b|(?-i:\bv\.\s)|\b(?:trial|study|studies|paper|papers|cohort|meta-analysis|review|guidelines?|published|authors?"
    r"|journal|article|editorial|webinar|conference|keynote|lecture|grand\s+rounds|symposium"
    r"|podcast|doi|pmid|chapter|textbook|randomi[sz]ed|senator|congress\w*|secretary|governor"
    r"|supreme\s+court|plaintiff|lawsuit|statute|regulations?|final\s+rule|federal\s+register"
    r"|act|bill|legislation|cfr|toolkit|survey|op-?ed|memoir|novel|documentary)\b"
    r"|\(\s?(?:19|20)\d\d[a-z]?\s?\)",
    re.IGNORECASE,
)
_NOT_THE_PATIENT = any_of("i we our ours my us")


@dataclass(frozen=True)
class Word:
    """A run of letters with inner hyphens and apostrophes, `'s` at its end cut off."""

    text: str
    start: int
    end: int
    sentence: int

    @property
    def has_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True)
class Sentence:
    number: int
    start: int
    end: int


@dataclass
class Passages:
    """One text, cut into sentences and words once and asked by every finder."""

    text: str
    _answers: dict[tuple[re.Pattern[str], int], bool] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> list[Sentence]:
        cuts = [0, *(end.end() for end in _END.finditer(self.text)), len(self.text)]
        return [Sentence(number, start, end) for number, (start, end) in enumerate(pairwise(cuts))]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    @cached_property
    def words(self) -> list[Word]:
        found = []
        for match in _WORD.finditer(self.text):
            text = match.group()
            if len(text) > 2 and text[-2:] in ("'s", "’s"):
                text = text[:-2]
            start = match.start()
            number = self.sentence_at(start).number
            found.append(Word(text, start, start + len(text), number))
        return found

    def before(self, offset: int, reach: int = 60) -> str:
        """The end of the same sentence before `offset`, at most `reach` characters."""
        return self.text[max(self.sentence_at(offset).start, offset - reach) : offset]

    def after(self, offset: int, reach: int = 60) -> str:
        """The same sentence from `offset`, at most `reach` characters."""
        sentence = self.sentence_at(max(0, offset - 1))
        return self.text[offset : max(offset, min(sentence.end, offset + reach))]

    def words_of(self, sentence: Sentence) -> str:
        # A sentence longer than any person writes is read in its beginning only.
        return self.text[sentence.start : min(sentence.end, sentence.start + 1500)]

    def says(self, pattern: re.Pattern[str], offset: int) -> bool:
        """Whether the sentence at `offset` holds the pattern; asked of a sentence only once."""
        sentence = self.sentence_at(offset)
        key = (pattern, sentence.number)
        if key not in self._answers:
            self._answers[key] = bool(pattern.search(self.words_of(sentence)))
        return self._answers[key]

    def about_one_person(self, offset: int) -> bool:
        """Whether the sentence at `offset` speaks of one person who may be a patient."""
        return self.says(_ONE_PERSON, offset)

    def is_public_talk(self, offset: int) -> bool:
        """Whether the sentence speaks of a paper, a talk, a rule or an office."""
        return self.says(_PUBLIC, offset)

    def is_patient_talk(self, offset: int) -> bool:
        """Whether the sentence speaks of one person or of care, and not of papers or rules."""
        cared_for = self.about_one_person(offset) or self.says(_CARE, offset)
        return cared_for and not self.is_public_talk(offset)

    def is_about_us(self, offset: int) -> bool:
        """Whether the sentence speaks of the writer and colleagues."""
        return self.says(_NOT_THE_PATIENT, offset)
