"""Editors own the list of wordings, and what they publish acts."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import LanguageEntry
from forum import wording
from forum.screening import screen
from forum.screening.language import shipped

ADDRESS = "/cms/snippets/cms/languageentry/"


def entry(**fields):
    values = {
        "name": "meth head",
        "patterns": "meth head",
        "suggestions": "person who uses meth",
        "why": "A label.",
        "severity": "warn",
        **fields,
    }
    return LanguageEntry(**values)


def form(**fields):
    return {
        "name": "meth head",
        "patterns": "meth head\r\nmeth-heads",
        "suggestions": "person who uses meth",
        "why": "A label.",
        "severity": "warn",
        "except_phrases": "",
        "exceptions": "",
        "source": "",
        **fields,
    }


def found(text):
    wording.forget()
    rules = wording.published_rules()
    return [text[f.start : f.end] for f in screen(text, wording=rules) if f.family == "language"]


def test_a_new_installation_has_the_researched_list(db):
    wording.forget()

    rules = wording.published_rules()

    assert LanguageEntry.objects.published().count() > 100
    assert (rules.wordings, rules.phrases) == (shipped().wordings, shipped().phrases)


def test_every_entry_of_the_list_is_one_that_an_editor_could_save(db):
    for one in LanguageEntry.objects.all():
        one.full_clean()


@pytest.mark.parametrize(
    "line",
    ["a.*c", "(junkie|addict)", "junk$", "[a-z]+", "a\\b", "addict?", "x" * 81, "-", "a  |  b"],
)
def test_a_wording_is_plain_words(line):
    with pytest.raises(ValidationError) as refused:
        entry(patterns=f"addict\n{line}").clean_fields()

    assert set(refused.value.message_dict) == {"patterns"}


@pytest.mark.parametrize(
    "line", ["drug-seeking behavior", "he’s a druggie", "MAT", "accro à l’héroïne"]
)
def test_plain_words_of_any_language_are_taken(line):
    entry(patterns=line).clean_fields(exclude=["latest_revision", "live_revision"])


def test_a_hint_alone_is_no_suggestion():
    with pytest.raises(ValidationError, match="outside brackets"):
        entry(suggestions="(for a test)").clean()


def test_an_editor_publishes_an_entry_and_it_acts(editor, signed_in):
    assert found("a meth head, two meth heads") == []

    answer = signed_in(editor).post(f"{ADDRESS}add/", form(**{"action-publish": "1"}))

    assert answer.status_code == 302
    assert found("a meth head, two meth heads") == ["meth head", "meth heads"]


def test_a_draft_acts_nowhere(editor, signed_in):
    signed_in(editor).post(f"{ADDRESS}add/", form())

    assert not LanguageEntry.objects.get(name="meth head").live
    assert found("a meth head") == []


def test_taking_an_entry_back_ends_its_work(editor, signed_in):
    one = LanguageEntry.objects.get(patterns__startswith="frequent flyer")
    assert found("the frequent flyer") == ["frequent flyer"]

    signed_in(editor).post(f"{ADDRESS}unpublish/{one.pk}/")

    assert found("the frequent flyer") == []


def test_the_list_is_read_again_within_a_minute(db, monkeypatch, django_assert_num_queries):
    wording.forget()
    with django_assert_num_queries(1):
        wording.published_rules()
        wording.published_rules()
    now = wording.monotonic()
    monkeypatch.setattr(wording, "monotonic", lambda: now + wording.KEEP_SECONDS + 1)
    with django_assert_num_queries(1):
        wording.published_rules()


def test_an_unchanged_list_is_not_made_ready_anew(db, monkeypatch):
    wording.forget()
    first = wording.published_rules()
    now = wording.monotonic()
    monkeypatch.setattr(wording, "monotonic", lambda: now + wording.KEEP_SECONDS + 1)
    assert wording.published_rules() is first

    entry().save()
    monkeypatch.setattr(wording, "monotonic", lambda: now + 2 * wording.KEEP_SECONDS + 2)
    assert wording.published_rules().version != first.version


def test_an_editor_sees_list_form_history_and_preview(editor, signed_in):
    one = LanguageEntry.objects.published().first()
    browser = signed_in(editor)

    assert b"addict" in browser.get(f"{ADDRESS}?q=addict").content
    assert browser.get(f"{ADDRESS}edit/{one.pk}/").status_code == 200
    assert browser.get(f"{ADDRESS}history/{one.pk}/").status_code == 200
    preview = f"{ADDRESS}preview/{one.pk}/"
    assert browser.post(preview, form()).json()["is_valid"]
    page = browser.get(f"{preview}?mode=").content.decode()
    assert "person who uses meth" in page
    assert "A label." in page


def test_a_refused_wording_is_told_in_the_form(editor, signed_in):
    answer = signed_in(editor).post(
        f"{ADDRESS}add/", form(patterns="jun.*", **{"action-publish": "1"})
    )

    assert "is more than plain words" in answer.content.decode()
    assert not LanguageEntry.objects.filter(name="meth head").exists()


def test_the_list_is_in_the_menu_of_editors_and_closed_to_reviewers(editor, reviewer, signed_in):
    assert ADDRESS in signed_in(editor).get("/cms/").content.decode()
    assert signed_in(reviewer).get(ADDRESS).status_code == 302
    assert signed_in(reviewer).post(f"{ADDRESS}add/", form()).status_code == 302
    assert not LanguageEntry.objects.filter(name="meth head").exists()
