"""Editing in a real browser: at once, the public history, and an edit that waits."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from forum.actions import editing
from forum.models import PendingEdit, Post, Receipt
from forum.sanitize import cook
from moderation import actions
from tests.browser.looking import SEVERE, faults_of
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic, moderator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member_page(browser_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
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


def published_guest_post() -> Post:
    held = make_held_reply(make_topic())
    actions.decide(held.pk, moderator=moderator(), version=1, outcome="publish")
    return Post.objects.get(pk=held.pk)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_author_edits_and_a_visitor_reads_what_changed(member_page, browser_context, scripts):
    author = UserFactory()
    post = make_reply(make_topic(), sender=author, body="Give 8 mg and wait an hour.")
    page = member_page(author, java_script_enabled=scripts)

    page.goto(f"/posts/{post.pk}/edit/")
    expect(page.get_by_text("Readers see the new text at once")).to_be_visible()
    text = page.locator("[name=body]")
    if scripts:
        text.focus()
        text = page.locator("[contenteditable=true]").first
    text.fill("Give 16 mg and wait an hour.")
    page.get_by_label("What changed").fill("The dose was wrong")
    page.get_by_role("button", name="Save the edit").click()
    page.wait_for_url(f"**/#post-{post.pk}")
    expect(page.get_by_text("Your edit is visible.")).to_be_visible()

    visitor = browser_context(java_script_enabled=scripts).new_page()
    visitor.goto(post.topic.get_absolute_url())
    article = visitor.locator(f"#post-{post.pk}")
    expect(article).to_contain_text("Give 16 mg and wait an hour.")
    article.get_by_text("edited", exact=True).click()

    expect(visitor.get_by_role("heading", name="History of post 2")).to_be_visible()
    expect(visitor.locator(".diff del")).to_have_text("Removed: 8. ")
    expect(visitor.locator(".diff ins")).to_have_text("Added: 16. ")
    expect(visitor.get_by_text("The dose was wrong")).to_be_visible()
    assert visitor.context.cookies() == []


def test_a_guests_edit_waits_until_a_moderator_approves_it(page, member_page):
    post = published_guest_post()
    receipt = Receipt.objects.get(post=post).get_absolute_url()

    page.goto(receipt)
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_text("A moderator reads the new text first")).to_be_visible()
    page.locator("[name=body]").focus()
    page.locator("[contenteditable=true]").first.fill("From a guest, with a source.")
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_role("heading", name="Your edit waits for a moderator")).to_be_visible()

    desk = member_page(moderator())
    desk.goto("/moderation/")
    desk.get_by_role("link", name="Edit of a published post").click()
    expect(desk.get_by_role("heading", name="What would change")).to_be_visible()
    expect(desk.locator(".diff ins")).to_contain_text("with a source.")
    desk.get_by_role("button", name="Approve the edit").click()
    expect(desk.get_by_text("Nothing is waiting")).to_be_visible()

    page.goto(post.topic.get_absolute_url())
    expect(page.get_by_text("From a guest, with a source.")).to_be_visible()


def test_its_screens_are_accessible_and_fit(member_page):
    judge = moderator()
    post = published_guest_post()
    other = make_reply(post.topic, sender=UserFactory(), body="Wait. " * 60)
    long_word = cook(f"Wait. {'x' * 200} https://a.example.org/{'y' * 150}", "text", by_guest=False)
    editing.edit(other.pk, editor=judge, seen_version=1, writing=long_word, note="n" * 140)
    editing.edit(post.pk, editor=None, seen_version=1, writing=long_word)
    page = member_page(judge, reduced_motion="reduce")
    addresses = [
        f"/posts/{other.pk}/edit/",
        f"/posts/{other.pk}/history/",
        f"{Receipt.objects.get(post=post).get_absolute_url()}",
        f"{Receipt.objects.get(post=post).get_absolute_url()}edit/",
        "/moderation/",
        f"/moderation/edits/{PendingEdit.objects.get().pk}/",
    ]

    faults = []
    for address in addresses:
        page.goto(address)
        faults += faults_of(page, address, impacts=SEVERE)

    assert faults == []


def test_a_draft_of_an_earlier_text_is_shown_beside_what_a_moderator_made_of_it(member_page):
    author = UserFactory()
    post = make_reply(make_topic(), sender=author, body="Record 4711: give 8 mg.")
    page = member_page(author, reduced_motion="reduce")
    page.goto(f"/posts/{post.pk}/edit/")
    page.locator("[name=body]").focus()
    page.locator("[contenteditable=true]").first.fill("Record 4711: give 16 mg.")
    expect(page.get_by_text("Draft saved", exact=True)).to_be_visible()
    editing.edit(
        post.pk,
        editor=moderator(),
        seen_version=1,
        writing=cook("Give 8 mg.", "text", by_guest=False),
        note="A number that names a patient",
    )

    page.goto(f"/posts/{post.pk}/edit/")
    expect(page.get_by_role("group", name="Your draft")).to_contain_text("give 16 mg")
    expect(page.locator("[name=body]")).to_have_value("Give 8 mg.")
    page.locator("[name=body]").focus()
    field = page.locator("[contenteditable=true]").first
    field.press_sequentially("Once. ")
    expect(page.get_by_text("changed after the draft below was begun")).to_be_visible()
    assert faults_of(page, "edit", impacts=SEVERE) == []
    page.get_by_role("link", name="Go on with the draft").click()

    page.locator("[name=body]").focus()
    expect(field).to_contain_text("Record 4711: give 16 mg.")
    field.fill("Give 16 mg.")
    page.get_by_role("button", name="Keep this one").click()  # what was typed above is kept too
    expect(page.get_by_text("Draft saved", exact=True)).to_be_visible()
    page.goto(f"/posts/{post.pk}/edit/")
    expect(page.locator("[name=body]")).to_have_value("<p>Give 16 mg.</p>")
