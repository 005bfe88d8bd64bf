"""An editor at work in the real admin, with nothing but a browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.blocks.anchors import pointed_at
from cms.models import Contribution, Person, PlayPage, Reference, SectionIndexPage
from tests.browser.writing import signed_in as signed_in_browser
from tests.cms import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def part(page: Page | Locator, name: str) -> Locator:
    """The part of the form with this name, the outermost one."""
    return page.locator(f'[data-contentpath="{name}"]').first


def write(field: Locator, words: str) -> None:
    """Types into a rich text field."""
    editor = field.locator('[contenteditable="true"]').first
    editor.click()
    editor.press_sequentially(words)


def choose(page: Page, opener: Locator, found: str) -> None:
    """Opens a chooser, looks for something and takes it."""
    opener.click()
    modal = page.locator(".modal-body")
    modal.locator("#id_q").fill(found)
    modal.locator("a[data-chooser-modal-choice]", has_text=found).first.click()
    expect(modal).to_have_count(0)


def test_an_editor_writes_a_play_from_nothing_with_a_term_and_a_source(
    browser_context, client, library, editor
):
    term = pages.term("COWS", "cows")
    Person.objects.create(name="Noor Ashgrove", credentials="RN")
    shelf = SectionIndexPage.objects.get(slug="plays")
    size = {"width": 1440, "height": 1100}
    page = signed_in_browser(
        browser_context(viewport=size, reduced_motion="reduce"), client, editor
    )

    page.goto(f"/cms/pages/add/cms/playpage/{shelf.pk}/")
    expect(page.get_by_text("Once you have saved a draft")).to_be_visible()
    page.locator("#id_title").fill("Same-day starts")
    page.locator("#id_summary").fill("From asking to treatment on one day.")
    write(part(page, "goal"), "Start on the day somebody asks.")
    page.locator("#id_who_runs").fill("The whole team")
    page.locator("#id_time_to_run").fill("Six weeks")

    steps = part(page, "steps")
    steps.locator("button.c-sf-add-button").first.click()
    page.locator("[name=steps-0-value-title]").fill("Map the delay")
    page.locator("[name=steps-0-value-summary]").fill("Where the days go")
    explanation = part(steps, "explanation")
    write(explanation, "COWS")
    page.keyboard.press("Shift+Home")
    choose(page, explanation.locator('button[name="TERM"]').first, "COWS")
    asks = part(steps, "asks")
    asks.locator("button.c-sf-add-button").first.click()
    page.locator("[name=steps-0-value-asks-0-value-questions-0-value]").fill("What takes long?")
    actions = part(steps, "actions")
    actions.locator("button.c-sf-add-button").first.click()
    page.locator("[name=steps-0-value-actions-0-value]").fill("Draw it on one sheet")
    citations = part(steps, "citations")
    citations.locator("button.c-sf-add-button").first.click()
    choose(page, citations.get_by_role("button", name="Choose reference"), "Moe")
    page.locator("#id_contributions-ADD").click()
    choose(
        page,
        page.locator("#inline_child_contributions-0").get_by_role("button", name="Choose person"),
        "Noor",
    )

    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(r"/edit/"))

    play = PlayPage.objects.get(slug="same-day-starts").get_latest_revision_as_object()
    [step] = play.steps
    assert not play.live
    assert "the day somebody asks" in play.goal
    assert pointed_at(step.value["explanation"].source, "term") == [term.pk]
    assert step.value["asks"][0]["questions"][0] == "What takes long?"
    assert list(step.value["actions"]) == ["Draw it on one sheet"]
    assert play.reference_ids == [Reference.objects.get(slug="moe-2021").pk]
    assert [one.role for one in play.contributions.all()] == [Contribution.Role.AUTHOR]
    # After the first save the panel looks at the draft.
    expect(page.get_by_text("Nothing to mend")).to_be_visible()
