"""What readers give to a library page, in a real browser: a comment, an answer, a suggestion."""

import pytest
from playwright.sync_api import Page, expect

from cms.models import PageFeedback, Suggestion
from forum.actions import discussing
from forum.models import Post
from tests.browser.looking import SEVERE, faults_of
from tests.browser.writing import signed_in
from tests.cms import pages
from tests.factories import UserFactory, make_reply, moderator
from tests.fixtures.library import prepared_library

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "We count the first hour from the last dose."


@pytest.fixture
def page_of_library():
    prepared_library()
    made = pages.article(title="Low-dose starts", summary="How to begin low.")
    topic = discussing.follow_page(made.pk)
    first = make_reply(topic, body="Where do I begin?")
    Post.objects.filter(pk=make_reply(topic, body="With little.").pk).update(reply_to=first)
    return made


def write(guest: Page, *, scripts: bool) -> None:
    """The comment form opens in place with scripts, as a page of its own without."""
    guest.locator("#discussion").get_by_role("link", name="Comment", exact=True).click()
    if scripts:
        expect(guest.locator("#discussion form")).to_be_visible()
    guest.get_by_label("Name to show").fill("Jory M.")
    guest.get_by_label("Your text").fill(WORDS)
    guest.get_by_role("button", name="Send for approval").click()
    expect(guest.get_by_role("heading", name="Thank you, we have it")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_guest_comments_and_says_what_was_missing(
    browser_context, page_of_library, client, scripts
):
    address = page_of_library.url
    guest = browser_context(java_script_enabled=scripts).new_page()
    guest.goto(address)
    assert guest.context.cookies() == []
    write(guest, scripts=scripts)
    guest.goto(address)
    expect(guest.get_by_text(WORDS)).to_have_count(0)

    desk = signed_in(browser_context(), client, moderator())
    desk.goto("/moderation/")
    desk.get_by_role("link", name="Jory M.").click()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text("Nothing is waiting")).to_be_visible()
    guest.goto(address)
    expect(guest.locator("#discussion").get_by_text(WORDS)).to_be_visible()
    expect(guest.get_by_role("link", name="All 3 comments")).to_be_visible()

    asked = guest.get_by_role("region", name="Was this page helpful?")
    asked.get_by_role("link", name="No").click()
    expect(asked.get_by_label("No")).to_be_checked()
    asked.get_by_label("What helped, or what was missing?").fill("A table.")
    asked.get_by_role("button", name="Send").click()
    expect(asked.get_by_text("You said no. Thank you for telling us.")).to_be_visible()
    assert guest.url.endswith(address) == scripts
    [said] = PageFeedback.objects.all()
    assert (said.helpful, said.reason) == (False, "A table.")


def test_a_member_suggests_and_every_form_is_accessible(browser_context, page_of_library, client):
    address = page_of_library.url
    member = signed_in(browser_context(reduced_motion="reduce"), client, UserFactory())
    faults = []
    for name in ("", "helpful/?answer=no", "suggest/?passage=A+claim."):
        member.goto(f"{address}{name}")
        faults += faults_of(member, name or "page with comments", impacts=SEVERE)
    expect(member.get_by_label("The passage you mean")).to_have_value("A claim.")
    member.get_by_label("What should change, and why").fill("Say which claim.")
    member.get_by_role("button", name="Send to the editors").click()

    expect(member.get_by_text("Waiting for an editor")).to_be_visible()
    faults += faults_of(member, "suggestions", impacts=SEVERE)
    assert Suggestion.objects.get().proposal == "Say which claim."
    assert faults == []
