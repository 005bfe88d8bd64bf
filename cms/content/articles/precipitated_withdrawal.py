"""Precipitated withdrawal: how often, how it is planned for, and what has been tried.

Statements without a source stand in call-outs marked as needing a clinician's check.
"""

from typing import Any

from cms.content import writing as w

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
        "1,200 and a randomized trial of 1,994 (D'Onofrio 2023 and 2026). Low-dose starts rest on "
        "case series and one outpatient cohort with many lost to follow-up. Rescue rests on "
        "expert opinion and single cases. The page takes the grade of its weaker half."
    ),
    "disclosure": w.NO_FUNDING,
    "jurisdiction": "United States",
    "tags": ["Precipitated withdrawal", "Fentanyl", "COWS", "Rescue dosing", "Medetomidine"],
    "review_months": 12,
    "body": [
        w.key_points(
            w.point(
                "Buprenorphine can bring on withdrawal when it takes the place of a full agonist "
                "that is still at work.",
                "soares-2024",
            ),
            w.point(
                "Published rates run from 9 in 1,200 emergency starts to 26 in 226 hospital "
                "patients. Settings and definitions differ.",
                "donofrio-2023",
                "thakrar-2024",
            ),
            w.point(
                "Emergency guidance ties a standard start to objective signs and a COWS of at "
                "least 8.",
                "acep-bupe",
                "cabridge",
            ),
            w.point(
                "What to do if it happens comes mostly from expert opinion.",
                "weimer-2023",
            ),
        ),
        w.callout(
            "How to read this page",
            "A demonstration page, written from the sources below. Its authors and reviewer are "
            "invented: no clinician has read it yet. Boxes marked “Needs a clinician's check” "
            "hold practice experience. Doses tell what a study or guideline did; none is an "
            "instruction.",
            kind="line",
        ),
        w.heading("What it is"),
        w.prose(
            "Buprenorphine, a [[partial-agonist|partial agonist]], holds the mu-opioid receptor "
            "harder than most full agonists do, yet switches it on only in part. Where fentanyl "
            "or heroin still occupies receptors, buprenorphine pushes it off, and total opioid "
            "effect falls suddenly. That is [[precipitated-withdrawal|precipitated withdrawal]].",
            "soares-2024",
        ),
        w.prose(
            "It tends to come fast: aches, cramping, vomiting, diarrhea, sweating and agitation "
            "within about two hours, as reports on the 2023 emergency cohort describe.",
            "donofrio-2023",
        ),
        w.prose(
            "Researchers usually count a rise of five or more points on the Clinical Opiate "
            "Withdrawal Scale ([[cows|COWS]]) after the dose. The window varies: one hospital "
            "study looked at four hours, an injection study at one hour and at four.",
            "wesson-ling-2003",
            "thakrar-2024",
            "donofrio-2024",
        ),
        w.practice(
            "Not every bad hour is precipitated withdrawal",
            "Colleagues keep a list of look-alikes: ordinary withdrawal still building because "
            "the dose was small, stimulants, withdrawal from alcohol, sedatives or "
            "[[medetomidine|medetomidine]], infection, pregnancy nausea. Several of these, and "
            "fever or anxiety, can push the score up or down for reasons of their own.",
        ),
        w.heading("Why fentanyl changes the timing"),
        w.prose(
            "A dose of fentanyl wears off quickly, but the drug [[lipophilicity|dissolves in "
            "fat]]. Someone who uses it many times a day may carry a store that outlasts what "
            "they feel.",
            "soares-2024",
        ),
        w.practice(
            "Signs before hours",
            "Many clinicians trust what they see more than the clock, in line with CA Bridge's "
            "wide window after fentanyl. A urine level, studied beside withdrawal severity in "
            "1,127 emergency patients, remains a research measure to them.",
            "cabridge",
            "thakrar-2023",
        ),
        w.heading("How often it happens"),
        w.prose(
            "“Under 1%” and “12%” are quoted against each other. Each is right about the people "
            "it counted."
        ),
        w.table(
            "Reported rates, with their denominators",
            ["Study", "Who was counted", "Result", "Read with care"],
            w.row(
                "D'Onofrio 2023",
                "1,200 patients, 28 US emergency departments, cohort inside a trial",
                "9 of 1,200 (0.76%): 5 sublingual, 4 injection; all 9 had fentanyl in urine",
                "Fixed COWS thresholds; cases after discharge may be missed",
                cite="donofrio-2023",
            ),
            w.row(
                "D'Onofrio 2026",
                "1,994 analyzed, 29 emergency departments, randomized, 76% fentanyl-positive; the "
                "2023 cohort sits inside this trial",
                "Rare in both arms",
                "Built to compare engagement in care at 7 days: 40.5% injection, 38.5% sublingual",
                cite="donofrio-2026",
            ),
            w.row(
                "Herring 2021",
                "579 visits by 391 people, one Oakland emergency department, 2018, high-dose "
                "protocol beyond labeled experience",
                "0.8% of 579 visits",
                "Retrospective; mostly before fentanyl took over locally",
                cite="herring-2021",
            ),
            w.row(
                "Thakrar 2024",
                "226 patients, 3 Philadelphia hospitals, 2020–2021",
                "26 of 226 (11.5%, also printed as 12%)",
                "Retrospective; a COWS within four hours was required, which favors sicker or "
                "closely watched people",
                cite="thakrar-2024",
            ),
            w.row(
                "Jones 2024",
                "175 outpatient low-dose starts (off-label), 2 San Francisco clinics; 118 followed",
                "10 of 118 (8%); 3% where the protocol was kept",
                "57 of 175 were lost to follow-up",
                cite="jones-2024",
            ),
            w.row(
                "D'Onofrio 2024",
                "100 people given a weekly injection at COWS 0–7",
                "7% of 100 within four hours; at COWS 0–3 it was 14%, at COWS 4–7 it was 3%",
                "Single-arm feasibility study",
                cite="donofrio-2024",
            ),
            w.row(
                "Varshneya 2022",
                "1,679 people in 49 programs, self-reported",
                "Severe withdrawal likelier when buprenorphine came under 24 hours after fentanyl "
                "(odds ratio 5.2; 22% of that group) or at 24–48 hours (3.4)",
                "Memory can mislead; 11.6% of those taking methadone that soon said the same",
                cite="varshneya-2022",
            ),
        ),
        w.figure(
            "precipitated-withdrawal-counts.png",
            "Two of these counts, drawn to one scale.",
            "donofrio-2023",
            "thakrar-2024",
        ),
        w.prose(
            "In Philadelphia two factors stood out: a body mass index of 30 or more against under "
            "25 (adjusted odds ratio 5.1), and urine fentanyl of at least 200 ng/mL against under "
            "20 (8.4). The intervals are very wide.",
            "thakrar-2024",
        ),
        w.practice(
            "Our reading",
            "About 1 in 100 in structured emergency protocols, up to about 12 in 100 in some "
            "observational groups, and nothing that prevents it in everyone. Averaging the rows "
            "would mislead: trials waited for objective signs, home starts often do not.",
            "donofrio-2023",
            "thakrar-2024",
        ),
        w.practice(
            "A review we know only at second hand",
            "A 2024 commentary summarizes a systematic review of 26 studies and 4,497 people: "
            "between none and 13.2% per study, most cases apparently in outpatient starts. We "
            "have not read the review itself.",
            "gregory-review",
        ),
        w.heading("Planning the first dose"),
        w.recommendation(
            "ACEP's tool and CA Bridge describe a standard start at a COWS of 8 or more with "
            "objective signs. After methadone, ACEP suggests at least moderate withdrawal, a COWS "
            "of 13 or more.",
            "C",
            "acep-bupe",
            "cabridge",
        ),
        w.steps(
            "How the sources describe a standard emergency start",
            w.step(
                "Score",
                "The COWS has eleven items that a clinician rates, for a total of 0 to 48.",
                "wesson-ling-2003",
            ),
            w.step(
                "Look, and ask",
                "Both protocols look for signs that can be seen. CA Bridge adds that it is too "
                "early while the patient calls the withdrawal mild.",
                "acep-bupe",
                "cabridge",
            ),
            w.step(
                "Ask what came last",
                "CA Bridge describes withdrawal beginning more than 12 hours after short-acting "
                "opioids other than fentanyl; after fentanyl or methadone the wait varies and may "
                "pass 72 hours.",
                "cabridge",
            ),
            w.step(
                "Score again after the dose",
                "A rise of five points or more is what studies counted, within four hours in one, "
                "within one and four in another.",
                "thakrar-2024",
                "donofrio-2024",
            ),
            w.step(
                "If it turns, treat and escalate",
                "ASAM's experts describe more buprenorphine, medicines for symptoms and, where "
                "those fail, an emergency department or hospital. The section “If it happens” "
                "says how firm that is, and [[page:same-day-starts|the same-day play]] how a "
                "clinic can prepare.",
                "weimer-2023",
            ),
        ),
        w.calculator("cows"),
        w.prose(
            "For a person whose withdrawal is already over, often past 72 hours, and who wants to "
            "start, CA Bridge's protocol describes 8 mg as needed every six hours, 16 to 32 mg "
            "across the day; the upper part of that range goes beyond labeled experience.",
            "cabridge",
        ),
        w.practice(
            "An older threshold",
            "ASAM's 2020 guideline is usually quoted as asking for a COWS of 11 to 12 or more "
            "before the first dose. We have not checked that against its text.",
            "asam-npg-2020",
        ),
        w.practice(
            "What colleagues say beforehand",
            "They name it, describe it, say roughly how long it goes on and what they would do, "
            "and leave a phone number on paper. They ask about alcohol, sedatives, stimulants and "
            "the local supply.",
        ),
        w.heading("Other ways to begin"),
        w.heading("Low-dose starts", "3"),
        w.prose(
            "[[low-dose-initiation|Low-dose initiation]] is off-label and its evidence is low in "
            "quality. Moe found 57 patients in 20 publications using 26 regimens: all reached the "
            "target dose, three had precipitated withdrawal. ASAM's 2023 document finds the route "
            "well tolerated on the ward and unproven outside it, and names a legal limit on the "
            "opioid that overlaps. [[page:low-dose-starts|Our article on low-dose starts]] has "
            "the rest.",
            "moe-2021",
            "weimer-2023",
        ),
        w.heading("High-dose starts", "3"),
        w.prose(
            "In Herring's 579 visits, 63% involved more than 12 mg and 23.8% at least 28 mg, "
            "beyond labeled experience. No respiratory depression was recorded, and the 0.8% rate "
            "did not follow dose. ASAM describes quick escalation as having looked safe once "
            "opioids have stopped and withdrawal has begun, mostly in emergency care.",
            "herring-2021",
            "weimer-2023",
        ),
        w.heading("Injections", "3"),
        w.prose(
            "The 2026 trial set a 24 mg weekly injection of "
            "[[extended-release-buprenorphine|extended-release buprenorphine]] (about 16 mg a "
            "day) against sublingual treatment in 1,994 people. Engagement was no different at 7 "
            "and 30 days. At 7 days the injection did better on craving, days of use and "
            "satisfaction. Injecting at a COWS below 8 is a separate question with low-certainty "
            "evidence, from one single-arm study.",
            "donofrio-2026",
            "donofrio-2024",
        ),
        w.dose_table(
            "Doses on record: what was given or described",
            w.dose(
                "Emergency patients, 23.8% of 579 visits (Herring 2021)",
                "28",
                form="Buprenorphine, this amount or more; high-dose protocol",
                timing="In the visit",
                note=(
                    "Beyond labeled experience; no respiratory depression recorded; 0.8% of all "
                    "579 had precipitated withdrawal"
                ),
                cite="herring-2021",
            ),
            w.dose(
                "People whose withdrawal is over and who want to start (CA Bridge)",
                "8",
                form="Buprenorphine",
                timing="As needed every six hours; 16 to 32 mg on the day",
                note="A protocol; the upper part goes beyond labeled experience",
                cite="cabridge",
            ),
            w.dose(
                "Mild or moderate worsening with clearly high tolerance (ASAM experts)",
                "24",
                form="Buprenorphine, totals beyond this amount",
                timing="Day one",
                note="“May be considered”: expert opinion, beyond labeled experience",
                cite="weimer-2023",
            ),
            w.dose(
                "Injection arm of 1,994 randomized emergency patients",
                "24",
                form="Weekly extended-release injection",
                timing="Once; about 16 mg a day for a week",
                note="Engagement no different from sublingual at 7 and 30 days",
                cite="donofrio-2026",
            ),
            w.dose(
                "100 people with a COWS of 0 to 7, single arm",
                "24",
                form="Weekly extended-release injection",
                timing="Once, at a COWS of 0 to 7",
                note="Low-certainty evidence: 7% had precipitated withdrawal within four hours",
                cite="donofrio-2024",
            ),
            note="A record of what studies and guidance did, not a regimen to follow.",
        ),
        w.heading("If it happens"),
        w.recommendation(
            "ASAM's experts say that, for mild or moderate worsening, more buprenorphine may be "
            "considered where tolerance is clearly high, beside alpha-2 agonists and medicines "
            "for symptoms, and that intractable cases go to an emergency department or hospital.",
            "D",
            "weimer-2023",
        ),
        w.prose(
            "“More” there means totals past 24 mg on the first day, which goes beyond labeled "
            "experience. In hospital they would also consider a high-affinity full agonist, a "
            "benzodiazepine, ketamine or dexmedetomidine. Several of these uses are off-label.",
            "weimer-2023",
        ),
        w.prose(
            "[[ketamine|Ketamine]] here is off-label and close to untested. One report describes "
            "0.6 mg/kg by vein over an hour beside 16 mg of buprenorphine given once, after an "
            "outpatient low-dose start had not worked; that patient was in care at 90 days. A "
            "small outpatient series used self-administered sublingual ketamine: a hypothesis, "
            "and a controlled-drug question.",
            "hailozian-2022",
            "grande-2024",
        ),
        w.practice(
            "What colleagues describe using",
            "The reasoning for [[rescue-dosing|rescue dosing]] with more buprenorphine is to fill "
            "the receptors just emptied; we know of no trial. Often named for symptoms: "
            "[[clonidine|clonidine]] where blood pressure permits, ondansetron, loperamide, "
            "hydroxyzine, ibuprofen or acetaminophen, fluids, a warm and quiet room. They warn "
            "against another opioid started casually at home and against adding sedatives.",
        ),
        w.practice(
            "When colleagues send someone in",
            "Fluids will not stay down, confusion, chest pain, very high pulse or blood pressure, "
            "pregnancy, or suspected medetomidine withdrawal. Only the last has a source here.",
            "huo-2025",
            kind="warn",
        ),
        w.heading("A look-alike: medetomidine"),
        w.prose(
            "In Philadelphia medetomidine reached 72% of drug samples toward the end of 2024, and "
            "xylazine dropped to 31% from 98%; 165 hospitalizations from September 2024 to "
            "January 2025 involved severe autonomic withdrawal. In a series of 209 patients, "
            "77.5% went to intensive care, 20.1% were intubated and the median peak COWS was 23.",
            "huo-2025",
            "medetomidine-multicenter-2025",
        ),
        w.heading("Afterwards"),
        w.practice(
            "Closing the loop",
            "Colleagues chart “precipitated withdrawal” with the COWS and dose, never “allergy”. "
            "They offer another route, say that the same medicine can end it, send naloxone home "
            "and call the next day.",
        ),
    ],
}
