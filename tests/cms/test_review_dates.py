"""What owners and readers are promised about review dates."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.models import OutboxMessage
from cms import actions, reminding
from cms.models import LibraryEntry, PageChange, Person, ReviewReminder, SignOff
from tests.cms import pages
from tests.cms.reviewing import SIGNED, edit, fresh
from tests.factories import UserFactory


def letters() -> int:
    return OutboxMessage.objects.filter(kind="reviews due").count()


def test_an_owner_hears_thirty_days_before_on_the_day_and_then_weekly(editor):
    due = date(2027, 3, 1)
    pages.article(by=editor, next_review=due)
    told = []

    for day in (date(2026, 12, 1) + timedelta(days=n) for n in range(365)):
        before = letters()
        reminding.remind(day)
        reminding.remind(day)
        if letters() > before:
            told.append((day - due).days)

    late = (date(2026, 12, 1) + timedelta(days=364) - due).days
    assert told == [-30, 0, *range(7, late + 1, 7)]
    assert list(ReviewReminder.objects.order_by("pk").values_list("step", flat=True)[:3]) == [
        "before",
        "due",
        "late-1",
    ]


def test_one_person_gets_one_letter_about_many_pages_and_nobody_one_about_retired_ones(editor):
    today = timezone.localdate()
    pages.article(by=editor, next_review=today)
    pages.play(by=editor, next_review=today + timedelta(days=10))
    pages.article(by=editor, next_review=today, status="retired")
    pages.article(by=editor, next_review=today + timedelta(days=31))

    assert reminding.remind(today) == 1

    letter = OutboxMessage.objects.get(kind="reviews due")
    assert letter.to == editor.email
    assert letter.text.count("for review by") == 2


def test_a_page_without_an_active_owner_is_told_to_all_editors(library, editor):
    other = UserFactory(groups=(roles.EDITOR,))
    gone = UserFactory(groups=(roles.EDITOR,), is_active=False)
    pages.article(by=gone, next_review=timezone.localdate())

    assert reminding.remind() == 2

    told = set(OutboxMessage.objects.values_list("to", flat=True))
    assert told == {editor.email, other.email}


# --- reviewed, no change ----------------------------------------------------------------------


def test_reviewed_no_change_is_one_signed_click_that_leaves_a_newer_draft_alone(
    library, editor, reviewer, signed_in, client
):
    past = timezone.localdate() - timedelta(days=3)
    page = pages.article(
        next_review=past, last_reviewed=past - timedelta(days=300), status="under-review"
    )
    draft = edit(page, editor, "A newer draft.")
    Person.objects.create(name="Tomasz Lindqvist", credentials="MD", user=reviewer)
    address = reverse("confirm_unchanged", args=[page.pk])
    browser = signed_in(reviewer)

    asked = browser.get(address)
    unsaid = browser.post(address, {**SIGNED, "conflict": ""})
    browser.post(address, SIGNED)

    assert "There is a newer draft" in asked.content.decode()
    assert unsaid.status_code == 422
    page = fresh(page)
    assert page.last_reviewed == timezone.localdate()
    assert page.status == "current"
    assert page.latest_revision_id == draft.pk
    assert page.has_unpublished_changes
    signed = SignOff.objects.get()
    assert (signed.kind, signed.reviewer) == ("unchanged", reviewer)
    last = PageChange.objects.of(page.pk).first()
    assert (last.number, last.significance) == (2, "reviewed")
    entry = LibraryEntry.objects.get(pk=page.pk)
    assert (entry.version, entry.last_reviewed) == (2, timezone.localdate())
    text = client.get(page.url).content.decode()
    assert "A newer draft." not in text
    assert "Review is overdue" not in text
    assert "Tomasz Lindqvist" in text


@pytest.mark.parametrize("who", ["author", "editor"])
def test_its_author_and_an_editor_cannot_confirm_a_page(library, editor, reviewer, signed_in, who):
    page = pages.article(by=reviewer if who == "author" else None)
    user = reviewer if who == "author" else editor

    signed_in(user).post(reverse("confirm_unchanged", args=[page.pk]), SIGNED)
    with pytest.raises(PermissionDenied):
        actions.confirm_unchanged(page.pk, user, SIGNED)

    assert not SignOff.objects.exists()
    assert PageChange.objects.of(page.pk).count() == 1


def test_the_report_lists_what_is_due_and_can_be_taken_away_as_a_table(
    library, editor, member, signed_in
):
    today = timezone.localdate()
    pages.article(title="Long overdue", next_review=today - timedelta(days=40))
    pages.play(title="Due in two months", next_review=today + timedelta(days=60))
    pages.blog(title="Never dated")
    browser = signed_in(editor)
    address = reverse("review_dates")

    everything = browser.get(address).content.decode()
    overdue = browser.get(f"{address}?due=overdue").content.decode()
    soon = browser.get(f"{address}?due=90").content.decode()
    table = b"".join(browser.get(f"{address}?export=csv").streaming_content).decode()

    assert "Long overdue" in everything
    assert "Never dated" in everything
    assert "Due in two months" not in overdue
    assert "Due in two months" in soon
    assert table.splitlines()[1].startswith("Long overdue")
    assert signed_in(member).get(address).status_code == 302


# --- banners ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"next_review": date(2020, 1, 1)}, "Review is overdue"),
        ({"status": "under-review"}, "This page is being reviewed"),
        ({"status": "retired"}, "This page is retired"),
        ({"status": "superseded"}, "A newer page took the place of this one"),
    ],
)
def test_a_page_says_how_far_it_may_be_relied_on(library, client, fields, sentence):
    page = pages.article(**fields)

    assert sentence in client.get(page.url).content.decode()


def test_a_superseded_page_links_to_its_successor_where_readers_may_see_it(library, client):
    newer = pages.article(title="The newer page")
    page = pages.article(status="superseded", superseded_by=newer)

    shown = client.get(page.url).content.decode()
    newer.unpublish()
    hidden = client.get(page.url).content.decode()

    assert f'<a href="{newer.url}">The newer page</a>' in shown
    assert "The newer page" not in hidden
