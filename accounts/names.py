"""When are two names the same to a reader's eye?"""

import re
import unicodedata
from functools import cache

from confusable_homoglyphs.categories import aliases_categories
from confusable_homoglyphs.confusables import confusables_data
from django.utils.translation import gettext as _

# Digits and letter pairs that imitate a letter but are not in Unicode's single-letter table.
LOOK_ALIKES = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("5", "s"), ("i", "l"))

# A name with one of these words in it would speak for the site.
RESERVED_WORDS = (
    *("admin", "administrator", "admins", "curator", "editor", "editors", "mod", "moderation"),
    *("moderator", "moderators", "mods", "official", "root", "staff", "support", "sysadmin"),
    *("system", "verified", "webmaster"),
)
RESERVED_PHRASES = ("open rounds", "former member", "help desk")

ADDRESS = re.compile(
    r"https?:|www\.|[@/\\]|\.(?:com|org|net|info|biz|io|ru|shop|site|online|xyz|me|us|uk)\b",
    re.IGNORECASE,
)
LATIN_LETTER = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH .*)?$"
)
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
# Scripts that are written together in one word.
WRITTEN_TOGETHER = ({"HAN", "HIRAGANA", "KATAKANA"}, {"HAN", "HANGUL"}, {"HAN", "BOPOMOFO"})


@cache
def _latin_twin(character: str) -> str:
    """The plain Latin letter that `character` imitates, or the character itself."""
    # "ł" and "ᴍ" have no simpler form in Unicode, but its names say which letter they are.
    if latin := LATIN_LETTER.match(unicodedata.name(character, "")):
        return latin[1]
    # In both cases, so that a name in capitals looks like the same name in small letters.
    for case in (character, character.upper(), character.lower()):
        for twin in confusables_data.get(case, ()):
            look: str = twin["c"]
            if len(look) == 1 and look.isascii() and look.isalnum():
                return look
    return character


def skeleton(name: str) -> str:
    """`name` reduced to how it looks: equal skeletons mean easily confused names.

    Case, spaces, punctuation, accents, invisible characters and look-alike letters of other
    scripts disappear. Never shown to anyone; only compared.
    """
    seen = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name))
    letters = (_latin_twin(c) if not c.isascii() else c for c in seen)
    plain = "".join(letters).casefold()
    plain = "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))
    for imitation, letter in LOOK_ALIKES:
        plain = plain.replace(imitation, letter)
    return plain


def search_words(*texts: str) -> set[str]:
    """The words of `texts` as one looks them up: small letters, no accents, no punctuation.

    A text of several parts ("O'Brien", "rosalind-a") is found by each part and as a whole.
    """
    words: set[str] = set()
    for text in texts:
        for piece in text.split():
            plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", piece).casefold())
            plain = "".join(c for c in plain if not unicodedata.combining(c))
            words |= {plain, *re.findall(r"\w+", plain)}
    return {word[:60] for word in words if any(c.isalnum() for c in word)}


def refusal(name: str) -> str | None:
    """Why nobody may be called `name`, in a sentence for its writer; None if it is fine.

    Looks at the name alone. Whether it belongs to somebody already is the caller's question.
    """
    if sentence := malformed(name):
        return sentence
    if _speaks_for_the_site(name):
        return _("This could be taken for the people who run the site. Choose other words.")
    return None


def malformed(text: str) -> str | None:
    """Why `text` cannot stand beside a name, in a sentence for its writer; None if it can."""
    if any(unicodedata.category(c) in UNSEEN or c in BLANKS for c in text):
        return _("Write this in one line, without invisible characters.")
    if ADDRESS.search(text):
        return _("Leave out web and e-mail addresses.")
    if not any(c.isalpha() for c in text):
        return _("This needs at least one letter.")
    if any(_mixes_scripts(word) for word in re.split(r"[\W_]+", text)):
        return _("Write each word in the letters of one alphabet.")
    if len(skeleton(text)) > 120 or _piles_up_marks(text):
        return _("This has too many marks or joined letters.")
    return None


def _mixes_scripts(word: str) -> bool:
    scripts = {aliases_categories(c)[0] for c in word if c.isalpha()} - {"COMMON", "INHERITED"}
    return len(scripts) > 1 and not any(scripts <= together for together in WRITTEN_TOGETHER)


def _piles_up_marks(name: str) -> bool:
    """More than three combining marks on one letter climb over the lines around it."""
    marks = 0
    for character in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > 3:
            return True
    return False


def _speaks_for_the_site(name: str) -> bool:
    words = {skeleton(word) for word in re.split(r"[\W_]+", name) if word}
    whole = skeleton(name)
    return (
        not words.isdisjoint(skeleton(word) for word in RESERVED_WORDS)
        or whole in {skeleton(word) for word in RESERVED_WORDS}
        or any(skeleton(phrase) in whole for phrase in RESERVED_PHRASES)
    )
