"""What a case or a practice tip says in fields: its words, its prose and its summary box.

Kept as codes in `Post.details`; `with_details` renders them into a text's HTML when it is
written, so that mails, feeds and moderators read them without knowing of any field. Where the
box is shown as well, the page hides the parts of the prose that it repeats.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.sanitize import Cooked, is_safe_address, plain

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True)
class Choice:
    """One answer of a select: its code, its name in the form and box, its words in prose."""

    code: str
    label: Words
    phrase: Words = ""


SETTINGS = (
    Choice("clinic", gettext_lazy("Outpatient clinic"), gettext_lazy("in an outpatient clinic")),
    Choice("primary", gettext_lazy("Primary care"), gettext_lazy("in primary care")),
    Choice(
        "emergency",
        gettext_lazy("Emergency department"),
        gettext_lazy("in an emergency department"),
    ),
    Choice("hospital", gettext_lazy("Hospital ward"), gettext_lazy("on a hospital ward")),
    Choice(
        "program",
        gettext_lazy("Opioid treatment program"),
        gettext_lazy("in an opioid treatment program"),
    ),
    Choice("home", gettext_lazy("Start at home"), gettext_lazy("starting at home")),
    Choice("telehealth", gettext_lazy("Telehealth"), gettext_lazy("by telehealth")),
    Choice(
        "residential", gettext_lazy("Residential program"), gettext_lazy("in a residential program")
    ),
    Choice("custody", gettext_lazy("Jail or prison"), gettext_lazy("in jail or prison")),
    Choice(
        "outreach", gettext_lazy("Street or mobile outreach"), gettext_lazy("in mobile outreach")
    ),
    Choice("other", gettext_lazy("Another setting"), gettext_lazy("in another setting")),
)
AGES = (
    Choice("under-18", gettext_lazy("Under 18"), gettext_lazy("under 18 years old")),
    Choice("18-29", gettext_lazy("18 to 29"), gettext_lazy("18 to 29 years old")),
    Choice("30-44", gettext_lazy("30 to 44"), gettext_lazy("30 to 44 years old")),
    Choice("45-64", gettext_lazy("45 to 64"), gettext_lazy("45 to 64 years old")),
    Choice("65-up", gettext_lazy("65 or older"), gettext_lazy("65 years or older")),
)
PREGNANCY = (
    Choice("no", gettext_lazy("Not pregnant"), gettext_lazy("not pregnant")),
    Choice("yes", gettext_lazy("Pregnant"), gettext_lazy("pregnant")),
    Choice(
        "after",
        gettext_lazy("Postpartum or breastfeeding"),
        gettext_lazy("postpartum or breastfeeding"),
    ),
    Choice("none", gettext_lazy("Does not apply")),
)
LAST_USE = (
    Choice("6h", gettext_lazy("Less than 6 hours ago"), gettext_lazy("less than 6 hours ago")),
    Choice("12h", gettext_lazy("6 to 12 hours ago"), gettext_lazy("6 to 12 hours ago")),
    Choice("24h", gettext_lazy("12 to 24 hours ago"), gettext_lazy("12 to 24 hours ago")),
    Choice("48h", gettext_lazy("1 to 2 days ago"), gettext_lazy("1 to 2 days ago")),
    Choice("7d", gettext_lazy("3 to 7 days ago"), gettext_lazy("3 to 7 days ago")),
    Choice("4w", gettext_lazy("1 to 4 weeks ago"), gettext_lazy("1 to 4 weeks ago")),
    Choice("more", gettext_lazy("Over 4 weeks ago"), gettext_lazy("more than 4 weeks ago")),
    Choice("none", gettext_lazy("Does not apply")),
)
SELECTS = {"setting": SETTINGS, "age": AGES, "pregnancy": PREGNANCY, "last_use": LAST_USE}

LABELS: dict[str, dict[str, Words]] = {
    "case": {
        "question": gettext_lazy("Your question"),
        "setting": gettext_lazy("Setting"),
        "age": gettext_lazy("Age band"),
        "pregnancy": gettext_lazy("Pregnancy"),
        "medication": gettext_lazy("Current medication"),
        "last_use": gettext_lazy("Last opioid use"),
        "tried": gettext_lazy("What was tried"),
        "constraints": gettext_lazy("Constraints"),
        "follow_up_on": gettext_lazy("Follow-up"),
    },
    "tip": {
        "claim": gettext_lazy("The tip in one sentence"),
        "applies": gettext_lazy("When it applies"),
        "excludes": gettext_lazy("When it does not"),
        "source": gettext_lazy("Source"),
    },
}
# What the box shows of each kind; the rest is narrative and stays in the text.
IN_BOX = {
    "case": ("setting", "age", "pregnancy", "medication", "last_use", "follow_up_on"),
    "tip": ("applies", "excludes", "source"),
}


@dataclass(frozen=True)
class Fact:
    """One line of the box; `address` where the value is a link."""

    label: str
    value: str
    address: str = ""


def facts(details: dict[str, Any]) -> list[Fact]:
    """The lines of the summary box, in their order; none for details of an unknown kind."""
    kind = details.get("kind", "")
    lines = []
    for name in IN_BOX.get(kind, ()):
        value = _label_of(name, details.get(name, ""))
        if value:
            address = value if name == "source" and _is_link(value) else ""
            lines.append(Fact(str(LABELS[kind][name]), value, address))
    return lines


def with_details(writing: Cooked, details: dict[str, Any], *, by_guest: bool) -> Cooked:
    """`writing` with what the fields say before it, for readers and for search."""
    kind = details.get("kind", "")
    if kind not in LABELS:
        return writing
    context = {
        **details,
        "phrases": {name: _phrase_of(name, details.get(name, "")) for name in SELECTS},
        "source_is_link": _is_link(details.get("source", "")),
        "rel": "nofollow ugc noopener" if by_guest else "ugc noopener",
    }
    prose = render_to_string(f"forum/_{kind}_prose.html", context).strip()
    text = "\n".join(part for part in (plain(prose), writing.text) if part)
    return replace(writing, html=prose + writing.html, text=text)


def _choice(name: str, code: str) -> Choice | None:
    return next((choice for choice in SELECTS[name] if choice.code == code), None)


def _label_of(name: str, value: str) -> str:
    if name == "follow_up_on":
        return _date_in_words(value)
    if name not in SELECTS:
        return value
    choice = _choice(name, value)
    return str(choice.label) if choice and choice.phrase else ""


def _phrase_of(name: str, value: str) -> str:
    choice = _choice(name, value)
    return str(choice.phrase) if choice else ""


def _date_in_words(value: str) -> str:
    try:
        return _("planned for %(date)s") % {
            "date": date_format(date.fromisoformat(value), "M j, Y")
        }
    except ValueError:
        return ""


def _is_link(value: str) -> bool:
    return (
        value.lower().startswith(("http://", "https://"))
        and " " not in value
        and is_safe_address(value)
    )
