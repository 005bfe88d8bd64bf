"""What few people share, though no single word gives it away; and pictures and body marks."""

import re
from collections.abc import Iterator

from forum.screening import lexicon
from forum.screening.finding import Finding
from forum.screening.patient_details.evidence import _alternatives
from forum.screening.patient_details.kinds import detail
from forum.screening.patient_details.passages import RELATIVES, Passages

_OFFICES = r"sheriff|mayor|judge|senator|governor|pastor|priest|bishop|rabbi|imam|principal|superintendent|police\schief|fire\schief|chief\sof\spolice|chief|coach|councilman|councilwoman|council\smember|commissioner|congressman|congresswoman|coroner|prosecutor|district\sattorney|da|warden|dean|ceo|owner|celebrity|doctor|pharmacist|quarterback|state\srep\w*|deputy|tribal\s(?:chair\w*|elder|leader)|postmaster|reverend|minister|police\sofficer|state\strooper|news\s?anchor|selectman|alderman|attorney\sgeneral"
_PLACED = r"(?:in|on|at|around|from|of|for)\s(?:(?:our|the|this|that|his|her|a|my|all\sof|an?\sentire|whole)\s(?:\w+\s){0,3}(?:town|county|city|village|valley|state|island|parish|reservation|rez|tribe|district|school|region|area|neighborhood|community|panhandle|peninsula|hospital|mill|mine|plant|tri-county\sarea|zip\scode)|town|\d+\s(?:miles|counties)|(?<!on\s)(?-i:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?))"
_ONLY_ONE = re.compile(
    rf"\b(?:the|our\stown[’']?s|town[’']?s|county[’']?s|state[’']?s|my|our)\s(?:only|sole|lone|first|last|one\sand\sonly|youngest|oldest|tallest|single)\s(?:\w+\s){{0,1}}(?P<what>(?:[\w/’'-]+\s){{1,5}}?)(?:{_PLACED})",
    re.IGNORECASE,
)
_FEW = re.compile(
    rf"\bone\sof\s(?:only\s|just\s|the\s|our\s)?(?:two|three|four|five|2|3|4|5|few|handful\sof)\s(?P<what>(?:\w+\s){{1,5}}?){_PLACED}",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:clinics?|pharmacy|pharmacies|hospitals?|programs?|drug\s?stores?|options?|drugs?|formulations?|stores?|sites?|otps?|centers?|shelters?|ed|icu|lab|place|way|thing|day|dose|time|reason|shop|medication|medicine|detox|provider|providers|prescribers?|buprenorphine|methadone|waivered|beds?|unit|study|trial|law|county|state|town|service|services|line|number|bus|road|evidence|one|question|problem|difference|exception|study|data|visit|step|week|month|year|facility|practice|payer|plan|insurer|formulary)\b",
    re.IGNORECASE,
)
_KIN_OF_OFFICE = re.compile(
    rf"\b(?:(?:the|our|a|an|local|former|retired|town|county|state|city|school|high\sschool|tribal|village)\s){{1,4}}(?:{_OFFICES})[’']?s\s(?:\w+\s)?(?:{_alternatives(RELATIVES)}|kid|family)\b",
    re.IGNORECASE,
)
_KIN_OF_OFFICE_TURNED = re.compile(
    rf"\b(?:{_alternatives(RELATIVES)})\s(?:of|to)\s(?:(?:the|our|a|an|local|former|retired|town|county|state|city|tribal)\s){{1,3}}(?:{_OFFICES})\b",
    re.IGNORECASE,
)
_KIN_IS_OFFICE = re.compile(
    rf"\b(?:his|her|their|patient[’']?s|pt[’']?s|whose)\s(?:{_alternatives(RELATIVES)})\s(?:is|was)\s(?:the|our|a|an)\s(?:\w+\s){{0,2}}?(?:{_OFFICES})\b",
    re.IGNORECASE,
)
_IS_OFFICE = re.compile(
    rf"\b(?:is|was|[’']s|as|she[’']s|he[’']s|being)\s(?:(?:the|our|a|an)\s)(?:(?:local|former|retired|town|county|city|current|sitting|small-town|beloved|well-known|assistant|high\sschool|middle\sschool|elementary|school|only|village|tribal|varsity|football|basketball|wrestling)\s)+(?:{_OFFICES}|barber|teacher|librarian|undertaker|mortician|anchor|weatherman|dj|midwife|veterinarian|vet|dentist|surgeon|mail\scarrier|mailman|clerk|crossing\sguard|funeral\sdirector|bus\sdriver|firefighter|paramedic|trooper|dispatcher|announcer|organist|councilor)\b",
    re.IGNORECASE,
)
# Offices of which a town has one; "the chief" and "the coach" need a word more.
_IS_THE_OFFICE = re.compile(
    r"\b(?:is|was|[’']s)\s(?:the|our)\s(?:mayor|sheriff|police\schief|fire\schief|chief\sof\spolice|coroner|postmaster|superintendent|(?:school\s)?principal|district\sattorney|town\sclerk|town\smanager|county\s(?:judge|attorney|clerk|executive|sheriff)|tribal\s\w+)\b",
    re.IGNORECASE,
)
_IN_THE_NEWS = re.compile(
    r"\b(?:(?:was|is|were|been|made|making|got|all\sover|appeared|featured|shown|seen|interviewed)\s(?:\w+\s){0,4}?(?:(?:on|in|all\sover)\s)?(?:the\s)?(?:local\s|evening\s|national\s|nightly\s|state\s|channel\s\d+\s)?(?:news(?:paper)?s?|front\spage|headlines?|tv|television|six\so[’']?clock\snews|paper)|went\sviral|(?:anchors?|hosts?|presents|narrates)\s(?:the|a)\s(?:[\w-]+\s){0,2}(?:news|show|weather|podcast|program|broadcast)|on\s(?:channel\s\d+|the\sradio|national\stv|local\stv)|from\sthe\s(?-i:[A-Z]\w+)\s(?:\w+\s)?(?:shooting|crash|fire|accident|explosion|flood|wreck|raid|murder|stabbing|hostage)|viral\svideo|on\sthe\s(?:local\s|evening\s)?(?:news|front\spage)(?:\sof\sthe\s\w+)?|in\sthe\s(?:local\s)?(?:papers?|newspaper|headlines)|made\s(?:the\s)?(?:local\s|national\s)?(?:news|headlines|front\spage|paper))\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\bthe\s(?:man|woman|guy|girl|boy|kid|teen|mother|mom|father|driver|nurse|teacher|couple|hiker|farmer|trucker|one|person|student|firefighter|pilot|officer)\s(?:who\s)?(?:was\s|got\s|had\s)?(?:been\s)?(?:rescued|pulled|shot|stabbed|arrested|found|struck|hit|trapped|airlifted|kidnapped|attacked|crashed|drove|jumped|fell|robbed|burned|survived|won|set|held|caught|charged|convicted|mauled|lost\sat)\b(?:\s[\w’'-]+){1,9}",
    re.IGNORECASE,
)
_SURVIVOR = re.compile(
    r"\b(?:survivor\sof\sthe|survived\sthe|lost\s(?:\w+\s){1,2}(?:arms?|legs?|hands?|eyes?|foot|feet|fingers?|home|house|farm|family|parents|kids|children|wife|husband|son|daughter|brother|sister|mother|father)\sin\sthe|victim\sof\sthe|witness\s(?:to|in)\sthe|won\sthe\s(?:state\s)?(?:lottery|powerball|championship)|played\s(?:\w+\s){0,3}for\sthe\s[A-Z]\w+|former\s(?:nfl|nba|mlb|nhl|olympi\w+|miss\s\w+|pro\s\w+|professional\s(?:wrestler|athlete|boxer|football\s\w+|baseball\s\w+)|rodeo\s\w+|child\sactor|reality\s\w+)|olympi(?:c\s(?:\w+\s)?(?:medalist|athlete|swimmer|skier)|an)|reality\s(?:tv|show)\s\w+|local\scelebrity|minor\scelebrity|(?:locally|regionally|nationally|well|somewhat)[\s-]?(?:famous|known)|everyone\s(?:in\s(?:town|the\s(?:county|valley|village))\s)?(?:knows|recogni[sz]es|will\sknow|would\sknow)|whole\stown\sknows|hometown\shero|prom\s(?:king|queen)|homecoming\squeen)(?:\s[\w’'-]+){0,5}",
    re.IGNORECASE,
)
_SMALL_TOWN = re.compile(
    r"\b(?:(?:town|village|city|hamlet|community|island|reservation|place|county|school|parish)\s(?:of|with)\s(?:about\s|around\s|only\s|just\s|under\s|roughly\s|maybe\s|less\sthan\s|fewer\sthan\s|~\s?)?(?:\d{1,2},?\d{0,3}|\w+\s(?:hundred|thousand|dozen))(?:\s(?:people|souls|residents|inhabitants|kids|students))?|population\s(?:of\s|is\s|about\s|:\s)?\d{2,4}\b|\d{2,4}-person\s(?:town|village)|(?:one-stoplight|one-light|one-street|tiny|company|mill|fishing|mining|logging|ski)\s(?:little\s)?(?:town|village|island|hamlet|community))(?!\w)",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:driver|teacher|nurse|doctor|dentist|barber|pilot|farmer|rancher|lawyer|attorney|judge|pastor|priest|minister|coach|principal|librarian|mechanic|welder|firefighter|cop|officer|deputy|trooper|ranger|veterinarian|vet|pharmacist|surgeon|anesthesiologist|postmaster|mail\scarrier|mailman|undertaker|mortician|midwife|chef|baker|butcher|blacksmith|beekeeper|fisherman|lobsterman|logger|miner|brewer|owner|runs|owns|manager|clerk|bartender|musician|artist|potter|drummer|singer|jockey|acrobat|lighthouse|engineer|professor|works|worked|drives|teaches|delivers|operates|twins|triplets|albino|amputee|dwarfism|transgender|widow|refugee|deaf|blind|from|lives|in)\b",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"\b(?:works?|worked|working|employed|employee|job|shifts?|cashier|clerk|cook|manager|manages|waitress\w*|waits\stables|server|bartends?|bartender|driver|drives|delivers|teaches|taught|coaches|coached|stocks\sshelves|janitor|custodian|guard|security|nurse|welder|mechanic|cleans|student|enrolled|graduated|fired|laid\soff|hired|night\sdesk|front\sdesk|desk|deli|counter|line|shift\slead|preaches|plays|foreman|supervisor|bags\sgroceries)\s"
    r"(?:(?:nights?|days?|part-time|full-time|overnights?|the|a|as|an|evenings?|graveyard|shifts?|weekends?|in|line|desk|night|front|deli|counter|register|maintenance|\w+\s(?=at|for|by|from))\s){0,5}?(?:at|for|by|from|with|out\sof)\s(?:the\s|a\s)?(?P<who>(?:[A-Z][\w’'&.-]{1,24}|[A-Z]{2,5})(?:\s(?:(?:of|the|and|&)\s)?[A-Z][\w’'&-]{1,24}){0,3})"
)
_RUNS = re.compile(
    r"\b(?:[Ss]?[Hh]e|who|[Pp]atient|[Pp]t|husband|wife|mother|father)\s(?:manages|owns|runs|managed|owned|ran)\s(?:the\s|a\s)?(?P<who>[A-Z][\w’'&.-]{1,24}(?:\s(?:(?:of|the|and|&)\s)?[A-Z][\w’'&-]{1,24}){0,3})"
)
_NOT_AN_EMPLOYER = re.compile(
    r"\b(?:i|we|our|my|colleague|physician|pharmacist|prescriber|clinician|resident\sphysician|fellow|faculty|attending|author|researcher|professor)\b",
    re.IGNORECASE,
)

_BODY = re.compile(
    r"\b(?P<what>thumb\s?prints?|finger\s?prints?(?:\son\s(?:file|record))?|fingerprint(?:ed)?\s(?:scan|id|login|record)|voice\s?prints?|retinal?\s(?:scans?|images?)|iris\s(?:scans?|recognition)|facial\s(?:recognition|scans?)|fac(?:e|ial)\s(?:id|scans?|recognition|templates?|maps?)|biometric\s(?:id|data|record|scan|template)s?|palm\s(?:prints?|scans?|vein)|hand\sgeometry|dna\s(?:profile|sample|record|on\sfile|match)|bite\s?marks?|gait\srecognition|dental\srecords)\b",
    re.IGNORECASE,
)
_BODY_CUE = re.compile(
    r"\b(?:his|her|their|him|he|she|patient[’']?s?|pt|on\sfile|on\srecord|matched|signs?\sin|log(?:s|ged)?\sin|identified|unlock\w*|scanned|enrolled|taken|verif\w*|client[’']?s?|inmate)\b",
    re.IGNORECASE,
)
_METAPHOR = re.compile(
    r"\b(?:chemical|molecular|spectral|pharmacologic\w*|digital|carbon|genetic|background\scheck|job|applicants?|employees?|staff|lock\s?box|safe|lock|prescribers?|epcs|two-factor|my|our|we|i)\b",
    re.IGNORECASE,
)
_PICTURE = r"(?:photographs?|photos?|pictures?|pics?|selfies?|images?|head\s?shots?|mug\s?shots?|videos?|screen\s?shots?|snapshots?|portraits?|footage|polaroids?|video\sclip)"
_OF_SOMEONE = re.compile(
    rf"\b(?:{_PICTURE}\s(?:\w+\s){{0,2}}?(?:of|showing|with|shows?)\s(?:(?:the|my|our|a|this|that)\s(?:\w+\s)?(?:patient|pt|client|guy|woman|man|kid|mother|baby)|him|her\b(?!\s(?:chart|labs?|wound|arm|leg|foot|hand|pill|meds|film|box|room|x-ray|uds|bottle|rash))|them\b|his\s(?:\w+\s)?(?:face|tattoos?)|her\s(?:\w+\s)?(?:face|tattoos?|family|kids)|(?:his|her|their|the\spatient[’']?s|pt[’']?s)\s(?:[\w’'-]+\s){0, 2}?(?:licen[sc]e|id|passport|badge|wristband|mychart|facebook|profile|insurance\scard|medicaid\scard|label)\b)"
    rf"|(?:his|her|their|patient[’']?s|pt[’']?s|client[’']?s|mom[’']?s)\s(?:[\w-]+\s){{0,2}}?(?:photo(?:graph)?|picture|selfie|pic|head\s?shot|mug\s?shot|portrait|driver[’']?s\slicense\sphoto|id\sphoto|face\s(?:is|was)\s(?:visible|showing|shown|in)|face\s(?:next|in\sthe\s(?:photo|picture|frame)|on\s(?:facebook|instagram|camera|tiktok)))(?!\s(?:of\shealth|is\s(?:complicated|bleak|improving|clearer)))"
    r"|full[\s-]face(?:d)?(?:\s\w+)?|mug\s?shots?|posted\s(?:his|her|their)\sface(?:\s[\w’'-]+){0,4}|(?:show(?:s|ing|ed)?|see|seeing|visible|reveal\w*|includ\w+)\s(?:his|her|their|the\spatient[’']?s)\s(?:\w+\s)?(?:face|tattoos?))",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    rf"\b{_PICTURE}\s(?:he|she|pt|the\spatient|(?:his|her)\s\w+)\s(?:attached|sent|texted|posted|took|uploaded|e?mailed|shared)(?:,\s[^,.;]{{1,40}})?",
    re.IGNORECASE,
)
_TATTOO = re.compile(
    r"\b(?:tattoos?|tattooed|birthmark|port-wine\sstain|facial\sscar|scar)(?:\s[\w’'\"“-]+){0,6}?\s(?:on|across|over|covering|down|of)\s(?:(?:his|her|their|the)\s(?:\w+\s)?(?:neck|face|forehead|cheek|hand|hands|knuckles|chest|back|forearm|arm|throat|eyelids?|scalp|head|chin|eye)|[\"“A-Z]\w+)|\b(?:face|neck|knuckle|forehead|facial)\stattoos?\b",
    re.IGNORECASE,
)


def find(passages: Passages) -> Iterator[Finding]:
    """Rare people, local news, employers, body marks and pictures; all of them soft."""
    text = passages.text
    for pattern in (_ONLY_ONE, _FEW):
        for match in pattern.finditer(text):
            what = match.groupdict().get("what") or match.group()
            if not _THINGS.search(what) and _is_of_a_patient(passages, match.start()):
                yield detail("other-unique", *match.span())
    for pattern in (_KIN_OF_OFFICE, _KIN_OF_OFFICE_TURNED, _KIN_IS_OFFICE):
        for match in pattern.finditer(text):
            if not passages.is_public_talk(match.start()):
                yield detail("other-unique", *match.span(), instead="a local person")
    for match in _IN_THE_NEWS.finditer(text):
        if passages.about_one_person(match.start()):
            yield detail("other-unique", *match.span())
    for pattern in (_IS_OFFICE, _IS_THE_OFFICE, _SURVIVOR, _EVENT):
        for match in pattern.finditer(text):
            if _is_of_a_patient(passages, match.start()):
                yield detail("other-unique", *match.span())
    for match in _SMALL_TOWN.finditer(text):
        near = passages.before(match.start(), 120) + passages.after(match.end(), 60)
        if _JOB.search(near) and (
            _is_of_a_patient(passages, match.start()) or _A_WORKER.search(near)
        ):
            yield detail("other-unique", *match.span(), instead="small town")
    for pattern in (_EMPLOYER, _RUNS):
        for match in pattern.finditer(text):
            yield from _employer(passages, match)
    yield from _marks(passages)


_A_WORKER = re.compile(
    r"\b(?:driver|teacher|barber|nurse|pastor|mechanic|pharmacist|coach|trooper|farmer|dentist|officer)\b",
    re.IGNORECASE,
)


def _is_of_a_patient(passages: Passages, offset: int) -> bool:
    before = passages.before(offset, 60)
    return (
        passages.about_one_person(offset)
        and not passages.is_public_talk(offset)
        and not re.search(
            r"\b(?:I|we|We|I[’']m|We[’']re|we[’']re|Our\s\w+|our\s(?:clinic|program|hospital|practice))\b[^,;]{0,30}$",
            before,
        )
    )


def _employer(passages: Passages, match: re.Match[str]) -> Iterator[Finding]:
    start, end = match.span("who")
    words = [lexicon.plain(word) for word in match.group("who").split()]
    named = [word for word in words if word not in ("of", "the", "and", "&")]
    places = named and all(lexicon.is_wide_place(word) for word in named)
    months = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    drugs = lexicon.quiet_words() - _EMPLOYERS
    if places or not named or named[0] in months or named[0] in drugs:
        return
    if _is_of_a_patient(passages, start) and not _NOT_AN_EMPLOYER.search(
        passages.before(start, 60)
    ):
        yield detail("other-unique", start, end, instead="a local employer")


_EMPLOYERS = frozenset(
    "walmart kroger safeway costco amazon uber lyft cvs walgreens google facebook apple microsoft goodwill salvation quest labcorp va kaiser united ups".split()
)


def _marks(passages: Passages) -> Iterator[Finding]:
    for match in _BODY.finditer(passages.text):
        around = passages.before(match.start(), 80) + " " + passages.after(match.end(), 60)
        person = _BODY_CUE.search(around) or "file" in match.group() or "record" in match.group()
        if person and not _METAPHOR.search(passages.before(match.start(), 40)):
            yield detail("biometric", *match.span("what"), instead="an identity check")
    for pattern in (_OF_SOMEONE, _ATTACHED):
        for match in pattern.finditer(passages.text):
            yield detail("photo", *match.span())
    for match in _TATTOO.finditer(passages.text):
        if passages.about_one_person(match.start()):
            yield detail("photo", *match.span(), instead=_mark(match.group()))


def _mark(words: str) -> str | None:
    """What may stand for a tattoo or a scar; for "tattooed on …" the writer finds the words."""
    if "tattooed" in words.lower():
        return None
    return "a tattoo" if "tattoo" in words.lower() else "a mark"
