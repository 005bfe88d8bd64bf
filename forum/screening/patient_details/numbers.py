"""Numbers that belong to one person, each known by the word in front of it."""

import re
from collections.abc import Iterator

from stdnum import imei, luhn
from stdnum.exceptions import ValidationError

from forum.screening.finding import Finding
from forum.screening.patient_details.kinds import detail
from forum.screening.patient_details.passages import Passages

# Up to four short words may stand between a label and its number.
_JOIN = (
    r"(?:\s{0,2}(?:numbers?|num|nbr|no\.?|nr|id|ids|identifier|code|card|tag|is|was|are|of|ending|ends|in|reads?|on"
    r"|file|the|starts|with|listed|as|shows|says|came|back|under|here|his|her|their|new|old|plate|pump|device|monitor|meter|cgm|phone|pacemaker|stimulator|implant|chart|pt|patient's"
    r"|[#:=,.(\[“\"'’-])){0,6}\s{0,2}"
)
# Letters and digits in groups; a space may part groups only where digits follow.
_ID = (
    r"(?P<id>#?[A-Za-z]{0,5}[-./]?\d[A-Za-z\d]{0,20}(?:[-./:][A-Za-z\d]{1,14}){0,5}"
    r"(?:\s(?=[\dA-Z]*\d{2})[\dA-Z]{2,8}){0,4}"
    r"|(?-i:[A-Z\d]{2,8}(?:[-\s]?(?=[A-Z\d]*\d)[A-Z\d]{2,8}){1,4}|[A-Z]{1,3}\s\d{3,8}(?:\s\d{2,8}){0,3}))(?![\w%]|[.]\d)"
)
# (kind, label, fewest digits of the number, whether the label alone says little)
_LABELS: list[tuple[str, str, int, bool]] = [
    ("mrn", (r"mrn|m\.r\.n\.?|emrn?|mr\s?(?=[#:])|med(?:ical)?\s?rec(?:ord)?s?|empi|csn|pt\s?id|patient\s?id"
     r"|patient\s?(?:no|number|num)|pat\s?id|chart\s?(?:id|no|number|num|#)|record\s?(?:id|no|number|num|#)"
     r"|accession|encounter\s?(?:id|no|number|num|#)|specimen\s?(?:id|no|number|num|#)|visit\s?(?:id|number|#)"
     r"|study\s?id|epic\s?id|hospital\s?(?:no|number|id)|unit\s?(?:no|number)"), 3, False),
    ("mrn", r"epic|cerner|athena|meditech", 6, True),
    ("mrn", r"chart|records?|specimen|encounter|admitted\s[\w\s]{2,12}under|admission", 5, True),
    ("health-plan-id", (r"(?:member|subscriber|beneficiary|cardholder|enrollee|recipient|insured)"
     r"(?:\s?(?:id|no|number|num|#))?|(?:medicaid|medicare|medi-cal|mbi|hicn|insurance|policy|plan|group"
     r"|bcbs|aetna|cigna|humana|tricare|kaiser|anthem|uhc|prescription\s?card|rx)\s?(?:id|number|num|no\b\.?|#|card)"
     r"|mbi|hicn|rxgrp"), 4, False),
    ("health-plan-id", (r"(?:ahcccs|masshealth|badgercare|tenncare|soonercare|husky|peachcare|mainecare|healthy\slouisiana|hoosier\shealthwise|denali\skidcare|champva|chip|molina|centene|wellcare|ambetter|oscar|caresource|amerigroup|fidelis)"
     r"(?:\s?(?:id|number|num|no\b\.?|#|card|member))?"), 6, True),
    ("health-plan-id", r"group|grp|rx\s?bin|rx\s?pcn", 6, True),
    ("health-plan-id", r"medicaid|medicare|medi-cal|mbi|insurance|bcbs|aetna|cigna|humana", 7, True),
    ("account", (r"acct|acc(?=\s?[#.:])|(?:account|card)\s(?:\w+\s)?ending(?:\sin|\swith)?|account\s?(?:id|no|number|num|#)|guarantor|invoice|claim\s?(?:id|no|number|num|#)"
     r"|routing|debit\s?card|credit\s?card|card\s?(?:no|number|ending)|iban|prescription\s?(?:no|number|#)"
     r"|rx\s?(?:no|number|#)|confirmation\s?(?:no|number|#)|reference\s?(?:no|number|#)|ebt|check\s?(?:no|number|#)"), 4, False),
    ("account", (r"(?:pa|prior\s?auth\w*|auth(?:orization)?|approval|appeal|denial|ticket|order|transaction|tracking)\s?(?:ref(?:erence)?|no\b\.?|number|num|#|case|id|request)"
     r"|ref(?:erence)?\s?(?:no\b\.?|num|#)"), 5, False),
    ("account", r"accounts?|claim|bill|statement|cash\s?app|venmo", 5, True),
    ("license", (r"(?:driver[’']?s?|drivers|driving|nursing|professional|pharmacy|medical|state|teaching|cdl|dl|hunting|pilot[’']?s?|fishing"
     r"|cosmetology|rn|gun|marriage)\s?(?:licen[sc]e|lic|id|permit)|licen[sc]e\s?(?:id|no|number|num|#)|\bdl|\bcdl|\bdln|\blic|passport|green\s?card"
     r"|alien|visa\s?(?:no|number|#)|a-number|inmate|booking|bop|doc\s?(?:no|number|id|#)|docket|warrant|case\s?(?:id|no\b\.?|number|num|#)|cause\s?(?:no|number|#)"
     r"|citation\s?(?:no|number|#)|certificate\s?(?:no|number|#)|badge|dea\s?(?:no|number|#)|student\s?id|employee\s?id|tribal\s?(?:id|enrollment)"
     r"|military\s?id|dod\s?id|ein|itin|voter\s?id|permit\s?(?:no|number|#)|tdcj|cdcr"), 4, False),
    ("license", r"licen[sc]e|court\s?case|case|arrest|certificate|prisoner", 5, True),
    ("vehicle", r"licen[sc]e\s?plates?|plates?|license\s?tags?|\bvin|registration|tags?\s?(?:no|number|#)|(?:truck|car|van|vehicle|jeep|bike|motorcycle|trailer)\stags?|lic\s?plate", 2, False),
    ("device", (r"serial|\bs/n|\bsn|imei|meid|\budi|device\s?(?:id|no|number|#)|esn|iccid|pacemaker|ankle\s?monitor|implant\s?(?:id|no|#)"
     r"|(?:pump|pacemaker|stimulator|implant|cgm|monitor|glucometer|defibrillator|hearing\said|prosthesis|cpap|concentrator)\s?(?:#|no\.?|number|id)|model/serial|glucometer\s?(?:id|no|#)|cgm\s?(?:id|no|#)"), 4, False),
]  # fmt: skip
_LABELLED = [
    (kind, re.compile(rf"(?<![\w-])(?:{label}){_JOIN}{_ID}", re.IGNORECASE), digits, weak)
    for kind, label, digits, weak in _LABELS
]

_SSN = re.compile(r"(?<![\w-])\d{3}([-\s.–])\d{2}\1\d{4}(?![\w-])")
_SSN_MASKED = re.compile(r"(?<!\w)(?:[x*]{3}[-\s]?[x*]{2}[-\s]?)(\d{4})(?!\d)", re.IGNORECASE)
_SSN_LABEL = re.compile(
    rf"(?<!\w)(?:ssn|ss\s?#|ss\s?(?:no|number)|soc(?:ial)?(?:\s?sec(?:urity)?)?|itin){_JOIN}(?P<id>\d{{9}}|\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_LAST_FOUR = re.compile(
    r"\blast\s(?:four|4)(?:\s(?:digits?|of|the|his|her|their|social|ssn|ss|security|number|is|are|was|were|here)){0,7}"
    r"[\s,:=(#-]{1,4}(?P<id>\d{4})(?!\d)",
    re.IGNORECASE,
)
# A tag is a plate where a vehicle stands beside it.
_TAG = re.compile(
    r"\b(?:tags?|plated?)\s(?:is\s|was\s|no\.?\s|reads\s|[:#]\s?)?(?P<id>(?-i:[A-Z]{2,4}[\s-]?\d{2,5}|\d{1,4}[\s-]?[A-Z]{2,4}\d{0,4}|[A-Z]\d{2,3}[\s-]?[A-Z]{2,3}))(?!\w)",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b(?:car|truck|van|suv|jeep|pickup|sedan|motorcycle|trailer|camper|drives?|driving|parked|ford|chevy|chevrolet|toyota|honda|dodge|nissan|subaru|gmc|hyundai|kia|buick|f-?\d{3}|camry|corolla|civic|accord|silverado|impala)\b",
    re.IGNORECASE,
)
_ALIEN = re.compile(r"(?<!\w)A[\s#-]{0,2}\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\w)")
_ALIEN_CUE = re.compile(
    r"\b(?:immigration|ice|uscis|alien|asylum|detain\w*|detention|deport\w*|visa|green\scard|a-?number|refugee)\b",
    re.IGNORECASE,
)
_FEDERAL_CASE = re.compile(
    r"(?<![\w-])\d{1,2}:\d{2}-?[a-z]{2,3}-\d{3,7}(?:-[A-Za-z]{1,6}){0,3}", re.IGNORECASE
)
_STATE_CASE = re.compile(r"(?<![\w-])\d{2,4}-?(?:CR|CV|CF|CM|DR|JC|PA|FA|MH)-?\d{3,8}(?!\w)")
_VIN = re.compile(r"(?<![\w-])(?=[A-HJ-NPR-Z]*\d)[A-HJ-NPR-Z\d]{17}(?![\w-])")
_LONG_NUMBER = re.compile(r"(?<![\w.-])\d(?:[\s-]?\d){12,18}(?![\w-])")
_DEA = re.compile(r"(?<!\w)[ABFGMX][A-Z]\d{7}(?!\w)")
_MBI = re.compile(
    r"(?<!\w)[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?!\w)"
)

_CODE = re.compile(
    r"#?(?:(?:99\d{3}|9[06]\d{3}|[8]0\d{3}|H00\d\d|T10\d\d|[GJQSHTC]\d{4}|\d{4}F|[A-TV-Z]\d\d(?:\.\w{1,4})?)(?:[-/]\d\d)?"
    r"|(?:19|20)\d\d(?:[-/](?:\d\d|(?:19|20)\d\d))?)$",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:19|20)\d\d-[01]?\d-[0-3]?\d$|[01]?\d-[0-3]?\d-(?:19|20)\d\d$")
_MEASURE = re.compile(
    r"\s{0,2}(?:mg|mcg|ml|g|kg|lbs?|%|percent|pills?|films?|tabs?|doses?|days?|weeks?|months?|years?|hours?|hrs?|min(?:ute)?s?"
    r"|patients?|people|visits?|times|units?|points?|pages?|dollars|cents|miles|claims?|charts?|records?|prescriptions?|members|beneficiaries)\b",
    re.IGNORECASE,
)
_PUBLIC_NUMBER = re.compile(
    r"\b(?:cfr|f\.\s?[23]d|u\.s\.c|usc|pmid|pmcid|doi|nct|isbn|ndc|npi|section|§|waiver|form|lot|recall|version|vs?\.|policy\s(?:cg|mp)"
    r"|rule|docket\s(?:no\.?\s?)?(?:dea|fda|cms|hhs)|bill)\W{0,3}$",
    re.IGNORECASE,
)


def find(passages: Passages) -> Iterator[Finding]:
    """Record, plan, account, license, vehicle and device numbers; all of them hard."""
    text = passages.text
    yield from _social_security(passages)
    for kind, pattern, digits, weak in _LABELLED:
        for match in pattern.finditer(text):
            start, end = match.span("id")
            if _is_a_number_of_its_own(passages, match.group("id"), start, end, digits, weak):
                if kind == "account" and text[start - 20 : start].lower().rstrip(" :#").endswith(
                    "npi"
                ):
                    continue
                yield detail(kind, start, end, severity="hard")
    for match in (*_FEDERAL_CASE.finditer(text), *_STATE_CASE.finditer(text)):
        if " v. " not in passages.before(match.start(), 120):
            yield detail("license", *match.span(), severity="hard")
    for match in _TAG.finditer(text):
        around = passages.before(match.start(), 80) + passages.after(match.end(), 60)
        if _VEHICLE.search(around):
            yield detail("vehicle", *match.span("id"), severity="hard")
    for match in _ALIEN.finditer(text):
        around = passages.before(match.start(), 60) + passages.after(match.end(), 40)
        if _ALIEN_CUE.search(around):
            yield detail("license", *match.span(), severity="hard")
    for match in _VIN.finditer(text):
        if sum(mark.isdigit() for mark in match.group()) >= 5:
            yield detail("vehicle", *match.span(), severity="hard")
    for match in _DEA.finditer(text):
        yield detail("license", *match.span(), severity="hard")
    for match in _MBI.finditer(text):
        yield detail("health-plan-id", *match.span(), severity="hard")
    for match in _LONG_NUMBER.finditer(text):
        yield from _checked_number(match)


def _is_a_number_of_its_own(
    passages: Passages, number: str, start: int, end: int, digits: int, weak: bool
) -> bool:
    count = sum(mark.isdigit() for mark in number)
    if count < digits or (_CODE.match(number) and not number.startswith("0")):
        return False
    if _MEASURE.match(passages.text[end : end + 16]) or ("/" in number and count < 6):
        return False
    if _PUBLIC_NUMBER.search(passages.text[max(0, start - 24) : start]):
        return False
    if _DAY.match(number):
        return False
    if not weak:
        return True
    # A weak label ("the chart 12345") needs a number that cannot be a count or an amount.
    shaped = number[0] in "#0" or "-" in number or any(mark.isalpha() for mark in number)
    return "." not in number and (shaped or count >= 6)


def _social_security(passages: Passages) -> Iterator[Finding]:
    text = passages.text
    for match in _SSN.finditer(text):
        yield detail("ssn", *match.span(), severity="hard")
    for pattern in (_SSN_LABEL, _LAST_FOUR):
        for match in pattern.finditer(text):
            if pattern is _LAST_FOUR or not re.match(r"(?:19|20)\d\d$", match.group("id")):
                yield detail("ssn", *match.span("id"), severity="hard")
    for match in _SSN_MASKED.finditer(text):
        yield detail("ssn", *match.span(), severity="hard")


def _checked_number(match: re.Match[str]) -> Iterator[Finding]:
    """Long numbers without a label, where their check digit says what they are."""
    digits = re.sub(r"\D", "", match.group())
    if len(digits) == 15:
        try:
            imei.validate(digits)
        except ValidationError:
            return
        yield detail("device", *match.span(), severity="hard")
    elif len(digits) == 16 and luhn.is_valid(digits):
        yield detail("account", *match.span(), severity="hard")
