"""The four steps of the play on a harm-reduction approach."""

from cms.content.writing import Part, page, row, table, term
from cms.content.writing_plays import ask, from_practice, play_step

STEPS: list[Part] = [
    play_step(
        "Review your own rules",
        "Read every policy aloud and ask whom it sends away",
        explanation=(
            "<p>Put the clinic's written policies on the table and read them aloud: reception, "
            "nursing, billing, a prescriber and somebody with "
            + term("lived-experience", "lived experience")
            + " together. Add the rules that nobody wrote down. For each one ask what harm it "
            "prevents, whom it sends away, and whether it has ever been used kindly. Then sort: "
            "keep, soften, or let go, with the reason beside it.</p>"
            "<p>Some rules feel like law and are not. In May 2023 SAMHSA and FDA told prescribers "
            "that counseling should not be a precondition for buprenorphine. Since 2024 the "
            "federal rules for opioid treatment programs do not tie medication to counseling "
            "either. State law can be stricter: look yours up before you cross a line out.</p>"
            + from_practice(
                "The rules that most often push people out of care are discharge for a positive "
                "test, counseling before medication, penalties for missed visits, no walk-ins, "
                "photo ID, a single pharmacy and a phone menu. End the session by agreeing what "
                "success means. Staying in care, days without fentanyl, hepatitis treated, housing "
                "kept and the person's own goal all count."
            )
        ),
        cite=("samhsa-fda-2023", "fr-2024-01693"),
        table=table(
            "Rules that are often taken for law",
            ["Rule on paper", "What a source says", "A softer form to discuss"],
            row(
                "Counseling before the first prescription",
                "SAMHSA and FDA, 2023: should not be a precondition",
                "Offer it at each visit; write down what the person wanted",
                cite="samhsa-fda-2023",
            ),
            row(
                "No buprenorphine beside a benzodiazepine",
                "FDA, 2017: do not withhold it for that reason; manage the combined risk",
                "A safety plan for sedatives, reviewed with the person",
                cite="fda-benzo-2017",
            ),
            row(
                "Nothing above a fixed dose, “because of the label”",
                "FDA, December 2024: labels were misread as setting a maximum; updated labels were "
                "approved in May 2025",
                "The dose is a clinical decision with a reason in the note; some plans still cap",
                cite=["fda-bup-label-2024", "aoaam-label-2025"],
            ),
            row(
                "A cap on the number of patients",
                "Federal patient limits ended with the waiver",
                "A cap set by staffing, with a date when it is looked at again",
                cite="samhsa-waiver-page",
            ),
            row(
                "A urine test at every visit",
                "At least one plan calls this not medically necessary without individual reasons",
                "A test when the result would change care, with the reason in the order",
                cite="bcbsnd-udt",
            ),
        ),
        asks=[
            ask(
                "team",
                "Ask of each rule",
                "What harm does it prevent, and when did that last happen here?",
                "Whom did it send away in the past year, and do we know what became of them?",
                "Would we enforce it on a patient with diabetes?",
                "Who may make an exception, and does the front desk know that?",
            ),
            ask(
                "patients",
                "Ask people in the waiting room",
                "Which of our rules did you only learn about by breaking it?",
                "Which one would you keep?",
            ),
        ],
        actions=[
            "Collect every written policy, form, sign and recorded phone message",
            "Add the unwritten rules: ask each person at the desk for three",
            "Sort all of them: keep, soften, let go; write the reason beside each",
            "Check state law for every rule you mean to drop",
            "Agree five outcomes that count as success besides a negative test",
            "Name one person who carries each change, with a date",
        ],
    ),
    play_step(
        "Ask the people you treat",
        "Hear from those who stayed and from those who nearly left",
        explanation=(
            "<p>You know why people come. You know less about why they go. Ask people who have "
            "been with you for years what nearly made them leave. Ask new ones what they expected "
            "to be turned away for. Ask at the syringe program about those who never came.</p>"
            "<p>Two surveys show why that last group matters. Among syringe program participants, "
            "those who had used non-prescribed buprenorphine were more interested in treatment "
            "than others. In a survey of people who had used diverted buprenorphine, 81% of those "
            "with trouble getting treatment would rather have had it prescribed.</p>"
            + from_practice(
                "Pay advisors for their time and give one of them a chair on the quality "
                "committee, with a vote. Never ask for a story in exchange for care. Keep names "
                "out of the notes of these talks. Tell people within a month what changed because "
                "of them, also when the answer is that nothing could."
            )
        ),
        cite=("fox-2015", "cicero-2018"),
        asks=[
            ask(
                "patients",
                "Ask people who have been here a long time",
                "What nearly made you leave?",
                "What did somebody here do that made you come back?",
                "What do you tell a friend to expect from us?",
            ),
            ask(
                "patients",
                "Ask people in their first month",
                "What did you think we would refuse you for?",
                "Which question at the first visit felt like a test?",
                "What would have made the first phone call easier?",
            ),
            ask(
                "advisor",
                "Ask your advisors",
                "Whose voice is missing from this list?",
                "Which of our words would you take off the wall?",
            ),
        ],
        actions=[
            "Set an hourly rate for advisors and pay on the day",
            "Invite two advisors; say what they decide and what they only advise on",
            "Hold ten short talks: five with people who stayed, five with new ones",
            "Ask a syringe program or a shelter to hold three more, without you in the room",
            "Write down what was said without names, dates or places",
            "Report back within a month: one page, on the wall and by text",
        ],
    ),
    play_step(
        "Change the practice",
        "Pick three changes people asked for, and do them well",
        explanation=(
            "<p>Choose three changes from steps 1 and 2 that can stand by the next session. The "
            "table lists those for which we hold a source. A 2014 review found "
            + term("home-initiation", "home starts")
            + " feasible in primary care, with weak evidence that they are as safe and too little "
            "to say that they work as well; "
            + page("same-day-starts", "the same-day play")
            + " covers starts. "
            + "The idea of testing without punishment comes from the toolkit this play is built "
            "on: say why before the cup is handed over, say what will happen with the result, and "
            "let a result open a conversation.</p>"
            + from_practice(
                "Most clinics begin with naloxone for everybody, a sharps container in the "
                "restroom and one at the door, and a written plan for the day after a "
                + term("recurrence-of-use", "return to use")
                + " that starts with “come anyway”. For wounds: look, dress, treat the pain, take "
                "a picture only with consent, and know who does xylazine wound care near you. For "
                "storage: a lock box, and a card that says to call 911 and poison control "
                "(1-800-222-1222) if a child takes a dose."
            )
        ),
        cite=("lee-2014", "better-care-play"),
        table=table(
            "Changes with a source",
            ["Change", "What is known", "What it may look like here"],
            row(
                "Naloxone in hand",
                "Narcan 4 mg and RiVive were approved for sale without a prescription in 2023",
                "Given out rather than prescribed, since the price still stops people; taught with "
                "the leaflet in the box",
                cite=["fda-otc-narcan-2023", "fda-rivive-2023"],
            ),
            row(
                "Which reversal drug to stock",
                "Two toxicology colleges advised in 2023 against nalmefene as the default, partly "
                "because longer withdrawal is hard to manage",
                "Naloxone on the shelf, and a reason in writing if that changes",
                cite="acmt-nalmefene-2023",
            ),
            row(
                "Mouth care",
                "FDA, 2022: tooth problems reported with buprenorphine dissolved in the mouth; "
                "rinse with water afterwards and wait an hour before brushing",
                "A line on the handout and an early dental referral",
                cite="fda-dental-2022",
            ),
            row(
                "Words",
                "In a randomized study, clinicians judged a person more punitively when a "
                "stigmatizing label was used",
                "Person-first words in notes, on signs and at the desk",
                cite=["kelly-westerhoff-2010", "nida-words-matter"],
            ),
            row(
                "What is in the supply",
                "Medetomidine took xylazine's place in Philadelphia in late 2024; its withdrawal "
                "can be life-threatening",
                "A board with what is local, its date and who said so",
                cite="huo-2025",
            ),
        ),
        asks=[
            ask(
                "team",
                "Ask the team",
                "What happens here on the day after somebody returns to use? Is it written?",
                "Who explains a urine test, and in which words?",
                "When the naloxone box is empty, who notices?",
                "Which visit could be a phone call?",
            ),
            ask(
                "patients",
                "Ask patients",
                "What would make it easier to tell us that you used?",
                "If a test surprised us, how should we bring it up?",
                "Where would you want to find naloxone, without having to ask?",
            ),
        ],
        actions=[
            "Choose three changes; write who does what on which day of the week",
            "Put naloxone where people can take it, and track refills",
            "Write the testing talk on one card: why, what for, what will not happen",
            "Write the plan for the day after a return to use, with an advisor",
            "Place sharps containers inside the restroom and at the door",
            "Read ten recent notes aloud and change the words that judge",
            "Hold evening or phone hours once a week for two months, then count",
        ],
    ),
    play_step(
        "Connect outward",
        "Know, by name, the people you hand someone over to",
        explanation=(
            "<p>CDC's summary of decades of research is that "
            + term("syringe-services-program", "syringe services programs")
            + " are safe, save money, do not raise drug use or crime, and reduce viral hepatitis "
            "and HIV, and that people new to one are about five times likelier to enter "
            "treatment. Visit yours before you refer anybody.</p>"
            "<p>Money for supplies is split. A SAMHSA letter of April 24, 2026 lists what its grants "
            "may buy; the table gives it as we saw it reported. State and local money may still "
            "pay for the rest. Look for later changes before you order.</p>"
            + from_practice(
                "A negative strip does not make a sample safe. The national drug strategy of 2026 "
                "is reported to favor test strips, so do not read the letter as a ban on strips "
                "as such; whether a person may carry one is a matter of state law. Make a "
                + term("warm-handoff", "warm handoff")
                + " the habit: a bridge clinic, hepatitis C treatment, HIV prevention, "
                "contraception, housing, legal aid. Hire peers, train them, supervise them and pay "
                "them. Agree with the jail who sees a person on the day of release."
            )
        ),
        cite=("cdc-ssp", "samhsa-dcl-2026"),
        table=table(
            "SAMHSA grant money after the letter of April 24, 2026 (as reported in mid-2026)",
            ["Supply", "May the grant buy it?"],
            row("Test strips", "No", cite="samhsa-dcl-2026"),
            row("Sterile syringes and pipes", "No", cite="samhsa-dcl-2026"),
            row("Overdose hotlines", "No", cite="samhsa-dcl-2026"),
            row("Naloxone and nalmefene", "Yes", cite="samhsa-dcl-2026"),
            row("Lock boxes and disposal kits", "Yes", cite="samhsa-dcl-2026"),
            row("Wound care and infectious-disease supplies", "Yes", cite="samhsa-dcl-2026"),
        ),
        asks=[
            ask(
                "team",
                "Ask the team",
                "Which three services do we name most, and who picks up the phone there?",
                "What is the last handover that went wrong, and at which minute?",
                "Who meets a person on the day they leave jail?",
            ),
            ask(
                "patients",
                "Ask patients",
                "Which place would you send a friend to, and which would you warn them about?",
                "What do you need more than anything we offer?",
            ),
            ask(
                "advisor",
                "Ask your advisors",
                "Would you walk in there with somebody? If not, what would have to change?",
            ),
        ],
        actions=[
            "Visit the nearest syringe program; swap direct phone numbers",
            "Make a one-page list of services with a name and an hour at each",
            "Find out who pays for strips and syringes in your state this year, and date it",
            "Agree a release-day plan with the jail",
            "Put peer work into the budget, with supervision",
            "Show staff and patients one chart a quarter",
        ],
    ),
]
