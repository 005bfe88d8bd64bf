"""How much does a sending look like spam? A sum with its named parts; it never refuses anything.

Moderators see the parts beside the post, and from `SPAM_LIKELY_FROM` points on the queue says so. No part is a word of the
text: what was counted is kept, what it said is not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.screening.links import Links

Proof = Literal["verified", "absent", "wrong"]
Verdict = Literal["", "ham", "spam", "blatant"]
_VERDICTS = {"spam": 4, "blatant": 8}

NAMES: dict[str, str | Promise] = {
    "honeypot": _("A field that people do not see was filled in"),
    "too-fast": _("Sent sooner than anybody can write it"),
    "no-stamp": _("The form was not opened here, or more than a day ago"),
    "no-proof": _("The browser did no small task (no scripts, or no browser)"),
    "links": _("Many links"),
    "shortened-links": _("Shortened addresses"),
    "disguised-links": _("Links that lead elsewhere than they say"),
    "look-alike-links": _("Addresses that imitate known ones"),
    "contact": _("Asks to be answered by mail, telephone or messenger"),
    "repeated": _("The same text was sent before"),
    "promotion": _("Words of advertising"),
    "akismet": _("Akismet calls it spam"),
}

# Said by adverts, hardly ever by colleagues. One alone proves nothing and counts little.
_PROMOTION = re.compile(
    r"\b(?:buy (?:\w+ ){0,3}online|order (?:\w+ ){0,2}online|order (?:now|today)|no (?:prescription|rx) "
    r"(?:needed|required)|overnight (?:delivery|shipping)|discreet "
    r"(?:delivery|shipping|packaging)|free shipping|best price|lowest price|cheap(?:est)? (?:\w+ )?"
    r"(?:pills|meds|price)|money.back|limited (?:time )?offer|special offer|promo ?code|discount code|"
    r"coupon code|act now|click here|visit (?:our|my) (?:web ?site|site|page|shop|store)|"
    r"100 ?% (?:guaranteed|natural|safe|legit)|guaranteed (?:results|approval|income)|"
    r"earn (?:\$|money|up to)|make money|work from home|passive income|bitcoin|crypto ?(?:currency)?"
    r" (?:invest\w+|trading|recovery)|forex|binary options|investment (?:platform|opportunity)|"
    r"casino|betting|slots? online|payday loan|loan offer|credit repair|seo (?:service|agency|expert)|"
    r"back ?links?|guest post(?:ing)? service|web (?:design|development) services|"
    r"miracle (?:cure|product)|herbal (?:cure|remedy|doctor)|spell ?caster|weight loss (?:pill|secret)|"
    r"escorts?|hot girls|dating site|viagra|cialis|cbd (?:oil|gummies)|delta.8|kratom for sale|"
    r"for sale|in stock now|wholesale|ships? (?:fast|today|free|worldwide)|online pharmacy|"
    r"use (?:the |my )?(?:promo )?code \w+|no questions asked|luxury rehab|our (?:rehab|treatment center) (?:offers|accepts|is)|"
    r"insurance accepted.{0,20}call|call (?:our )?(?:24/7 )?(?:hotline|helpline) (?:now|today)|"
    r"hacker|recover(?:y)? (?:lost|stolen) (?:funds|crypto)|essay writing|diploma|fake id)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Signals:
    """What is known about one sending. Gathered by `forum.spam.signals_of`; holds no text."""

    is_guest: bool = False
    honeypot_filled: bool = False
    seconds_to_fill: float | None = None  # None: no sound stamp of ours came with it
    characters: int = 0
    proof: Proof = "absent"
    links: Links = field(default_factory=Links)
    times_sent_before: int = 0
    promotions: int = 0


@dataclass(frozen=True)
class Spam:
    """The sum and its parts, each above nought."""

    score: int
    parts: Mapping[str, int]

    def as_stored(self) -> dict[str, Any]:
        """What may be written to a row."""
        return {"score": self.score, "parts": dict(self.parts)}


def score(signals: Signals) -> Spam:
    """Add up what speaks for spam. A person without scripts has one point, which
    decides nothing."""
    links = signals.links
    parts = {
        "repeated": min(6, 3 * signals.times_sent_before),
        "promotion": {0: 0, 1: 1, 2: 4}.get(signals.promotions, 6),
        "links": _for_links(links.count, signals),
        "shortened-links": min(4, 2 * links.shortened),
        "disguised-links": min(6, 4 * links.disguised),
        "look-alike-links": min(6, 4 * links.look_alikes),
        "contact": min(4, 2 * links.contacts),
    }
    if signals.is_guest:
        parts |= {
            "honeypot": 5 if signals.honeypot_filled else 0,
            "no-stamp": 2 if signals.seconds_to_fill is None else 0,
            "too-fast": _for_haste(signals),
            "no-proof": {"verified": 0, "absent": 1, "wrong": 3}[signals.proof],
        }
    kept = {name: points for name, points in parts.items() if points}
    return Spam(sum(kept.values()), kept)


def with_verdict(stored: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    """A stored score with what Akismet says about it, in place of what it said before."""
    parts = {name: points for name, points in stored.get("parts", {}).items() if name != "akismet"}
    if points := _VERDICTS.get(verdict, 0):
        parts["akismet"] = points
    return Spam(sum(parts.values()), parts).as_stored()


def promotions_in(text: str) -> int:
    """How many different phrases of advertising `text` holds."""
    return len({match.lower() for match in _PROMOTION.findall(text)})


def named(stored: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The parts of a stored score in words, the heaviest first."""
    parts = stored.get("parts", {})
    heaviest = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
    return [(str(NAMES.get(name, name)), points) for name, points in heaviest]


def _for_links(count: int, signals: Signals) -> int:
    free = 1 if signals.is_guest else 4
    return min(4, max(0, count - free))


def _for_haste(signals: Signals) -> int:
    """Points for a form filled in faster than by hand; a pasted text is fast and allowed."""
    seconds = signals.seconds_to_fill
    if seconds is None:
        return 0
    if seconds < 3:
        return 4
    return 1 if seconds < 8 and signals.characters > 300 else 0
