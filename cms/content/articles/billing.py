"""Billing office visits for buprenorphine: codes in our own short words, with their dates.

Nothing here is a published code descriptor. Rows without a checked source say so, and a call-out
near them asks for a coder.
"""

from typing import Any

from cms.content import billing_codes as codes
from cms.content import writing as w

ARTICLE: dict[str, Any] = {
    "title": "Billing buprenorphine visits: codes, traps and dates",
    "slug": "billing-buprenorphine-visits",
    "summary": (
        "Office visits, the Medicare monthly bundle, injections, urine tests and diagnosis codes "
        "for buprenorphine care, with what changed, when, and what to attach to an appeal."
    ),
    "evidence_grade": "D",
    "evidence_note": (
        "Payment rules, not studies. Several were read in the payer's own text, others in a "
        "reliable report. Rows that say “to be checked by a coder” rest on general knowledge. D "
        "means that no outcome study stands behind a billing rule."
    ),
    "disclosure": w.NO_FUNDING,
    "jurisdiction": "United States (federal)",
    "tags": [
        "E/M coding",
        "G2086 bundle",
        "G2211",
        "F11 codes",
        "Injectable billing",
        "UDT billing",
        "Claim denial",
        "Medicare",
        "Telehealth",
    ],
    "review_months": 6,
    "body": [
        w.key_points(
            w.point(
                "Medicare has an optional monthly bundle for office care, G2086 to G2088, in "
                "force since January 2020.",
                "cms-pfs-2020-oud",
            ),
            w.point(
                "The weekly codes of opioid treatment programs may not be used for office care.",
                "cms-otp-billing",
            ),
            w.point(
                "Since January 1, 2025 Medicare pays G2211 beside modifier 25 when that modifier "
                "reports a preventive service or a vaccine.",
                "aafp-g2211",
                "noridian-g2211",
            ),
            w.point(
                "For a dose above 24 mg, attach FDA's December 2024 notice and the labels "
                "approved in May 2025.",
                "fda-bup-label-2024",
                "aoaam-label-2025",
            ),
            w.point(
                "The federal flexibilities for prescribing by telemedicine end on December 31, "
                "2026 unless extended. Medicare's wider telehealth payment runs to December 31, "
                "2027.",
                "fr-2025-24123",
                "medicare-telehealth-2026",
            ),
        ),
        w.callout(
            "How to read this page",
            "Checked on November 22, 2026, for the United States (federal), mostly traditional "
            "Medicare. A demonstration page, written from the sources below. Its authors and "
            "reviewer are invented: no clinician and no certified coder has read it yet. It is "
            "education, not coding advice for a claim: confirm with the current code set, the "
            "payer's policy and your coder. Code meanings are our own short words; CPT belongs to "
            "the American Medical Association.",
            kind="line",
        ),
        w.heading("Two systems that share one medicine"),
        w.prose(
            "An ordinary practice ([[office-based-opioid-treatment|office-based opioid "
            "treatment]]) and an enrolled [[opioid-treatment-program|opioid treatment program]] "
            "(OTP) bill Medicare in different ways. OTPs bill weekly codes, G2067 to G2080, with "
            "add-ons such as G2215, G2216, G1028 and G0137, on place of service 58. Practices "
            "that are not OTPs bill G2086 to G2088 and price them from the physician fee schedule.",
            "cms-otp-billing",
            "ngs-otp",
        ),
        w.prose(
            "The names are easy to confuse: G2068 is a week of oral buprenorphine in an OTP, "
            "G2086 a month in an office. Cost sharing differs too. OTP services carry no "
            "copayment, though the Part B deductible applies.",
            "ngs-otp",
            "cms-otp-billing",
        ),
        w.recommendation(
            "CMS says that clinicians may not use the OTP codes for office-based treatment.",
            "D",
            "cms-otp-billing",
        ),
        w.practice(
            "No single code",
            "Office treatment is billed as ordinary visits, plus the monthly bundle for Medicare "
            "where a practice chooses it, plus drug and administration codes when something is "
            "given in the room. Office care keeps ordinary cost sharing.",
            "cms-pfs-2020-oud",
        ),
        w.heading("Visits and the G2211 add-on"),
        codes.VISITS,
        codes.ADD_ON,
        w.recommendation(
            "The American Academy of Family Physicians and the contractor Noridian tie G2211 to a "
            "continuing relationship. Templated words without one are not enough.",
            "D",
            "aafp-g2211",
            "noridian-g2211",
        ),
        w.practice(
            "How the level is set",
            "By medical decision making or by total time on the date, not by the old count of "
            "history and exam that older buprenorphine manuals teach. Those manuals also list "
            "99354 and 99355, deleted in 2023. A start with a risk of withdrawal often supports a "
            "higher level, if the note shows why. Medicare's code for longer time is G2212, CPT's "
            "is 99417, and they begin to count at different points.",
            "cpt-ama",
            "hcpcs-level2",
        ),
        w.heading("The monthly bundle"),
        codes.OFFICE_MONTH,
        w.prose(
            "The month is a calendar month. CMS placed G2086 to G2088 on the Medicare telehealth "
            "list when it created them.",
            "cms-pfs-2020-oud",
        ),
        w.practice(
            "What stays outside the bundle",
            "The drug, its administration, drug tests and medication visits are billed on their "
            "own. Therapy billed on its own overlaps with the bundle, so the same minutes cannot "
            "count twice.",
            "cms-pfs-2020-oud",
        ),
        w.heading("Injections"),
        codes.INJECTIONS,
        w.prose(
            "Both products need a certified setting under a [[rems|REMS]] and are never handed to "
            "the patient. Payers commonly still ask for seven days of "
            "[[transmucosal|transmucosal]] doses first. The Sublocade label of February 2025 no "
            "longer requires them: it allows the injection after one transmucosal dose and an "
            "hour's watch. Attach the label to the request.",
            "brixadi-label",
            "oasas-xr",
            "bcbsnc-xr-2024",
            "sublocade-label-2025",
        ),
        w.prose(
            "Pharmacy delivery to the clinician who injects rests on 21 U.S.C. 829a, which a law "
            "of December 2025 amended.",
            "support-2025",
        ),
        w.heading("Modifiers", "3"),
        codes.MODIFIERS,
        w.practice(
            "Injection, visit and add-on on one day",
            "Administration is usually 96372, with modifier 25 on the visit. Read strictly, the "
            "G2211 exception covers a 25 that reports a preventive service or vaccine, and an "
            "injection of buprenorphine is neither. That is our reading. Ask the contractor "
            "before billing all three.",
            "aafp-g2211",
            "noridian-g2211",
            "cpt-ama",
            kind="warn",
        ),
        w.heading("Urine drug tests"),
        w.prose(
            "A [[presumptive-testing|presumptive test]] (80305 to 80307) counts once per date, "
            "whatever the number of drugs on the panel. [[confirmatory-testing|Definitive tests]] "
            "(G0480 to G0483, and G0659) count drug classes. Contractors publish local rules; "
            "read the one for your region.",
            "lcd-udt",
        ),
        w.table(
            "Two plans, two rules",
            ["Plan", "What its policy says"],
            w.row(
                "Blue Cross Blue Shield of North Dakota (2020)",
                "Routine testing at every visit without individual reasons is not medically "
                "necessary",
                cite="bcbsnd-udt",
            ),
            w.row(
                "Blue Cross and Blue Shield of Alabama (2023)",
                "One test at entry, weekly for at most four weeks, then one every one to three "
                "months; up to three confirmatory tests per screen, when the clinician asked and "
                "the result is needed",
                cite="bcbsal-udt-2023",
            ),
        ),
        w.practice(
            "A known audit target",
            "Colleagues order what would change care, name the drugs and write the reason. They "
            "keep clinical value ahead of payment. Most standard cups miss fentanyl.",
        ),
        w.heading("Diagnosis"),
        codes.DIAGNOSES,
        w.practice(
            "The set has turned over",
            "These diagnosis codes were seen in the set of fiscal year 2026. A new set has "
            "applied since October 1, 2026, and we have not compared the two.",
            "icd10cm-fy2026",
            kind="warn",
        ),
        w.heading("Notes, audits and denials"),
        w.table(
            "Denials with a sourced first answer",
            ["Denial", "What to attach", "Why"],
            w.row(
                "“Experimental dose”",
                "FDA's notice of December 2024 and the label approved in May 2025",
                "FDA says that labeling does not set a maximum dose",
                cite=["fda-bup-label-2024", "aoaam-label-2025"],
            ),
            w.row(
                "“Step therapy” for an injection",
                "The February 2025 Sublocade label and the patient's history",
                "Seven transmucosal days are no longer required",
                cite="sublocade-label-2025",
            ),
        ),
        w.prose(
            "State Medicaid plans must cover medication and counseling for opioid use disorder, "
            "permanently, since the appropriations act of 2024. For private plans, "
            "[[parity|parity]] law still applies: since May 2025 only the newer parts of the 2024 "
            "rule are not being enforced.",
            "caa-2024-201",
            "mhpaea-2025",
        ),
        w.practice(
            "What colleagues ask a plan for",
            "The comparative analysis that parity law makes it keep, in writing. States set their "
            "own H codes, prior approvals and audio-only rules, so advice about Medicaid names "
            "the state.",
            "mhpaea-2025",
        ),
        w.practice(
            "What a note carries through an audit",
            w.listing(
                "Each date stands on its own. Colleagues write:",
                "a risk statement, and why the dose changed;",
                "the toxicology result and what it changed;",
                "naloxone offered, and the next step;",
                "separate purposes, where a payer may see a duplicate.",
            ),
        ),
        w.practice(
            "Other denials, from practice",
            "“Too soon”: check the label's interval (the 2025 Sublocade label allows a second 300 "
            "mg dose from one week after the first) and the days' supply entered. “Not enrolled”: "
            "check taxonomy, place of service and that the code belongs to an office. "
            "[[prior-authorization|Prior authorization]] refused: short history, dose and "
            "response, what a gap of days would cost, the plan's own policy text, and a request "
            "for a peer-to-peer and an urgent decision.",
            "sublocade-label-2025",
        ),
        w.heading("Dates to put in the calendar"),
        w.table(
            "What changes when",
            ["Date", "What", "Where it stands"],
            w.row(
                "December 31, 2026",
                "Federal flexibilities for prescribing controlled medicines by telemedicine",
                "End unless extended or replaced",
                cite="fr-2025-24123",
            ),
            w.row(
                "December 31, 2027",
                "Medicare's wider telehealth payment, home included",
                "Ends then; behavioral health telehealth is permanent",
                cite="medicare-telehealth-2026",
            ),
            w.row(
                "Calendar year 2026",
                "Medicare conversion factors",
                "33.57 dollars in qualifying payment models, 33.40 dollars otherwise",
                cite="cms-pfs-2026",
            ),
        ),
        w.practice(
            "Every year",
            "Fee schedule, CPT and HCPCS on January 1, drug codes each quarter, ICD-10-CM on "
            "October 1, plan policies in any month. [[page:regulation|Prescribing rules]] are a "
            "separate question from payment and can lapse on another date.",
            "cms-pfs-2026",
        ),
    ],
}
