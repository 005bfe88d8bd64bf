"""Whom does a text call by name? "@handle" of a member becomes a link with their name."""

import re
from dataclasses import replace
from html import escape

from django.conf import settings

from accounts.models import User
from forum.sanitize import HANDLE, TAG, Cooked, cook, plain

# Not part of an address, a path or another word; a full stop after it ends the sentence.
TOKEN = re.compile(rf"(?<![\w@/.+-])@({HANDLE})(?![\w@/-])(?!\.\w)", re.IGNORECASE)
MENTION = re.compile(rf'<a class="mention" href="/members/({HANDLE})/">')
# In these a word stays what it is.
VERBATIM = frozenset({"a", "code", "pre"})
LOOKED_UP_MAX = 100  # different names of one text that the database is asked for


def prepare(source: str, format: str, *, by_guest: bool) -> Cooked:
    """What every form stores: `cook`, and then the members it calls by name.

    At most one query, and none without an "@".
    """
    return resolve(cook(source, format, by_guest=by_guest))


def resolve(cooked: Cooked) -> Cooked:
    """The same text with its mentions as links; names that are nobody's stay text.

    `mentions` holds who is called, at most `MENTIONS_MAX` people. A name inside a quote is a
    link as well, but a quote calls nobody.
    """
    if "@" not in cooked.html:
        return cooked
    called = list(dict.fromkeys(handle for handle, _quoted in _tokens(cooked.html)))
    people = _members(called)
    if not people:
        return cooked
    first = [handle for handle in called if handle in people][: settings.MENTIONS_MAX]
    named = {handle: people[handle] for handle in first}
    html = _linked(cooked.html, named)
    speaking = {handle for handle, quoted in _tokens(cooked.html) if not quoted}
    mentions = tuple(named[handle].pk for handle in first if handle in speaking)
    return replace(cooked, html=html, text=plain(html), mentions=mentions)


def called_by(writing: Cooked) -> tuple[int, ...]:
    """Who is called; of a text taken from storage, by its links. No query without a mention."""
    if writing.mentions or 'class="mention"' not in writing.html:
        return writing.mentions
    people = _members(_linked_handles(writing.html))
    return tuple(person.pk for person in people.values())


def _members(handles: list[str]) -> dict[str, User]:
    """Those of `handles` that are members who may sign in."""
    if not handles:
        return {}
    found = User.objects.filter(handle__in=handles[:LOOKED_UP_MAX], is_active=True)
    return {person.handle: person for person in found.only("handle", "display_name")}


def _pieces(html: str) -> list[tuple[str, bool, bool]]:
    """The text and the tags of clean HTML in turn: piece, whether names count, whether quoted."""
    pieces: list[tuple[str, bool, bool]] = []
    verbatim = quotes = end = 0
    for tag in TAG.finditer(html):
        pieces.append((html[end : tag.start()], not verbatim, quotes > 0))
        pieces.append((tag[0], False, False))
        step = -1 if tag[1] else 1
        if tag[2] in VERBATIM:
            verbatim += step
        elif tag[2] == "blockquote":
            quotes += step
        end = tag.end()
    pieces.append((html[end:], not verbatim, quotes > 0))
    return pieces


def _tokens(html: str) -> list[tuple[str, bool]]:
    """Every handle that is called, in order, and whether inside a quote."""
    return [
        (token[1].lower(), quoted)
        for piece, counts, quoted in _pieces(html)
        if counts
        for token in TOKEN.finditer(piece)
    ]


def _linked_handles(html: str) -> list[str]:
    """The handles of the mentions outside quotes."""
    handles: list[str] = []
    quotes = 0
    for tag in TAG.finditer(html):
        if tag[2] == "blockquote":
            quotes += -1 if tag[1] else 1
        elif not quotes and (link := MENTION.fullmatch(tag[0])):
            handles.append(link[1])
    return list(dict.fromkeys(handles))


def _linked(html: str, people: dict[str, User]) -> str:
    def link(token: re.Match[str]) -> str:
        person = people.get(token[1].lower())
        if person is None:
            return token[0]
        # Spelled as the last gate spells it, so that cleaning once more changes nothing.
        name = escape(person.display_name, quote=False)
        return f'<a class="mention" href="/members/{person.handle}/">@{name}</a>'

    return "".join(
        TOKEN.sub(link, piece) if counts else piece for piece, counts, _quoted in _pieces(html)
    )
