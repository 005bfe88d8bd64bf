"""Places smaller than a state: addresses, towns, counties, shelters, schools, rooms."""

import re
from collections.abc import Iterator

from forum.screening import lexicon
from forum.screening.finding import Finding
from forum.screening.patient_details.kinds import detail
from forum.screening.patient_details.passages import RELATIVES, Passages
from forum.screening.patient_details.towns import is_quiet, is_shared, town_length

_WAYS = (
    r"street|st\.?|avenue|ave\.?|road|rd\.?|lane|ln\.?|drive|dr\.?|court|ct\.?|boulevard|blvd\.?|way|place|pl\.?|terrace|ter\.?|circle|cir\.?"
    r"|highway|hwy\.?|route|rte\.?|trail|trl\.?|parkway|pkwy\.?|loop|square|sq\.?|alley|row|pike|turnpike|crossing|run|bend|ridge|cove|path|walk|landing|hollow|creek|point|pt\.?"
)
# Words between a number and a way: capitals, an ordinal or a compass point.
_WAY_NAME = r"(?:(?:[NSEW]{1,2}\.?|North|South|East|West|Old|\d{1,3}(?:st|nd|rd|th)|[A-Z][\w’'-]{0,20}\.?)\s){1,4}"
_ADDRESS = re.compile(
    rf"(?<![\w.$-])\d{{1,6}}[A-Za-z]?(?:-\d{{1,4}})?\s{_WAY_NAME}(?i:{_WAYS})(?!\w)"
    r"(?:,?\s{0,2}(?i:apt|apartment|unit|suite|ste|lot|trailer|#)\.?\s?#?\w{1,5})?"
)
_HIGHWAY = re.compile(
    r"(?<![\w.$-])\d{1,6}\s(?:(?:[NSEW]|North|South|East|West|Old)\s)?(?i:highway|hwy|state\sroute|county\sroad|route|rural\sroute)\.?\s\d{1,5}(?!\w)"
)
_TYPED_SMALL = re.compile(
    rf"(?<![\w.$-])(?P<at>\d{{1,6}}\s(?:[nsew]\.?\s)?(?:[a-z][a-z’'-]{{1,20}}\s|\d{{1,3}}(?:st|nd|rd|th)\s){{1,3}}(?:{_WAYS}))(?!\w)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:li?ves?|living|lived|stays?|staying|stayed|resid\w+|farm|ranch|cabin|trailer|tent|camper|address|home|house|apartment|apt|moved|sleeps?|sleeping|camps?|camping|parked|mail(?:ed)?|deliver\w*|evict\w*|addr|couch|crash\w*|at|landlord|renting|rents|squat\w*|raised|place)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"\b(?:p\.?\s?o\.?\s?box|rural\sroute|rr(?=\s?#?\d+,?\s?box))\s?#?\d{1,6}(?:,?\s?box\s\d+)?\b",
    re.IGNORECASE,
)
_APARTMENT = re.compile(
    r"\b(?:apt|apartment|unit|lot|trailer|space|room|rm|bed|cell|bunk|pod|tent)\.?\s?(?:no\.?|number|#)?\s?(?P<n>\d{1,4}[A-Za-z]?|[A-Z]\d{0,3})(?!\w)",
    re.IGNORECASE,
)
_WAY_ONLY = re.compile(
    r"\b(?:on|at|off|near|by|from|behind|under|along|of|down|to)\s(?:the\s)?(?P<way>(?:(?:North|South|East|West|Old|Upper|Lower|N\.?|S\.?|E\.?|W\.?)\s)?(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w’'-]{1,20})(?:\s[A-Z][\w’'-]{1,20}){0,2}?\s"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Court|Ct|Boulevard|Blvd|Terrace|Circle|Highway|Hwy|Parkway|Pkwy|Alley|Pike|Trail|Way|[Bb]ridge|[Oo]verpass|[Uu]nderpass|[Vv]iaduct|[Ee]xit|[Oo]n-?ramp)(?:\s(?:[Bb]ridge|[Oo]verpass|[Uu]nderpass))?)(?![\w’'])"
)
_NUMBERED_WAY = re.compile(
    r"\b(?:on|at|off|near)\s(?P<way>(?:[nsew]\.?\s|north\s|south\s|east\s|west\s)?\d{1,3}(?:st|nd|rd|th)\s(?:street|st|avenue|ave|road|rd))(?!\w)",
    re.IGNORECASE,
)
_NUMBERED_ROUTE = re.compile(
    r"\b(?:on|off|along|near|at|past|from|by|under)\s(?P<way>(?:County\s(?:Road|Rd)|CR|Highway|Hwy|State\sRoute|SR|Route|Rte|Forest\sRoad|FM|Farm\sRoad|Interstate|I-)\s?\d{1,4})(?!\w)"
)
# A house number and a way without "street": "he lives at 1207 delmar".
_HOUSE = re.compile(
    r"\b(?:lives?|living|lived|resid\w{1,3}|address(?:\sis)?|home\sis)\s(?:at|:|is)\s(?P<at>\d{2,5}\s(?:[nsew]\.?\s)?[A-Za-z][a-z’'-]{2,20})(?!\w)",
    re.IGNORECASE,
)
_CORNER = re.compile(
    r"\b(?:corner\sof|intersection\sof)\s(?P<way>(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+){0,2}\s(?:and|&)\s(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+){0,2})"
)
_ZIP = re.compile(
    r"\b(?:zip|zip\s?code|postal\scode|zipcode)(?:\s(?:is|was|of|code)|[\s:,;=(#-]){0,4}(?P<zip>\d{5}(?:-\d{4})?)(?!\w)",
    re.IGNORECASE,
)
_STATE_ZIP = re.compile(
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,?\s(?P<zip>\d{5}(?:-\d{4})?)(?!\w)"
)
_ON_THE_MAP = re.compile(
    r"(?<![\w.-])-?\d{1,3}\.\d{3,8}°?\s?[NS]?,\s?-?\d{1,3}\.\d{3,8}°?\s?[EW]?(?!\w)"
)

_NAME = r"(?:[A-Z][\w’'-]{1,24}|St\.|Mt\.|Ft\.)(?:\s(?:(?:of|the|at|del?|la|las|los)\s){0,2}(?:[A-Z][\w’'-]{1,24}|\d{1,3})){0,3}"
_SITE = re.compile(
    r"\b(?P<site>(?:[A-Z][\w’'-]{1,24}\.?\s(?:(?:of|the|de|la)\s){0,2}){1,4}(?:High\sSchool|High|Middle\sSchool|Elementary|Elementary\sSchool|School|Academy|Shelter|Church|Chapel|Cathedral|Motel|Motor\sInn|Inn|Hotel|Lodge|Jail|Prison"
    r"|Penitentiary|Correctional(?:\s(?:Facility|Center|Institution))?|Detention\sCenter|Mill|Mills|Mine|Mines|Diner|Café|Cafe|Bar|Grill|Tavern|Saloon|Hospital|Medical\sCenter|Nursing\sHome|Manor|Apartments|Towers|Projects|Trailer\sPark|Mobile\sHome\sPark|RV\sPark"
    r"|Campground|Park|Bridge|Library|Ranch|Farms?|Reservation|Rez|Casino|Factory|Plant|Homes|Housing|Village|Heights|Estates|Precinct|Mission|House|Beach|Harbor|Marina|Dam|Quarry|Refinery|Brewery|Bakery|Market|Grocery|Hardware|Lumber|Salon|Barbershop|Community\sCollege|College"
    r"|Pueblo|Rancheria|Nursery|Daycare|Bank|Credit\sUnion|Fire\sDepartment|Police\sDepartment|Terrace|Commons|Meadows|Gardens|Hollow|Sober\sLiving|Ministries|Ministry|Place|Haven|Refuge|Residence|Landing|Annex)(?:\s(?:on|at)\s(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Main|\d{1,3}(?:st|nd|rd|th)))?)(?![\w’'])"
)
# "The Harbor Light shelter": the kind of place in small letters behind its name.
_SITE_SMALL = re.compile(
    r"\b(?:to|at|from|in|near|behind|of|by|outside|with|off|through|the)\s(?:the\s)?(?P<site>(?:[A-Z][\w’'-]{2,24}\s){1,3}(?:methadone\s|sober\s|homeless\s|recovery\s|halfway\s|county\s|city\s|women[’']?s\s|men[’']?s\s|tent\s|trailer\s|mobile\shome\s){0,2}(?:shelter|jail|prison|clinic|motel|house|home|rehab|church|school|park|campground|reservation|encampment|camp|otp|detox|mission|apartments|projects|library|casino|mine|mill|ranch|plant|factory|diner))(?!\w)"
)
_SITE_CUE = re.compile(
    r"\b(?:li?ves?|living|lived|stay\w*|sleep\w*|work\w*|employed|teach\w*|attend\w*|go(?:es|ing)?\sto|went\sto|graduat\w*|student|senior|junior|sophomore|freshman|across\sfrom|next\s(?:to|door)|behind|near|booked|held|jailed|incarcerated|released|discharged|seen|admitted|transferred|delivered|born|resid\w*"
    r"|camp\w*|parked|evicted|moved|moving|placed|sent|taken|committed|cook\w*|clean\w*|janitor|bartend\w*|waitress\w*|cashier|manag\w*|preach\w*|coach\w*|principal|drives|farm\w*|from|off|out\sof|at|over|mechanic|nurse|clerk|guard|welder|miner|teacher|principal|coach|waitress|owner|room)\b",
    re.IGNORECASE,
)
_COUNTY = re.compile(
    r"\b(?P<site>(?:[A-Z][\w’'.-]{1,20}\s){1,3}(?:County|Parish|Borough|Township|Twp|Co\.(?=\s(?:jail|Jail))))(?!\w)"
)
_COUNTY_BODY = re.compile(
    r"\s(?:commission\w*|board|council|supervisors?|health\sdep\w*|department|public\shealth|executive|legislat\w*|ordinance|zoning|voted|sheriff[’']?s?\soffice\s(?:said|told|agreed))",
    re.IGNORECASE,
)

_COMES_FROM = re.compile(
    rf"\b(?:(?:is|are|was|originally|hails?|came|comes|come|back|up|down|over|just|all\sthe\sway|man|woman|guy|girl|boy|kid|patient|pt|client|lady|teen|mom|mother|father|worker|driver|veteran|nurse|teacher|farmer|student|drives?(?:\s\w+){{0,5}}|drove(?:\s\w+){{0,3}}|driving(?:\s\w+){{0,3}}|commutes?(?:\s\w+){{0,3}}|travels?(?:\s\w+){{0,4}}"
    rf"|moved(?:\s\w+){{0,2}}|relocated|transferred(?:\s\w+){{0,2}}|bus(?:es)?|buses\sin|rides?(?:\s\w+){{0,3}}|hitchhikes?(?:\s\w+){{0,3}}|walks?|\d{{2}}\s?[MFmf]|old|yo|y/o|yr|named?\s\w+|called\s\w+|female|male|her|him|person|couple|family|in),?\s)?(?:from|out\sof)\s(?P<town>{_NAME})"
)
_LIVES_IN = re.compile(
    rf"\b(?:li?ves?|living|lived|rents|renting|stays?|staying|stayed|resid(?:es|ing|ed)|homeless|camp(?:s|ing|ed)|grew\sup|was\sraised|raised|born|jailed|incarcerated|booked|locked\sup|held|arrested|works?|working|worked|cleans?|cleaning|picks|picking|(?:does|doing|did)\s\w+ing|drills?|drilling|mines|logs|ranches|preaches|waits\stables|drives\struck|night\sshifts?|employed|a\sjob|teaches|farms|bartends|cooks|commutes|house|home|apartment|trailer|sober\sliving|moved|moving|relocat\w+|going|went|goes|drives?|back|sent|transferred|released|settled|shelter|family|mother|mom|job|rehab|hospitali[sz]ed|overdosed|relapsed|died|detox\w*|rancher|farmer|lawyer|mechanic|teacher|nurse|pastor|barber|waitress)\s"
    rf"(?:\w+\s){{0,8}}?(?:in|to|near|outside(?:\sof)?|around|at|by|off)\s(?P<town>{_NAME})"
)
_OF_TOWN = re.compile(
    rf"(?:\b(?:age\s)?\d{{1,3}},?\sof\s|\b(?:native|resident|family|couple)\sof\s)(?P<town>{_NAME})(?=[,.;]|\s(?:was|is|has|who|on|and)\b|$)"
)
_CARED_FOR_IN = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Pp]atient[’']?s|[Pp]t[’']?s)\s(?:\w+\s){{0,2}}?(?:clinic|pharmacy|doctor|doc|prescriber|provider|counselor|program|otp|pcp|po|lawyer|job|boss|landlord|school|church|halfway\shouse|rehab|detox)\s(?:is\s|was\s|over\s|up\s|down\s)?(?:in|near)\s(?P<town>{_NAME})"
)
_PATIENT_IN = re.compile(
    rf"\b(?:patient|pt|client|guy|woman|man|lady|mother|mom|family|couple|rancher|farmer|teacher|nurse|him|she|he|{'|'.join(RELATIVES.split())})\s(?:(?:up|over|out|down|who\sis|is|was|lives|[’']s)\s)?in\s(?P<town>{_NAME})"
)
_TOWN_OF = re.compile(
    rf"\b(?:town|village|city|hamlet|community|suburb|neighborhood|reservation|island|rez|pueblo)\s(?:of|called|named)\s(?P<town>{_NAME})",
    re.IGNORECASE,
)
_WITH_STATE = re.compile(
    rf"(?:\b(?:in|from|near|of|outside|to)\s)(?P<town>{_NAME}),\s(?:A[KLRZ]|C[AOT]|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New\s\w+|North\s\w+|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode\sIsland|South\s\w+|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West\sVirginia|Wisconsin|Wyoming)\b"
)
_SMALL_TOWN = re.compile(
    r"\b(?:[Ff]rom|[Ll]i?ves\s(?:in|near|outside)|[Ll]iving\s(?:in|near)|[Mm]oved\s(?:to|from)|[Dd]rives\s(?:in\s)?from|[Gg]rew\sup\sin|outside|near|in)\s(?P<town>[a-z][a-z]{3,20}(?:\s[a-z]{4,20})?)(?!\w)"
)
_NOT_A_TRIP = re.compile(
    r"\b(?:conference|meeting|presented|presenting|talk|talks|session|speaks?|spoke|lectur\w*|trained|training|fellowship|residency|colleagues?|clinicians?|clinics?\sin|program|programs|researchers?|data|study|studies|trial|group|team|court|judge|ruling|guideline|summit|poster|symposium|policy|law|coverage|legislat\w*|waiver|faculty|author|professor|speaker|webinar|providers|prescribers|pharmacies|physicians|hospitals)\b",
    re.IGNORECASE,
)


def find(passages: Passages) -> Iterator[Finding]:
    """A street with its number is hard; a town, a site or a room of a person is soft."""
    yield from _addresses(passages)
    yield from _sites(passages)
    yield from _towns(passages)


def _hard(start: int, end: int) -> Finding:
    return detail("geographic", start, end, severity="hard", instead="a local address")


def _addresses(passages: Passages) -> Iterator[Finding]:
    text = passages.text
    for pattern in (_ADDRESS, _HIGHWAY):
        for match in pattern.finditer(text):
            if not re.search(r"\b(?:mg|mcg|COWS|Day|Step|Dr)\s", match.group()):
                yield _hard(*match.span())
    for match in _TYPED_SMALL.finditer(text):
        if _LIVES.search(passages.before(match.start(), 40)) and not _MEASURED.search(
            match.group()
        ):
            yield _hard(*match.span("at"))
    for match in _BOX.finditer(text):
        yield _hard(*match.span())
    for pattern in (_ZIP, _STATE_ZIP):
        for match in pattern.finditer(text):
            hard = pattern is _ZIP or passages.is_patient_talk(match.start())
            if hard:
                yield detail(
                    "geographic", *match.span("zip"), severity="hard", instead="[ZIP code]"
                )
    for match in _ON_THE_MAP.finditer(text):
        yield _hard(*match.span())
    for match in _HOUSE.finditer(text):
        if not _MEASURED.search(match.group("at")):
            yield _hard(*match.span("at"))
    for pattern in (_WAY_ONLY, _NUMBERED_WAY, _NUMBERED_ROUTE, _CORNER):
        for match in pattern.finditer(text):
            start = match.start("way")
            home = _LIVES.search(passages.before(start, 20))
            if home or _is_of_a_patient(passages, start):
                yield detail("geographic", *match.span("way"), instead="a nearby street")
    for match in _APARTMENT.finditer(text):
        number = match.group("n")
        digits = sum(mark.isdigit() for mark in number)
        home = re.match(r"(?:apt|apartment|lot|trailer)", match.group(), re.IGNORECASE)
        before = passages.before(match.start(), 60)
        placed = re.search(
            r"(?:Hospital|Center|Inn|Motel|Hotel|Medical|hospital|motel|hotel|shelter|jail|admitted|seen|staying|stays|pod|icu|upstairs|currently|up)\b[^.]{0,30}$",
            before,
        ) or re.match(
            r",?\s(?:at|of|in)\s(?:the\s)?(?:[\w’'-]+\s){1,4}(?:Inn|Motel|Hotel|Lodge|Suites|motel|hotel|shelter|hospital|Hospital|Center|House|Manor|ICU|jail)\b",
            passages.after(match.end(), 70),
        )
        if (digits and passages.about_one_person(match.start()) and home) or (
            digits >= 2 and placed and not re.search(r"\b(?:exam|conference|meeting)\s$", before)
        ):
            yield detail("geographic", *match.span(), instead="a room")


_MEASURED = re.compile(
    r"^\d+\s(?:mg|mcg|days?|hours?|hrs?|min\w*|weeks?|months?|years?|miles?|steps?|times?|people|patients?|percent|blocks?|of|more|different|other|or|and|in|a|to)\b",
    re.IGNORECASE,
)


def _is_of_a_patient(passages: Passages, offset: int) -> bool:
    return passages.about_one_person(offset) and not (
        passages.is_public_talk(offset) or _NOT_A_TRIP.search(passages.before(offset, 80))
    )


def _sites(passages: Passages) -> Iterator[Finding]:
    for match in _SITE.finditer(passages.text):
        start, end = _without_first_word(passages, *match.span("site"))
        if (
            start < end
            and _is_of_a_patient(passages, start)
            and _SITE_CUE.search(passages.before(start, 60))
        ):
            yield detail("geographic", start, end, instead="a local place")
    for match in _SITE_SMALL.finditer(passages.text):
        start, end = match.span("site")
        shared = is_shared(match.group("site"))
        if not shared and _is_of_a_patient(passages, start):
            yield detail("geographic", start, end, instead="a local place")
    for match in _COUNTY.finditer(passages.text):
        start, end = _without_first_word(passages, *match.span("site"))
        if (
            start < end
            and _is_of_a_patient(passages, start)
            and not _COUNTY_BODY.match(passages.after(end, 30))
        ):
            yield detail("geographic", start, end, instead="a nearby county")


def _without_first_word(passages: Passages, start: int, end: int) -> tuple[int, int]:
    """Takes off a word that has its capital only from beginning the sentence."""
    if start == passages.sentence_at(start).start:
        first = re.match(r"\w+\s", passages.text[start:end])
        if first and lexicon.is_english(first.group().strip()):
            start += first.end()
    words = passages.text[start:end].split(" ")
    named = len(words) > 1 and not (words[0].isupper() and len(words[0]) < 4)
    return (start, end) if named else (start, start)


def _towns(passages: Passages) -> Iterator[Finding]:
    text = passages.text
    for pattern in (
        _COMES_FROM,
        _LIVES_IN,
        _TOWN_OF,
        _WITH_STATE,
        _OF_TOWN,
        _CARED_FOR_IN,
        _PATIENT_IN,
    ):
        for match in pattern.finditer(text):
            start, end = match.span("town")
            end = start + town_length(text[start:end])
            listed = pattern is not _PATIENT_IN or lexicon.is_us_place(text[start:end])
            theirs = _is_of_a_patient(passages, start) or (
                pattern is _CARED_FOR_IN and not passages.is_public_talk(start)
            )
            if end > start and listed and theirs:
                instead = "a town" if pattern is not _TOWN_OF else "a small town"
                if text[max(0, start - 4) : start].endswith("at "):
                    instead = "a local place"
                yield detail("geographic", start, end, instead=instead)
    for match in _SMALL_TOWN.finditer(text):
        words = match.group("town")
        for town in (words, words.split()[0]):
            unknown = not all(lexicon.is_english(word) for word in town.split())
            start = match.start("town")
            wide = any(lexicon.is_wide_place(word) for word in town.split())
            if lexicon.is_us_place(town) and unknown and not wide and not is_quiet(town):
                if _is_of_a_patient(passages, start):
                    yield detail("geographic", start, start + len(town), instead="a town")
                break
