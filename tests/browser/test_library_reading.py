"""Reading the library with every device: cards over terms, the contents, sharing, the looks."""

import pytest
from playwright.sync_api import expect

from cms.models import Quotation
from tests.browser.looking import SEVERE, faults_at, faults_of
from tests.cms import pages
from tests.cms.pages import heading, prose
from tests.fixtures.library import prepared_library

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURE = "precipitated-withdrawal-counts.png"  # of cms/content/images
LONG = "It tells what was seen and by whom. " * 40
MARKED = 'Scored by <a linktype="term" slug="cows">COWS</a> before the first dose. '


@pytest.fixture
def article(db):
    prepared_library()
    pages.term("COWS", "cows", "A scale of eleven signs of withdrawal.")
    return pages.article(
        title="Withdrawal at the start",
        tags=["Starting treatment"],
        evidence_grade="B",
        evidence_note="One trial.",
        body=[
            heading("What it is"),
            prose(MARKED + LONG, "moe-2021"),
            heading("How often"),
            prose(LONG, "thakrar-2024"),
            ("recommendation", {"text": "<p>Ask.</p>", "grade": "B", "citations": ["moe-2021"]}),
            heading("If it happens"),
            ("table", {"caption": "Ways", "columns": ["Way", "Suits"], "rows": [WAY]}),
            ("dose_table", {"caption": "Doses", "note": "", "rows": [DOSE], "needs_check": True}),
            prose(LONG),
        ],
    )


WAY = {"name": "Standard", "cells": ["Someone who can wait"], "citations": ["moe-2021"]}
DOSE = {
    "who": "A trial in emergency departments",
    "amount": "8",
    "unit": "mg",
    "form": "buprenorphine, film",
    "timing": "at the start",
    "note": "",
    "citations": ["moe-2021"],
}


def test_a_term_explains_itself_to_mouse_keyboard_and_finger(browser_context, article):
    page = browser_context(reduced_motion="reduce").new_page()
    page.goto(article.url)
    term = page.get_by_role("link", name="COWS")
    card = page.locator("[role=tooltip]")
    expect(card).to_be_hidden()
    expect(term).to_have_accessible_description("A scale of eleven signs of withdrawal.")

    # The mouse: it may go over the card, and Escape takes the card away under it.
    term.hover()
    expect(card).to_contain_text("A scale of eleven signs")
    card.hover()
    page.wait_for_timeout(400)  # longer than a card outlives the pointer
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.mouse.move(2, 2)

    # The keyboard: the card comes with the focus, Escape leaves the focus where it is.
    term.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card).to_be_hidden()

    # The finger: the first tap explains, a tap elsewhere closes, the second tap follows the link.
    phone = browser_context(has_touch=True, viewport={"width": 320, "height": 700}).new_page()
    phone.goto(article.url)
    card = phone.locator("[role=tooltip]")
    phone.get_by_role("link", name="COWS").tap()
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    phone.get_by_role("heading", level=1).tap()
    expect(card).to_be_hidden()
    phone.get_by_role("link", name="COWS").tap()
    phone.get_by_role("link", name="COWS").tap()
    phone.wait_for_url("**/library/glossary/cows/")


def test_without_scripts_a_term_is_a_link_and_paper_has_its_meaning(browser_context, article):
    page = browser_context(java_script_enabled=False).new_page()
    page.goto(article.url)
    meaning = page.get_by_text("A scale of eleven signs of withdrawal.")
    expect(meaning).to_be_hidden()
    page.emulate_media(media="print")
    expect(meaning).to_be_visible()
    expect(page.get_by_role("heading", name="Terms on this page")).to_be_visible()
    page.emulate_media(media="screen")

    page.get_by_role("link", name="COWS").click()

    page.wait_for_url("**/library/glossary/cows/")


def test_the_contents_mark_what_is_read_and_a_page_can_be_shared(browser_context, article):
    context = browser_context(reduced_motion="reduce", viewport={"width": 1440, "height": 700})
    page = context.new_page()
    page.goto(article.url)
    current = page.locator("nav.toc a[aria-current]")
    expect(current).to_have_text("What it is")
    page.get_by_role("heading", name="How often").evaluate("one => one.scrollIntoView()")
    expect(current).to_have_text("How often")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_text("References")

    page.evaluate("window.scrollTo(0, 0); delete Navigator.prototype.share")
    page.locator(".rail").get_by_role("link", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share this page")
    expect(dialog.get_by_label("Link to this page")).to_have_value(
        f"http://localhost:8000{article.url}"
    )
    dialog.get_by_role("button", name="Close").click()

    phone = browser_context(viewport={"width": 390, "height": 800}).new_page()
    phone.goto(article.url)
    contents = phone.locator("details.toc")
    contents.locator("summary").click()
    contents.get_by_role("link", name="If it happens").click()
    expect(contents).not_to_have_attribute("open", "")
    expect(phone.get_by_role("heading", name="If it happens")).to_be_in_viewport()


def test_the_library_is_usable_in_every_width_and_color_scheme(browser_context, article):
    quoted = Quotation.objects.create(
        source=1, source_version=1, state="granted", credit="Ana, NP", text="We call at nine."
    )
    blog = pages.blog(answers=quoted, image=PICTURE, tags=["Starting treatment"])
    Quotation.objects.update(page=blog)
    series = pages.series(article, blog, title="A first month")
    page = browser_context(reduced_motion="reduce").new_page()

    page.goto(article.url)
    faults = faults_of(page, "article", impacts=SEVERE)
    rest = {"blog": blog.url, "series": series.url, "front": "/library/"}
    rest["section"] = "/library/articles/?subject=starting-treatment"
    for name, address in rest.items():
        page.goto(address)
        faults += faults_at(page, name, 1440, impacts=SEVERE)
        faults += faults_at(page, name, 390, impacts=SEVERE)
        faults += faults_at(page, name, 320, rules=False)

    assert faults == []
    page.goto(blog.url)
    expect(page.locator("figure.lead img")).to_be_visible()
    expect(page.locator("figure.lead")).to_contain_text("Image: Open Rounds")
