"""An article on precipitated withdrawal, in our own words; citations are references' short names.

Statements without a source stand in call-outs marked as needing a clinician's check.
"""

from typing import Any


def heading(text: str, level: str = "2") -> tuple[str, dict[str, Any]]:
    return "heading", {"text": text, "level": level}


def prose(text: str, *citations: str) -> tuple[str, dict[str, Any]]:
    return "prose", {"text": f"<p>{text}</p>", "citations": list(citations)}


def practice(
    title: str, text: str, *citations: str, kind: str = "note"
) -> tuple[str, dict[str, Any]]:
    """Practice experience: shown in a box and marked for a clinician's check."""
    return "callout", {
        "kind": kind,
        "title": title,
        "text": f"<p>{text}</p>",
        "needs_check": True,
        "citations": list(citations),
    }


def row(name: str, *cells: str, cite: str) -> dict[str, Any]:
    return {"name": name, "cells": list(cells), "citations": [cite]}


ARTICLE: dict[str, Any] = {
    "title": "Precipitated withdrawal: two numbers, both true, and a plan",
    "slug": "precipitated-withdrawal",
    "summary": (
        "Why published rates run from under 1% to 12%, what guidelines describe for the first "
        "dose, and what has been tried when it goes badly."
    ),
    "evidence_grade": "C",
    "evidence_note": (
        "How often it happens in structured emergency protocols is the firmest part: a cohort of "
        "1,200 and a randomized trial of 1,994 (D'Onofrio 2023 and 2026). Low-dose starts rest on case series and one "
        "outpatient cohort with many lost to follow-up. Rescue rests on expert opinion and single "
        "cases. The page takes the grade of its weaker half."
    ),
    "disclosure": (
        "No outside funding. This is a demonstration page and the people named on it are invented."
    ),
    "jurisdiction": "United States",
    "body": [
        (
            "key_points",
            {
                "points": [
                    {
                        "text": (
                            "Buprenorphine can bring on withdrawal when it takes the place of a "
                            "full agonist that is still at work."
                        ),
                        "citations": ["soares-2024"],
                    },
                    {
                        "text": (
                            "Published rates run from 9 in 1,200 emergency starts to 26 in 226 "
                            "hospital patients. Settings and definitions differ."
                        ),
                        "citations": ["donofrio-2023", "thakrar-2024"],
                    },
                    {
                        "text": (
                            "Emergency guidance ties a standard start to objective signs and a "
                            "COWS of at least 8."
                        ),
                        "citations": ["acep-bupe", "cabridge"],
                    },
                    {
                        "text": "What to do if it happens comes mostly from expert opinion.",
                        "citations": ["weimer-2023"],
                    },
                ]
            },
        ),
        (
            "callout",
            {
                "kind": "line",
                "title": "How to read this page",
                "text": (
                    "<p>Drafted by our editors from the sources below; no clinician has signed it "
                    "off. Boxes marked “Needs a clinician's check” hold practice experience. "
                    "Doses tell what a study or guideline did; none is an instruction.</p>"
                ),
                "needs_check": False,
                "citations": [],
            },
        ),
        heading("What it is"),
        prose(
            "Buprenorphine holds the mu-opioid receptor harder than most full agonists do, yet "
            "switches it on only in part. Where fentanyl or heroin still occupies receptors, "
            "buprenorphine pushes it off, and total opioid effect falls within a short time.",
            "soares-2024",
        ),
        prose(
            "It tends to come fast: aches, cramping, vomiting, diarrhea, sweating and agitation "
            "within about two hours, as reports on the 2023 emergency cohort describe.",
            "donofrio-2023",
        ),
        prose(
            "Researchers usually count a rise of five or more points on the Clinical Opiate "
            "Withdrawal Scale (COWS) after the dose. The window varies: one hospital study looked "
            "at four hours, an injection study at one hour and at four.",
            "wesson-ling-2003",
            "thakrar-2024",
            "donofrio-2024",
        ),
        practice(
            "Not every bad hour is precipitated withdrawal",
            "Colleagues keep a list of look-alikes: ordinary withdrawal still building because the "
            "dose was small, stimulants, withdrawal from alcohol, sedatives or medetomidine, "
            "infection, pregnancy nausea.",
        ),
        heading("Why fentanyl changes the timing"),
        prose(
            "A dose of fentanyl wears off quickly, but the drug dissolves in fat. Someone who uses "
            "it many times a day may carry a store that outlasts what they feel.",
            "soares-2024",
        ),
        practice(
            "Signs before hours",
            "Many clinicians trust what they see more than the clock, in line with CA Bridge's wide "
            "window after fentanyl. A urine level, studied beside withdrawal severity in 1,127 "
            "emergency patients, remains a research measure to them.",
            "cabridge",
            "thakrar-2023",
        ),
        heading("How often it happens"),
        prose(
            "“Under 1%” and “12%” are quoted against each other. Each is right about the people it "
            "counted."
        ),
        (
            "table",
            {
                "caption": "Reported rates, with their denominators",
                "columns": ["Study", "Who was counted", "Result", "Read with care"],
                "rows": [
                    row(
                        "D'Onofrio 2023",
                        "1,200 patients, 28 US emergency departments, cohort inside a trial",
                        "9 of 1,200 (0.76%): 5 sublingual, 4 injection; all 9 had fentanyl in "
                        "urine",
                        "Fixed COWS thresholds; cases after discharge may be missed",
                        cite="donofrio-2023",
                    ),
                    row(
                        "D'Onofrio 2026",
                        "1,994 analyzed, 29 emergency departments, randomized, 76% "
                        "fentanyl-positive; the 2023 cohort sits inside this trial",
                        "Rare in both arms",
                        "Built to compare engagement in care at 7 days: 40.5% injection, 38.5% "
                        "sublingual",
                        cite="donofrio-2026",
                    ),
                    row(
                        "Herring 2021",
                        "579 visits by 391 people, one Oakland emergency department, 2018, "
                        "high-dose protocol beyond labeled experience",
                        "0.8% of 579 visits",
                        "Retrospective; mostly before fentanyl took over locally",
                        cite="herring-2021",
                    ),
                    row(
                        "Thakrar 2024",
                        "226 patients, 3 Philadelphia hospitals, 2020–2021",
                        "26 of 226 (11.5%, also printed as 12%)",
                        "Retrospective; a COWS within four hours was required, which favors "
                        "sicker or closely watched people",
                        cite="thakrar-2024",
                    ),
                    row(
                        "Jones 2024",
                        "175 outpatient low-dose starts (off-label), 2 San Francisco clinics; "
                        "118 followed",
                        "10 of 118 (8%); 3% where the protocol was kept",
                        "57 of 175 were lost to follow-up",
                        cite="jones-2024",
                    ),
                    row(
                        "D'Onofrio 2024",
                        "100 people given a weekly injection at COWS 0–7",
                        "7% of 100 within four hours; at COWS 0–3 it was 14%, at COWS 4–7 it was 3%",
                        "Single-arm feasibility study",
                        cite="donofrio-2024",
                    ),
                    row(
                        "Varshneya 2022",
                        "1,679 people in 49 programs, self-reported",
                        "Severe withdrawal likelier when buprenorphine came under 24 hours after "
                        "fentanyl (odds ratio 5.2; 22% of that group) or at 24–48 hours (3.4)",
                        "Memory can mislead; 11.6% of those taking methadone that soon said the "
                        "same",
                        cite="varshneya-2022",
                    ),
                ],
            },
        ),
        prose(
            "In Philadelphia two factors stood out: a body mass index of 30 or more "
            "against under 25 (adjusted odds ratio 5.1), and urine fentanyl of at least 200 ng/mL "
            "against under 20 (8.4). The intervals are very wide.",
            "thakrar-2024",
        ),
        practice(
            "Our reading",
            "About 1 in 100 in structured emergency protocols, up to about 12 in 100 in some "
            "observational groups, and nothing that prevents it in everyone. Averaging the rows "
            "would mislead: trials waited for objective signs, home starts often do not.",
            "donofrio-2023",
            "thakrar-2024",
        ),
        heading("Planning the first dose"),
        prose(
            "The ACEP tool and CA Bridge describe a standard start once COWS reaches 8 and "
            "signs can be seen. CA Bridge adds that it is too early while the patient "
            "calls the withdrawal mild. After methadone, ACEP suggests at least moderate "
            "withdrawal, a COWS of 13 or more.",
            "acep-bupe",
            "cabridge",
        ),
        prose(
            "On the clock, CA Bridge describes onset more than 12 hours after short-acting opioids "
            "other than fentanyl; after fentanyl or methadone the wait varies and may pass 72. "
            "For a person whose withdrawal is already over, its protocol describes 8 mg as needed "
            "every six hours, 16 to 32 mg across the day; the upper part of that range goes "
            "beyond labeled experience.",
            "cabridge",
        ),
        practice(
            "What colleagues say beforehand",
            "They name it, describe it, say roughly how long it goes on and what they would do, "
            "and leave a phone number on paper. They ask about alcohol, sedatives, stimulants and "
            "the local supply.",
        ),
        heading("Other ways to begin"),
        heading("Low-dose starts", "3"),
        prose(
            "Low-dose initiation is off-label and its evidence is low in quality. Hämmig described "
            "two patients in 2016 who overlapped it with street heroin or with prescribed "
            "diamorphine and methadone. Moe found 57 patients in 20 publications using 26 "
            "regimens: all reached the target dose, three had precipitated withdrawal. Adams "
            "gathered 24 cases from 15 reports: 87.5% made the switch, and the 58% who felt some "
            "withdrawal nearly all felt it mildly.",
            "hammig-2016",
            "moe-2021",
            "adams-2021",
        ),
        prose(
            "In Jones 2024, seven of the ten affected people had departed from the instructions. "
            "ASAM's 2023 document finds this off-label route well tolerated on the ward "
            "and unproven outside it. It names a legal limit: as federal law is read, the "
            "full agonist that overlaps may be prescribed only for pain, to inpatients, or by an "
            "opioid treatment program. Some outpatients therefore rely on their own "
            "unregulated supply.",
            "jones-2024",
            "weimer-2023",
        ),
        heading("High-dose starts", "3"),
        prose(
            "In Herring's 579 visits, 63% involved more than 12 mg and 23.8% at least 28 mg, beyond "
            "labeled experience. No respiratory depression was recorded, and the 0.8% rate did not "
            "follow dose. ASAM describes quick escalation as having looked safe once opioids have "
            "stopped and withdrawal has begun, mostly in emergency care.",
            "herring-2021",
            "weimer-2023",
        ),
        heading("Injections", "3"),
        prose(
            "The 2026 trial set a 24 mg weekly injection (about 16 mg a day) against sublingual "
            "treatment in 1,994 people. Engagement was no different at 7 and 30 days. At 7 days "
            "the injection did better on craving, days of use and satisfaction. Injecting at a COWS below 8 is a "
            "separate question with low-certainty evidence, from one single-arm study.",
            "donofrio-2026",
            "donofrio-2024",
        ),
        heading("If it happens"),
        prose(
            "For mild or moderate worsening, ASAM's experts say that more buprenorphine, past 24 mg "
            "on the first day, may be considered where tolerance is clearly high, beside "
            "alpha-2 agonists and medicines for symptoms. Where that fails they describe "
            "escalating to an emergency department or hospital, where more buprenorphine and a "
            "high-affinity full agonist, a benzodiazepine, ketamine or dexmedetomidine can be "
            "considered. Several of these uses are off-label or beyond labeled experience.",
            "weimer-2023",
        ),
        prose(
            "Ketamine here is off-label and close to untested. One report describes 0.6 mg/kg by "
            "vein over an hour beside 16 mg of buprenorphine given once, after an outpatient "
            "low-dose start had failed; that patient was in care at 90 days. A small "
            "outpatient series used self-administered sublingual ketamine: a hypothesis, and a "
            "controlled-drug question.",
            "hailozian-2022",
            "grande-2024",
        ),
        practice(
            "What colleagues describe using",
            "The reasoning for more buprenorphine is to fill the receptors just emptied; we know "
            "of no trial. Often named for symptoms: clonidine where blood pressure permits, "
            "ondansetron, loperamide, hydroxyzine, ibuprofen or acetaminophen, fluids, a warm and "
            "quiet room. They warn against another opioid started casually at home and against adding "
            "sedatives.",
        ),
        practice(
            "When colleagues send someone in",
            "Fluids will not stay down, confusion, chest pain, very high pulse or blood pressure, "
            "pregnancy, or suspected medetomidine withdrawal. Only the last has a source here.",
            "huo-2025",
            kind="warn",
        ),
        heading("A look-alike: medetomidine"),
        prose(
            "In Philadelphia medetomidine reached 72% of drug samples toward the end of 2024, and "
            "xylazine dropped to 31% from 98%; 165 hospitalizations from September 2024 to January 2025 "
            "involved severe autonomic withdrawal. In a series of 209 patients, 77.5% went to "
            "intensive care, 20.1% were intubated and the median peak COWS was 23.",
            "huo-2025",
            "medetomidine-multicenter-2025",
        ),
        heading("Afterwards"),
        practice(
            "Closing the loop",
            "Colleagues chart “precipitated withdrawal” with the COWS and dose, never “allergy”. "
            "They offer another route, say that the same medicine can end it, send naloxone home "
            "and call the next day.",
        ),
    ],
}
