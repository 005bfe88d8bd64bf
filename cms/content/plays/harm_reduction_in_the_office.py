"""A play: four sessions that turn harm reduction from a word into what a practice does.

The shape of the four steps is the idea of a published toolkit, which the page credits; the words
and the added facts are ours.
"""

from typing import Any

from cms.content.play_steps.harm_reduction_in_the_office import STEPS
from cms.content.writing import (
    callout,
    heading,
    key_points,
    listing,
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
            "Harm reduction in an office means practical steps that lower the damage of drug use, "
            "offered with respect and without asking for abstinence first.",
            "better-care-play",
        ),
        point(
            "In pooled cohorts, deaths during methadone or buprenorphine treatment were about "
            "half as frequent as outside it. We read that as a reason to look hard at rules that "
            "end it.",
            "santo-2021",
        ),
        point(
            "A University of Pennsylvania brief judged that low-threshold approaches raise access, "
            "with outcomes comparable to standard care.",
            "ldi-lowthreshold",
        ),
        point(
            "Federal agencies have asked prescribers not to make counseling a precondition for "
            "buprenorphine, and not to withhold it because of a benzodiazepine.",
            "samhsa-fda-2023",
            "fda-benzo-2017",
        ),
    ),
    callout(
        "How to read this play",
        "Sentences with a number rest on the source of that number. Questions, actions, tips and "
        "the paragraphs marked “From practice” are practice experience. This is a demonstration "
        "page with invented authors and reviewer: no clinician has read it yet. Federal rules and "
        "grant terms are told as seen in sources up to mid-2026; your state's law may differ.",
        kind="line",
    ),
    heading("What the word means here"),
    prose(
        "People use "
        + term("harm-reduction", "harm reduction")
        + " for a set of principles: dignity, taking part, autonomy, attention to a person's "
        "circumstances, and pragmatism. Its clinical neighbor is "
        + term("low-barrier-care", "low-barrier care")
        + ": same-day starts, few conditions, flexible hours, and care that goes on when use does.",
        "better-care-play",
        "samhsa-lowbarrier-2023",
    ),
    practice(
        "Where members disagree",
        "Some call prescribing itself harm reduction, some see two ends of one line, some see "
        "treatment that also lowers harm. This play works under all three readings and settles "
        "none. Say which one you mean before you begin; three people in the room may mean three "
        "things.",
    ),
    heading("Why give it four afternoons"),
    prose(
        "In pooled cohorts the rate of death from any cause in "
        + term("oat", "opioid agonist treatment")
        + " was about half the rate out of it (RR 0.47). Errata have been published, so look at "
        "the current figures before you quote them. These are cohorts: people who stay in "
        "treatment may differ from people who leave.",
        "santo-2021",
    ),
    table(
        "How few people are reached, and how many die",
        ["What was counted", "Figure", "Read with care"],
        row(
            "People with the disorder who got medication, United States",
            "11% in 2020",
            "A research brief, not a count of your county",
            cite="ldi-lowthreshold",
        ),
        row(
            "Insured people who got buprenorphine or methadone, cohort published in 2020",
            "12.5% of 40,885",
            "One insurance database; people without insurance are missing",
            cite="wakeman-2020",
        ),
        row(
            "Overdose deaths in 2024, all drugs, United States",
            "about 80,391, down 27% from 2023",
            "Provisional count",
            cite="cdc-vsrr-2024",
        ),
        row(
            "Overdose deaths in the 12 months to August 2025",
            "about 73,000",
            "Provisional count",
            cite="cdc-vsrr-2025-08",
        ),
    ),
    heading("Objections, answered fairly"),
    table(
        "What may be said in the room, and what can be said back",
        ["Objection", "What the sources allow", "What they do not show"],
        row(
            "“It condones use.”",
            "CDC's summary of research on syringe programs finds no rise in drug use or crime; "
            "pooled cohorts find fewer deaths in treatment",
            "It is evidence about syringe programs and about treatment, not a test of this play",
            cite=["cdc-ssp", "santo-2021"],
        ),
        row(
            "“It is only swapping one drug for another.”",
            "In an emergency department trial, days of use in the buprenorphine group fell from "
            "5.4 to 0.9 a week",
            "Read the paper for the comparison groups and the time span",
            cite="donofrio-2015",
        ),
        row(
            "“It will be diverted.”",
            "Of people who had used non-prescribed buprenorphine, 79% had done so to stop "
            "withdrawal and 67% to stay off opioids",
            "52% had also used it to change their mood at some time",
            cite="cicero-2018",
        ),
    ),
    practice(
        "“No structure helps no one”",
        "Structure can be offered rather than required, and some people ask for more of it. A "
        "colleague who runs a specialty program may argue that a severe disorder needs more than a "
        "prescription. Give that view a full hearing; it often improves step 3.",
    ),
]

PLAY: dict[str, Any] = {
    "title": "A harm-reduction approach in an outpatient practice",
    "slug": "harm-reduction-office",
    "summary": (
        "Four afternoons in which a buprenorphine practice reads its own rules, asks the people it "
        "treats, changes what happens at the desk and in the room, and connects to what is around "
        "it."
    ),
    "goal": (
        "<p>By the end, fewer people are sent away by a rule, everybody leaves with naloxone, and "
        "the practice can say, with a chart, who stays in care and why others do not. Nothing here "
        "asks you to lower a clinical standard. It asks which of your rules is one.</p>"
    ),
    "who_runs": "A prescriber, a nurse, the front desk, billing, and two paid patient advisors",
    "time_to_run": "Four afternoons over about two months, then one chart a quarter",
    "evidence_grade": "D",
    "evidence_note": (
        "Parts of the background are firmer: pooled cohorts on treatment and death, CDC's summary "
        "on syringe programs, a randomized study on words. The four steps as a method have not "
        "been tested in anything we hold; they are practice experience in the shape of a published "
        "toolkit. The page takes the grade of its weaker half."
    ),
    "disclosure": (
        "No outside funding. This is a demonstration page; the people and organizations named on "
        "it are invented."
    ),
    "jurisdiction": "United States",
    "tags": ["Low-barrier care", "Naloxone", "Syringe services", "Urine testing in practice"],
    "body": BODY,
    "principles_title": "Principles to hold on to",
    "principles": [
        principle(
            "Dignity comes first.",
            "People are met, and written about, as people. A sign, a note and a tone of voice are "
            "part of the treatment.",
            "better-care-play",
            "nida-words-matter",
        ),
        principle(
            "Nothing about people without them.",
            "Those who use the service help to shape it, from the first draft on.",
            "better-care-play",
        ),
        principle(
            "The person sets the goal.",
            "Abstinence may be one. It is not the price of entry.",
            "better-care-play",
        ),
        principle(
            "Look at the circumstances.",
            "Housing, money, the law and the local supply shape what is possible. Ask about them "
            "before you judge a choice.",
            "better-care-play",
        ),
        principle(
            "Any step that lowers harm counts.",
            "Fewer injections, a sterile syringe, a dressed wound, a call that was answered.",
            "better-care-play",
        ),
    ],
    "steps": STEPS,
    "tips": [
        tip("Begin with the rule everybody in the room already bends."),
        tip("Let reception read the policies aloud. They hear them every day."),
        tip("Change one rule on a Monday and tell people why. Small and visible beats a memo."),
        tip("Count who was told “no”, and for what. It is the number nobody has."),
        tip("Quote an angry meeting if it helps, with the names left out."),
        trap("A talk in the waiting room is not an advisory board. Pay, and come back."),
        trap("Do not trade one set of conditions for a kinder-sounding one."),
        trap(
            "Do not call a test policy finished before the covering doctor has read it. In one "
            "discussion here, a policy on an index card still ended in a discharge."
        ),
        trap("Do not promise a service you have not visited."),
    ],
    "resources": [
        resource(
            "Same-day starts",
            "The play to run next, once the rules that cause the wait are gone.",
            page="same-day-starts",
        ),
        resource(
            "When the neighborhood says no: fears, evidence and law",
            "What the studies on crime do and do not show, and how others prepared for the meeting.",
            page="community-pushback",
        ),
        resource(
            "Implementing a harm reduction approach (a Better Care Play)",
            "The toolkit whose four-step shape this play borrows. Its own words and tools are there.",
            address="https://bettercareplaybook.org",
        ),
        resource(
            "Safety and effectiveness of syringe services programs",
            "CDC's summary, useful to hand to a board or a neighbor.",
            address="https://cdc.gov/syringe-services-programs/php/safety-effectiveness.html",
        ),
        resource(
            "Words Matter",
            "NIDA's table of words to use and to avoid, for the session on notes and signs.",
            address=(
                "https://nida.nih.gov/research-topics/addiction-science/"
                "words-matter-preferred-language-talking-about-addiction"
            ),
        ),
        resource(
            "Low-threshold treatment in primary care",
            "AHRQ's topic brief, with further reading for a clinic that is about to start.",
            address=(
                "https://integrationacademy.ahrq.gov/products/topic-briefs/oud-low-threshold-treatment"
            ),
        ),
    ],
    "partners": [
        partner("Ferrisdale Outreach Collective", "partner"),
        partner("Quillmoor Health Foundation", "funder"),
    ],
    "about": listing(
        "The idea of four steps (review policy, ask patients, change practice, connect outward) "
        "is taken from “Implementing a harm reduction approach to medications for addiction "
        "treatment in outpatient settings”, by the Camden Coalition and the Better Care Playbook. "
        "The sentences, questions and tables are ours. To know whether it works, many small "
        "clinics count:",
        "people seen on the day they ask;",
        "people alive and in care at 90 and at 180 days;",
        "naloxone kits given;",
        "people told “no”, and why;",
        "complaints about tone.",
    )
    + "<p>The partner and the funder named above are invented for this demonstration site.</p>",
    "review_months": 6,
}
