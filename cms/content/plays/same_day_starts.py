"""A play: from “come back Thursday” to treatment on the day somebody asks."""

from typing import Any

from cms.content.play_steps.same_day_starts import STEPS
from cms.content.writing import (
    callout,
    heading,
    key_points,
    page,
    point,
    practice,
    prose,
    row,
    table,
    term,
)
from cms.content.writing_plays import partner, principle, resource, tip, trap

BODY = [
    key_points(
        point(
            "In pooled cohorts, deaths during methadone or buprenorphine treatment were about half "
            "as frequent as outside it.",
            "santo-2021",
        ),
        point(
            "No federal waiver is needed: a current DEA registration that includes Schedule III is "
            "enough, where state law allows.",
            "samhsa-waiver-page",
            "caa-2023-1262",
        ),
        point(
            "SAMHSA and FDA told prescribers in 2023 that counseling should not be a precondition "
            "for buprenorphine.",
            "samhsa-fda-2023",
        ),
        point(
            "Precipitated withdrawal was recorded in 9 of 1,200 emergency starts that followed a "
            "protocol, and in 26 of 226 patients of a hospital chart study.",
            "donofrio-2023",
            "thakrar-2024",
        ),
        point(
            "A 2014 review found home starts feasible in primary care; the evidence that they are "
            "as safe was weak, and too thin to say that they work as well.",
            "lee-2014",
        ),
    ),
    callout(
        "How to read this play",
        "Sentences with a number rest on the source of that number. Questions, actions, tips and "
        "the paragraphs marked “From practice” are practice experience. This is a demonstration "
        "page with invented authors and reviewer: no clinician has read it yet. The page names no "
        "dose on purpose: your own protocol and the current label do that. Rules are told as seen "
        "in sources up to mid-2026.",
        kind="line",
    ),
    heading("Why the day matters"),
    prose(
        "In a randomized emergency department trial, people who got buprenorphine at the visit "
        "reported a fall in use from 5.4 to 0.9 days a week. An office is not an emergency "
        "department; read the paper for the comparison groups and the time span.",
        "donofrio-2015",
    ),
    prose(
        "SAMHSA's 2023 advisory on "
        + term("low-barrier-care", "low-barrier care")
        + " describes same-day starts, few conditions, flexible visits and care that goes on when "
        "use does. A University of Pennsylvania brief judged that such approaches raise access, "
        "with outcomes comparable to standard care.",
        "samhsa-lowbarrier-2023",
        "ldi-lowthreshold",
    ),
    practice(
        "A request is short-lived",
        "Colleagues say that many people who are told to come back do not. Somebody who uses "
        + term("fentanyl", "fentanyl")
        + " may be unwell by evening, and the supply outside is nearer than the next free slot. "
        "Step 1 lets you find out whether that is true of your clinic.",
    ),
    heading("What same-day means, and what it does not"),
    prose(
        "Same-day means an assessment, a written plan and, where it is safe, a prescription on the "
        "day a person asks. It need not mean a first dose in the chair. Where withdrawal has not "
        "begun, the plan says when and where the first dose follows. The table shows what "
        "published guidance looks at; "
        + page("cows", "the COWS page")
        + " helps with the scoring.",
    ),
    table(
        "What sources describe before a first dose",
        ["Question", "What the source says", "Read with care"],
        row(
            "Is withdrawal far enough along?",
            "ACEP's tool and CA Bridge: a COWS of 8 or more with clear objective signs; CA Bridge "
            "adds that it is too early while the patient calls it mild",
            "Written for emergency departments",
            cite=["acep-bupe", "cabridge"],
        ),
        row(
            "How long since the last use?",
            "CA Bridge: withdrawal begins more than 12 hours after short-acting opioids other than "
            "fentanyl; after fentanyl or methadone it varies and may take more than 72",
            "Frequent use can leave a store of fentanyl in fat that outlasts its effect",
            cite=["cabridge", "soares-2024"],
        ),
        row(
            "Was methadone the last opioid?",
            "ACEP suggests waiting for at least moderate withdrawal, a COWS of 13 or more",
            "Written for emergency departments",
            cite="acep-bupe",
        ),
        row(
            "At home or in the office?",
            "A 2014 review: home starts are feasible in primary care",
            "Weak evidence for equal safety, insufficient for equal effect; read it with today's "
            "supply in mind",
            cite="lee-2014",
        ),
        row(
            "A low-dose start instead? (off-label)",
            "ASAM, 2023: well tolerated in hospital, unproven in ambulatory care",
            "Low-quality evidence, and a legal limit on prescribing the overlapping full agonist",
            cite=["weimer-2023", "moe-2021"],
        ),
        row(
            "An injection on the first day?",
            "Sublocade's 2025 label allows it after one transmucosal dose and an hour's watch",
            "Given in certified settings only; it is never handed to the patient",
            cite=["sublocade-label-2025", "oasas-xr"],
        ),
    ),
    heading("What federal rules allow"),
    table(
        "Rules that touch a first visit, from sources up to mid-2026; states can be narrower",
        ["Question", "Rule", "Date to watch"],
        row(
            "Who may prescribe?",
            "Any practitioner with a current DEA registration that includes Schedule III, where "
            "state law allows; no patient limit",
            "In force",
            cite="samhsa-waiver-page",
        ),
        row(
            "By video or phone, temporary route",
            "No in-person visit needed, under conditions; phone alone is allowed for Schedule III "
            "to V medicines approved for opioid use disorder",
            "Ends December 31, 2026 unless extended or replaced",
            cite="fr-2025-24123",
        ),
        row(
            "By video or phone, permanent route",
            "After a check of the state's prescription database, a first six months; then another "
            "authorized form of telemedicine or an in-person evaluation. The pharmacist verifies "
            "identity",
            "In effect since December 31, 2025",
            cite=["fr-2025-01049", "fr-2025-05007"],
        ),
        row(
            "Does Medicaid pay?",
            "State plans must cover medications and counseling for opioid use disorder",
            "Permanent since 2024",
            cite="caa-2024-201",
        ),
    ),
    practice(
        "Write down the route",
        "If you start people by phone, note in each chart which of the two routes you used. Should "
        "the temporary one lapse, you will want that list.",
        "fr-2025-24123",
        "fr-2025-01049",
    ),
]

PLAY: dict[str, Any] = {
    "title": "Same-day starts: from “come back Thursday” to treatment today",
    "slug": "same-day-starts",
    "summary": (
        "A clinic team maps its own delay, agrees the smallest safe first visit, packs a start "
        "kit, covers the first 72 hours and measures the result with patients."
    ),
    "goal": (
        "<p>Somebody who asks for buprenorphine leaves the same day with an assessment, a written "
        "plan, naloxone, a number that is answered and, where it is safe, a prescription. It works "
        "on the day the most willing prescriber is away, too.</p>"
    ),
    "who_runs": "A prescriber, a nurse, the front desk and one paid patient advisor",
    "time_to_run": "About six weeks, four meetings of 30 minutes, then one a month",
    "evidence_grade": "C",
    "evidence_note": (
        "One randomized trial from an emergency department and pooled cohorts stand behind "
        "starting early and staying in treatment. For offices we hold a research brief and an "
        "older review of home starts that found weak evidence. How a team gets there is practice "
        "experience."
    ),
    "disclosure": (
        "No outside funding. This is a demonstration page; the people and organizations named on "
        "it are invented."
    ),
    "jurisdiction": "United States",
    "tags": ["Same-day start", "Low-barrier care", "Workflow", "Home initiation"],
    "body": BODY,
    "principles_title": "Principles to hold on to",
    "principles": [
        principle(
            "Start low on barriers.",
            "Nothing is required today that is not needed for today's safety.",
            "samhsa-lowbarrier-2023",
        ),
        principle("A return to use is information,", "not a reason to discharge."),
        principle(
            "The patient sets the goal.",
            "Fewer injections this month counts.",
            "better-care-play",
        ),
        principle("Tests inform care.", "They are never a threat.", "better-care-play"),
        principle("Everybody leaves with naloxone,", "and so does the household."),
        principle(
            "Ask those who left",
            "what would have kept them. They know something that those who stayed do not.",
            "better-care-play",
        ),
    ],
    "steps": STEPS,
    "tips": [
        tip("Keep one slot free after 3 pm. It fills."),
        tip("Let the front desk say “yes, today” without asking you first."),
        tip("Call the pharmacy before the person leaves the room."),
        tip("Write down the first phone call you handled well. It is your training material."),
        tip("Practice one start with a colleague as the patient before the first real one."),
        tip(
            "When a plan asks for a week by mouth before an injection, send the 2025 label along.",
            "sublocade-label-2025",
        ),
        trap("Do not add a form for every incident. Remove one instead."),
        trap("If only one prescriber starts patients, you have a person, not a system."),
        trap("A handout that only warns is read as a no. Say first what you will do."),
        trap(
            "A low score on the scale in the afternoon is not the end of the visit. Send the plan "
            "home and call in the evening."
        ),
    ],
    "resources": [
        resource(
            "Precipitated withdrawal: two numbers, both true, and a plan",
            "The clinical background for step 4, with denominators.",
            page="precipitated-withdrawal",
        ),
        resource(
            "COWS calculator",
            "Add up the eleven items; works on paper and stores nothing.",
            page="cows",
        ),
        resource(
            "Low-dose starts: what is known, what is allowed, what goes wrong",
            "What is known, and not known, about the off-label route that skips the wait.",
            page="low-dose-starts",
        ),
        resource(
            "Billing buprenorphine visits: codes, traps and dates",
            "Codes by year, what a note carries, and first answers to a denial.",
            page="billing-buprenorphine-visits",
        ),
        resource(
            "The pharmacy says “come back in two weeks”",
            "Our answer to a member whose patients could not fill the first prescription.",
            page="when-the-pharmacy-will-not-fill",
        ),
        resource(
            "CA Bridge, tools for the shift",
            "Start guidance written for emergency departments; adapt with your own pharmacist.",
            address="https://cabridge.org/tools/on-shift/",
        ),
        resource(
            "ACEP, buprenorphine use in the emergency department",
            "A decision tool with the thresholds quoted above.",
            address="https://www.acep.org/patient-care/bupe/",
        ),
        resource(
            "SAMHSA on the end of the waiver",
            "The page to print for a pharmacy that still asks for an X number.",
            address=(
                "https://www.samhsa.gov/medications-substance-use-disorders/"
                "waiver-elimination-mat-act"
            ),
        ),
    ],
    "partners": [
        partner("Larkhollow Clinic Network", "author"),
        partner("Quillmoor Health Foundation", "funder"),
    ],
    "about": (
        "<p>This play grew out of questions that members ask most: how to say yes today, what "
        "can wait, and who answers at night. The text is our own and teaches; it does not replace "
        "your protocol, the current label or your judgment. The network and the foundation named "
        "above are invented for this demonstration site.</p>"
    ),
    "review_months": 6,
    "related_post": "when-the-pharmacy-will-not-fill",
}
