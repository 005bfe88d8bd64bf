"""What is promised about publication: nothing unsigned, every version numbered, on time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import Comment, PageLogEntry

from accounts.models import OutboxMessage, User
from cms import scheduling, tasks
from cms.models import (
    LibraryEntry,
    PageChange,
)
from cms.models.rights import UNREVIEWED
from tests.cms import pages
from tests.cms.reviewing import answer, edit, fresh, in_editor, said, submit
from tests.factories import UserFactory

# --- past the workflow ------------------------------------------------------------------------


def test_an_editor_cannot_publish_clinical_pages_in_any_way(draft, editor, signed_in, library):
    browser = signed_in(editor)
    section = draft.get_parent()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    sentence = said(browser.post(f"{bulk}?id={draft.pk}&next=/cms/", {}, follow=True))
    browser.post(f"{bulk}?id={section.pk}&next=/cms/", {"include_descendants": "on"})
    with LogContext(user=editor), pytest.raises(PermissionDenied):
        draft.get_latest_revision().publish(user=editor, skip_permission_checks=True)

    assert not fresh(draft).live
    assert "a clinical reviewer signs them" in sentence
    pressed = in_editor(browser, draft, summary="Typed before.", action_publish="1")
    assert "a clinical reviewer signs them" in pressed
    assert fresh(draft).get_latest_revision_as_object().summary == "Typed before."
    assert not fresh(draft).live
    edit_page = said(browser.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])))
    assert 'name="action-publish"' not in edit_page
    assert 'name="action-submit"' in edit_page


def test_an_editor_still_takes_a_page_down_and_publishes_a_blog_post(editor, signed_in, library):
    article, post = pages.article(), pages.blog()

    signed_in(editor).post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]))

    assert not fresh(article).live
    assert not LibraryEntry.objects.filter(pk=article.pk).exists()
    assert post.permissions_for_user(editor).can_publish()


def test_an_administrator_publishes_past_the_review_and_leaves_an_entry(draft, signed_in):
    chief = UserFactory(is_superuser=True)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    signed_in(chief).post(f"{bulk}?id={draft.pk}&next=/cms/", {})

    assert fresh(draft).live
    entry = PageLogEntry.objects.get(action=UNREVIEWED)
    assert (entry.page_id, entry.user) == (draft.pk, chief)


# --- publishing -------------------------------------------------------------------------------


def test_each_published_version_is_numbered_and_its_note_told_once(library, editor):
    page = pages.article()
    edit(page, editor, "Two.", change_note="Added a trial.", change_significance="major").publish()
    fresh(page).get_latest_revision().publish()  # the same text once more
    fresh(page).unpublish()
    fresh(page).get_latest_revision().publish()
    edit(fresh(page), editor, "Three.").publish()

    told = list(PageChange.objects.of(page.pk).values_list("number", "significance", "note"))

    assert told == [(3, "minor", ""), (2, "major", "Added a trial."), (1, "first", "")]
    assert LibraryEntry.objects.get(pk=page.pk).version == 3
    assert fresh(page).change_note == ""
    assert fresh(page).get_latest_revision_as_object().change_note == ""


def test_a_signed_text_goes_live_on_its_day_and_a_newer_draft_does_not(
    draft, editor, reviewer, signed_in
):
    edit(draft, editor, "Signed.", go_live_at=timezone.now() + timedelta(days=1))
    submit(fresh(draft), editor)
    answer(signed_in(reviewer), fresh(draft))
    assert not fresh(draft).live
    assert OutboxMessage.objects.get(kind="approved").subject.startswith("Approved and scheduled")
    signed = fresh(draft).scheduled_revision
    edit(fresh(draft), editor, "Not signed.")
    type(signed).objects.filter(pk=signed.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1),
        content={
            **signed.content,
            "go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat(),
        },
    )

    tasks.publish_scheduled_pages()
    tasks.publish_scheduled_pages()

    page = fresh(draft)
    text = str(page.body)
    assert page.live
    assert page.live_revision_id == signed.pk
    assert "Signed." in text
    assert "Not signed." not in text
    assert PageChange.objects.get().revision_id == signed.pk


def test_the_clock_publishes_nothing_unsigned_and_goes_on_to_the_next(draft, editor, library):
    expiring = pages.blog()
    type(expiring).objects.filter(pk=expiring.pk).update(
        expire_at=timezone.now() - timedelta(minutes=1)
    )
    past = timezone.now() - timedelta(minutes=1)
    type(draft.latest_revision).objects.filter(pk=draft.latest_revision_id).update(
        approved_go_live_at=past
    )

    done = scheduling.publish_due()

    assert done == 1
    assert not fresh(draft).live
    assert not fresh(expiring).live
    assert draft.title in OutboxMessage.objects.get(kind="schedule refused").text
    assert scheduling.publish_due() == 0


def test_workers_are_told_after_the_commit_and_a_broker_that_is_away_stops_nothing(
    library, django_capture_on_commit_callbacks, caplog
):
    page = pages.article()

    with django_capture_on_commit_callbacks(execute=True):
        fresh(page).unpublish()
    with django_capture_on_commit_callbacks(execute=True):
        fresh(page).save()  # a draft: readers see nothing else

    # Nobody listens where the broker should be, which is told and not raised.
    told = [one for one in caplog.messages if f"what follows page {page.pk}" in one]
    assert len(told) == 1


def test_a_person_who_is_no_longer_active_signs_nothing(in_review, reviewer):
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    reviewer.refresh_from_db()

    assert in_review.current_workflow_task.get_actions(in_review, reviewer) == []


@pytest.mark.parametrize("stage", ["in review", "signed and live", "scheduled"])
def test_an_editor_left_open_never_writes_over_what_is_checked_signed_or_live(
    in_review, editor, reviewer, signed_in, stage
):
    page = in_review
    if stage == "scheduled":
        edit(page, editor, "Later.", go_live_at=timezone.now() + timedelta(days=1))
        page.current_workflow_state.cancel(user=editor)
        submit(fresh(page), editor)
    if stage != "in review":
        answer(signed_in(reviewer), fresh(page))
    saved = fresh(page).get_latest_revision()
    open_tab = saved.as_object()
    open_tab.summary = "Typed after somebody read it."

    open_tab.save_revision(user=editor, overwrite_revision=saved)

    assert "Typed after" not in str(type(saved).objects.get(pk=saved.pk).content)
    latest = fresh(page).get_latest_revision()
    assert latest.pk > saved.pk
    assert latest.content["summary"] == "Typed after somebody read it."
    again = latest.as_object()
    again.save_revision(user=editor, overwrite_revision=latest)  # a draft goes on as before
    assert fresh(page).latest_revision_id == latest.pk


def test_a_version_kept_for_good_holds_no_word_between_editors(library, editor):
    page = pages.article(by=editor)
    draft = fresh(page).get_latest_revision_as_object()
    draft.summary, draft.last_reviewed = "Another one.", timezone.localdate()
    draft.wagtail_admin_comments.add(
        Comment(page=draft, user=editor, text="Between us.", contentpath="summary")
    )

    draft.save_revision(user=editor).publish()  # at once: its content still holds dates

    change = PageChange.objects.of(page.pk).first()
    assert change.content["summary"] == "Another one."
    assert "Between us." not in str(change.content)
    assert "Between us." in str(fresh(page).get_latest_revision().content)
