"""Federal rules for prescribing buprenorphine, each with its date.

Every statement carries the date it was checked through the page's own; state law is not covered.
"""

from typing import Any

from cms.content import writing as w

ARTICLE: dict[str, Any] = {
    "title": "Buprenorphine rules and dates: waiver, telemedicine, records",
    "slug": "regulation",
    "summary": (
        "The X-waiver is gone, two telemedicine routes run side by side until December 31, 2026, "
        "and 42 CFR part 2 has new duties. What federal rules say, with the date of each."
    ),
    "evidence_grade": "D",
    "evidence_note": (
        "Law and rules, not studies: D means that no outcome study stands behind a rule. Most "
        "Federal Register texts were read; statutes, the Part 2 rule and the proposal on special "
        "registration are known from reliable reports. Newest source: mid-2026."
    ),
    "disclosure": w.NO_FUNDING,
    "jurisdiction": "United States (federal)",
    "tags": [
        "X-waiver",
        "DEA",
        "Telehealth",
        "Audio-only visits",
        "42 CFR part 2",
        "Three-day rule",
        "Eight-hour training",
        "Policy update",
    ],
    "review_months": 6,
    "body": [
        w.key_points(
            w.point(
                "Since December 29, 2022 no waiver is needed: a current DEA registration with "
                "Schedule III is enough where state law allows.",
                "caa-2023-1262",
                "samhsa-waiver-page",
            ),
            w.point(
                "The eight-hour training is required one time, by a box on the DEA form.",
                "caa-2023-1263",
                "samhsa-waiver-page",
            ),
            w.point(
                "Temporary telemedicine flexibilities end on December 31, 2026 unless they are "
                "extended or replaced.",
                "fr-2025-24123",
            ),
            w.point(
                "The permanent buprenorphine rule, in effect since December 31, 2025, allows an "
                "initial six months by audio-video or audio alone.",
                "fr-2025-01049",
                "fr-2025-05007",
            ),
            w.point(
                "Compliance with the revised 42 CFR part 2 was due on February 16, 2026.",
                "fr-2024-02544",
            ),
        ),
        w.callout(
            "How to read this page",
            "Checked on November 22, 2026 against the sources below, the newest from mid-2026. A "
            "demonstration page: its authors and reviewer are invented, and neither a lawyer nor "
            "a clinician has read it yet. United States federal rules only, state law can be "
            "narrower, and it is not legal advice. Boxes marked “Needs a clinician's check” rest "
            "on general knowledge.",
            kind="line",
        ),
        w.heading("The road here"),
        w.table(
            "Federal dates, oldest first",
            ["Date", "What happened"],
            w.row(
                "1974",
                "Registration of treatment with narcotic medicines begins; the later three-day "
                "rule dates from that rulemaking",
                cite="fr-2023-16892",
            ),
            w.row(
                "2000",
                "DATA 2000: office physicians may prescribe, with a waiver and patient limits",
                cite="data-2000",
            ),
            w.row(
                "2008",
                "Ryan Haight Act: an in-person evaluation becomes the general rule for online "
                "prescribing",
                cite="ryan-haight",
            ),
            w.row("March 2020", "Pandemic flexibilities for telemedicine", cite="fr-2024-27018"),
            w.row(
                "December 29, 2022",
                "The waiver ends; a training duty is created",
                cite=["caa-2023-1262", "caa-2023-1263"],
            ),
            w.row("June 27, 2023", "Training is attested from this day", cite="samhsa-waiver-page"),
            w.row("August 8, 2023", "Three-day rule revised", cite="fr-2023-16892"),
            w.row(
                "April 2, 2024",
                "New rule for opioid treatment programs; compliance by October 2, 2024",
                cite="fr-2024-01693",
            ),
            w.row(
                "April 16, 2024",
                "New rule on records, 42 CFR part 2; compliance by February 16, 2026",
                cite="fr-2024-02544",
            ),
            w.row(
                "January 17, 2025",
                "Buprenorphine telemedicine rule published, and special registration proposed",
                cite=["fr-2025-01049", "dea-special-registration-2025"],
            ),
            w.row(
                "December 1, 2025",
                "SUPPORT reauthorization, Public Law 119-44",
                cite="support-2025",
            ),
            w.row(
                "December 31, 2025",
                "Buprenorphine telemedicine rule in effect, after two delays",
                cite="fr-2025-05007",
            ),
            w.row(
                "January 1 to December 31, 2026",
                "Fourth temporary extension of the flexibilities",
                cite="fr-2025-24123",
            ),
        ),
        w.heading("Nobody needs an X any more"),
        w.prose(
            "The [[x-waiver|X-waiver]] ended with section 1262 of the Consolidated Appropriations "
            "Act, 2023. Any practitioner whose current DEA registration includes Schedule III may "
            "prescribe buprenorphine for opioid use disorder where state law allows. Patient "
            "limits, restrictions by discipline and the certification about counseling went with "
            "it. Annual reports for the 275-patient limit are neither required nor accepted.",
            "caa-2023-1262",
            "samhsa-waiver-page",
        ),
        w.prose(
            "A standard DEA number is enough on the prescription. SAMHSA has taken the waiver out "
            "of 42 CFR part 8 as well. What has not changed: buprenorphine is a Schedule III "
            "medicine, and it is regulated like one.",
            "caa-2023-1262",
            "fr-2023-03012",
            "fr-2024-01693",
            "fda-bup-label-2024",
        ),
        w.practice(
            "State rules can be narrower",
            "They may still limit nurse practitioners, doses, the product without naloxone, "
            "telehealth, or what a treatment program does. Name the state in any advice.",
            kind="warn",
        ),
        w.heading("Eight hours, one time"),
        w.prose(
            "The [[mate-act|MATE Act]] asks practitioners with a new or renewed DEA registration, "
            "veterinarians excepted, for eight hours of training, attested by a box on the form "
            "since June 27, 2023. Three things meet it: eight hours from listed organizations, "
            "board certification in addiction medicine or addiction psychiatry, or graduation "
            "within five years from a school with a qualifying curriculum. Training from before "
            "the law counts.",
            "caa-2023-1263",
            "samhsa-waiver-page",
        ),
        w.callout(
            "Two versions are in circulation",
            "At least one web page says that the training recurs at each renewal. The statute and "
            "SAMHSA say that it is required one time, and that is what we print.",
            "caa-2023-1263",
            "samhsa-waiver-page",
        ),
        w.heading("Telemedicine: two routes"),
        w.prose(
            "Two federal routes run at the same time, and the temporary one is the wider. Both "
            "sit beside state law.",
            "fr-2025-24123",
            "fr-2025-01049",
        ),
        w.table(
            "The two federal routes, as of November 22, 2026",
            ["Question", "Temporary flexibilities", "Permanent buprenorphine rule"],
            w.row(
                "Until when",
                "December 31, 2026, unless extended or replaced",
                "In effect since December 31, 2025; permanent",
                cite=["fr-2025-24123", "fr-2025-05007"],
            ),
            w.row(
                "Medicines",
                "Schedules II to V",
                "Schedules III to V approved for opioid use disorder; not methadone",
                cite=["fr-2025-24123", "fr-2025-01049"],
            ),
            w.row(
                "Audio alone",
                "For Schedule III to V medicines approved for opioid use disorder",
                "Yes, as well as audio with video",
                cite=["fr-2025-24123", "fr-2025-01049"],
            ),
            w.row(
                "How long",
                "While the flexibilities last",
                "An initial six months, which may be split across prescriptions",
                cite=["fr-2025-24123", "fr-2025-01049"],
            ),
            w.row(
                "What it asks",
                "A DEA-registered practitioner, conditions in the rule, state law",
                "A check of the state's prescription database first; the pharmacist verifies "
                "identity",
                cite=["fr-2025-24123", "fr-2025-01049"],
            ),
            w.row(
                "Afterwards",
                "What the law then says",
                "An in-person evaluation, or another form of telemedicine that the Controlled "
                "Substances Act authorizes",
                cite=["fr-2025-24123", "fr-2025-01049"],
            ),
        ),
        w.prose(
            "The check is in the [[pdmp|PDMP]] of the patient's state. The "
            "[[telemedicine-flexibilities|temporary flexibilities]] have been extended four "
            "times; an article from 2025 describes the third and is out of date. "
            "[[special-registration|Special registration]], proposed in January 2025, drew more "
            "than 6,000 comments. Nothing we checked shows it finalized.",
            "fr-2025-01049",
            "fr-2024-27018",
            "fr-2025-24123",
            "dea-special-registration-2025",
        ),
        w.steps(
            "What the permanent rule asks of a start by telephone or video",
            w.step(
                "Check the database",
                "The prescriber reviews the prescription database of the patient's state before "
                "prescribing.",
                "fr-2025-01049",
            ),
            w.step("Meet", "By audio with video, or by audio alone.", "fr-2025-01049"),
            w.step(
                "Prescribe",
                "An initial six months, which may be split across several prescriptions.",
                "fr-2025-01049",
            ),
            w.step("Collect", "The pharmacist verifies identity.", "fr-2025-01049"),
            w.step(
                "Plan what comes after six months",
                "An in-person evaluation, or another authorized form of telemedicine, comes "
                "before any further prescription.",
                "fr-2025-01049",
            ),
        ),
        w.practice(
            "If the temporary route lapses",
            "Colleagues write in each note which route they relied on, the database check, the "
            "state, the identity step and why video was not used. They keep a list of people "
            "started by telephone and the day their six months end.",
            "fr-2025-24123",
            "fr-2025-01049",
        ),
        w.callout(
            "Payment is another clock",
            "Medicare's wider payment for telehealth runs to December 31, 2027. It says nothing "
            "about what may be prescribed. [[page:billing-buprenorphine-visits|Our billing "
            "article]] has those dates.",
            "medicare-telehealth-2026",
        ),
        w.heading("Three days, and the programs"),
        w.prose(
            "Under the [[three-day-rule|three-day rule]], 21 CFR 1306.07(b), a practitioner "
            "without special registration may dispense, not prescribe, up to a three-day supply "
            "of narcotic medicine at one time, to start or bridge treatment while arranging a "
            "referral. Before August 2023 it was one day's supply at a time for up to three days, "
            "and older handouts still teach that.",
            "fr-2023-16892",
        ),
        w.practice(
            "Where it matters",
            "Mostly for methadone, since buprenorphine can be prescribed. A state board's "
            "summary, which is not in our list of sources, says that the three days cannot be "
            "renewed or extended and that records and storage rules apply.",
        ),
        w.prose(
            "Opioid treatment programs follow [[part-8|42 CFR part 8]]. Since 2024 it asks for no "
            "one-year history, gives priority in pregnancy, allows screening by telehealth and "
            "take-home doses from early in care, and does not make treatment conditional on "
            "counseling.",
            "fr-2024-01693",
        ),
        w.recommendation(
            "In May 2023 SAMHSA and FDA told prescribers that counseling should not be a "
            "precondition for buprenorphine.",
            "D",
            "samhsa-fda-2023",
        ),
        w.heading("Records: HIPAA and 42 CFR part 2"),
        w.prose(
            "[[part-2|Part 2]] covers the records of federally assisted programs for substance "
            "use disorder. Since the 2024 rule one consent can cover future treatment, payment "
            "and operations, and recipients covered by HIPAA may [[redisclosure|redisclose]] "
            "under HIPAA. Breach notices and civil penalties apply. Records still cannot be used "
            "against a patient in proceedings without consent or an order.",
            "fr-2024-02544",
        ),
        w.prose(
            "Posts on this site are held to another standard: no identifiers at all. "
            "[[hipaa|HIPAA]] safe harbor names 18 kinds of them.",
            "hipaa-safe-harbor",
        ),
        w.practice(
            "Who counts as a program",
            "It depends on holding oneself out as providing such treatment and on federal "
            "assistance, so a solo clinic is not one automatically. Reports say that HHS gave "
            "civil enforcement to its civil rights office and that complaints were accepted from "
            "the week of the deadline.",
            "fr-2024-02544",
        ),
        w.heading("Labels people take for law"),
        w.prose(
            "There is no federal maximum dose. FDA's notice of December 2024 says that labels are "
            "misread as setting one, and revised labels were approved in May 2025.",
            "fda-bup-label-2024",
            "aoaam-label-2025",
        ),
        w.recommendation(
            "FDA advised in September 2017 against withholding buprenorphine or methadone from "
            "people who take benzodiazepines, while the combined risk is managed.",
            "D",
            "fda-benzo-2017",
        ),
        w.prose(
            "One limit is real. Federal law is understood to bar prescribing a full agonist for "
            "opioid use disorder outside an opioid treatment program, a hospital or a pain "
            "indication. That is why [[page:low-dose-starts|off-label low-dose starts]] in "
            "outpatients raise legal questions.",
            "weimer-2023",
        ),
        w.heading("Protection, coverage and supply"),
        w.prose(
            "People who take prescribed medication for opioid use disorder are generally "
            "protected by the Americans with Disabilities Act in healthcare, courts, jails and "
            "services (guidance of April 5, 2022). State Medicaid plans must cover the medicines, "
            "permanently, since 2024. Parity law applies to health plans; the newer parts of its "
            "2024 rule have not been enforced since May 2025. [[page:community-pushback|Our "
            "article on pushback]] has the zoning cases.",
            "ada-doj-2022",
            "caa-2024-201",
            "mhpaea-2025",
            "baart-1999",
        ),
        w.prose(
            "On supply, DEA sets no numeric thresholds. Distributors set their own, and agencies "
            "asked them in 2024 to look again.",
            "dea-2023-suspicious-orders",
            "dea-hhs-2024-moud",
        ),
        w.practice(
            "Still open: look before you rely on this page",
            w.listing(
                "As far as our sources go, these were unsettled:",
                "whether the flexibilities go past December 31, 2026, and special registration;",
                "the time limit for using an injection that a pharmacy delivered;",
                "the request in the 2025 reauthorization to review the scheduling of "
                "buprenorphine-naloxone;",
                "federal grant rules on harm-reduction supplies;",
                "CPT and HCPCS changes on January 1, and every state's own law.",
            ),
            "support-2025",
            "fr-2025-24123",
            kind="warn",
        ),
    ],
}
