"""The library of the demonstration site. Everyone named in it is invented."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from wagtail.models import WorkflowState

from accounts.models import User
from cms import actions, starter
from cms.actions import signing
from cms.models import ClinicalPage, ClinicalReviewTask, Contribution, Person

UNREAD = "Signed by an invented reviewer to show how it works. No clinician has read this text yet."
# Pages whose subject changes on a known day are looked at again by then.
REVIEW_BY = {"regulation": date(2026, 12, 31), "billing-buprenorphine-visits": date(2027, 1, 15)}


def write_demo_library(
    editor: User, reviewer: User, checker: User, begun: Iterable[ClinicalPage] = ()
) -> list[ClinicalPage]:
    """Write the starter library and bring it through its workflow; a second run changes nothing.

    `editor` writes and submits, `checker` takes the editorial step, `reviewer` signs. Pages in
    `begun` are drafts that came from a discussion and are written on. Returns what went live.
    """
    actions.prepare_library()
    actions.bring_in_terms()
    for key in actions.load("organizations"):
        actions.bring_in_organization(key)
    known = {person.handle: person for person in (editor, reviewer)}
    drafts = {page.slug: page for page in begun}
    wanted = []
    for one in starter.pages():
        slug, title = one.content["slug"], one.content["title"]
        _page, is_new = actions.open_page(one.kind, slug, title, by=editor)
        if is_new or slug in drafts:
            wanted.append(one)
    written = []
    for one in wanted:
        contributors = [(_person(key, known), Contribution.Role.AUTHOR) for key in one.authors]
        page = actions.write_page(
            one.kind,
            one.content,
            by=editor,
            contributors=contributors,
            page=drafts.get(one.content["slug"]),
        )
        written.append(_publish(page, editor, checker, reviewer))
    return written


def _publish(page: ClinicalPage, editor: User, checker: User, reviewer: User) -> ClinicalPage:
    """Through the steps of the page's own workflow, as people would take them."""
    _person(reviewer.handle, {reviewer.handle: reviewer})
    state = page.get_workflow().start(page, editor)
    while state.status == WorkflowState.STATUS_IN_PROGRESS:
        step = state.current_task_state
        if isinstance(step.task.specific, ClinicalReviewTask):
            signing.answer(step, reviewer, "approve", _signature(page.slug))
        else:
            signing.answer(step, checker, "approve", {"comment": ""})
        state.refresh_from_db()
    return type(page).objects.get(pk=page.pk)


def _signature(slug: str) -> dict[str, object]:
    day = REVIEW_BY.get(slug)
    signature: dict[str, object] = {"conflict": "none", "comment": UNREAD}
    if day is not None and day > timezone.localdate():
        signature["next_review"] = day
    return signature


def _person(key: str, accounts: dict[str, User]) -> Person:
    """The invented person at `key`, tied to the demo account of that name where there is one."""
    person = actions.bring_in_person(key)
    account = accounts.get(key)
    if account is not None and person.user_id is None:
        person.user = account
        person.save(update_fields=["user"])
    return person
