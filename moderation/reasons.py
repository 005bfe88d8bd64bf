"""Why a text is returned, declined or removed: the reasons a moderator picks from.

Each has words for the author and a short form for the public; both are shown, so neither blames.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Words that are translated for whoever reads them.
Words = str | Promise


@dataclass(frozen=True)
class Reason:
    """`name` is what the moderator picks, `public` completes "Reason: …" on a tombstone,
    `message` is the first draft of what the author reads."""

    code: str
    name: Words
    public: Words
    message: Words


REASONS = (
    Reason(
        "patient_details",
        _("Remove patient details"),
        _("it could have identified a patient"),
        _(
            "Thank you, this is useful. Some details could point to one person. Please take out"
            " names, places, exact dates and record numbers."
        ),
    ),
    Reason(
        "wording",
        _("Wording about patients"),
        _("wording about patients"),
        _(
            "Thank you for writing. Some words could put readers off, patients among them."
            " Please use person-first wording, for example “people who use opioids”."
        ),
    ),
    Reason(
        "unsafe_dosing",
        _("Unsafe or unsupported dosing"),
        _("unsafe or unsupported dosing"),
        _(
            "The dosing described here needs its source and its limits. Please say what was done,"
            " in which setting, and what it rests on."
        ),
    ),
    Reason(
        "asks_for_care",
        _("Asks for care for oneself"),
        _("it asked for care for one person"),
        _(
            "We cannot advise on one person's care here. For treatment, call 1-800-662-4357 (free,"
            " 24 hours). For crisis support, call or text 988. In an emergency, call 911."
        ),
    ),
    Reason(
        "promotion",
        _("Promotion or spam"),
        pgettext_lazy("reason", "promotion"),
        _("We do not publish advertising or paid services."),
    ),
    Reason(
        "other",
        _("Something else"),
        _("it does not fit the rules of the community"),
        "",
    ),
)
BY_CODE = {reason.code: reason for reason in REASONS}
CHOICES = [(reason.code, reason.name) for reason in REASONS]
