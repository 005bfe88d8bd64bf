"""The words around a name that say whose name it is: a patient's, or that of someone cited."""

import re

from forum.screening.patient_details.passages import AROUND, RELATIVES


def _alternatives(words: str) -> str:
    parts = sorted(set(words.split()), key=len, reverse=True)
    return "|".join(re.escape(part).replace("_", r"\s") for part in parts)


_PERSON = (
    "patient|pt|client|inmate|resident|caller|member|man|woman|guy|girl|boy|kid|gentleman|lady|teen|teenager|teenaged|veteran|child|baby|infant|newborn"
    "|yo|y/o|year[\\s-]old|old|male|female|fella|dude|youngster|grandmother|mom|regular|farmer|driver|nurse|teacher|welder|mechanic|waitress|carpenter|roofer|cook"
)

# Directly in front of a name.
LABEL = re.compile(
    r"(?:^|[\s(\[“\"])(?:pt|patient|client|pt\sname|patient\sname|patient[’']s\sname|full\sname|name|last\sname|first\sname|re|regarding|subject|attn)\s?[:=#-]\s{0,3}$",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"(?:\b(?:(?:{_PERSON})(?:,|\s\w+|\s\(\w+\)){{0,4}}\s(?:named|called)|nicknamed?|alias|aka|a\.k\.a\.|goes\sby|went\sby|(?:his|her|their|real|legal|birth|full|first|last|maiden|whose|patient[’']?s?|pt[’']?s?)\s(?:\w+\s)?name(?:\sis|\swas|[’']s)"
    r"|name\s(?:is|was)|(?:calls?|called|calling|named|know|knew)\s(?:him|her|them|himself|herself|the\sbaby)(?:\sas)?|known\s(?:\w+\s){0,3}as|(?:a|any|another|my|our|one)\s(?:\w+\s)?(?:patient|pt|client|case)s?\slike|(?:lists?|listed|identif\w+|booked|registered|charted|enters?|recorded)\s(?:him|her|them)\s(?:\w+\s)?as|(?:street|nick|pet|screen|stage)\s?names?(?:\sis|\swas)?|signed\s(?:by|as)|signature\sof|named|under\sthe\sname(?:\sof)?|answers\sto|introduced\s(?:himself|herself)\sas|let[’']?s\scall\s(?:him|her)|call\s(?:him|her)))[\s:,]{0,2}[\"“‘'(]?$",
    re.IGNORECASE,
)
# In small letters even these say a name follows.
PATIENT = re.compile(
    r"\b(?:(?:my|our|this|the|a|another|new|one|first|last|next|poor|same|young|saw|see|for|with|of|have|had|and|established|mutual|favorite|sweet|old|yesterday[’']s|today[’']s)\s(?:\w+\s)?(?:patient|pt|client|guy|kid|gentleman|lady)|pt|patient|client)(?:,|\s(?:is|here\sis|here,)|\s[\"“(])?\s$",
    re.IGNORECASE,
)
_THEIRS = r"his|her|their|hers|whose|patient[’']?s|pt[’']?s|client[’']?s|kid[’']?s|s?he[’']?s|[’']s"
_WHICH = (
    r"old|new|older|younger|oldest|youngest|adult|late|twin|own|best|ex|teen|teenage|little|big|biological|foster|adoptive|former|current|live-in"
    r"|\d{1,2}[\s-]?(?:yo|year-old|month-old|y/o)"
)
_NAMES_IT = r"(?:\s(?:is\s)?(?:named|called|is)|[’']s\sname\sis)?[,:]?\s(?:(?:big|little|lil|old|young|uncle|aunt)\s)?[\"“(]?$"
# A relative is one whoever says so; a sponsor or an officer only when the patient's.
RELATION = re.compile(
    rf"\b(?:(?:{_THEIRS}|the|a|my|our|{_WHICH})\s(?:{_alternatives(RELATIVES)})|(?:{_THEIRS})\s(?:(?:{_WHICH})\s)?(?:{_alternatives(AROUND)})){_NAMES_IT}",
    re.IGNORECASE,
)
KIN_OF = re.compile(
    rf"(?:\b(?:{_alternatives(RELATIVES)}|friend|kid|child|mother|patient|chart|record|prescription|script|care|urine|uds|case|death|overdose|relapse|dose|voicemail|message|letter|follow-?up|f/u|certificate|referral|auth|labs?|results|ride|visit|induction|note|refill|chart|level|dosing|plan|on\sbehalf)\s(?:of|for|from)\s)$",
    re.IGNORECASE,
)
# "Yesterday's induction (Latoya)".
IN_BRACKETS = re.compile(
    r"\b(?:induction|intake|visit|patient|pt|client|case|injection|refill|consult|admission|no-?show|walk-?in|add-?on|baby|delivery|pregnancy|inmate|guy|lady|woman|man|kid)\s\($",
    re.IGNORECASE,
)
# "Advice re Xiomara": said of papers and rules as well, so the name itself must be a known one.
CONCERNING = re.compile(r"\b(?:re|regarding|concerning)\s$", re.IGNORECASE)
TITLE = re.compile(
    r"(?:^|[\s(])(?:Mr|Mrs|Ms|Miss|Mister|Señora?|Sra?|Doña|Don|Tía|Tío|mr|mrs|ms)\.?\s$"
)
CARE_VERB = re.compile(
    r"\b(?:saw|seen|see|seeing|met(?:\swith)?|induct(?:ed|ing)|start(?:ed|ing)|restart(?:ed|ing)|admit(?:ted|ting)|discharg(?:ed|ing)|treat(?:ed|ing)|gave|giv(?:e|ing)|asked|ask|told|tell|treat|start|admit|discharge|call(?:ed|ing)|text(?:ed|ing)|counsel(?:ed|ing)|visit(?:ed|ing)|evaluat(?:ed|ing)|examin(?:ed|ing)"
    r"|switch(?:ed|ing)|transition(?:ed|ing)|taper(?:ed|ing)|bridg(?:ed|ing)|titrat(?:ed|ing)|intubated|revived|lost|referred|prescrib(?:ed|ing)(?:\sfor)?|mov(?:ed|ing)|put|kept|keep(?:ing)?|inherited|followed|following|refilled|inject(?:ed|ing)|dosed|drug\s?test(?:ed|ing)|help(?:ed|ing)|transferred|let|got|convinced|reached|hospitali[sz]ed|rounding\son|check(?:ed|ing)?\son|spoke\s(?:to|with)|talked\s(?:to|with)|talking\s(?:to|with)|worried\sabout|update\son|heard\sfrom|visit\swith|about|call\s(?:from|with)|session\swith|note\s(?:on|for)|refill\sfor|script\sfor|pa\sfor|bup\sfor|appointment\s(?:with|for)|thinking\s(?:about|of)|intake\s(?:with|on|for)|injection\sfor|consult\s(?:on|for)|seeing)\s$",
    re.IGNORECASE,
)

# Directly behind a name.
AGE_AFTER = re.compile(
    r"^[,;]?\s?\(?(?:is\s|was\s|turned\s|just\sturned\s|aged?\s|who\sis\s)?(?:a\s|an\s|now\s)?(?:\d{1,2}|1[01]\d)(?:\s?(?:yo|y/o|y\.o\.?|yrs?|years?|[MFmf](?![\w/]|\.\d)|male|female)|[\s-]year|\s?[,;)]|\s(?:and|with|on|has|is|who|from|came|works)\b|$)",
    re.IGNORECASE,
)
DETAIL_AFTER = re.compile(
    r"^[,;:]?\s?\(?(?:(?:his|her|whose|with|date\sof)\s)?(?:dob|d\.o\.b|born\b|birth|mrn|ssn|mr\s?#|chart\s?(?:no\b|number|#|\d)|cell\b|phone|rm\s?\d|room\s\d|bed\s\d|medicaid\sid|member\sid|[MF]\b[,)\s/]|[MF]\d\d|(?:at|on|@)\s\(?\d{3}[)\s.-]|(?:my\s|our\s|the\s)?(?:patient|pt|client|inmate|member)\))",
    re.IGNORECASE,
)
IS_PATIENT_AFTER = re.compile(
    rf"^(?:,?\s?(?:is|was|has\sbeen|who[’']?s|who\sis|who\swas)?\s?(?:a|an|my|our|the|one\sof\s(?:my|our)|her|his)\s(?:[\w-]+\s){{0,3}}(?:patient|pt|client|{_alternatives(AROUND)}|barber|welder|roofer|waitress|mechanic|trucker|nurse|teacher|farmer|cook|fisherman|logger|miner|carpenter|bartender|veteran|firefighter|cashier|janitor|dishwasher)s?\b)",
    re.IGNORECASE,
)
OWNED = re.compile(
    rf"^[’']s?\s(?:(?:last|first|next|most\srecent|recent|old|new|current|morning|evening|latest|\d+\s?mg|positive|negative|urine|blood|weekly|monthly|early|home|prior|missed|whole|entire)\s)?(?:cows|uds|urine|utox|dose|doses|dosing|films?|strips?|script|scripts|refills?|prescription|chart|{_alternatives(AROUND)}|family|kids|children|parents|appointment|appt|induction|intake|labs?|levels?|withdrawal|cravings?|insurance|medicaid|coverage|pa|prior\sauth\w*|tox\w*|drug\sscreens?|screens?|pill\scount|probation|house|home|apartment|trailer|job|relapse|injection|shot|visit|visits|notes?|records?|phone|number|voicemail|birthday|death|overdose|funeral|taper|treatment|care|case|story|history|pregnancy|baby|delivery|surgery|pain|anxiety|depression|diagnosis|recovery|sobriety|meds|medications?|suboxone|sublocade|bup|buprenorphine|methadone|pharmacy|counselor|address|name|dob|mrn|release|court|truck|car|employer|boss|face|tattoo|picture|photo|obituary|discharge|admission|hospital\w*|dad|symptoms|naloxone|bag|tent|liver|kidneys?|heart|blood|skin|teeth|mouth|arms?|legs?|feet|hands?|wounds?|abscess|enzymes|platelets|a1c|creatinine|qtc?|ekg|weight|sleep|mood|nausea|constipation|pupils|pulse|breathing|rash|fever|cirrhosis|bottle|lock\s?box|wife|toxicology|p\.?o\.?|parole|roommate|landlord|work|shift|schedule|scar|tattoos?|account|zip|cell|social|email|portal|plan|card|license)\b",
    re.IGNORECASE,
)
DOES = re.compile(
    r"^,?\s(?:(?:just|also|still|always|never|now|already|really|finally|then|recently|again|later|only|both|often|usually|keeps|has|had|who|who\shas|did|does|did\snot|does\snot|didn[’']?t|doesn[’']?t|won[’']?t|can[’']?t|cannot|came\sback\sand|and\s(?:his|her)\s\w+)\s){0,2}"
    r"(?:both\s(?:want|need|take|use|have|are|live|share|came|come|started|got|lost)|asked|asks|asking|came|comes|coming|no-?showed|relapsed|missed|misses|takes|took|taking|wants|wanted|tested|told\s(?:me|us|the|him|her|his)|said|says|lives|lived|living|works|worked|working|stopped|started|died|passed|overdosed|od'?d|lost|left|show(?:ed|s)\sup|presented\s(?:to|with|in|at|for)|walked|returned|needs|needed|denies|denied|reports|reported|states|stated|endorses|endorsed|complain\w*|cried|cries|crying|refused|declined|weighs|picked|picks|drives|drove|shot|uses|used|using|smokes|smoked|snorts|injects|injected"
    r"|kept|went|is\s(?:on|back|doing|in|a|now|pregnant|stable|still|at|due|struggling|homeless|from|taking|using|ready|asking|out|\d|having|getting|scared|afraid|not|my|our|her|his|and)|was\s(?:on|back|doing|in|a|pregnant|stable|still|at|struggling|homeless|from|taking|using|ready|admitted|discharged|released|arrested|found|seen|started|inducted|fired|evicted|shaking|vomiting|sweating|crying|not|my|our|only|sober|clean|up|down|hospitalized|jailed|late|supposed|here|there)"
    r"|(?:has|had)\s(?:now|just|already|also|finally|always|never|only|recently|since|still)\s[a-z]+|has\s(?:been|a|an|had|no|not|two|three|her|his|been|missed|lost|relapsed|asked|custody|medicaid|stopped|started|hep|hiv|the)|had\s(?:a|an|her|his|been|no|not|two|three|the|lost|already|used)|stays|stayed|moved|moves|feels|felt|craves|craved|struggled|struggles|delivered|called|calls|calling|texted|texts|texting|gets|got|getting|hates|loves|loved|likes|doing|did\s(?:well|great|fine|not|ok)|vomited|threw|slept|sleeps|sold|sells|shares|shared\s(?:his|her)|begged|worries|worried|thinks|thought|hid|hides|skipped|splits|brought|brings|grew|graduated|quit|fell|begins|began|tapered|continues|swears|insists|admitted|admits|wakes|woke|sees|had|tolerated|transitioned|ran|runs|gave|can|could|will\s(?:be|not|need|lose|go)|would|might|may\s(?:be|need|lose)"
    r"|vomits|sweats|sweated|shakes|sneezes|coughs|coughed|limps|laugh(?:s|ed)|jokes|joked|apologi[sz]e[ds]|eats|ate|drinks|drank|prefers|preferred|hopes|nods|nodded|snores|naps|yells|yelled|hugged|prays|fasts|fasted|commutes|breastfeeds|pays|paid|owes|spits|spat|chews|swallow(?:s|ed)|gags|fainted|aches|speaks|decided|disappeared|eloped|enrolled|forgot|forgets|joined|lied|lies|panicked|plans|remembers|rides|rode|screamed|sits|sat|stole|talked|talks|tries|tried|understands|waits|waited|wears|wept|switched|transferred|arrived|arrives|resumed|failed|finished|gained|begs|bought|buys|detoxed|looks|looked|seems\s(?:fine|ok|okay|better|worse|stable|scared|depressed|tired|sedated))\b",
    re.IGNORECASE,
)
# "Ngozi and Emeka both want to start": what the two do stands behind the second name.
PAIR_AFTER = re.compile(
    r"^\s(?:and|&)\s(?:(?:his|her)\s\w{1,14}|[A-Z][\w’'-]{1,24})\s(?:both|are|were|have|want|need|take|use|share|live|came|come|got|lost|started|relapsed|split|go|keep|stopped|asked|moved|work)\b"
)
# Said to a colleague or about one's words.
AMONG_US = re.compile(
    r"\b(?:you|your|yours|thanks|thank|agree[ds]?|agreeing|disagree|above|upthread|posts?|posted|comments?|commented|reply|replied|welcome|congrat\w*|colleague|colleagues|talk|talks|speaker|podcast|webinar|book|books|blog|paper|papers|et|dr|nurse|np|pa-c|rn|md|do|pharmd|lcsw|pharmacist|counselor|navigator|coach|attending|fellow|resident|intern|director|coordinator|scheduler|receptionist|biller|teammate|team|staff|our|protocol)\b",
    re.IGNORECASE,
)
# Any verb of one person, behind a name that is on the list of first names.
DOES_SOMETHING = re.compile(
    r"^,?\s(?:(?:just|also|still|always|never|now|already|really|finally|then|recently|again|only|often|usually|both)\s)?[a-z]{2,14}(?:[^s\W\d_]s|ed|ept|ook|ent|old|aid)\b(?!-)"
)
FROM_AFTER = re.compile(
    r"^,?\s(?:\(?from|who\s(?:lives|works|is|was|has|drives|came)|over\sat|out\sof|in\s(?:room|bed|cell))\b",
    re.IGNORECASE,
)

# What says that the name is a writer's, a colleague's or an official's.
CITED_BEFORE = re.compile(
    r"\b(?:dr|drs|doctor|doctors|prof|professor|nurse|officer|deputy|sheriff|sergeant|sgt|detective|trooper|sen|senator|rep|representative|judge|justice|secretary|president|governor|gov|mayor|chief|commissioner|administrator|attorney\sgeneral|surgeon\sgeneral|director|dean|chair|editor|author|authors|researchers?|by|cites?|citing|cited|per|via|see|thanks|thank\syou|thx|ty|hi|hello|hey|dear|agree\swith|agreeing\swith|echo(?:ing)?|like|what|as|second|\+1\sto|cc|kudos\sto|credit\sto|welcome|congrats|reads?|reading|quotes?|according\sto|following|v|vs|versus|sincerely|regards|best|cheers|yours"
    r"|(?:my|our|the|a|another|an)\s(?:\w+\s){0,2}(?:colleagues?|partner\sdr|attending|fellow|resident\sphysician|intern|nurse|rn|np|pa|pharmacist|pharmd|social\sworker|counselor|therapist|psychologist|psychiatrist|preceptor|supervisor|medical\sdirector|director|manager|office\smanager|receptionist|peer(?:\s\w+)?|recovery\scoach|navigator|ma|tech|medic|paramedic|scribe|biller|hygienist|dietitian|midwife|mentor|boss|chair|moderator|addiction\s\w+|case\smanager|clinician|prescriber|physician|doctor|hospitalist|surgeon|cardiologist|obstetrician|ob|obgyn|pediatrician|lead))[\s.,:@]{1,3}$",
    re.IGNORECASE,
)
STAFF_BEFORE = re.compile(
    r"\b(?:my|our|the\sclinic[’']?s|the\shospital[’']?s|fellow|clinic|charge|triage|front\sdesk|(?:his|her|their|the)\s(?:former\s|last\s|outside\s|other\s)?(?:doctor|physician|pcp|prescriber|psychiatrist|surgeon|obstetrician|ob))\s?(?:\w+\s){0,2}(?:colleague|nurse|rn|np|pa|pharmacist|social\sworker|counselor|therapist|preceptor|supervisor|director|manager|receptionist|peer\s\w+|coach|navigator|ma|tech|biller|midwife|mentor|attending|fellow|partner|case\smanager|clerk|desk|staff)?,?\s$",
    re.IGNORECASE,
)
CITED_AFTER = re.compile(
    r"^(?:,?\s(?:et\sal|in\s(?:billing|scheduling|pharmacy|admin\w*|registration|it|hr|compliance|coding|the\s(?:lab|office|pharmacy))|(?:at|from)\s(?:our|my|the)\s(?:front\sdesk|lab|pharmacy|office|clinic|team|group|program|billing\s\w+)|on\s(?:this|that|board)\b|and\scolleagues|and\scoworkers|and\sco-?authors|(?:and\s|&\s)?\(?(?:19|20)\d\d\b|md\b|do\b|np\b|rn\b|phd|pharmd|pa-c|facp|lcsw|mph|faap|dnp)|,?\s?[\[(](?:19|20)\d\d|\s?\[\d"
    r"|[’']s?\s(?:(?:(?:19|20)\d\d|excellent|great|recent|classic|original|new|seminal|good|nice|earlier|later|latest|own|randomized|pilot|last|first|famous|long)\s){0,3}(?:papers?|study|studies|trials?|review|articles?|group|team(?!\smate)|work|posts?|points?|comments?|questions?|protocols?|guidelines?|data|lab\b|book|talk|slides|law|rule|act|model|method|scale|criteria|sign|disease|syndrome|test|theorem|lecture|grand\srounds|article|editorial|reply|advice|suggestion|answer|approach|chapter|thread|idea|podcast|analysis|meta-analysis|findings?|results|series|cohort|report|clinic|pharmacy|hospital|office|bill|amendment|ruling|opinion|decision|testimony)"
    r"|\s(?:and\s[A-Z][\w’'-]+\s)?(?:found(?!\s(?:him|her|his|out))|report(?:ed|s)(?!\s(?:no|some|feeling|having|cravings?|taking|using|good|poor|mild|moderate|severe|sleep\w*|he|she|her|his|that\s(?:he|she)|constipation|sweats|nausea|withdrawal|pain|missing|daily|ongoing)\b)|showed(?!\sup)|shows(?!\sup)|argued?s?|described|describes|published|publishes|wrote|writes|compared|compares|recommends?|recommended|concluded?s?|noted|notes|proposed|reviewed|demonstrated|randomi[sz]ed|observed|suggested|suggests|studied|testified|announced|sponsored|ruled|signed\sthe|vetoed|posted|replied|commented|mentioned|linked|published|presented\s(?:data|this|their|the|on|at\s(?:asam|acep|the\sconference|grand))|law|act|scale|score|criteria|method|trial|study|model|index|test|curve|syndrome|disease|fund|foundation|institute|university|amendment|decision|ruling|rule|v\.|vs?\s|laboratories|pharma\w*))\b",
    re.IGNORECASE,
)
PLACE_AFTER = re.compile(
    r"^\s(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Court|Blvd|County|Parish|Hospital|Clinic|Health\w*|Medical|Medicine|University|College|School|High|Center|Centers|Institute|Foundation|Pharmacy|Act|Law|Shelter|Church|Inn|Motel|Hotel|House|Park|Bridge|Jail|Prison|Press|Journal|Award|Memorial|General|Regional|Community|City|Falls|Creek|Springs|Heights|Beach|River|Island|Valley|Lake|Bay|Scale|Score|Trial|Study|Model|Group|Inc|LLC|Labs?|Laboratories|Diner|Mill|Apartments|Library)\b"
)
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|to|outside|through|across|around|of\sthe|the)\s$", re.IGNORECASE
)
