"""Is an adjective such as "clean" said of a person or of a test? Judged by the words beside it."""

from collections.abc import Sequence

PEOPLE = frozenset(
    """
    he she they who we you everyone everybody someone somebody anyone anybody nobody patient
    patients client clients person people man men woman women guy guys girl girls boy boys kid kids
    teen teens child children adult adults mother mothers father fathers mom mum dad parent parents
    son sons daughter daughters brother brothers sister sisters husband wife partner spouse friend
    friends family cousin uncle aunt nephew niece member members resident residents inmate inmates
    veteran veterans user users addict addicts alcoholic alcoholics individual individuals
    candidate candidates employee employees worker workers nurse doctor physician gentleman lady
    those others folks he's she's they're who's he'd she'd they'd he'll she'll they'll you're we're
    applicant applicants participant participants subject subjects mine
    """.split()
)
TESTS = frozenset(
    """
    urine urines uds udss udt udts utox tox toxicology toxicologies screen screens screening test
    tests tested testing sample samples specimen specimens drop drops result results pee ua uas
    panel panels dip dips dipstick dipsticks cup-test immunoassay confirmation
    """.split()
)
# What may be clean without anybody being judged.
THINGS = frozenset(
    """
    air area areas bandage bathroom bed bill break catch catheter chart chest claim claims clinic
    cloth clothes clothing container copy cotton cottons counter cup cups cut data dataset diet
    diaper dishes dressing dressings energy environment equipment field file files fit floor
    food gauze gear glove gloves gown hand hands home house incision install instrument
    instruments kit kits label layout line linen linens list lungs margins needle needles note
    notes pipe pipes place record records room rooms scene site skin slate slice space
    sterile supplies supply surface surfaces sweep swab swabs syringe syringes table technique
    towel transition water wipe wipes work works wound wounds x-ray xray
    """.split()
)
_PREDICATES = frozenset(
    """
    is are was were be been being am isn't aren't wasn't weren't he's she's they're you're we're
    who's 's stay stays stayed staying keep keeps kept remain remains remained get gets got getting
    gotten go goes went gone become becomes became come comes came back turn turned run running
    look looks looked living now stayin test tests tested testing screen screens screened
    """.split()
)
# Verbs that make sense of people and tests alone: "got clean", not "the skin got clean".
_OF_PEOPLE = frozenset("get gets got getting gotten stay stays stayed staying".split())
_BETWEEN = frozenset(
    """
    not never now always finally really completely totally still currently mostly fully pretty
    perfectly consistently has have had hasn't haven't hadn't been be being would will could should
    can may might must wouldn't couldn't all both also just only so far very again actually reportedly
    apparently already entirely genuinely recently to and or
    """.split()
)
_AFTER_PERSON = frozenset("for since from off time date dates through and or now again".split())
_TIMES = frozenset(
    """
    day days week weeks month months year years yr yrs mo mos hours
    """.split()
)
_OBJECTS = frozenset(
    """
    the a an your my his her their our its it them this that these those each any all every up out
    off with before after between properly thoroughly both
    """.split()
)
_DOERS = frozenset("to please we you must should always then i they can and will let's".split())


# Nouns for a person that another word may stand before: "alcoholic father".
_PRONOUNS = frozenset("he she they who we you mine those others".split())


def is_person(word: str) -> bool:
    """Whether `word` is a noun for a person."""
    plain = word.strip(".,;:!?()").lower()
    return plain in PEOPLE and plain not in _PRONOUNS and "'" not in plain


def is_about_people_or_tests(words: Sequence[str], first: int, last: int) -> str:
    """ "person" or "test" where the words `first` to `last` of a sentence are said of one, else "".

    `words` are one sentence in small letters. In doubt the answer is "": a wound, a room or a data
    set may be clean.
    """
    before, after = list(words[:first]), list(words[last + 1 :])
    following = after[0] if after else ""
    if following in THINGS or (
        len(after) > 1 and after[0] in ("and", "dry") and after[1] in THINGS
    ):
        return ""
    previous = before[-1] if before else ""
    if following in _OBJECTS and (previous in _DOERS or not before or previous in PEOPLE):
        return ""  # somebody cleans something
    if previous in ("it", "them", "that", "this"):
        return ""
    if following in TESTS or (
        len(after) > 1 and after[1] in TESTS and following not in _AFTER_PERSON
    ):
        return "test"
    chain = len(before)
    while chain and before[chain - 1] in _PREDICATES | _BETWEEN:
        chain -= 1
    verbs, subject = before[chain:], before[:chain]
    has_verb = any(verb in _PREDICATES for verb in verbs)
    who = next((word for word in reversed(subject[-4:]) if word in PEOPLE | TESTS | THINGS), "")
    if who in TESTS or any(verb in TESTS for verb in verbs):
        return "test" if has_verb or subject[-1:] == [who] else ""
    if following in PEOPLE or words[first] in PEOPLE:
        return "person"
    if first == last and following == "for" and not _tells_a_time(after):
        return "test"  # "dirty for cocaine"
    if who in THINGS:
        return ""
    if any(verb in _OF_PEOPLE for verb in verbs):
        return "person"
    if has_verb and (who or any(verb in PEOPLE for verb in verbs)):
        return "person"
    if subject[-1:] and subject[-1] in PEOPLE and not verbs:
        return "person"
    if previous in _TIMES or (following in _AFTER_PERSON and _tells_a_time(after)):
        return "person"
    return ""


def _tells_a_time(after: Sequence[str]) -> bool:
    """ "clean for six months", "clean since March", "clean time", "clean from heroin"."""
    if after[0] in ("time", "date", "dates", "since", "from", "off"):
        return True
    return any(word in _TIMES for word in after[1:5])
