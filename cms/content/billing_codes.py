"""The code tables of the billing article: numbers, and our own short words for them.

Nothing here is a published descriptor; those belong to their owners. A row without a checked
source says that a coder has to look at it.
"""

from cms.content import writing as w

CHECKED_ON = "2026-11-22"
MEDICARE = "Medicare (traditional)"

VISITS = w.code_table(
    "Office visits",
    "CPT",
    w.code(
        "99202–99205",
        "New patient in the office, four levels",
        "To be checked by a coder. Structure since 2021; 99201 was deleted then.",
        "cpt-ama",
    ),
    w.code(
        "99212–99215",
        "Established patient in the office, four levels",
        "99214 was what addiction specialists billed Medicare most in 2024, 99213 next.",
        "asam-billing",
    ),
    checked_on=CHECKED_ON,
    payer=MEDICARE,
)

ADD_ON = w.code_table(
    "The add-on for a continuing relationship",
    "HCPCS",
    w.code(
        "G2211",
        "Extra complexity of a visit inside a continuing relationship",
        "Payable since January 1, 2024. Not with 99211, not outside office visits. Third most "
        "billed by addiction specialists in 2024.",
        "aafp-g2211",
        "noridian-g2211",
        "asam-billing",
    ),
    checked_on=CHECKED_ON,
    payer=MEDICARE,
)

OFFICE_MONTH = w.code_table(
    "Office month for opioid use disorder",
    "HCPCS",
    w.code(
        "G2086",
        "First calendar month, at least 70 minutes of planning, coordination and counseling",
        "In force since January 2020; wording revised for 2021.",
        "cms-pfs-2020-oud",
        "cms-pfs-2021-oud",
    ),
    w.code(
        "G2087",
        "Each later calendar month, at least 60 minutes",
        "Not with G2086 for the same patient and month.",
        "cms-pfs-2020-oud",
        "cms-pfs-2021-oud",
    ),
    w.code(
        "G2088",
        "Add-on: each further 30 minutes",
        "Counts only past 120 minutes in that month.",
        "cms-pfs-2020-oud",
    ),
    w.code(
        "G2213",
        "Add-on: medication started in the emergency department",
        "New for 2021. Not for office starts: to be checked by a coder.",
        "cms-pfs-2021-oud",
    ),
    checked_on=CHECKED_ON,
    payer=MEDICARE,
)

INJECTIONS = w.code_table(
    "Extended-release buprenorphine",
    "HCPCS",
    w.code(
        "Q9991",
        "Sublocade, 100 mg or less",
        "One plan's policy lists it; drug codes change by quarter.",
        "healthpartners-sublocade",
    ),
    w.code(
        "Q9992",
        "Sublocade, more than 100 mg",
        "A 300 mg dose is one unit, not three of Q9991. To be checked by a coder.",
        "healthpartners-sublocade",
    ),
    w.code(
        "J0577",
        "Brixadi, up to and including seven days",
        "Code to be checked by a coder. Weekly forms do not add up to a monthly dose.",
        "hcpcs-level2",
        "brixadi-label",
    ),
    w.code(
        "J0578",
        "Brixadi, more than seven and up to 28 days",
        "Code to be checked by a coder.",
        "hcpcs-level2",
        "brixadi-label",
    ),
    checked_on=CHECKED_ON,
    payer="Varies; confirm with the plan",
)

MODIFIERS = w.code_table(
    "Modifiers",
    "modifier",
    w.code(
        "25",
        "A separate, significant visit on the day of another service",
        "See G2211 for the change of January 1, 2025. The note of the visit must stand apart: to "
        "be checked by a coder.",
        "aafp-g2211",
    ),
    w.code(
        "95",
        "Telehealth by video",
        "Rules differ by payer. Place of service 10 is the home, 02 elsewhere. To be checked by a "
        "coder.",
        "cpt-ama",
    ),
    w.code(
        "93",
        "Telehealth by audio only",
        "Only where audio alone is payable, with the reason in the note: to be checked by a coder.",
        "cpt-ama",
    ),
    w.code(
        "QW",
        "Test simple enough for a waived laboratory certificate",
        "Beside 80305: to be checked by a coder.",
        "cpt-ama",
    ),
    checked_on=CHECKED_ON,
    payer="Varies; confirm with the plan",
)

DIAGNOSES = w.code_table(
    "Opioid use disorder",
    "ICD-10-CM",
    w.code(
        "F11.20",
        "Moderate or severe opioid use disorder, uncomplicated",
        "Covers any opioid, fentanyl included. Where two would fit, dependence wins.",
        "icd10cm-fy2026",
    ),
    w.code(
        "F11.21",
        "The same, in remission",
        "Only when the note says remission.",
        "icd10cm-fy2026",
    ),
    w.code(
        "F11.23",
        "The same, with withdrawal",
        "While withdrawal is present.",
        "icd10cm-fy2026",
    ),
    w.code(
        "F11.1-",
        "Mild opioid use disorder",
        "The classification's title keeps an older word; the note need not.",
        "icd10cm-fy2026",
    ),
    w.code(
        "Z79.899",
        "Long-term use of a medicine, beside F11.2-",
        "To be checked by a coder. Z79.891 is for opioid pain medicines and does not fit.",
        "icd10cm-fy2026",
    ),
    checked_on=CHECKED_ON,
    payer="All payers; fiscal year 2026 set",
)
