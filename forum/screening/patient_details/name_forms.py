"""Names that are no row of capitals: pasted headers, nicknames, small letters, initials."""

import re
from collections.abc import Iterator

from forum.screening import lexicon
from forum.screening.patient_details import evidence
from forum.screening.patient_details.passages import Passages

_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.\s?){1,3}[A-Z]\.?(?![\w.])|(?<![\w./-])[A-Z]{2,3}(?![\w./-])|(?<![\w.])[A-Z]\.(?=[,\s’'])"
)
_NOT_INITIALS = frozenset(
    """us usa dc md do np pa rn pt ot er ed icu or iv im sc sl po bp hr rr bmi uds oud aud cows dea fda cms cdc nih va em id ie eg am pm ok tv
    dob mrn ssn pcp obgyn ob gi gu ent ct mri ekg ecg cbc cmp hiv hcv hbv prn bid tid qid qd pdmp pmp pa pcss mat moud otp obot nsaid ssi wic cps dcf
    dui dwi po pob la ny tx ca nj il oh mi wi mn ia mo ks ne sd nd wy co nm az ut nv id mt wa ak hi ri ct vt nh me ma pa md va wv nc sc ga fl al ms tn ky in ar ok
    phd ma msw bsn aa na ir xr er bup thc cbd lsd mdma pcp htn dm ckd copd chf mi afib tia cva gerd ibs ms als tbi ptsd adhd add gad mdd bpd ocd hx dx tx rx sx fx cc hpi ros pe ap
    jr sr ii iii bpm qtc lft lfts ast alt inr a1c uti std sti std ivdu pwud pwid iud lmp edd nicu nas nows bmt bz ua utox tca ssri snri maoi cbt dbt mi asi""".split()
)
_ALSO_INITIALS = frozenset(["al", "ed", "ma", "pa", "ms", "co", "me", "de", "la", "mo", "or", "ca"])
_INITIALS_CUE = re.compile(
    r"\b(?:patient|pt|client|inmate|named|called|initials|baby|wife|husband|son|daughter|brother|sister|mother|father|boyfriend|girlfriend|saw|mr|mrs|ms|our\sguy|woman|man|gentleman|lady|kid)[.,:]?\s(?:is\s|are\s|here\s)?$",
    re.IGNORECASE,
)
# Behind a label anything may follow; at the beginning of a line only what a header goes on with.
_FULL_COMMA = re.compile(
    r"(?:(?<=[:#=])|(?<=name ))\s{0,3}(?P<name>[A-Z][\w’'-]{1,24},\s[A-Z][\w’'-]{1,24}(?:\s[A-Z]\.?)?)(?=\s?[\n(;,./|-]|\s{2}|\s(?:DOB|MRN|\d|[MF]\b)|\s*$)"
    r"|^(?P<first>[A-Z][A-Za-z’'-]{1,24},\s[A-Z][a-z’'-]{1,24}(?:\s[A-Z]\.?)?)(?=,?\s{0,2}\(?(?:DOB|MRN|\d\d|[MF]\b)|\s[–—-]\s|:\s|\s?/)",
    re.MULTILINE,
)
_CALLED = re.compile(
    r"\b(?:calls?|called|calling|know|knew)\s(?:him|her|them)\s(?:as\s)?[\"“‘']?(?P<name>[A-Z][\w’'-]{1,20}(?:\s[A-Z][\w’'-]{1,20}){0,2})"
    r"|\b(?:nicknamed?|goes\sby|aka|a\.k\.a\.|street\sname(?:\sis|\swas|,)?|nickname(?:\sis|\swas|,)?|known\s(?:\w+\s){0,4}as)\s[\"“‘']?(?P<name2>[A-Z][\w’'-]{1,20}(?:\s[A-Z][\w’'-]{1,20}){0,2})"
)
_TYPED_SMALL = re.compile(r"[a-z][a-z’'-]{2,20}")


# In the dictionary, yet no one writes them in small letters but for a name.
_NEVER_A_WORD = frozenset(
    """john johnny bobby billy jimmy joey josh tommy tony charlie jenny colleen derrick kenny ronnie tim timothy sally
    becky mickey nicky ricky sheila sherry steven steve teddy julia jerry jeff jeffery james larry louis maria marina mike
    matt neil eddie eddy derek dave dan carlo carla barney andy taylor logan jordan morgan scott sid wanda ernie adam
    wendy cindy kelly ray ted ronny danny vicky hector chris alex pete pam""".split()
)
# "maria de los angeles", "lupe r,"
_REST_OF_A_NAME = re.compile(
    r"\s(?:(?:de|del|de\sla|de\slos|da|dos|van|von|al|el|bin|ibn)\s[a-z]{3,20}(?=\W|$)|[a-z](?=,|\s?\(|\s\d|\.\s))"
)
# What one does to a person and never to a town.
_TO_SOMEONE = re.compile(
    r"\b(?:told|tell|asked|ask|called|texted|counseled|induct(?:ed|ing)|saw|tapered|switched|dosed|spoke\s(?:to|with|w/)|talked\s(?:to|with)|gave)\s$",
    re.IGNORECASE,
)
_SO_CALLED = re.compile(
    r"(?P<name>[^\W\d_][\w’'-]{1,20})\s?[(,]?\s?(?:(?:that[’']?s|which\sis)\swhat|as)\s(?:everyone|everybody|people|folks|they|we|his\s\w+|her\s\w+|the\s\w+)\s(?:all\s)?calls?\s(?:him|her|them)\b",
    re.IGNORECASE,
)


def pasted(passages: Passages) -> Iterator[tuple[int, int]]:
    """`Blore, Jessamy` of a pasted header, and shouted names behind a label."""
    for match in _FULL_COMMA.finditer(passages.text):
        group = "name" if match.group("name") else "first"
        last, first = match.group(group).split(", ", 1)
        names = (last, first.split(" ")[0])
        if (
            all(not lexicon.is_english(name) or lexicon.is_first_name(name) for name in names)
            and not (any(lexicon.plain(name) in lexicon.quiet_words() for name in names))
            and not lexicon.is_us_place(last)
        ):
            yield match.span(group)
    for match in _SHOUTED.finditer(passages.text):
        shouted = [lexicon.plain(part) for part in re.split(r"[,\s]+", match.group("name")) if part]
        known = [
            lexicon.is_first_name(name) or lexicon.is_surname(name) or not lexicon.is_english(name)
            for name in shouted
        ]
        if all(known) and not any(
            name in lexicon.quiet_words() or name in _NOT_INITIALS for name in shouted
        ):
            yield match.span("name")


_SHOUTED = re.compile(
    r"\b(?:[Pp]t|PT|[Pp]atient|PATIENT|[Nn]ame|NAME|[Pp]t\s[Nn]ame|[Pp]atient\s[Nn]ame)\s?[:#=]\s{0,3}(?P<name>[A-Z]{3,20}(?:,?\s[A-Z]{2,20}){1,2})(?![a-z])"
)


def nicknames(passages: Passages) -> Iterator[tuple[int, int]]:
    for match in _CALLED.finditer(passages.text):
        group = "name" if match.group("name") else "name2"
        start, end = match.span(group)
        if lexicon.plain(match.group(group).split(" ")[0]) in lexicon.quiet_words():
            continue
        if passages.about_one_person(start):
            yield start, end
    for match in _SO_CALLED.finditer(passages.text):
        if lexicon.plain(match.group("name")) not in lexicon.quiet_words():
            yield match.span("name")


def in_small_letters(passages: Passages) -> Iterator[tuple[int, int]]:
    """Names typed without capitals: a listed name, or two strange words, behind a clear cue."""
    words = passages.words
    for index, word in enumerate(words):
        if word.has_capital or not _TYPED_SMALL.fullmatch(word.text):
            continue
        if word.text in lexicon.quiet_words() or lexicon.is_wide_place(word.text):
            continue
        before = passages.before(word.start, 60)
        following = words[index + 1] if index + 1 < len(words) else None
        pair = (
            following is not None
            and passages.text[word.end : following.start] == " "
            and following.sentence == word.sentence
            and not lexicon.is_english(following.text)
            and following.text not in lexicon.quiet_words()
            and len(following.text) > 3
        )
        # "pt: jim halvorsen": a name that is also a word needs a label and a family name.
        labeled = pair and lexicon.is_first_name(word.text) and evidence.LABEL.search(before)
        if lexicon.is_english(word.text) and not labeled and word.text not in _NEVER_A_WORD:
            continue
        end = following.end if pair and following else word.end
        if more := _REST_OF_A_NAME.match(passages.text, end):
            end = more.end()
        after = passages.after(end, 70)
        listed = lexicon.is_first_name(word.text) and len(word.text) > 3
        aged = (
            len(word.text) == 3
            and lexicon.is_first_name(word.text)
            and re.match(r",?\s\(?\d\d\s?(?:yo|y/o|m|f)\b", after, re.IGNORECASE)
        )
        if aged:
            yield word.start, end
            continue
        titled = len(word.text) > 3 and evidence.TITLE.search(before[-10:])
        if titled:
            yield word.start, end
        if titled or not (listed or pair):
            continue
        strong = (
            evidence.PATIENT.search(before)
            or evidence.LABEL.search(before)
            or evidence.NAMED.search(before)
            or evidence.RELATION.search(before)
            or evidence.TITLE.search(before)
        )
        if evidence.CITED_BEFORE.search(before) or evidence.CITED_AFTER.match(after):
            continue
        if (
            strong
            and (
                listed
                or (
                    pair
                    and len(word.text) > 3
                    and following is not None
                    and not following.has_capital
                )
            )
        ) or (
            listed
            and (
                not lexicon.is_us_place(word.text)
                or not before.strip()
                or _TO_SOMEONE.search(before)
            )
            and (
                evidence.AGE_AFTER.match(after)
                or evidence.DETAIL_AFTER.match(after)
                or evidence.OWNED.match(after)
                or evidence.CONCERNING.search(before)
                or (
                    (evidence.CARE_VERB.search(before) or evidence.DOES.match(after))
                    and not passages.is_public_talk(word.start)
                )
            )
        ):
            yield word.start, end


def initials(passages: Passages) -> Iterator[tuple[int, int]]:
    for match in _INITIALS.finditer(passages.text):
        words = match.group()
        letters = re.sub(r"[^A-Za-z]", "", words)
        start, end = match.start(), match.start() + len(words.rstrip())
        small = letters.lower()
        if small in _NOT_INITIALS or small in lexicon.quiet_words():
            aged = "." in words and _AGE_PLAIN.match(passages.after(end, 30))
            if small not in _ALSO_INITIALS or not aged:
                continue
        before, after = passages.before(start, 40), passages.after(end, 60)
        if evidence.CITED_BEFORE.search(before) or evidence.CITED_AFTER.match(after):
            continue
        cue = _INITIALS_CUE.search(before)
        sets_off = re.match(r"[,)’'\s]", after) or not after
        if "." not in words:
            acts = re.match(
                r"(?:[,)]|[’']s\s|\s?\(|\s(?:is|was|has|who|wants|asked|came|told|on|from|with|and)\b)",
                after,
            )
            if (cue and acts) or (evidence.AGE_AFTER.match(after) and _AGE_PLAIN.match(after)):
                yield start, end
        elif len(letters) == 1:
            if cue and sets_off:
                family = re.match(r"\s[A-Z][a-z’'-]{2,24}", after)
                yield start, end + (family.end() if family else 0)
        elif (
            (cue and sets_off)
            or evidence.AGE_AFTER.match(after)
            or (
                (
                    evidence.DOES.match(after)
                    or evidence.FROM_AFTER.match(after)
                    or evidence.OWNED.match(after)
                    or evidence.DETAIL_AFTER.match(after)
                    or evidence.RELATION.search(before)
                )
                and not re.match(r"\s[A-Z][a-z]+", after)
            )
        ):
            yield start, end


_AGE_PLAIN = re.compile(
    r"^(?:,?\s\(?(?:a\s|is\sa\s)?\d{2}\s?(?:yo|y/o|[MF]\b|-?\s?year)|,\s\d{2},"
    r"|\sis\s(?:only\s|now\s|just\s)?\d{2}(?:,|\sand|\sbut)\s(?:works?|lives?|wants?|takes?|uses?|asks?|goes|drives?|pregnant|homeless|lost|got|on)\b)"
)
