"""Where wording is nobody's business: others' words, names, titles, codes, one's own word."""

import re
from collections.abc import Iterator

Ranges = list[tuple[int, int]]

# Pairs of quotation marks; none reaches over the end of its line. An apostrophe inside a word
# neither opens nor closes, and a mark of inches after a digit opens nothing.
_QUOTES = re.compile(
    r"“[^“”\n]{1,2000}”"
    r"|„[^„“”\n]{1,2000}[“”]"
    r"|«[^«»\n]{1,2000}»"
    r'|(?<![\w"])"(?=\S)[^"\n]{1,2000}"(?!\w)'
    r"|‘[^‘\n]{1,300}?’(?!\w)"
    r"|(?<![\w'])'(?=\S)[^'\n]{1,300}'(?!\w)"
    r"|`[^`\n]{1,500}`"
)
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)\S{1,64}@\S+|(?<!\w)[#@][\w-]+|\b[\w-]{1,60}\.(?:gov|org)\b"
)

# A reference as it stands in a list: somebody with initials, a title, and how to find it.
_REFERENCE_END = re.compile(
    r"\bdoi\b|\b10\.\d{4,9}/|\bPMC?ID\b|\bPMID\b|\bISBN\b|\b(?:19|20)\d\d\s?;\s?\d+"
)
_REFERENCE_AUTHOR = re.compile(
    r"\b[A-Z][\w'’-]{1,40},? (?:[A-Z]\.? ?){1,3}(?=[,.;]|\s|$)|\bet al\b"
)

# A name in capital letters is one where such a word belongs to it.
_CAPITAL_RUN = re.compile(
    r"(?<!\w)[A-Z][\w'’]*(?:(?:[ /-]|, | & )(?:(?:of|and|on|for|the|in|to) )*(?:the )?[A-Z][\w'’]*)+"
)
_NAMING = re.compile(
    r"\b(?:Academy|Act|Administration|Agency|Alliance|Anonymous|Association|Authority|Board|"
    r"Bulletin|Bureau|Cent(?:er|re)s?|Coalition|College|Commission|Committee|Conference|Council|"
    r"Court|Department|Directors|Division|Foundation|Grant|Group|Handbook|Hospital|Hotline|"
    r"Initiative|Institute|Inventory|Journal|Letters|Manual|Ministry|Network|Office|Organization|"
    r"Prevention|Program|Project|Quarterly|Questionnaire|Reports?|Research|Review|Rule|Scale|"
    r"School|Screening|Services|Society|Survey|Task Force|Test|Trust|Union|University)\b"
)
# Diagnoses and paragraphs by their code: the words beside it are the code's, not the writer's.
_CODE = re.compile(
    r"\b(?:F1[0-9](?:\.\d{1,3})?|\d{2,3} CFR|\d{1,2} U\.?S\.?C\.?|ICD-?1[01](?:-CM)?|SNOMED)\b|§"
)
_CODE_REACH = 40  # characters of one sentence between a code and its words
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")

_SELF_BEFORE = re.compile(
    r"(?:\bI(?:['’](?:m|ve|d))?"
    r"(?: (?:am|was|have|had|been|be|got|get|getting|stay|stayed|became|become|used to be|still|"
    r"also|once|never|not|now|myself|just|only|almost|have to|wanted to|tried to|could))*"
    r"|\b(?:calls?|called|calling|considers?|names?|describes?|described|describing|identif(?:y|ies|ied)|"
    r"identifying|introduces?|introduced)"
    r" (?:(?:him|her|them|my|our)sel(?:f|ves))?(?: ?as)?"
    r"|\bself[- ](?:described|identified|proclaimed|declared)"
    r"|\b[Aa]s)"
    r"(?: (?:a|an|the))?"
    r"(?: (?:recovering|former|grateful|proud|lifelong|real|recovered|ex))*[ -]?$"
)
_SELF_AFTER = re.compile(
    r"^ (?:myself|ourselves)\b|^,? (?:in|by) (?:his|her|their|my) own words?\b"
)
_BARE_AS = re.compile(r"\b[Aa]s(?: (?:a|an|the))?(?: \w+)* ?$")


def ranges(text: str) -> Ranges:
    """The parts of `text` whose wording is not judged, sorted; they may overlap."""
    found = [match.span() for match in _QUOTES.finditer(text)]
    found += [match.span() for match in _QUOTED_LINE.finditer(text)]
    found += [match.span() for match in _ADDRESS.finditer(text)]
    found += _references(text)
    found += [run.span() for run in _CAPITAL_RUN.finditer(text) if _NAMING.search(run[0])]
    found += _beside_codes(text)
    return sorted(found)


def is_own_word(text: str, start: int, end: int) -> bool:
    """Whether somebody gives themself the name at `start` to `end`, by their own account."""
    after = text[end : end + 40]
    if _SELF_AFTER.search(after):
        return True
    before = _SELF_BEFORE.search(text[max(0, start - 80) : start])
    if not before:
        return False
    # "As an addict" speaks of the writer only where an "I" follows soon.
    if _BARE_AS.match(before[0]):
        return bool(re.match(r"[\w ]{0,30}, I\b| myself\b", after))
    return True


def _references(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        end = _REFERENCE_END.search(line)
        author = _REFERENCE_AUTHOR.search(line) if end else None
        if end and author and author.start() < end.start():
            yield start + author.start(), start + end.end()
        start += len(line) + 1


def _beside_codes(text: str) -> Iterator[tuple[int, int]]:
    for code in _CODE.finditer(text):
        before = text[max(0, code.start() - _CODE_REACH) : code.start()]
        ends = [match.end() for match in _SENTENCE_END.finditer(before)]
        after = text[code.end() : code.end() + _CODE_REACH]
        stop = _SENTENCE_END.search(after)
        yield (
            code.start() - len(before) + (ends[-1] if ends else 0),
            code.end() + (stop.start() if stop else len(after)),
        )
