"""The five steps of the play on same-day starts."""

from cms.content.writing import Part, page, row, table, term
from cms.content.writing_plays import ask, from_practice, play_step

STEPS: list[Part] = [
    play_step(
        "Map today's delay",
        "Where do people wait, and where do they leave?",
        explanation=(
            "<p>Take the last ten people who asked for treatment, those you never saw among them. "
            "For each one write down the hours from first contact to first dose and what filled "
            "them. Do it on paper with the front desk in the room; they know. Leave names off the "
            "sheet.</p>"
            "<p>Some waits are outside your walls. In an audit of 921 pharmacies in counties with "
            "many overdose deaths, 20% said that they would not dispense buprenorphine. In "
            "Maryland, 31% of 1,046 pharmacies had the film the same or the next day.</p>"
            + from_practice(
                "Many of the hours often turn out to be the clinic's own, and the step is the "
                "least comfortable of the five. Sort each wait into one that protects a patient and one "
                "that protects a routine, and begin with the longest of the second kind."
            )
        ),
        cite=("kazerouni-2021", "dipaula-2023"),
        table=table(
            "Where the hours tend to go",
            ["Wait", "What is known", "Who can shorten it"],
            row(
                "No slot before Thursday",
                "Low-barrier care is described as same-day; a brief judged outcomes comparable to "
                "standard care",
                "Whoever keeps the calendar",
                cite=["samhsa-lowbarrier-2023", "ldi-lowthreshold"],
            ),
            row(
                "Counseling intake first",
                "SAMHSA and FDA, 2023: should not be a precondition",
                "The lead prescriber, in one memo",
                cite="samhsa-fda-2023",
            ),
            row(
                "“Stop the benzodiazepine first”",
                "FDA, 2017: do not withhold treatment for it; manage the combined risk",
                "The prescriber, with a safety plan",
                cite="fda-benzo-2017",
            ),
            row(
                "Prior authorization",
                "Practice experience: a common cause of a missed first week",
                "Billing, the same day",
            ),
            row(
                "“A week by mouth before the injection”",
                "Some plans still ask; Sublocade's February 2025 label no longer requires it",
                "Billing, with the label attached",
                cite=["bcbsnc-xr-2024", "sublocade-label-2025"],
            ),
            row(
                "The pharmacy",
                "One in five in the audit said no",
                "The person who calls before the patient walks over",
                cite="kazerouni-2021",
            ),
        ),
        asks=[
            ask(
                "team",
                "Ask the team",
                "Which of these waits protects a patient, and which protects a habit of ours?",
                "What does a caller hear when no slot is free today?",
                "Who was turned away for missing ID, insurance or a test result?",
                "At what hour does a “yes” turn into “tomorrow”?",
            ),
            ask(
                "patients",
                "Ask people who did start",
                "How many calls did it take, and which was the worst?",
                "Where else were you that day?",
            ),
        ],
        actions=[
            "List the last ten requests, without names, with hours and reasons",
            "Call your own number at noon and at 4:30 pm; write down what you hear",
            "Mark every wait: protects a patient, or protects a routine",
            "Choose the one wait you will remove in two weeks",
        ],
    ),
    play_step(
        "Agree the smallest safe visit",
        "What must happen today, and what can wait",
        explanation=(
            "<p>List what a first visit needs so that a prescription today is safe. Move the rest "
            "to week two. Argue about every line until all prescribers can sign the same list, "
            "since a list that one colleague will not follow is not a system.</p>"
            "<p>FDA advised in 2017 against withholding buprenorphine because somebody takes a "
            "benzodiazepine; the combined risk needs managing. For visits by phone or video, the "
            "permanent federal route requires a check of the state "
            + term("pdmp", "prescription database")
            + " first. Ask about the local supply as well: "
            + term("medetomidine", "medetomidine")
            + " withdrawal resembles severe opioid withdrawal, and in Philadelphia it did not respond "
            "to what had worked before.</p>"
            + from_practice(
                "Pregnancy is a reason to bring in an obstetric colleague the same day, not to "
                "wait. Somebody who is confused, has chest pain, cannot keep fluids down or has a "
                "very high pulse or blood pressure needs more than an office."
            )
        ),
        cite=("fda-benzo-2017", "fr-2025-01049", "huo-2025"),
        table=table(
            "A list to argue about",
            ["Today", "Can wait"],
            row(
                "Opioid use disorder confirmed by history",
                "The full psychosocial assessment",
            ),
            row(
                "Last use of each opioid, methadone included; sedatives, alcohol, stimulants",
                "Records from other clinics",
                cite="fda-benzo-2017",
            ),
            row(
                "Pregnancy, asked in private",
                "Hepatitis and HIV tests, if blood cannot be drawn today",
            ),
            row(
                "State prescription database check; a condition of the permanent phone and video route",
                "A confirmatory laboratory result",
                cite="fr-2025-01049",
            ),
            row(
                "A withdrawal score, if there are signs",
                "The rest of the examination that is not about safety",
                cite="wesson-ling-2003",
            ),
            row(
                "Start plan on paper, naloxone in hand, a number that is answered",
                "Counseling, offered and never a condition",
                cite="samhsa-fda-2023",
            ),
        ),
        asks=[
            ask(
                "team",
                "Ask the team",
                "Are we willing to start when other drugs are present? What would we do "
                "differently, and is it written?",
                "If a test result is not back, what exactly are we afraid of?",
                "Which line is here because of one bad day, years ago?",
                "Can a covering colleague do this visit from the page alone?",
            ),
            ask(
                "advisor",
                "Ask your advisor",
                "Which question would have made you get up and leave?",
                "Which one showed you that somebody knew what they were doing?",
            ),
        ],
        actions=[
            "Write the two columns on one page, with a date",
            "Have every prescriber sign it or name the line they cannot accept",
            "Cut the intake forms to what the left column needs",
            "Write one line on sedatives and one on pregnancy, checked by a clinician",
            "Try the visit with a colleague as the patient; time it",
        ],
    ),
    play_step(
        "Build the start kit",
        "Orders, handout, naloxone, two pharmacies, a note template",
        explanation=(
            "<p>One folder and one order set. Whoever covers for you should be able to use it "
            "without a call. What belongs in the orders is for your prescribers and your "
            "pharmacist to settle, from the current label and your protocol; "
            + term("adjunctive-medications", "medicines for symptoms")
            + " are part of that talk.</p>"
            "<p>Naloxone 4 mg nasal spray was approved for sale without a prescription in March "
            "2023, and a second product in July; put it in the person's hand all the same. Name "
            "two pharmacies and a person at each. Where a pharmacy speaks of a limit, it helps to "
            "know that DEA says it sets no quantity thresholds, while distributors set their own. "
            "The note template saves a claim; "
            + page("billing-buprenorphine-visits", "the billing article")
            + " explains each line.</p>"
            + from_practice(
                "A handout that works fits on one page at a sixth-grade level: when to take the "
                "first dose, what sudden worsening means, what you will do then, whom to call, and "
                "how to store it out of a child's reach. Write it with an advisor."
            )
        ),
        cite=("fda-otc-narcan-2023", "fda-rivive-2023", "dea-2023-suspicious-orders"),
        table=table(
            "What the note template carries (Medicare unless said; not coding advice)",
            ["Element", "What it means", "Year or limit"],
            row(
                "Diagnosis",
                "F11.20 for moderate or severe disorder; F11.23 while withdrawal is present",
                "Seen in the FY 2026 set; the FY 2027 set applies since October 1, 2026",
                cite="icd10cm-fy2026",
            ),
            row(
                "Visit",
                "99214 and 99213 were what addiction specialists billed Medicare most",
                "2024 claims; established patients",
                cite="asam-billing",
            ),
            row(
                "Continuing relationship",
                "G2211, where you are the ongoing point of care; templated words do not carry it",
                "Payable since 2024; rule on modifier 25 changed in 2025",
                cite=["aafp-g2211", "noridian-g2211"],
            ),
            row(
                "Monthly bundle",
                "G2086 for the first calendar month, at least 70 minutes",
                "In force since 2020; for practices that are not opioid treatment programs",
                cite=["cms-pfs-2020-oud", "ngs-otp"],
            ),
            row(
                "Sentences an auditor looks for",
                "Practice experience: risk, reason for the plan, toxicology read, naloxone "
                "offered, next step",
                "Each date stands on its own",
            ),
        ),
        asks=[
            ask(
                "advisor",
                "Ask your advisor",
                "Would this handout have helped you on your worst morning?",
                "Which sentence sounds like a warning rather than help?",
                "What would you want to be able to show a partner or a parent?",
            ),
            ask(
                "team",
                "Ask the team",
                "Who refills the kit, and how do we notice that it is empty?",
                "Which pharmacist do we know by name?",
            ),
        ],
        actions=[
            "Order set with a first week's supply and symptom medicines, signed by prescribers",
            "One-page handout, tried out on three patients",
            "Naloxone in hand, not only on a prescription",
            "Two pharmacies that have agreed to stock it, with a name at each",
            "Note template with the billing elements",
            "The kit in a place that everybody can find, with a date on it",
        ],
    ),
    play_step(
        "Cover the first 72 hours",
        "Who answers when it gets worse",
        explanation=(
            "<p>Most trouble comes early: doubt about the timing, "
            + term("precipitated-withdrawal", "precipitated withdrawal")
            + ", a pharmacy that will not fill. Name who answers, until when, and what they may "
            "decide alone.</p>"
            "<p>How often it happens depends on who was counted: 9 of 1,200 emergency starts that "
            "followed a protocol, 26 of 226 patients in a hospital chart study that needed a score "
            "within four hours. Neither is an office. "
            + page("precipitated-withdrawal", "The article")
            + " has the rest of the numbers. What to do then comes mostly from expert opinion; the "
            "table gives ASAM's 2023 document in short.</p>"
            + from_practice(
                "Say beforehand that it may happen, what it feels like, roughly how long it lasts "
                "and what you will do. A number on paper beats a warning. When it does get worse, "
                "send in somebody who cannot keep fluids down, is confused, has chest pain or a very high pulse or "
                "blood pressure, is pregnant, or may be in "
                + term("medetomidine-withdrawal", "medetomidine withdrawal")
                + ". Call the next day, whatever happened. Chart “precipitated withdrawal”, never "
                "“allergy”."
            )
        ),
        cite=("donofrio-2023", "thakrar-2024", "weimer-2023"),
        table=table(
            "Four calls that will come",
            ["What you hear", "What is known", "Settle beforehand"],
            row(
                "“It got much worse after the first dose.”",
                "ASAM's experts, for mild or moderate worsening: more buprenorphine may be "
                "considered where tolerance is clearly high, beside alpha-2 agonists and medicines "
                "for symptoms; where that fails, an emergency department or hospital. Partly "
                "off-label or beyond labeled experience",
                "Who may decide by phone, and where that person's authority ends",
                cite="weimer-2023",
            ),
            row(
                "“My heart is racing, I shake, nothing helps.”",
                "Where medetomidine is in the supply, its withdrawal can look like this. In "
                "Philadelphia it resisted what had worked before; of 209 hospital patients, 77.5% "
                "went to intensive care and 20.1% were intubated",
                "Nobody handles this alone by phone: who sends the person in, and where",
                cite=["huo-2025", "medetomidine-multicenter-2025"],
            ),
            row(
                "“The pharmacy will not fill it.”",
                "20% of 921 audited pharmacies would not dispense; DEA says it sets no thresholds",
                "Who calls the pharmacist by name, and the second pharmacy on the list",
                cite=["kazerouni-2021", "dea-2023-suspicious-orders"],
            ),
            row(
                "“I used again.”",
                "Practice experience: the plan begins with “come anyway”",
                "Who sees the person that day",
            ),
        ),
        asks=[
            ask(
                "team",
                "Ask the team",
                "Who can approve an extra dose by phone at 9 pm?",
                "What do we do when the pharmacy says no?",
                "When do we call the patient, instead of waiting for the call?",
                "Which emergency department will we tell, and whom there?",
            ),
            ask(
                "patients",
                "Ask people who have just started",
                "What were you most afraid of that first night?",
                "Did you call? If not, what stopped you?",
            ),
        ],
        actions=[
            "A rota with names for three evenings after each start, and a backup",
            "One page on what the person on call may decide alone, signed by a prescriber",
            "A call to the patient on the next day, in the calendar before they leave",
            "An agreement with the nearest emergency department about who comes and why",
            "A short look back at each hard start within a week: what did we learn?",
        ],
    ),
    play_step(
        "Measure with patients",
        "Three numbers, read together once a month",
        explanation=(
            "<p>Three numbers a month, read with a patient advisor: hours from the request to the "
            "first dose; the share who picked up the first prescription; the share still in care "
            "at 30 days, whatever else they use. Time in treatment is what the pooled cohorts tie "
            "to fewer deaths, so we would look at the third number first.</p>"
            + from_practice(
                "Count people, not visits, and keep those who never came in the denominator. Put "
                "the number of people told “no” beside the chart, with the reason. A small clinic "
                "sees small numbers: look at three months together before you call something a "
                "trend. Later, add the share alive and in care at 90 and 180 days, and starts "
                "within 24 hours of an emergency visit."
            )
        ),
        cite=("santo-2021",),
        table=table(
            "Three numbers and how they mislead",
            ["Number", "How to count it", "What can mislead"],
            row(
                "Hours from request to first dose",
                "From the first call or walk-in to the dose, for everybody who asked; the median, "
                "and how many never got there",
                "Leaving out people who gave up makes it look better",
            ),
            row(
                "Share who picked up the first prescription",
                "Ask the two pharmacies, or look at the database where your state allows",
                "A fill at a third pharmacy looks like none",
            ),
            row(
                "Share in care at 30 days",
                "For example, a prescription or a contact between day 23 and day 37",
                "People who moved to another clinic look lost",
            ),
        ),
        asks=[
            ask(
                "patients",
                "Ask patients who stayed, and who left",
                "What almost made you leave on day one?",
                "What should we stop asking for?",
                "Who was kind, and what did they do?",
            ),
            ask(
                "team",
                "Ask the team",
                "Which number surprised us, and do we believe it?",
                "What will we stop doing next month to make room?",
            ),
        ],
        actions=[
            "Agree on paper what counts as a request, a start and being in care",
            "One sheet a month with three numbers and the count of people told “no”",
            "Half an hour a month with a patient advisor, paid, to read it",
            "One change after each meeting, with a name and a date",
            "The chart on the wall, where staff and patients see it",
        ],
    ),
]
