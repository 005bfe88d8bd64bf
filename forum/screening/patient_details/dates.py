"""Exact dates of a person's life or care, and ages over 89."""

import re
from collections.abc import Iterator

from forum.screening.finding import Finding
from forum.screening.patient_details.kinds import detail
from forum.screening.patient_details.passages import RELATIVES, Passages

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SEASONS = ("winter", "spring", "summer", "fall")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d|[’']\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_WRITTEN = re.compile(
    rf"\b{_MONTH}\s{{0,2}}(?:the\s)?{_DAY}(?P<th>st|nd|rd|th)?(?![\d/:%]|\.\d|\s?(?:mg|mcg|patients?|people|of\s(?:us|them|our)|days?|percent|am|pm)\b)(?:\s?,?\s{{1,2}}{_YEAR}(?!\d))?",
    re.IGNORECASE,
)
_TURNED = re.compile(
    rf"\b(?:the\s)?{_DAY}(?P<th>st|nd|rd|th)?\s{{1,2}}(?:of\s|day\sof\s)?{_MONTH}(?![a-z])(?:\s?,?\s{{1,2}}{_YEAR}(?!\d))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\w/.$-])(?:(?P<m>1[0-2]|0?[1-9])(?P<sep>[/.-])(?P<d>3[01]|[12]\d|0?[1-9])(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>1[0-2]|0?[1-9])[-/.](?P<d2>3[01]|[12]\d|0?[1-9])"
    r"|(?P<d3>3[01]|[12]\d|0?[1-9])[-\s](?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-\s](?P<y3>(?:19|20)?\d\d))(?![\w/]|[-.]\d)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<![\w/.$-])(?P<m>1[0-2]|0?[1-9])[/](?P<d>3[01]|[12]\d|0?[1-9])(?![\w/%]|[.-]\d)"
)
_SHORT_CUE = re.compile(
    r"\b(?:on|since|from|until|till|by|dated?|visit|appt|appointment|seen|admit(?:ted)?|admission|discharged?|d/c'?d?|dob|born|inducted|induction|started"
    r"|start\sdate|last\s(?:seen|dose|visit|use|fill|filled|injection|shot|uds)|f/u|follow[\s-]up|court|surgery|due|edd|lmp|released?|died|labs?|uds|tox|screen|injection|shot|filled|fill|refill"
    r"|bday|birthday|relapsed?|overdosed?|od'?d?|er|ed|intake|hearing|dated|between)(?:\s(?:date|was|is|on|of|from|the|for|visit|again|positive|negative)|[\s,:;(-]){0,4}$",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"\s{0,2}(?:mg|mcg|films?|tabs?|tablets?|strips?|subs?|suboxone|zubsolv|bup\w*|sl|bid|tid|qd|daily|twice|x\d|dose|pain|points?|ratio|split|am|pm)\b",
    re.IGNORECASE,
)
_STRENGTHS = {
    ("8", "2"),
    ("4", "1"),
    ("2", "5"),
    ("12", "3"),
    ("5", "10"),
    ("9", "10"),
    ("10", "10"),
    ("24", "7"),
    ("1", "2"),
    ("1", "4"),
    ("1", "3"),
    ("2", "3"),
    ("3", "4"),
}
_SCORE = re.compile(
    r"\b(?:cows|score[ds]?|pain|rated?|bp|out\sof|phq|gad|strength|takes?|taking|took|dose|on\sfilm)(?:\s(?:is|was|of|on|at|a|level|it|got|now)|[\s:,]){0,4}$",
    re.IGNORECASE,
)

_BORN = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date\sof\sbirth|birth\s?(?:date|day)|b-?day|born|bd)(?:\s(?:on|is|was|of|in|the|date|back|listed|as|says)|[\s:,;=(#-]){0,6}$",
    re.IGNORECASE,
)
# The day of birth typed in one row, and a year of birth behind a full name.
_BORN_IN_A_ROW = re.compile(
    r"\b(?:d\.?o\.?b\.?|birth\s?date|date\sof\sbirth|bd|born)[\s:#=-]{1,3}(?P<day>(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:19|20)?\d\d)|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)",
    re.IGNORECASE,
)
_AFTER_A_NAME = re.compile(r"(?:^|[\s(:])[A-Z][\w’'-]{1,24}\s[A-Z][\w’'-]{1,24},?\s\(?$")
_EVENT = re.compile(
    r"\b(?:admit(?:ted|s)?|admission|readmit\w*|discharge[ds]?|discharging|d/c'?d?|seen|saw|see|visit(?:ed|s)?|died|passed(?:\saway)?|death|dod|deceased|funeral|first\sdose|last\sdose|induct\w*|intake"
    r"|start(?:ed)?|restarted|overdose[ds]?|overdosing|od'?d|relapse[ds]?|surgery|operated|delivered|gave\sbirth|delivery|due(?:\sdate)?|edd|lmp|court(?:\sdate)?|hearing|sentenc\w*|trial\sdate|released?|release\sdate|arrest\w*|booked"
    r"|jailed|appointment|appt|follow[\s-]?up|f/u|came|presented|walked|arrived|showed|no-?showed|missed|inject(?:ed|ion)|shot|filled|fill|refill\w*|picked\sup|lab(?:s|work)?|uds|urine|collected|drawn|birthday|anniversary|turn(?:s|ed|ing)"
    r"|married|wedding|evict\w*|fired|hired|quit|moved|enter(?:ed|s)|left|sober(?:\ssince)?|clean(?:\ssince)?|clean\sdate|since|crash|accident|wreck|shooting|stabbed|shot|miscarri\w*|hospitali[sz]\w*|er|ed|icu|detox\w*|transfer\w*|revived|narcanned|used|using|last\suse|signed\sin|called|texted|wrote|dated|labor)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:rules?|compliance|medicare|modifiers?|payers?|effective|took\seffect|takes\seffect|in\seffect|deadline|publish\w*|publication|webinar|conference|comment\speriod|register|registration|waivers?|flexibilit\w*|fda|dea|cms|samhsa|hhs|approv\w*|law|bill|signed\sinto|act"
    r"|version|issue|lecture|office\shours|holiday|guidelines?|guidance|cfr|memo|bulletin|formulary|policy|policies|expires?|expired|extended|extension|session|meeting|training|course|agenda|symposium|summit|issued|announced|released\s(?:its|the|a|new)|recall\w*|shortage"
    r"|article|paper|trial\sran|study|enrollment|enrolled\sfrom|our\sclinic|we\sopen\w*|new\shours|survey|hearing\son\sthe|legislat\w*|senate|congress|election|fee\sschedule|code\schange|newsletter|grand\srounds|workshop|cme)\b",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(
    r"\b(?:on|since|before|after)\s(?P<day>christmas(?:\seve|\sday)?|thanksgiving(?:\sday)?|new\syear[’']?s(?:\seve|\sday)?|halloween|easter(?:\ssunday)?|valentine[’']?s(?:\sday)?|mother[’']?s\sday|father[’']?s\sday|labor\sday|memorial\sday|the\s(?:4th|fourth)\sof\sjuly|july\s4th|st\.?\spatrick[’']?s(?:\sday)?)(?!\w)",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    r"\b(?:his|her|their|patient[’']?s|pt[’']?s)\s(?:\w+\s)?birthday,?\s(?:is\s|was\s|on\s|fell\son\s)?(?:the\s)?\d{1,2}(?:st|nd|rd|th)?(?!\d)",
    re.IGNORECASE,
)
_THE_DAY = re.compile(
    r"\b(?:on|since|until|by)\s(?P<day>the\s(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?!\s\w+(?:day|dose|week|month|visit|try|time|floor|attempt|step|hour)\b)(?!\s(?:day|dose|week|month|visit|try|time|floor|attempt|step|hour|percentile|edition|of))",
    re.IGNORECASE,
)

_AGE_WORD = r"years?[\s-]old|yrs?[\s-]old|y\.?o\.?|y/o|yr\.?s?|years?\sof\sage"
_OLD = re.compile(
    rf"(?<![\w.$/-])(?P<age>(?:9\d|1[01]\d)[\s-]{{0,2}}(?:{_AGE_WORD})|(?:9\d|1[01]\d)\s?(?:[MFmf](?![\w/])|(?:male|female|man|woman)\b))(?![\w])",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:aged?|age\sof|turn(?:ed|ing|s)|who(?:\sis|[’']s)|(?:she|he|patient|pt|man|woman|fella|lady|guy|gentleman|gal|veteran|resident|widow|widower|"
    + "|".join(RELATIVES.split())
    + r")"
    r"(?:\s(?:is|was|just|who|already|now|at|turned|turns|age|aged)|[’']s|,){1,3})[\s,:]{0,2}(?P<age>9\d|1[01]\d)"
    r"(?=[\s]{0,2}(?:[,.;:)!?]|$|and\b|with\b|on\b|but\b|years?\b|now\b|who\b|in\s|this\b|next\b|last\b|when\b|so\b|or\b))(?!\syears?\s(?:ago|later|sober|clean))",
    re.IGNORECASE,
)
_OLD_WORDS = re.compile(
    r"\b(?:in\s(?:his|her|their)\s(?:early\s|mid[\s-]?|late\s)?(?P<age>nineties|90[’']?s)|(?P<age2>ninety(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?[\s-]years?[\s-]old|nonagenarian|centenarian|hundred[\s-]year[\s-]old))\b",
    re.IGNORECASE,
)


_DATE_CUE = re.compile(r"\b(?:on|born|dob|since|until|by|of)\W{0,2}$", re.IGNORECASE)


def find(passages: Passages) -> Iterator[Finding]:
    """Birth dates in full are hard; other exact dates of a person and ages over 89 are soft."""
    text = passages.text
    for pattern in (_WRITTEN, _TURNED):
        for match in pattern.finditer(text):
            yield from _written(passages, match)
    for match in _NUMERIC.finditer(text):
        yield from _numeric(passages, match)
    for match in _BORN_IN_A_ROW.finditer(text):
        digits = match.group("day")
        year = digits[:4] if digits[:2] in ("19", "20") else digits[4:]
        yield detail("date", *match.span("day"), severity="hard", instead=_full_year(year))
    for match in _SHORT.finditer(text):
        yield from _month_and_day(passages, match)
    for match in _BIRTHDAY.finditer(text):
        yield detail("date", *match.span(), instead="recently")
    for pattern in (_HOLIDAY, _THE_DAY):
        for match in pattern.finditer(text):
            start, end = match.span("day")
            before = passages.before(start, 50)
            if _EVENT.search(before) and _is_a_persons(passages, start):
                yield detail("date", start, end, instead="a day that month")
    yield from _ages(passages)


def _is_a_persons(passages: Passages, offset: int) -> bool:
    return passages.about_one_person(offset) and not _RULE.search(passages.before(offset, 60))


def _written(passages: Passages, match: re.Match[str]) -> Iterator[Finding]:
    start, end = match.span()
    month = match.group("month")
    # "may 5", "march 3 people": in small letters these are verbs.
    verb = month in ("may", "march", "mar", "dec", "sep") and not match.group("th")
    if verb and not _DATE_CUE.search(passages.before(start, 10)):
        return
    year = match.group("year")
    month_number = next(
        number for number, name in enumerate(_MONTHS) if name.startswith(month.lower()[:3])
    )
    yield from _date(passages, start, end, month_number + 1, year)


def _numeric(passages: Passages, match: re.Match[str]) -> Iterator[Finding]:
    year = match.group("y") or match.group("y2") or match.group("y3")
    if match.group("mon"):
        month = 1 + next(
            number for number, name in enumerate(_MONTHS) if name[:3] == match.group("mon").lower()
        )
    else:
        month = int(match.group("m") or match.group("m2"))
    # 8.2.10 is a version, 12-3-4 a ratio: only a slash may go without a word beside it.
    if match.group("sep") in (".", "-") and len(match.group("y")) == 2:
        before = passages.before(match.start(), 40)
        if not (_BORN.search(before) or _SHORT_CUE.search(before)):
            return
    yield from _date(passages, *match.span(), month, year)


def _month_and_day(passages: Passages, match: re.Match[str]) -> Iterator[Finding]:
    start, end = match.span()
    before = passages.before(start, 40)
    born = _BORN.search(before)
    if not born:
        cue = _SHORT_CUE.search(before)
        pair = (match.group("m").lstrip("0"), match.group("d").lstrip("0"))
        strength = pair in _STRENGTHS or _STRENGTH.match(passages.text[end : end + 14])
        if not cue or strength or _SCORE.search(before):
            return
    yield from _date(passages, start, end, int(match.group("m")), None)


def _date(
    passages: Passages, start: int, end: int, month: int, year: str | None
) -> Iterator[Finding]:
    before = passages.before(start, 50)
    season = _SEASONS[month % 12 // 3]
    if _BORN.search(before):
        on = re.search(r"\bon\W{0,2}(?:the\s)?$", before, re.IGNORECASE)
        full = _full_year(year)
        instead = f"a day in {full}" if on and full else full or "recently"
        yield detail("date", start, end, severity="hard" if year else "soft", instead=instead)
        return
    by_name = year and _AFTER_A_NAME.search(before) and "1920" <= _full_year(year) <= "2012"
    if by_name and not passages.is_public_talk(start) and not _RULE.search(before):
        yield detail("date", start, end, severity="hard", instead=_full_year(year))
        return
    near = passages.before(start, 90) + " " + passages.after(end, 40)
    if _RULE.search(near) and not _EVENT_NEAR.search(before):
        return
    about = passages.about_one_person(start)
    event = _OF_A_CHART.search(passages.before(start, 60)) or _OF_A_CHART.match(
        passages.after(end, 30).lstrip(" ,:;-–")
    )
    ours = passages.is_about_us(start) or passages.is_public_talk(start)
    if about or (event and not ours):
        instead = f"a day in the {season}" + (f" of {_full_year(year)}" if year else "")
        yield detail(
            "date", start, end, instead=instead, alternatives=("a few weeks ago", "last month")
        )


# Words of a chart, which say without a "he" or "she" that the date is a patient's.
_OF_A_CHART = re.compile(
    r"\b(?:admit(?:ted)?|admission|readmit\w*|discharge[ds]?|d/c'?d?|last\sseen|seen|visit|dod|died|passed\saway|deceased|first\sdose|last\sdose|induct(?:ed|ion)|intake|restarted|overdosed|od'?d|relapsed|surgery|delivered|edd|lmp"
    r"|court\sdate|release\sdate|arrested|booked|jailed|appointment|appt|follow[\s-]?up|f/u|no-?showed|injection|shot|filled|picked\sup|labs?|uds|urine|drawn|birthday|evicted|fired|sober\ssince|clean\ssince|clean\sdate|hospitali[sz]ed|er|ed|icu|transferred|revived|narcanned|last\suse|(?:last|next|first|second|third)\s(?:\w+\s){0,2}(?:given|due|done|dose|injection|shot|fill|refill)|came\sin|walked\sin|presented\s(?:to|with))\b",
    re.IGNORECASE,
)
_EVENT_NEAR = re.compile(
    r"\b(?:admitted|discharged|died|inducted|overdosed|relapsed|born|arrested|released\sfrom|delivered|his|her|she|he|pt|patient)\b[^,;]{0,25}$",
    re.IGNORECASE,
)


def _full_year(year: str | None) -> str:
    if not year:
        return ""
    digits = year.lstrip("’'")
    if len(digits) == 4:
        return digits
    return f"20{digits}" if int(digits) <= 26 else f"19{digits}"


def _ages(passages: Passages) -> Iterator[Finding]:
    text = passages.text
    for match in _OLD.finditer(text):
        start, end = match.span("age")
        follows = re.match(
            r"\s(?:grand)?(?:\w+\s)?(?:"
            + "|".join(RELATIVES.split())
            + r"|man|woman|patient|pt|lady|gentleman|veteran|farmer|widow)\b",
            text[end : end + 40],
            re.IGNORECASE,
        )
        instead = "very old" if follows else "person over 89"
        if re.search(r"\b(?:is|was|turned)\s$", text[max(0, start - 8) : start]):
            instead = "over 89"
        yield detail("date", start, end, instead=instead, alternatives=("in very old age",))
    for match in _AGED.finditer(text):
        yield detail("date", *match.span("age"), instead="over 89")
    for match in _OLD_WORDS.finditer(text):
        group = "age" if match.group("age") else "age2"
        instead = "old age" if group == "age" else "over 89"
        yield detail("date", *match.span(group), instead=instead)
