"""Telephone and fax numbers, mail addresses, pages, accounts and network addresses of people."""

import ipaddress
import re
from collections.abc import Iterator

import phonenumbers

from forum.screening.finding import Finding
from forum.screening.patient_details.kinds import detail
from forum.screening.patient_details.passages import Passages

_PHONE = re.compile(
    r"(?<![\w.@/:=-])(?:\+?1[\s.-]{0,2})?(?:\(\d{3}\)|\d{3})[\s.–-]{0,3}\d{3}[\s.–-]{0,3}\d{4}(?![\d/]|[-.]\d)"
    r"(?:\s{0,2}(?:x|ext\.?|extension)\s{0,2}\d{1,6})?",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"(?<![\w.])\+(?!1[\s.(-]?)\d{1,3}[\s.(-]{0,2}\d(?:[\s().-]{0,2}\d){5,12}(?!\w)"
)
_SHORT = re.compile(r"(?<![\w.@/:$-])\d{3}[-.\s]\d{4}(?![\w/-]|\.\d)")
_SHORT_CUE = re.compile(
    r"(?:text|call|msg|message|vmail|pager|phone|ph|cell|mobile|tel|number|num|reach\w*|dial|ring|contact|fax|voicemail|vm|landline|#)(?:ed|s|ing)?"
    r"(?:\s(?:is|was|at|on|him|her|them|me|us|back|mom|his|the|from|number|phone|it's|the\spatient|mother|wife|husband|sister|brother|out)|\W){0,5}$",
    re.IGNORECASE,
)
_FAX = re.compile(r"\b(?:fax\w*|part\s2\s+consent|cover\s+sheet)\b", re.IGNORECASE)
_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888", "900")
_HELP_LINE = re.compile(
    r"\b(?:hot\s?line|help\s?line|warm\s?line|lifeline|poison|samhsa|crisis|consult(?:ation)?\s+line|quit\s?line|never\s+use\s+alone"
    r"|national|dea|fda|medwatch|text\s+line)\b",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:npi|pmid|pmcid|ndc|nct|isbn|issn|doi|lot|id|grant|award|taxonomy)\W{0,3}(?:number|no|is|was)?\W{0,3}$",
    re.IGNORECASE,
)

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}", re.UNICODE)
_SPELLED_EMAIL = re.compile(
    r"\b[\w.+-]{2,40}\s?(?:\(at\)|\[at\]|\sat\s)\s?(?:gmail|yahoo|hotmail|outlook|aol|icloud|protonmail)\b(?:\s?(?:\.|dot|\(dot\)|\[dot\])\s?com)?",
    re.IGNORECASE,
)
_UNDER_COVER = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,40}\s?[\[({]\s?at\s?[\])}]\s?[\w-]{2,40}\s?(?:\.|[\[({]\s?dot\s?[\])}])\s?[a-z]{2,6}\b"
    r"|(?<![\w.+-])[\w.+-]{2,40}\sat\s[\w-]{2,30}\sdot\s(?:com|net|org|edu|io|me)\b",
    re.IGNORECASE,
)
_OF_AN_OFFICE = re.compile(
    r"(?:info|contact|support|help|helpdesk|office|clinic|admin|billing|intake|referrals?|press|media|hello|team"
    r"|editors?|editorial|moderat\w*|no-?reply|feedback|customer\w*|service|privacy|compliance|records|jobs|careers|webmaster"
    r"|subscribe|newsletter|education|training|events|registration|pcss\w*|questions|inquiries|grants|library)[\w.+-]*@",
    re.IGNORECASE,
)

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”’)\]]{3,300}"
    r"|(?<![\w@./-])(?:[a-z\d-]{1,40}\.){1,3}(?:com|org|net|me|page|blog|site|io|info|us|tv)/[^\s<>\"”’)\]]{1,200}",
    re.IGNORECASE,
)
_PERSONAL_HOST = re.compile(
    r"facebook|fb\.com|instagram|tiktok|snapchat|linkedin\.com/in|twitter\.com|//x\.com|gofundme|fundraz|givesendgo|caringbridge"
    r"|mychart|//(?:[\w-]{1,40}\.)?portal\.|patientportal|\blegacy\.|obituar|memorial|blogspot|wordpress\.com|tumblr|medium\.com/@|youtube\.com/(?:@|user|channel)"
    r"|venmo|cash\.app|onlyfans|etsy|linktr\.ee|myspace|flickr|imgur|photos|mugshot|inmate|ancestry|findagrave|kickstarter|\bfund\.|//blog\.|mealtrain|dropbox|icloud|drive\.google|zillow|strava",
    re.IGNORECASE,
)
_PERSONAL_PATH = re.compile(
    r"/(?:patients?|pts?|charts?|records?|mrn|members?|profiles?|users?|u|people|persons?|clients?|help-|donate|fundraiser"
    r"|inmates?|obituar\w*|memor\w*|encounters?|visits?|results)(?:[/=-]|-?\w*\d)|[?&](?:patient|mrn|pt|user|member|client)\w{0,4}=|/~|/@\w",
    re.IGNORECASE,
)
_PUBLIC_HOST = re.compile(
    r"(?:\.gov|\.mil|doi\.org|who\.int|asam\.org|jamanetwork\.com|nejm\.org|thelancet\.com|bmj\.com|sciencedirect\.com|springer\.com"
    r"|wiley\.com|cochrane\w*\.org|uptodate\.com|pcssnow\.org|providersclinicalsupport\.org|wikipedia\.org|github\.com|law\.cornell\.edu"
    r"|harmreduction\.org|nextdistro\.org|cabridge\.org|bridgetotreatment\.org|aafp\.org|aap\.org|ama-assn\.org|acog\.org|acep\.org"
    r"|pewtrusts\.org|kff\.org|nature\.com|plos\.org|biomedcentral\.com|frontiersin\.org|mdpi\.com|medrxiv\.org|statnews\.com|goodrx\.com"
    r"|suboxone\.com|sublocade\.com|brixadi\.com)(?:[/:?#]|$)",
    re.IGNORECASE,
)
_SOMEONES = re.compile(
    r"\b(?:his|her|their|patient[’']?s|pt[’']?s|client[’']?s|mom[’']?s|mother[’']?s|wife[’']?s|husband[’']?s|she|he|him|patient|pt)\b",
    re.IGNORECASE,
)
# A page of the patient's own; a page that was given to a patient is none.
_OWN_PAGE = re.compile(
    r"\b(?:his|her|their|patient[’']s|pt[’']?s|client[’']s|whose|(?:mom|mother|father|wife|husband|brother|sister|son|daughter)[’']s)\s(?:[\w-]+\s){0,3}(?:blog|vlog|page|site|website|profile|story|channel|videos?|posts?|account|shop|store|business|band|podcast|album|link|feed|resume|linkedin|url|interview|photos?|pictures?|gallery|campaign)\b"
    r"|\b(?:she|he|pt|patient|who)\s(?:\w+\s){0,2}(?:blogs?|posts|posted|vlogs?|streams?|wrote|writes|sells|runs|linked|performs)\b",
    re.IGNORECASE,
)
_ABOUT_ONE = re.compile(
    r"\b(?:obits?|obituary|memorial|funeral|mug\s?shot|gofundme|fundraiser)\b", re.IGNORECASE
)
# "snap: tj_films22" needs nobody beside it; "u/quietlytapering" needs a person.
_ADDRESSED = re.compile(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tik\s?tok|venmo|kik|telegram|discord|cash\s?app|fb|twitter)\s?[:=]\s?(?P<at>@?[\w.]{3,30})",
    re.IGNORECASE,
)
_REDDIT = re.compile(r"(?<![\w/.])/?u/(?P<at>[\w-]{3,20})(?![\w/])")
_HANDLE = re.compile(
    r"\b(?:instagram|insta|ig|facebook|fb|snapchat|snap|tiktok|tik\stok|twitter|venmo|cash\s?app|whatsapp|telegram|discord|reddit"
    r"|handle|username|user\s?name|screen\s?name|messenger|kik|grindr|onlyfans|login)"
    r"(?:\s(?:is|handle|username|account|name|page|under|as|profile|user|called|at|tag|id|for|her|his|him|their|the|patient)|[\s:,=“\"'(]){0,6}(?P<at>@?[\w][\w.]{2,30})",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<![\w@./])[@$][A-Za-z_][\w.]{2,30}(?!\w)")
_IPV4 = re.compile(r"(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?![\w-]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[\da-fA-F]{0,4}:){3,7}[\da-fA-F]{0,4}(?![\w:])")
_MAC = re.compile(r"(?<![\w:-])[\da-fA-F]{2}(?:[:-][\da-fA-F]{2}){5}(?![\w:-])")
_VERSION = re.compile(r"\b(?:version|release|build|firmware|v)\.?\s?$", re.IGNORECASE)


def find(passages: Passages) -> Iterator[Finding]:
    """Ways to reach or look up one person; all hard. Public lines and offices stay quiet."""
    yield from _telephone(passages)
    yield from _mail(passages)
    yield from _pages(passages)
    yield from _network(passages)


def _telephone(passages: Passages) -> Iterator[Finding]:
    for match in _PHONE.finditer(passages.text):
        before = passages.before(match.start(), 80)
        if _OTHER_NUMBER.search(before) or not _may_ring(match.group()):
            continue
        around = before + passages.after(match.end(), 40)
        if _HELP_LINE.search(around) and not _SOMEONES.search(around):
            continue
        yield detail(_phone_kind(passages, match), *match.span(), severity="hard")
    for match in _ABROAD.finditer(passages.text):
        try:
            number = phonenumbers.parse(match.group(), None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            yield detail(_phone_kind(passages, match), *match.span(), severity="hard")
    for match in _SHORT.finditer(passages.text):
        if _SHORT_CUE.search(passages.before(match.start(), 40)):
            yield detail(_phone_kind(passages, match), *match.span(), severity="hard")


def _may_ring(words: str) -> bool:
    """Whether it can be a number of the North American plan, and not one that is free to call."""
    try:
        number = phonenumbers.parse(words, "US")
    except phonenumbers.NumberParseException:
        return False
    digits = str(number.national_number)
    if not phonenumbers.is_possible_number(number) or digits.startswith(_TOLL_FREE):
        return False
    bare = words.strip().isdigit()
    return phonenumbers.is_valid_number(number) if bare else digits[0] not in "01"


def _phone_kind(passages: Passages, match: re.Match[str]) -> str:
    return "fax" if _FAX.search(passages.before(match.start(), 60)) else "phone"


def _mail(passages: Passages) -> Iterator[Finding]:
    for match in _EMAIL.finditer(passages.text):
        words = match.group()
        if not _OF_AN_OFFICE.match(words) and not words.lower().endswith((".gov", ".mil")):
            yield detail("email", *match.span(), severity="hard")
    for match in (
        *_SPELLED_EMAIL.finditer(passages.text),
        *_UNDER_COVER.finditer(passages.text),
    ):
        yield detail("email", *match.span(), severity="hard")


def _pages(passages: Passages) -> Iterator[Finding]:
    text = passages.text
    for match in _URL.finditer(text):
        words = match.group().rstrip(".,;:!?")
        personal = _PERSONAL_PATH.search(words) or _PERSONAL_HOST.search(words)
        public = _PUBLIC_HOST.search(words) or ".edu" in words
        around = passages.before(match.start(), 70) + " " + passages.after(match.end(), 30)
        if (_PERSONAL_PATH.search(words) and not _PUBLIC_HOST.search(words)) or (
            not public and (personal or _OWN_PAGE.search(around) or _ABOUT_ONE.search(around))
        ):
            yield detail("url", match.start(), match.start() + len(words), severity="hard")
    for match in _HANDLE.finditer(text):
        handle = match.group("at")
        marked = handle[0] == "@" or any(mark in "_.0123456789" for mark in handle.rstrip("."))
        if marked and _SOMEONES.search(passages.before(match.end("at"), 80)):
            start = match.start("at")
            yield detail("url", start, start + len(handle.rstrip(".")), severity="hard")
    for match in _ADDRESSED.finditer(text):
        handle = match.group("at").rstrip(".")
        if any(mark in "@_.0123456789" for mark in handle) and not handle.isdigit():
            start = match.start("at")
            yield detail("url", start, start + len(handle), severity="hard")
    for match in _REDDIT.finditer(text):
        around = passages.before(match.start(), 60) + passages.after(match.end(), 60)
        if _SOMEONES.search(around):
            yield detail("url", *match.span(), severity="hard")
    for match in _AT.finditer(text):
        before = passages.before(match.start(), 60)
        if _HANDLE_CUE.search(before) and _SOMEONES.search(before):
            words = match.group().rstrip(".")
            yield detail("url", match.start(), match.start() + len(words), severity="hard")


_HANDLE_CUE = re.compile(
    r"\b(?:insta\w*|ig|facebook|fb|snap\w*|tiktok|twitter|venmo|cash\s?app|whatsapp|telegram|discord|handle|posts?|page|profile|account|dms?|dm'd|find|follow\w*|username)\b",
    re.IGNORECASE,
)


def _network(passages: Passages) -> Iterator[Finding]:
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(passages.text):
            if _is_address(match.group()) and not _VERSION.search(
                passages.before(match.start(), 16)
            ):
                yield detail("ip", *match.span(), severity="hard")
    for match in _MAC.finditer(passages.text):
        yield detail("ip", *match.span(), severity="hard")


def _is_address(words: str) -> bool:
    try:
        address = ipaddress.ip_address(words.split("/")[0])
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)
