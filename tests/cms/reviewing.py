"""Steps of a clinical review as tests take them."""

import json

from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

SIGNED = {"conflict": "none", "interests": "", "comment": "", "next_review": ""}


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def submit(page, by):
    """Through the workflow up to the clinical review."""
    page.get_workflow().start(page, by)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, by, "approve", comment="")


def edit(page, by, text, **fields):
    """Another draft of the page."""
    draft = page.get_latest_revision_as_object()
    body = draft.body.raw_data
    draft.body = json.dumps([*list(body), {"type": "prose", "value": {"text": f"<p>{text}</p>"}}])
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(user=by)


def answer(browser, page, action="approve", **data):
    """A step taken from the admin's front page."""
    state = page.current_workflow_task_state or page.workflow_states.last().current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return browser.post(address, {**SIGNED, **data}, follow=True)


def said(response) -> str:
    return response.content.decode()


def in_editor(browser, page, **pressed):
    """The editor's form sent back with what was pressed or typed; of the body, headings and quotations."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(said(browser.get(address)), form_id="page-edit-form")
    latest = page.get_latest_revision_as_object()
    blocks = [one for one in latest.body if one.block_type in ("heading", "quoted_post")]
    body = {"count": len(blocks)}
    for place, block in enumerate(blocks):
        parts = {"deleted": "", "order": place, "type": block.block_type, "id": block.id}
        words = {f"value-{name}": value for name, value in block.value.items()}
        body |= {f"{place}-{name}": value for name, value in (parts | words).items()}
    form.update({f"body-{name}": str(value) for name, value in body.items()})
    for name, value in pressed.items():
        form[name.replace("_", "-") if name.startswith(("action", "workflow")) else name] = value
    return said(browser.post(address, form, follow=True))
