"""A guest's browser does its small task; a person meets none of what is there for programs."""

import pytest
from playwright.sync_api import expect

from forum.models import Post
from tests.browser.looking import SEVERE, faults_at
from tests.factories import make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "We send two extra films home with every start, and nobody has been worse for it so far."


def send_as_guest(page, topic):
    page.goto(f"{topic.get_absolute_url()}reply/")
    page.get_by_label("Name to show").fill("Jory M.")
    return page.locator("input[name=proof]")


def test_the_task_is_done_while_somebody_writes_and_is_a_signal(browser_context, settings):
    settings.PROOF_MAX_NUMBER = 400
    page = browser_context().new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text))

    proof = send_as_guest(page, make_topic())
    expect(proof).not_to_have_value("")
    page.get_by_label("Your text").fill(WORDS)
    page.get_by_role("button", name="Send for approval").click()

    expect(page.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    parts = Post.objects.get(guest_name="Jory M.").screening["spam"]["parts"]
    assert "no-proof" not in parts
    assert "honeypot" not in parts
    assert problems == []


def test_the_task_is_done_in_a_form_that_was_opened_in_place(browser_context, settings):
    settings.PROOF_MAX_NUMBER = 400
    page = browser_context().new_page()
    page.goto(make_topic().get_absolute_url())

    page.get_by_role("link", name="Write a reply").click()

    expect(page.locator("input[name=proof]")).not_to_have_value("")


def test_without_scripts_the_same_form_is_taken(browser_context):
    page = browser_context(java_script_enabled=False).new_page()

    send_as_guest(page, make_topic())
    page.get_by_label("Your text").fill(WORDS)
    page.get_by_role("button", name="Send for approval").click()

    expect(page.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    post = Post.objects.get(guest_name="Jory M.")
    assert "no-proof" in post.screening["spam"]["parts"]
    assert post.hold_reasons == ["guest"]


def test_nobody_who_walks_through_the_form_by_keyboard_meets_the_trap(browser_context):
    page = browser_context(reduced_motion="reduce").new_page()
    send_as_guest(page, make_topic())

    visited = []
    for _step in range(12):
        page.keyboard.press("Tab")
        visited.append(page.evaluate("document.activeElement.name ?? ''"))

    assert "website" not in visited
    assert faults_at(page, "guest form", 390, impacts=SEVERE) == []


def test_who_asks_for_help_is_shown_where_to_turn_and_keeps_the_text(browser_context):
    page = browser_context(java_script_enabled=False).new_page()
    send_as_guest(page, make_topic())
    page.get_by_label("Your text").fill("I can't stop using and I want to die.")
    page.get_by_role("button", name="Send for approval").click()

    expect(page.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    for number in ("Call 911", "Call or text 988", "1-800-662-4357"):
        expect(page.get_by_role("link", name=number)).to_be_visible()
    expect(page.get_by_text("I can't stop using and I want to die.")).to_be_visible()
    assert Post.objects.get(guest_name="Jory M.").is_urgent
