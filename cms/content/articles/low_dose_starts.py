"""Low-dose starts: an off-label route, what its small studies found, and its legal limit.

No day-by-day schedule is printed, because none was checked against its source line by line.
"""

from typing import Any

from cms.content import writing as w

ARTICLE: dict[str, Any] = {
    "title": "Low-dose starts: what is known, what is allowed, what goes wrong",
    "slug": "low-dose-starts",
    "summary": (
        "Small, rising doses of buprenorphine while another opioid continues: an off-label route "
        "with small studies behind it, a legal limit few people say out loud, and honest numbers "
        "for both."
    ),
    "evidence_grade": "C",
    "evidence_note": (
        "Two systematic reviews of case reports (57 and 24 people) and one outpatient cohort with "
        "follow-up in 118 of 175 starts. No comparison with a standard start is among our "
        "sources. Expert consensus from ASAM in 2023 covers setting and law."
    ),
    "disclosure": w.NO_FUNDING,
    "jurisdiction": "United States",
    "tags": [
        "Low-dose initiation",
        "Fentanyl",
        "Precipitated withdrawal",
        "Guideline",
        "Methadone to buprenorphine",
    ],
    "review_months": 12,
    "body": [
        w.key_points(
            w.point(
                "A low-dose start is off-label. It gives small, rising buprenorphine doses while "
                "a full agonist continues.",
                "hammig-2016",
                "weimer-2023",
            ),
            w.point(
                "Reviews of case reports look good, but they count 57 and 24 people and 26 "
                "different regimens.",
                "moe-2021",
                "adams-2021",
            ),
            w.point(
                "In the one outpatient cohort here, 10 of 118 people followed had precipitated "
                "withdrawal; 57 of 175 starts had no follow-up.",
                "jones-2024",
            ),
            w.point(
                "ASAM's 2023 experts find the route well tolerated in hospital and unproven in "
                "ambulatory care.",
                "weimer-2023",
            ),
            w.point(
                "Federal law is understood to allow prescribing the overlapping full agonist only "
                "for pain, in hospital or inside an opioid treatment program.",
                "weimer-2023",
            ),
        ),
        w.callout(
            "How to read this page",
            "A demonstration page, written from the sources below. Its authors and reviewer are "
            "invented: no clinician has read it yet. Low-dose starts are an off-label practice. "
            "Boxes marked “Needs a clinician's check” hold practice experience or our own "
            "reasoning. Amounts tell what a study or guideline did; none is an instruction. "
            "Checked against our sources on November 22, 2026.",
            kind="line",
        ),
        w.heading("What it is"),
        w.prose(
            "[[low-dose-initiation|Low-dose initiation]], also called microdosing or the Bernese "
            "method, is [[off-label-use|off-label]]. It turns the usual order around. A standard "
            "start waits until withdrawal can be seen. Here buprenorphine begins in small doses "
            "that rise over days, while a [[full-agonist|full agonist]] goes on.",
            "hammig-2016",
            "moe-2021",
        ),
        w.prose(
            "A 2016 report by Hämmig and colleagues, under the name Bernese method, describes two "
            "patients who began this off-label way. The opioids that overlapped were street "
            "heroin, or prescribed diamorphine and methadone. Both tolerated it well. Two people "
            "are a description, not a rate.",
            "hammig-2016",
        ),
        w.practice(
            "Why it might work",
            "The idea is that receptors fill gradually, so that no single dose pushes off enough "
            "full agonist to be felt. [[receptor-affinity|Receptor affinity]] makes the idea "
            "plausible for this off-label route. We hold no trial that tests it.",
        ),
        w.heading("Why people ask for it"),
        w.prose(
            "Fentanyl acts briefly, but it is [[lipophilicity|very fat-soluble]]. Frequent use "
            "can leave a store in the body that outlasts the effect.",
            "soares-2024",
        ),
        w.prose(
            "That makes waiting long and hard to predict. CA Bridge describes onset of withdrawal "
            "more than 12 hours after short-acting opioids other than fentanyl. After fentanyl or "
            "methadone it varies and may pass 72 hours. ACEP and CA Bridge tie a standard start "
            "to a [[cows|COWS]] of 8 or more with objective signs; after methadone ACEP suggests "
            "13 or more.",
            "cabridge",
            "acep-bupe",
        ),
        w.prose(
            "[[precipitated-withdrawal|Precipitated withdrawal]] is the other reason. How often a "
            "start in the usual order brings it on depends on who was counted: 9 of 1,200 starts "
            "(0.76%) in a 28-site emergency cohort, 26 of 226 (11.5%) in three Philadelphia "
            "hospitals. [[page:precipitated-withdrawal|Our article on precipitated withdrawal]] "
            "sets the studies side by side.",
            "donofrio-2023",
            "thakrar-2024",
        ),
        w.practice(
            "Who is offered it, in colleagues' words",
            "People mention earlier precipitated withdrawal, pain that needs a full agonist, a "
            "move from methadone, or a hospital stay in which opioids cannot stop. These are "
            "reasons for considering an off-label route, not tested indications.",
        ),
        w.heading("What the studies found"),
        w.table(
            "Low-dose starts (off-label) in the literature we hold, with denominators",
            ["Source", "Who was counted", "Result", "Read with care"],
            w.row(
                "Hämmig 2016",
                "2 patients with overlapping street heroin, or prescribed diamorphine and "
                "methadone",
                "2 of 2 tolerated it well",
                "A description of two cases",
                cite="hammig-2016",
            ),
            w.row(
                "Moe 2021",
                "57 patients in 20 publications, 26 different regimens",
                "57 of 57 reached the target dose; 3 of 57 had precipitated withdrawal",
                "Systematic review; all evidence rated low quality",
                cite="moe-2021",
            ),
            w.row(
                "Adams 2021",
                "24 cases in 15 reports",
                "87.5% of 24 completed the switch; 58% of 24 had some withdrawal, nearly always "
                "mild",
                "Systematic review of case reports",
                cite="adams-2021",
            ),
            w.row(
                "Jones 2024",
                "175 outpatient starts in 2 San Francisco clinics; 118 with follow-up",
                "10 of 118 (8%) had precipitated withdrawal; 3% without departure from the "
                "protocol",
                "Retrospective; a third lost to follow-up",
                cite="jones-2024",
            ),
        ),
        w.prose(
            "The two reviews of this off-label route do not say the same. In Moe everyone got to "
            "the target dose; in Adams 87.5% of 24 completed the switch. Moe counts precipitated "
            "withdrawal (3 of 57). Adams counts any withdrawal (58% of 24). Quote each with its "
            "own denominator, and do not pool them.",
            "moe-2021",
            "adams-2021",
        ),
        w.prose(
            "Jones is the most useful real-world outpatient number we hold. Of the ten people "
            "with precipitated withdrawal, seven had departed from the instructions. That can "
            "mean the off-label protocol works when it is kept, or that it is hard to keep. Both "
            "readings fit.",
            "jones-2024",
        ),
        w.practice(
            "What the missing third could hide",
            "This is our own arithmetic, not a finding. Had none of the 57 people lost to "
            "follow-up been affected, the rate for this off-label route would be 10 of 175 (6%). "
            "Had all of them been, it would be 67 of 175 (38%). The truth lies somewhere between, "
            "and the study cannot say where.",
            "jones-2024",
        ),
        w.practice(
            "Why case reports flatter",
            "Successes are written up more often than failures, and the same patients may stand "
            "in more than one review. Read reviews of this off-label route as a sign that it can "
            "be done, not as a rate to quote to a patient.",
            "moe-2021",
            "adams-2021",
        ),
        w.heading("Hospital and clinic are two questions"),
        w.recommendation(
            "ASAM's 2023 clinical considerations regard low-dose initiation, an off-label route, "
            "as well tolerated in hospital and as unproven in ambulatory care.",
            "C",
            "weimer-2023",
        ),
        w.prose(
            "Law and setting point the same way. In hospital the overlapping full agonist may be "
            "prescribed; in an ordinary office, as the law is understood, only for pain. And the "
            "one outpatient cohort we hold of this off-label route lost touch with a third of the "
            "people who began.",
            "weimer-2023",
            "jones-2024",
        ),
        w.heading("The legal limit"),
        w.prose(
            "ASAM's document says what many leave out. Federal law is understood to allow "
            "prescribing the overlapping full agonist only for pain, in hospital, or inside an "
            "[[opioid-treatment-program|opioid treatment program]]. For this off-label route in "
            "an ordinary office, that leaves pain as the one ground for prescribing the opioid "
            "that goes on.",
            "weimer-2023",
        ),
        w.prose(
            "Some outpatients therefore use their own unregulated supply during the overlap. It "
            "is better to state that, with the limit, than to hide it. The buprenorphine itself "
            "may be prescribed by any practitioner whose current DEA registration covers Schedule "
            "III, where state law allows. What is off-label is the schedule, not the medicine.",
            "weimer-2023",
            "samhsa-waiver-page",
        ),
        w.practice(
            "What this page cannot settle",
            "Whether advice during such an overlap raises a question under your state's law or "
            "your employer's policy. State law is not covered here. Ask a lawyer who knows it, "
            "and read [[page:regulation|our page on the federal rules]] for the rest.",
            kind="warn",
        ),
        w.heading("Amounts on record, and why no schedule"),
        w.callout(
            "No low-dose schedule is printed here",
            "Moe counted 26 different regimens of this off-label route among 57 patients. Our "
            "notes on the sources hold no day-by-day schedule that an editor has checked line by "
            "line, so we print none. The table below holds the amounts our sources do give, for "
            "the routes that people weigh against it.",
            "moe-2021",
        ),
        w.dose_table(
            "The alternatives: what studies gave or a label or protocol describes",
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
                "People whose withdrawal is over, often past 72 hours (CA Bridge)",
                "8",
                form="Buprenorphine",
                timing="As needed every six hours; 16 to 32 mg on the day",
                note="A protocol; the upper part goes beyond labeled experience",
                cite="cabridge",
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
                timing="Once, at low COWS",
                note=(
                    "Low-certainty evidence: 7% had precipitated withdrawal within four hours, "
                    "14% at COWS 0–3 and 3% at COWS 4–7"
                ),
                cite="donofrio-2024",
            ),
            w.dose(
                "People starting Sublocade under the February 2025 label",
                "300",
                form="Monthly extended-release injection",
                timing="After one transmucosal dose and an hour's watch",
                note=(
                    "Trial of 729 people, 77.5% fentanyl-positive: 66.4% were present at the "
                    "second injection, against 54.5% of the comparison group"
                ),
                cite="sublocade-label-2025",
            ),
            note="A record of what was done or described, not a regimen to follow.",
        ),
        w.heading("Other routes to weigh"),
        w.prose(
            "A [[high-dose-initiation|high-dose start]] is the opposite bet. In Herring's 579 "
            "visits, 23.8% received 28 mg or more, beyond labeled experience, with no respiratory "
            "depression recorded. ASAM describes quick escalation as having looked safe once "
            "opioids have stopped and withdrawal has appeared, mostly in emergency settings.",
            "herring-2021",
            "weimer-2023",
        ),
        w.prose(
            "A [[home-initiation|home start]] in the standard order is the third. A 2014 review "
            "found it feasible in primary care, with weak evidence that it is as safe and too "
            "little to say that it is as effective.",
            "lee-2014",
        ),
        w.prose(
            "The weekly injection has been tried at a low COWS, in one single-arm study of 100 "
            "people; that is low-certainty evidence. Against sublingual treatment, in a trial of "
            "1,994, engagement did not differ at 7 or 30 days. At 7 days, craving, days of use "
            "and satisfaction favored the injection.",
            "donofrio-2024",
            "donofrio-2026",
        ),
        w.heading("Before anyone offers it"),
        w.steps(
            "Six questions the sources raise about an off-label low-dose start",
            w.step(
                "Where",
                "In hospital the experts found it well tolerated. Outside, they call it unproven.",
                "weimer-2023",
            ),
            w.step(
                "Which opioid goes on, and on what legal ground",
                "Prescribed for pain, prescribed in hospital, given inside an opioid treatment "
                "program, or the person's own supply.",
                "weimer-2023",
            ),
            w.step(
                "What the person was told",
                "That it is off-label, that numbers come from small studies, and that one cohort "
                "found 8% among those it could follow.",
                "jones-2024",
                "moe-2021",
            ),
            w.step(
                "Whether the instructions can be kept",
                "Seven of the ten people affected in Jones had departed from them.",
                "jones-2024",
            ),
            w.step(
                "Who will know on day three",
                "A third of the people who began in Jones were lost to follow-up.",
                "jones-2024",
            ),
            w.step(
                "What happens if it turns",
                "ASAM's experts describe more buprenorphine and medicines for symptoms, then an "
                "emergency department or hospital for intractable cases.",
                "weimer-2023",
            ),
        ),
        w.practice(
            "What colleagues hand out",
            "For this off-label route they mention films cut along a template, a card with one "
            "line per day, a 4-day and a 7-day version, and one named contact. Cutting films is "
            "common practice; we hold no study of how even the pieces are.",
        ),
        w.heading("When it goes wrong"),
        w.recommendation(
            "For mild or moderate worsening, ASAM's experts say more buprenorphine may be "
            "considered where tolerance is clearly high, along with alpha-2 agonists and "
            "medicines for symptoms. Intractable cases go to an emergency department or hospital. "
            "Parts of this are off-label.",
            "D",
            "weimer-2023",
        ),
        w.prose(
            "One case report follows an outpatient low-dose start (off-label) that had not "
            "worked. The patient received intravenous ketamine, 0.6 mg/kg over an hour, off-label "
            "and close to untested here, with a single 16 mg dose of buprenorphine, and was still "
            "in care at 90 days. It is one case.",
            "hailozian-2022",
        ),
        w.practice(
            "Not everything is the start",
            "In places with medetomidine in the supply, severe withdrawal can come from that. In "
            "a series of 209 patients in Philadelphia, 77.5% went to intensive care and the "
            "median peak COWS was 23. Colleagues ask about the local supply before they blame an "
            "off-label schedule.",
            "medetomidine-multicenter-2025",
            "huo-2025",
            kind="warn",
        ),
        w.practice(
            "What to write in the chart",
            "“Precipitated withdrawal”, the COWS, the dose and the day of the schedule; never "
            "“allergy”. Then another route is offered: a standard or high-dose start, a weekly "
            "injection, methadone.",
        ),
    ],
}
