"""What editors, reviewers and readers are promised about clinical review."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.models import OutboxMessage
from cms.models import (
    AppendOnly,
    Contribution,
    LibraryEntry,
    PageChange,
    Person,
    Quotation,
    SignOff,
)
from cms.models.authorship import may_sign
from tests.cms import pages
from tests.cms.reviewing import SIGNED, answer, edit, fresh, in_editor, said, submit
from tests.factories import UserFactory

# --- signing ----------------------------------------------------------------------------------


def test_a_reviewer_without_the_right_to_publish_signs_and_the_text_is_live(
    in_review, reviewer, editor, signed_in, client
):
    person = Person.objects.create(name="Tomasz Lindqvist", credentials="MD", user=reviewer)
    later = timezone.localdate() + timedelta(days=200)

    answer(signed_in(reviewer), in_review, comment="Fine.", next_review=later.isoformat())

    page = fresh(in_review)
    signed = SignOff.objects.get()
    assert page.live
    assert (page.last_reviewed, page.next_review) == (timezone.localdate(), later)
    assert (signed.reviewer, signed.credentials, signed.next_review) == (reviewer, "MD", later)
    assert signed.no_conflict
    assert page.contributions.filter(person=person, role="clinical-reviewer").exists()
    change = PageChange.objects.get()
    assert (change.number, change.significance, change.by) == (1, "first", reviewer)
    assert LibraryEntry.objects.get().version == 1
    assert client.get(page.url).status_code == 200
    assert OutboxMessage.objects.get(kind="approved").to == editor.email


def test_left_empty_the_next_review_is_counted_from_the_months_of_the_page(
    draft, editor, reviewer, signed_in
):
    edit(draft, editor, "More.", review_months=6)
    submit(fresh(draft), editor)

    answer(signed_in(reviewer), fresh(draft))

    days = (fresh(draft).next_review - timezone.localdate()).days
    assert 180 <= days <= 185


@pytest.mark.parametrize(
    "wrong",
    [
        {"conflict": ""},
        {"conflict": "some"},
        {"next_review": "2020-01-01"},
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_signs_nothing(in_review, reviewer, signed_in, wrong):
    sentences = {
        "conflict": "conflict of interest" if wrong.get("conflict") == "" else "Name the interests",
        "next_review": "Choose a day after today",
    }
    browser = signed_in(reviewer)

    plain = said(answer(browser, in_review, **wrong))
    state = in_review.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:collect_workflow_action_data",
        args=[in_review.pk, "approve", state.pk],
    )
    dialog = browser.post(
        address, SIGNED | wrong, headers={"x-requested-with": "XMLHttpRequest"}
    ).json()["html"]

    sentence = sentences[next(iter(wrong))]
    assert sentence in plain
    assert sentence in dialog
    assert not SignOff.objects.exists()
    assert not fresh(in_review).live


def test_who_saved_any_draft_since_the_last_publication_cannot_sign(
    draft, editor, reviewer, signed_in
):
    edit(draft, reviewer, "A sentence of the reviewer's.")
    edit(fresh(draft), editor, "A later sentence of the editor's.")
    submit(fresh(draft), editor)
    task = fresh(draft).current_workflow_task

    answer(signed_in(reviewer), fresh(draft))  # made by hand: no button offers it

    assert task.get_actions(fresh(draft), reviewer) == []
    with pytest.raises(PermissionDenied, match="wrote or changed this text"):
        task.on_action(fresh(draft).current_workflow_task_state, reviewer, "approve", **SIGNED)
    assert not SignOff.objects.exists()
    assert not fresh(draft).live


def test_a_named_author_cannot_sign_and_a_publication_makes_the_next_text_free(
    editor, reviewer, library
):
    other = UserFactory(groups=(roles.REVIEWER,))
    author = Person.objects.create(name="An Author", user=reviewer)
    page = pages.article(contributors=[(author, Contribution.Role.AUTHOR)], by=other)
    edit(page, editor, "New.")
    submit(fresh(page), editor)
    task = fresh(page).current_workflow_task

    assert task.get_actions(fresh(page), reviewer) == []
    assert task.get_actions(fresh(page), other)  # what they wrote was published before


@pytest.mark.parametrize("who", ["editor", "moderator", "superuser"])
def test_nobody_but_a_clinical_reviewer_signs(in_review, editor, signed_in, who):
    people = {
        "editor": editor,
        "moderator": UserFactory(groups=(roles.MODERATOR,)),
        "superuser": UserFactory(is_superuser=True),
    }

    answer(signed_in(people[who]), in_review)

    assert not SignOff.objects.exists()
    assert not fresh(in_review).live


def test_a_text_changed_after_it_was_sent_is_not_signed_and_the_change_is_named(
    in_review, editor, reviewer, signed_in
):
    edit(in_review, editor, "Slipped in.")

    page = said(answer(signed_in(reviewer), fresh(in_review)))

    assert "The text was changed after it was sent to you: body" in page
    assert not SignOff.objects.exists()
    assert not fresh(in_review).live


def test_an_edit_after_signing_is_not_live(in_review, editor, reviewer, signed_in, client):
    answer(signed_in(reviewer), in_review)
    edit(fresh(in_review), editor, "Never signed.")

    page = client.get(fresh(in_review).url).content.decode()

    assert "A first claim." in page
    assert "Never signed." not in page


def test_asking_for_changes_needs_words_and_tells_the_submitter(
    in_review, editor, reviewer, signed_in
):
    browser = signed_in(reviewer)

    empty = said(answer(browser, in_review, "reject"))
    answer(browser, in_review, "reject", comment="Cite the trial.")

    assert "Say what should change" in empty
    assert SignOff.objects.get().decision == "changes"
    letter = OutboxMessage.objects.get(kind="changes asked")
    assert letter.to == editor.email
    assert "Cite the trial." in letter.text
    assert fresh(in_review).current_workflow_state.status == "needs_changes"


def test_the_request_reaches_reviewers_who_may_sign_and_wagtail_sends_none(
    draft, editor, reviewer, mailoutbox
):
    writer = UserFactory(groups=(roles.REVIEWER,))
    UserFactory(is_superuser=True)
    edit(draft, writer, "Theirs.")

    submit(fresh(draft), editor)

    asked = OutboxMessage.objects.filter(kind="review asked", subject__startswith="Please review")
    assert [letter.to for letter in asked] == [reviewer.email]
    assert mailoutbox == []


def test_sign_offs_are_only_ever_added(in_review, reviewer, signed_in):
    answer(signed_in(reviewer), in_review)
    row = SignOff.objects.get()

    for change in (
        row.save,
        row.delete,
        SignOff.objects.all().delete,
        lambda: SignOff.objects.update(name="Somebody else"),
    ):
        with pytest.raises(AppendOnly):
            change()
    reviewer.delete()
    assert SignOff.objects.get().name == row.name


def test_a_page_that_is_deleted_takes_its_sign_offs_along(in_review, reviewer, signed_in):
    answer(signed_in(reviewer), in_review)

    fresh(in_review).delete()

    assert not SignOff.objects.exists()


def test_a_step_that_was_answered_already_is_refused_in_words(in_review, reviewer):
    other = UserFactory(groups=(roles.REVIEWER,))
    state = in_review.current_workflow_task_state
    task = state.task.specific
    task.on_action(state, reviewer, "approve", **SIGNED)

    with pytest.raises(PermissionDenied, match="already answered"):
        task.on_action(state, other, "approve", **SIGNED)


def test_a_reviewer_who_changes_the_text_while_signing_keeps_the_change_and_signs_nothing(
    in_review, reviewer, signed_in
):
    page = in_editor(
        signed_in(reviewer),
        in_review,
        summary="In my own words.",
        action_workflow_action="1",
        workflow_action_name="approve",
        workflow_action_extra_data=json.dumps(SIGNED),
    )

    assert "who wrote or changed this text cannot sign it" in page
    assert not SignOff.objects.exists()
    assert not fresh(in_review).live
    assert fresh(in_review).get_latest_revision_as_object().summary == "In my own words."


def test_who_only_reads_and_signs_in_the_editor_writes_nothing(draft, editor, reviewer, signed_in):
    quoted = Quotation.objects.create(
        source=1, source_version=1, text="We call at 9.", credit="A.", state="granted", page=draft
    )
    author = Person.objects.get(name="Noor Ashgrove")
    later = draft.get_latest_revision_as_object()
    later.save()  # as the editor does
    block = {"type": "quoted_post", "value": {"quotation": quoted.pk}, "id": str(uuid4())}
    later.body = json.dumps([block])
    written = later.save_revision(user=editor)
    submit(fresh(draft), editor)

    in_editor(
        signed_in(reviewer),
        fresh(draft),
        action_workflow_action="1",
        workflow_action_name="approve",
        workflow_action_extra_data=json.dumps(SIGNED),
        **{"contributions-0-person": str(author.pk)},
    )

    assert SignOff.objects.get().revision_id == written.pk
    assert fresh(draft).live


@pytest.mark.parametrize("extra", ["[]", "no JSON"])
def test_an_answer_that_was_spoiled_on_its_way_is_refused_in_words(
    in_review, reviewer, signed_in, extra
):
    page = in_editor(
        signed_in(reviewer),
        in_review,
        action_workflow_action="1",
        workflow_action_name="approve",
        workflow_action_extra_data=extra,
    )

    assert "The form could not be read. Fill it in again." in page
    assert not SignOff.objects.exists()


def test_a_declaration_that_never_passed_the_form_is_checked_again(in_review, reviewer):
    state = in_review.current_workflow_task_state

    with pytest.raises(PermissionDenied, match="conflict of interest"):
        state.task.specific.on_action(state, reviewer, "approve", comment="Fine.")

    assert not fresh(in_review).live


def test_who_wrote_words_that_somebody_else_brought_back_cannot_sign_them(
    library, editor, reviewer
):
    page = pages.article(by=editor)
    edit(page, reviewer, "In the reviewer's own words.")
    own = fresh(page).get_latest_revision()
    edit(fresh(page), editor, "Something else.").publish()
    assert may_sign(fresh(page), reviewer)

    own.as_object().save_revision(user=editor, previous_revision=own, log_action=True)

    assert not may_sign(fresh(page), reviewer)
    assert may_sign(fresh(page), UserFactory(groups=(roles.REVIEWER,)))
