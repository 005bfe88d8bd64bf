"""Patient details one by one: what is found, how hard, with which offsets and words instead."""

import logging
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.screening import Finding, is_hard, is_soft, replace, screen
from forum.screening.patient_details import find


def _only(text: str) -> Finding:
    found = find(text)
    assert len(found) == 1, [(one.kind, text[one.start : one.end]) for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Call her at 202-555-0143 today.", "phone", "202-555-0143"),
        ("text him at 555-0142", "phone", "555-0142"),
        ("his number is +1 (907) 555-0104.", "phone", "+1 (907) 555-0104"),
        ("Fax the release to 202-555-0177.", "fax", "202-555-0177"),
        ("write to d.vexley@example.com, please", "email", "d.vexley@example.com"),
        ("SSN 987-65-4321", "ssn", "987-65-4321"),
        ("last four are 4321", "ssn", "4321"),
        ("MRN# 00482913", "mrn", "00482913"),
        ("chart no. 55-2093", "mrn", "55-2093"),
        ("Medicaid ID AZ-990-118", "health-plan-id", "AZ-990-118"),
        ("acct 8820014", "account", "8820014"),
        ("driver's license Q512-0098", "license", "Q512-0098"),
        ("case number 2:19-cv-00482", "license", "2:19-cv-00482"),
        ("plate 7ZXQ204", "vehicle", "7ZXQ204"),
        ("pump SN 44-AA-9001", "device", "44-AA-9001"),
        ("her page www.mydays.example.com/bup.", "url", "www.mydays.example.com/bup"),
        ("her Instagram @calm_rain", "url", "@calm_rain"),
        ("logged in from 203.0.113.24", "ip", "203.0.113.24"),
        ("dob 3/4/71", "date", "3/4/71"),
        ("she lives on 42 Alder Ct", "geographic", "42 Alder Ct"),
        ("Pt: Blore, Jessamy", "name", "Blore, Jessamy"),
        ("My patient Dorrin Vexley is on 8 mg.", "name", "Dorrin Vexley"),
    ],
)
def test_hard_details_are_found_with_exact_offsets(text, kind, words):
    finding = _only(text)
    assert (finding.kind, text[finding.start : finding.end]) == (kind, words)
    assert is_hard(finding)
    assert finding.family == "patient"
    assert str(finding.reason).endswith(".")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("His mother Otta called.", "name", "Otta"),
        ("J.T. from home asked for more.", "name", "J.T."),
        ("saw marisol today and she is fine", "name", "marisol"),
        ("Nguyễn Thị Hoa asked about the shot, she is on 8 mg.", "name", "Nguyễn Thị Hoa"),
        ("She is from Tansyport.", "geographic", "Tansyport"),
        ("He was jailed in Marrowind County.", "geographic", "Marrowind County"),
        ("She was admitted Oct 9th.", "date", "Oct 9th"),
        ("a 93 yo on 2 mg", "date", "93 yo"),
        ("He is a driver in a town of 900.", "other-unique", "town of 900"),
        ("This is the mayor's nephew.", "other-unique", "the mayor's nephew"),
        ("He is the only barber in town.", "other-unique", "the only barber in town"),
        ("They took her voiceprint.", "biometric", "voiceprint"),
        ("I attached his mugshot.", "photo", "his mugshot"),
    ],
)
def test_soft_details_are_found_with_exact_offsets(text, kind, words):
    finding = _only(text)
    assert (finding.kind, text[finding.start : finding.end]) == (kind, words)
    assert is_soft(finding)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Kelly's 2010 paper",
        "Rose and Kelly compared two doses.",
        "Mark your calendar.",
        "May is a hard month.",
        "Will is strong.",
        "The grace period is over. Grace period rules apply.",
        "Austin has three clinics that start the same day.",
        "in June the DEA changed its mind",
        "The Bernese method took her four days.",
        "Norton found no difference.",
        "Chase the dose.",
        "She should call 911 or 988.",
        "He can call 1-800-662-4357 or 1-800-222-1222 at night.",
        "She takes two 8/2 films; he takes 8 mg/2 mg.",
        "COWS 10/48 on day 3, then 5.",
        "He was billed 99214-25, G2086 and J0578 for F11.20.",
        "She is 89.",
        "A woman of 58 on 90 mg of methadone, 95 percent adherent.",
        "He gained 92 pounds in 100 days.",
        "She has been well since 2019.",
        "Her BP was 148/92, HR 104, RR 18.",
        "PMID 34264326 and doi:10.1056/NEJMoa1005359 have her answer.",
        "Case law is 179 F.3d 725, decided in 1999.",
        "NPI 1234567893 goes in box 24J for his claim.",
        "He updated to version 10.2.0.1 of the portal.",
        "He moved here from Ohio.",
        "See https://www.samhsa.gov/medications for her questions.",
        "Write to info@clinic.example.org about his referral.",
        "My colleague Sarah saw him.",
        "Thanks Priya, he did well.",
        "I am the only prescriber in the county.",
    ],
)
def test_talk_of_the_field_stays_quiet(text):
    assert find(text) == []


def test_replacing_gives_a_text_that_reads_on_and_is_quiet():
    text = (
        "Marisol, 34, was admitted on June 4, 2024. Mr. Halloway is 93 years old and lives at "
        "14 Quillfern Lane. Call her at 202-555-0143. DOB 03/14/1981."
    )
    safer = replace(text, find(text))
    assert safer == (
        "The patient, 34, was admitted on a day in the summer of 2024. The patient is over 89 and "
        "lives at a local address. Call her at [phone number]. DOB 1981."
    )
    assert find(safer) == []


def test_a_replacement_keeps_article_and_capital_of_its_place():
    text = "She sleeps behind the Fairview Library."
    assert replace(text, find(text)) == "She sleeps behind the local place."


@pytest.mark.parametrize(
    ("text", "safer"),
    [
        (
            "I have known Big Mike for years and he is well.",
            "I have known the patient for years and he is well.",
        ),
        ("Aldis W. is on 8 mg and works nights.", "The patient is on 8 mg and works nights."),
        ("Pt J. Halloway seen today.", "Pt [name] seen today."),
        ("dob 08041985, on 8 mg", "dob 1985, on 8 mg"),
        ("He was admitted 11/2 for sepsis.", "He was admitted on a day in the fall for sepsis."),
        ("She's the mayor's sister.", "She's a local person."),
        ("He lives at 1207 delmar now.", "He lives at a local address now."),
    ],
)
def test_a_replacement_reads_on_in_its_sentence(text, safer):
    assert replace(text, find(text)) == safer


@pytest.mark.parametrize(
    "text",
    [
        "I gave my patient this handout: https://harmreductionsource.org/safer-starts",
        "She is my only patient on weekly Brixadi.",
        "He lost his films in the laundry.",
        "San Francisco started street medicine years ago and many patients stayed.",
        "Meeting ID: 845 2233 1190, passcode on the flyer.",
        "Ask Lorraine in billing how she got G2086 paid.",
        "Tariq, how long do you wait after methadone 60 mg?",
        "Eliquis was started in hospital; does it matter with bup?",
    ],
)
def test_links_for_patients_medicines_and_colleagues_stay_quiet(text):
    assert find(text) == []


def test_a_person_once_named_is_found_again_without_a_cue():
    text = "My patient Jessamy is on 8 mg. Nobody had told Jessamy."
    assert [text[one.start : one.end] for one in find(text)] == ["Jessamy", "Jessamy"]


def test_quotations_hide_no_patient():
    text = '"Call Dorrin Vexley at 202-555-0143," the note said.'
    kinds = {one.kind for one in screen(text, quoted=[(0, len(text))])}
    assert {"name", "phone"} <= kinds


def test_title_and_file_names_are_read_in_their_own_offsets():
    names = ["scan.pdf", "pt_jessamy_mrn_00482913.png"]
    found = screen("Fine.", title="MRN 00748291 again", file_names=names)
    title, file = [one for one in found if one.kind == "mrn"]
    assert (title.field, title.start, title.end) == ("title", 4, 12)
    joined = "\n".join(names)
    assert (file.field, joined[file.start : file.end]) == ("file", "00482913")
    assert replace("Fine.", found) == "Fine."


def test_what_is_stored_holds_no_word_of_the_text():
    text = "MRN 00748291 of Dorrin Vexley, DOB 03/14/1981"
    for finding in find(text):
        stored = finding.as_stored()
        assert set(stored) == {"family", "kind", "severity", "field", "start", "end"}
        assert text[finding.start : finding.end] not in repr(stored)


def test_nothing_is_logged_or_printed(caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        screen("Dorrin Vexley, DOB 03/14/1981, 202-555-0143, x@example.com", title="MRN 00748291")
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")


def test_of_two_findings_on_the_same_words_the_harder_stays():
    text = "Her plan card, member ID ZZX00194428, came back."
    assert _only(text).kind == "health-plan-id"
    found = find("Jessamy Blore, dob 3/4/71, lives at 14 Quillfern Lane in Tansyport, is 34.")
    spans = sorted((one.start, one.end) for one in found)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


# Pieces that rules look at, thrown together: more telling than letters alone.
PIECES = st.sampled_from(
    [
        "pt ", "Marisol", "his mother ", "DOB ", "3/4/71", "June 4", ", 34, ", "MRN ", "00482913",
        "lives in ", "Elko", "14 Alder Ct", " is the only ", "barber in town", "@x.org", "\n", "’s ",
        "555-0142", "J.T. ", "İ", "ß", "\u0301", "\u200b", "😀", "９３", "\x00", "patient ",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=20).map("".join)))
def test_any_text_is_read_and_changed_only_where_something_was_found(text):
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    outside, done = [], 0
    for one in found:
        assert one.start >= done
        outside.append(text[done : one.start])
        done = one.end
    outside.append(text[done:])
    changed, position = replace(text, found), 0
    for kept in outside:
        position = changed.index(kept, position) + len(kept)
    if not found:
        assert changed == text


# Beginnings of what the rules look for, repeated: where a careless pattern would start over.
HOSTILE = [
    "a", "1", "1-", "Aa ", "A. ", "he Aa ", "a@", "www.a", "pt ", "MRN # ", "the only one ",
    "lives in Aa of ", "1 Aa Aa ", "Aa, Bb ", "last four of ", "works at the ", "+1 ", "0:",
    "the man who was ", "https://a.b/c", "January ", "instagram is ", "\n", "é", "x@a.",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_and_not_with_its_square(piece):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        times = []
        for _ in range(3):
            began = process_time()
            find(text)
            times.append(process_time() - began)
        return min(times)

    find("Warm the word lists.")
    # Five times the text: five times the time is linear, twenty-five times would be its square.
    assert seconds(30_000) < 15 * max(seconds(6_000), 0.005)
