"""The 18 kinds of 45 CFR 164.514(b)(2)(i): what the writer is told, and what may stand instead."""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.screening.finding import Finding

REASONS: dict[str, str | Promise] = {
    "name": _("This looks like the name of a patient or of someone close to one."),
    "geographic": _("A place smaller than a state can point at one patient."),
    "date": _("An exact date, or an age over 89, can point at one patient."),
    "phone": _("This looks like a person's telephone number."),
    "fax": _("This looks like a fax number that goes with a patient."),
    "email": _("This looks like a person's e-mail address."),
    "ssn": _("This looks like a Social Security number, or a part of one."),
    "mrn": _("This looks like a chart or record number."),
    "health-plan-id": _("This looks like a member number of a health plan."),
    "account": _("This looks like an account, claim or invoice number."),
    "license": _("This looks like a license, identity card or court case number."),
    "vehicle": _("This looks like a license plate or a vehicle's number."),
    "device": _("This looks like the serial number of a device."),
    "url": _("This looks like a page or an account of one person."),
    "ip": _("This looks like the network address of a person's device."),
    "biometric": _("A fingerprint, voiceprint or face scan belongs to one person."),
    "photo": _("A picture of a person, a face or a tattoo shows who it is."),
    "other-unique": _("Few people fit this, so readers nearby may know who it is."),
}

_INSTEAD: dict[str, str | None] = {
    "name": "[name]",
    "geographic": "a nearby place",
    "date": "recently",
    "phone": "[phone number]",
    "fax": "[fax number]",
    "email": "[e-mail address]",
    "ssn": "[number]",
    "mrn": "[record number]",
    "health-plan-id": "[member number]",
    "account": "[account number]",
    "license": "[license number]",
    "vehicle": "[vehicle number]",
    "device": "[serial number]",
    "url": "[link]",
    "ip": "[network address]",
    "biometric": None,
    "photo": None,
    "other-unique": None,
}

_BY_DEFAULT = object()

Severity = Literal["hard", "soft"]


def detail(
    kind: str,
    start: int,
    end: int,
    *,
    severity: Severity = "soft",
    instead: str | object | None = _BY_DEFAULT,
    alternatives: tuple[str, ...] = (),
) -> Finding:
    """A patient detail of a `kind` with its reason and, unless said otherwise, its safer wording."""
    return Finding(
        family="patient",
        kind=kind,
        severity=severity,
        start=start,
        end=end,
        reason=REASONS[kind],
        replacement=_INSTEAD[kind] if instead is _BY_DEFAULT else instead,  # type: ignore[arg-type]
        alternatives=alternatives,
    )
