"""A moderator's outcomes in a real browser, with scripts and without."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from forum.models import Post
from moderation import actions
from moderation.models import Decision
from tests.browser.looking import SEVERE, faults_of
from tests.factories import make_reply, make_topic, moderator, newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Fine so far. She lives in Harlow & works there."


@pytest.fixture
def page_of(browser_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A function that opens a page of somebody who is signed in."""

    def open_page(person: User, **options: object) -> Page:
        client = Client()
        client.force_login(person)
        context = browser_context(**options)
        session = client.cookies["sessionid"].value
        context.add_cookies(
            [{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}]
        )
        return context.new_page()

    return open_page


def select(page: Page, words: str) -> None:
    """Select `words` of the waiting text, as a mouse would."""
    page.evaluate(
        """words => {
          const body = document.querySelector("#item [data-text]");
          const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }""",
        words,
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_is_returned_with_passages_and_its_author_sees_them(page_of, scripts):
    author = newcomer()
    post = make_reply(make_topic(), sender=author, body=TEXT)
    page = page_of(moderator(), java_script_enabled=scripts)

    page.goto(f"/moderation/items/{post.pk}/")
    page.locator("label", has_text="Ask for changes").click()
    page.get_by_label("Remove patient details").check()
    page.get_by_text("Mark passages in the text").click()
    if scripts:
        expect(page.get_by_label("Message to the author")).to_have_value(
            "Thank you, this is useful. Some details could point to one person. Please take out"
            " names, places, exact dates and record numbers."
        )
        select(page, "works there")
        page.get_by_role("button", name="Mark the selected words").click()
        expected = {"start": 35, "end": 46}
    else:
        page.get_by_label("She lives in Harlow & works there.").check()
        expected = {"start": 13, "end": 47}
    page.locator("#decide input[type=text]:visible").fill("Leave the place out")
    page.get_by_role("button", name="Send and open next").click()
    expect(page.get_by_text("Changes asked for", exact=False).first).to_be_visible()

    assert Decision.objects.get().marks == [{**expected, "note": "Leave the place out"}]
    theirs = page_of(author, java_script_enabled=scripts)
    theirs.goto(f"/posts/{post.pk}/edit/")
    expect(theirs.locator("mark.asked")).to_contain_text("works there")
    expect(theirs.get_by_text("Leave the place out")).to_be_visible()


def test_words_are_marked_from_right_under_the_selection(page_of):
    post = make_reply(make_topic(), sender=newcomer(), body=TEXT)
    page = page_of(moderator())
    page.goto(f"/moderation/items/{post.pk}/")
    here = page.get_by_role("button", name="Ask to change these words")
    expect(here).to_be_hidden()

    select(page, "works there")
    here.click()

    expect(page.get_by_label("Ask for changes")).to_be_checked()
    expect(page.get_by_label("works there", exact=True)).to_be_checked()
    expect(page.locator("#decide input[type=text]:visible")).to_be_focused()
    assert page.evaluate("[...CSS.highlights.get('asked')].map(String)") == ["works there"]
    expect(here).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_moderator_edits_and_publishes(page_of, scripts):
    post = make_reply(make_topic(), sender=newcomer(), body=TEXT)
    page = page_of(moderator(), java_script_enabled=scripts)

    page.goto(f"/moderation/items/{post.pk}/")
    page.get_by_role("link", name="Edit first").click()
    text = page.locator("[name=body]")
    if scripts:
        text.focus()
        text = page.locator("[contenteditable=true]").first
    text.fill("She lives in a small town.")
    page.get_by_label("What you changed").fill("Place taken out")
    page.get_by_role("button", name="Publish this text").click()
    expect(page.get_by_text("Edited and approved", exact=False).first).to_be_visible()

    post = Post.objects.get(pk=post.pk)
    assert (post.state, post.body_text) == ("published", "She lives in a small town.")


def test_a_refused_author_asks_another_moderator_without_scripts(page_of):
    author = newcomer()
    post = make_reply(make_topic(), sender=author, body=TEXT)
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="decline", reason="wording")
    page = page_of(author, java_script_enabled=False)

    page.goto(f"{post.topic.get_absolute_url()}?page=last")
    page.get_by_role("link", name="Ask another moderator").click()
    page.get_by_role("textbox").last.fill("It is a quotation.")
    page.get_by_role("button", name="Send to another moderator").click()
    expect(page.get_by_text("Another moderator reads it now.")).to_be_visible()

    assert Post.objects.get(pk=post.pk).is_appealed


def test_the_pages_of_outcomes_have_no_severe_faults(page_of):
    judge, author = moderator(), newcomer()
    post = make_reply(make_topic(), sender=author, body=TEXT)
    refused = make_reply(make_topic(), sender=newcomer(), body=TEXT)
    actions.decide(
        refused.pk, moderator=moderator(), version=1, outcome="decline", reason="wording"
    )
    page = page_of(judge, reduced_motion="reduce")
    faults = []
    for address in (
        f"/moderation/items/{post.pk}/",
        f"/moderation/items/{post.pk}/edit/",
        f"/moderation/items/{refused.pk}/",
        "/moderation/reasons/",
        "/moderation/reasons/wording/",
    ):
        page.goto(address)
        if address.endswith(f"items/{post.pk}/"):
            page.locator("label", has_text="Ask for changes").click()
            page.get_by_text("Mark passages in the text").click()
        faults += faults_of(page, address, impacts=SEVERE)
    assert faults == []
