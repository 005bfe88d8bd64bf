"""A blog post that answers a member's question about a pharmacy that says no."""

from typing import Any

from cms.content.writing import callout, heading, listing, page, practice, prose, row, table, term

POST: dict[str, Any] = {
    "title": "The pharmacy says “come back in two weeks”. What now?",
    "slug": "when-the-pharmacy-will-not-fill",
    "summary": (
        "A member's fourth new patient this month could not fill a first prescription. What is "
        "known about why stores say no, and what colleagues do before the person leaves the room."
    ),
    # The thread and post of the demonstration whose words the page quotes.
    "answers": {
        "thread": "pharmacy-will-not-fill",
        "topic": "Pharmacy will not fill for a new patient. Fourth time this month",
        "post": 1,
    },
    "evidence_grade": "C",
    "evidence_note": (
        "One audit, two secret-shopper studies, and letters from agencies and societies. What to "
        "do about it is practice experience."
    ),
    "disclosure": (
        "No outside funding. This is a demonstration page and the people named on it are invented."
    ),
    "jurisdiction": "United States",
    "tags": ["Pharmacy access", "Same-day start", "Rural practice"],
    "body": [
        prose(
            "Thank you for asking this in the open. You are not imagining it, and your patients should "
            "hear that it is not about them. Here is what we could find, with its limits, and then "
            "what members of this community do before anybody gets into a car."
        ),
        heading("How common is a no?"),
        prose(
            "Common enough to plan for. Three studies asked pharmacies directly; each asked a "
            "different question, so the numbers do not add up to one rate."
        ),
        table(
            "What pharmacies said when somebody asked",
            ["Study", "Who was asked", "Answer"],
            row(
                "Kazerouni 2021",
                "921 pharmacies in US counties with many overdose deaths",
                "20% said they would not dispense buprenorphine; independent and Southern "
                "pharmacies refused more often",
                cite="kazerouni-2021",
            ),
            row(
                "DiPaula 2023",
                "1,046 pharmacies in Maryland",
                "31% had the film the same or the next day",
                cite="dipaula-2023",
            ),
            row(
                "Trull 2021",
                "Rural Appalachian North Carolina",
                "About 60% were willing without conditions; more conditions came up for callers from "
                "out of state",
                cite="trull-2021",
            ),
        ),
        heading("The limit nobody can name"),
        prose(
            "A store that has “reached its limit” may be afraid of a number that nobody has told it. DEA says that it sets no quantity thresholds; "
            "distributors set their own. In March 2024 a federal letter asked distributors to look at theirs again. Two months later four "
            "professional bodies told the agencies that fear of thresholds still holds back "
            "supply.",
            "dea-2023-suspicious-orders",
            "dea-hhs-2024-moud",
            "asam-ama-2024-letter",
        ),
        prose(
            "Other refusals rest on rules that are gone. No waiver has been needed since the end "
            "of 2022, so there is no X number to ask for: any practitioner with a current "
            + term("dea-registration", "DEA registration")
            + " that includes Schedule III may prescribe buprenorphine for opioid use disorder, "
            "where state law allows. For starts by phone or video on the permanent federal "
            "route, the pharmacist does have to verify who the patient is. Tell people to ask "
            "which ID the store accepts.",
            "samhsa-waiver-page",
            "caa-2023-1262",
            "fr-2025-01049",
        ),
        heading("What members do before the person leaves"),
        practice(
            "Six habits from the discussion and from our play",
            listing(
                "We hold no study of any of these. All of them are cheap.",
                "Call while the patient is still in the room, and ask for the pharmacist by name.",
                "Ask which wholesaler sets the limit, and say what you expect to prescribe in "
                "the next months. Somebody may never have asked.",
                "Send word a week ahead where you can.",
                "Keep a list of stores that said yes, with a name at each, and update it after "
                "every no.",
                "Prefer a short bridge at the store that says yes today to a month at the one that "
                "says maybe.",
                "Write what helps the counter: the indication, a quantity that matches the days, "
                "one strength per line, a phone number that is answered.",
            ),
        ),
        prose(
            "The film or tablet is not the only road. "
            + term("extended-release-buprenorphine", "Injections")
            + " are never handed to the patient: a certified setting buys them, or a certified "
            "pharmacy delivers to the clinic. That takes planning and brings "
            + term("prior-authorization", "approvals")
            + " of its own, so it will seldom rescue today. It may spare somebody the counter "
            "next month.",
            "brixadi-label",
            "oasas-xr",
        ),
        heading("If today fails anyway"),
        practice(
            "The gap is the danger",
            "Treat a first prescription that was not filled as an open start, not as a no-show. "
            "Give naloxone from your own shelf, name the next store, say who calls whom, and call "
            "in the evening. "
            + page("same-day-starts", "Step 4 of the same-day play")
            + " puts that on a rota.",
        ),
        callout(
            "What we do not know",
            "None of the three studies followed the patients, as far as our notes go, so we cannot "
            "say how many starts a refusal costs. We found no trial of any habit in the list. "
            "State rules on partial fills, transfers and deliveries differ; ask your board of "
            "pharmacy.",
            kind="line",
        ),
        prose(
            "Tell us below what your nearest store says, without its name or your town. If a call by "
            "name changed the answer, say so: it is the habit we would most like to see counted."
        ),
    ],
    "review_months": 12,
}
