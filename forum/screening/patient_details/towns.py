"""What may be the name of a place, and what is shared by places everywhere."""

from forum.screening import lexicon

# What programs of every town are called.
_OURS = frozenset(
    "Bridge Hub Spoke Recovery Pain Methadone Telehealth Opioid Street The Our My Drug".split()
)
_COMPASS = frozenset("north south east west northern southern eastern western".split())


def is_shared(site: str) -> bool:
    """Whether a site is called what such sites are called in every town: "the Bridge clinic"."""
    names = [word for word in site.split() if word[0].isupper()]
    quiet = lexicon.quiet_words()
    return lexicon.plain(names[0]) in quiet - _COMPASS or all(
        lexicon.plain(word) in quiet or word.isupper() or word in _OURS for word in names
    )


def is_quiet(town: str) -> bool:
    """Whether every word of it is one that points at nobody."""
    return all(word in lexicon.quiet_words() for word in lexicon.plain(town).split())


def town_length(words: str) -> int:
    """How much of a run of capitals may be a town: none for states, months, agencies, medicines."""
    parts = words.split(" ")
    while parts and parts[-1].lower() in ("of", "the", "at", "de", "del", "la", "las", "los"):
        parts.pop()
    if not parts:
        return 0
    whole = " ".join(parts)
    quiet = lexicon.quiet_words()
    named = [lexicon.plain(part).removesuffix("'s") for part in parts]
    if all(part in quiet or part in ("new", "the", "of", "north", "south") for part in named):
        return 0
    if named[0] in quiet and not lexicon.is_us_place(whole) and not lexicon.is_wide_place(named[0]):
        return 0
    if len(parts) == 1 and parts[0].isupper() and len(whole) <= 5:
        return 0
    if not lexicon.is_us_place(whole):
        if len(parts) == 1 and (lexicon.is_english(whole) or lexicon.is_proper_word(whole)):
            return 0
        if len(parts) == 1 and lexicon.is_first_name(whole) and not lexicon.is_surname(whole):
            return 0
    return len(whole)
