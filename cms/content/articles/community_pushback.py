"""Pushback from neighbors, pharmacies, landlords and zoning boards, with both sides heard.

Statements without a source stand in call-outs marked for a check. Law is federal and dated.
"""

from typing import Any

from cms.content import writing as w

ARTICLE: dict[str, Any] = {
    "title": "When the neighborhood says no: fears, evidence and law",
    "slug": "community-pushback",
    "summary": (
        "Neighbors, pharmacies, landlords and zoning boards: what they fear, what studies found "
        "(mixed results included), which federal law helps, and how a clinic can answer without "
        "contempt."
    ),
    "evidence_grade": "C",
    "evidence_note": (
        "Crime near treatment sites rests on three studies of two cities with mixed results, all "
        "of methadone or treatment centers and none of ordinary offices. Pharmacy access rests on "
        "three studies. That treatment lowers deaths is firmer (pooled cohorts). Advice on "
        "meetings is practice experience."
    ),
    "disclosure": w.NO_FUNDING,
    "jurisdiction": "United States (federal)",
    "tags": ["NIMBY", "Zoning", "Pharmacy access", "Landlord and housing", "Stigma", "Families"],
    "review_months": 12,
    "body": [
        w.key_points(
            w.point(
                "In Baltimore one study found no link with crime near methadone centers, another "
                "less violent crime than near liquor and corner stores. In Philadelphia the "
                "result was mixed.",
                "boyd-2012",
                "furr-holden-2016",
                "philadelphia-ommt",
            ),
            w.point(
                "In pooled cohorts the death rate in treatment was about half the rate out of "
                "treatment.",
                "santo-2021",
            ),
            w.point(
                "One pharmacy in five of 921 in high-overdose counties said it would not dispense "
                "buprenorphine.",
                "kazerouni-2021",
            ),
            w.point(
                "Federal disability law reaches zoning, a federal appeals court held in 1999 in a "
                "case about methadone clinics in Antioch, California.",
                "baart-1999",
            ),
            w.point(
                "A siting manual written for treatment providers prefers allies and early talks "
                "to a lawsuit.",
                "nimby-manual-1995",
            ),
        ),
        w.callout(
            "How to read this page",
            "A demonstration page, written from the sources below. Its authors and reviewer are "
            "invented: no clinician and no lawyer has read it yet. Checked against our sources on "
            "November 22, 2026. It covers federal law in outline, not state or local law, and it "
            "is not legal advice. Boxes marked “Needs a clinician's check” hold practice "
            "experience.",
            kind="line",
        ),
        w.heading("Who objects, and to what"),
        w.table(
            "Objections that our sources describe",
            ["From", "What is said or done", "Where it is described"],
            w.row(
                "Neighbors",
                "Fear of crime, loitering, traffic and falling property value",
                "Trade report on opposition to new centers, 2024",
                cite="bhb-2024-nimby",
            ),
            w.row(
                "Pharmacies",
                "Not stocking; not filling for new or out-of-area patients",
                "Audits by phone and secret shopper",
                cite=["kazerouni-2021", "trull-2021"],
            ),
            w.row(
                "Services, courts and programs",
                "Rules that forbid medication",
                "Justice Department guidance, April 2022, for the settings it covers",
                cite="ada-doj-2022",
            ),
        ),
        w.practice(
            "Voices our sources do not count",
            "Colleagues add families and some recovery communities, who may believe that "
            "medication is not recovery; co-workers who worry about the waiting room, diversion "
            "or safety; and moratoriums on new sites. Some families tell the opposite story: a "
            "relative doing well on medication was told in a mutual-help group that it did not "
            "count.",
        ),
        w.prose(
            "Opposition to a site on grounds nobody would raise against an ordinary medical "
            "office has a name, [[nimby|NIMBY]]. The name explains little and persuades no one. "
            "The fears are worth answering one at a time.",
            "nimby-manual-1995",
            "bhb-2024-nimby",
        ),
        w.heading("Will it bring crime?"),
        w.table(
            "Crime near treatment sites: three studies, with what each counted",
            ["Study", "What was compared", "Result", "Read with care"],
            w.row(
                "Boyd 2012, Baltimore, 1999–2001",
                "Crime counts by distance from 13 methadone centers, and from convenience stores",
                "No significant relationship for the 13 centers; around the stores, counts fell "
                "with distance",
                "Methadone centers",
                cite="boyd-2012",
            ),
            w.row(
                "Furr-Holden 2016, Baltimore, 2011 data",
                "53 treatment centers against 53 liquor and corner stores in comparable areas",
                "About 25% less violent crime around the treatment sites",
                "Known to us at second hand; the comparison is with liquor and corner stores",
                cite="furr-holden-2016",
            ),
            w.row(
                "Philadelphia, 2007–2017",
                "Crime around methadone facilities that opened or closed, by distance",
                "Within 200 meters total and property crime fell, drug and violent crime rose; no "
                "effect beyond 200 meters",
                "Abstract read; we still have to find its authors and journal",
                cite="philadelphia-ommt",
            ),
        ),
        w.prose(
            "Bring all three to the meeting. In Philadelphia drug and violent crime rose close by "
            "while total and property crime fell. A neighbor who lives within 200 meters is not "
            "wrong to ask about that, and a speaker who leaves it out will lose the room to "
            "whoever looked it up.",
            "philadelphia-ommt",
        ),
        w.practice(
            "What nobody has counted",
            "We hold no study of ordinary buprenorphine offices, and a methadone center is not "
            "the same as an office with a prescription pad. Say so before someone else does. We "
            "also hold no checked figure on property values, so we print none.",
            kind="warn",
        ),
        w.heading("Does the treatment work?"),
        w.prose(
            "In pooled cohorts, deaths from any cause in [[oat|opioid agonist treatment]] ran at "
            "about half the rate seen out of treatment (rate ratio 0.47). The article has had "
            "errata, so its current text should be read before the figure goes on a slide.",
            "santo-2021",
        ),
        w.prose(
            "Among 40,885 insured people on six treatment pathways, only buprenorphine or "
            "methadone went with fewer overdoses and less serious acute care: 76% fewer overdoses "
            "at 3 months and 59% fewer at 12. Only 12.5% of the 40,885 received them. It is a "
            "comparison of pathways, not a trial.",
            "wakeman-2020",
        ),
        w.prose(
            "“Is it not swapping one drug for another?” In a randomized emergency department "
            "trial, people started on buprenorphine went from 5.4 to 0.9 days of other opioid use "
            "a week. That is the change within their own group.",
            "donofrio-2015",
        ),
        w.prose(
            "“It will be sold.” In a survey of people with opioid use disorder, those who had "
            "used [[diversion|diverted]] buprenorphine named reasons: 79% to prevent withdrawal, "
            "67% to stay off other opioids, 53% to wean themselves. Half (52%) had also used it "
            "at some time to change their mood. Of those with trouble getting treatment, 81% "
            "would rather have had a prescription. Among people in a syringe program, those using "
            "non-prescribed buprenorphine were more interested in treatment than others.",
            "cicero-2018",
            "fox-2015",
        ),
        w.practice(
            "“Why do they still use?” and “Why not abstinence?”",
            "Colleagues answer that [[recurrence-of-use|recurrence of use]] is part of the "
            "condition and the goal is a person alive and in care. [[abstinence|Abstinence]] is "
            "one goal a person may choose, and taking prescribed medication does not break it. "
            "What they avoid is ranking one person's recovery above another's.",
        ),
        w.heading("Both sides in one room"),
        w.practice(
            "What neighbors are often right about",
            "Litter, traffic and a full parking lot at opening time are real. They can be seen, "
            "counted and fixed, and none of them needs a study. Colleagues write down what they "
            "promised about them and publish whether they kept it.",
        ),
        w.practice(
            "What patients need neighbors to know",
            "Distance is the answer to “why here?”: people leave care when it is far. Colleagues "
            "also say what they do about safety: the state database is checked where that is "
            "required, and lock boxes go home with the medicine. And they never debate a named "
            "patient.",
            "ahrq-lowthreshold",
        ),
        w.prose(
            "Words carry weight here. In a randomized study, clinicians who read a label for the "
            "person chose more punitive answers than clinicians who read “a person with a "
            "substance use disorder”. [[person-first-language|Person-first language]] is a habit "
            "to bring to the room, not a rule to enforce on a frightened neighbor.",
            "kelly-westerhoff-2010",
        ),
        w.recommendation(
            "The manual advises providers to find allies, to ease neighbors' fears early, to "
            "assemble documents in case a suit is needed, and to prefer not to sue.",
            "D",
            "nimby-manual-1995",
        ),
        w.practice(
            "A first ninety days, as colleagues describe it",
            w.listing(
                "Before and after opening, they:",
                "map the neighbors and the one person each will believe;",
                "walk the block at opening and closing time and write down what they see;",
                "give every shop a phone number that is answered;",
                "put the sharps container inside and visible, and walk the area weekly;",
                "invite police and pharmacy to a short talk with a prescriber and a "
                "[[peer-support-specialist|peer]];",
                "meet the newspaper's editor before opening day.",
            ),
        ),
        w.heading("When the pharmacy will not fill"),
        w.table(
            "Pharmacy access in three studies",
            ["Study", "Who was called", "Result"],
            w.row(
                "Kazerouni 2021",
                "921 pharmacies in counties with many overdoses",
                "20% said they would not dispense; independent and Southern pharmacies were "
                "likelier to refuse",
                cite="kazerouni-2021",
            ),
            w.row(
                "DiPaula 2023",
                "1,046 pharmacies in Maryland",
                "Film available the same or the next day in 31%",
                cite="dipaula-2023",
            ),
            w.row(
                "Trull 2021",
                "Pharmacies in rural Appalachian North Carolina (how many is not in our notes)",
                "About 60% willing without conditions; conditions added for callers from out of "
                "state",
                cite="trull-2021",
            ),
        ),
        w.prose(
            "The pharmacist has a side too. Four professional bodies told federal agencies in May "
            "2024 that fear of thresholds still blocks supply. DEA says that it sets no quantity "
            "thresholds. A federal letter of March 2024 asked distributors to review the "
            "thresholds they set themselves.",
            "asam-ama-2024-letter",
            "dea-2023-suspicious-orders",
            "dea-hhs-2024-moud",
        ),
        w.practice(
            "What colleagues try",
            "They call before the visit ends, ask for the pharmacist by name and which "
            "distributor set the limit, mention the March 2024 letter, and keep a list of "
            "pharmacies that said yes. Some prefer a short prescription at the store that fills "
            "today to a long one at the store that might. "
            "[[page:when-the-pharmacy-will-not-fill|A post on our blog]] goes through it.",
            "dea-hhs-2024-moud",
        ),
        w.heading("Landlords, employers, courts and programs"),
        w.prose(
            "Justice Department guidance of April 5, 2022 says that people who take prescribed "
            "medication for opioid use disorder are generally protected by the Americans with "
            "Disabilities Act. It covers healthcare, courts, jails, housing-related services, "
            "schools and child welfare. Current illegal drug use is treated differently.",
            "ada-doj-2022",
        ),
        w.practice(
            "Landlords: which law applies is a local question",
            "Fair housing law is a separate route for residential programs, and employers come "
            "under related rules. Which law fits a private landlord, and whether a "
            "[[reasonable-accommodation|reasonable accommodation]] can be asked for, is a "
            "question for a local lawyer or legal aid. This page has no source on private leases.",
            "ada-doj-2022",
        ),
        w.heading("Zoning law, with the cases"),
        w.prose(
            "In 1999 the federal appeals court for the Ninth Circuit decided Bay Area Addiction "
            "Research and Treatment v. City of Antioch (179 F.3d 725). It held that the ADA and "
            "section 504 of the Rehabilitation Act cover zoning. A rule that singles out "
            "methadone clinics on its face fails unless there is a significant, individual risk "
            "that cannot be reduced.",
            "baart-1999",
        ),
        w.practice(
            "Two more decisions, not yet checked",
            "MX Group v. City of Covington (293 F.3d 326, Sixth Circuit, 2002) and New Directions "
            "Treatment Services v. City of Reading (490 F.3d 293, Third Circuit, 2007) are cited "
            "for similar reasoning. Our editors have not read them. A lawyer should, before "
            "either goes into a letter.",
            "mx-group-2002",
            "new-directions-2007",
        ),
        w.practice(
            "A city has a side here as well",
            "The test in Antioch leaves room for a real risk, if it is significant, shown for the "
            "case at hand and impossible to reduce. Our reading is that fear alone would not meet "
            "it. The case concerned methadone clinics; how it carries over to an office that only "
            "prescribes is for a lawyer to say.",
            "baart-1999",
        ),
    ],
}
