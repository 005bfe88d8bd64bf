"""A guest's reply on its whole road, in a real browser, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import OutboxMessage, User
from accounts.roles import MODERATOR
from tests.factories import UserFactory, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "We send two extra films home with every start."


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill("correct horse battery")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def walk(guest: Page, open_context: Callable[..., BrowserContext], *, scripts: bool) -> None:
    """Guest reads and replies, a moderator approves, the thread shows it."""
    topic = make_topic(title="Withdrawal got worse after the first 8 mg", body="What now?")
    judge = UserFactory(groups=(MODERATOR,), display_name="Wren Halvorsen")
    judge.set_password("correct horse battery")
    judge.save()
    judge.emailaddress_set.create(email=judge.email, verified=True, primary=True)

    guest.goto("/")
    guest.get_by_role("link", name=topic.title).first.click()
    assert guest.context.cookies() == []
    guest.get_by_role("link", name="Write a reply").click()
    expect(guest.get_by_text("You are posting as a guest.")).to_be_visible()
    guest.get_by_label("Name to show").fill("Jory M.")
    guest.get_by_label("E-mail").fill("jory@example.org")
    guest.get_by_label("Your text").fill(WORDS)
    guest.get_by_role("button", name="Send for approval").click()

    expect(guest.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    expect(guest.get_by_text(WORDS)).to_be_visible()
    receipt = guest.url
    message = OutboxMessage.objects.get()
    confirm = message.text[message.text.index("/confirm/") :].split()[0]
    guest.goto(confirm)
    guest.get_by_role("button", name="Yes, this is my address").click()
    guest.wait_for_url(receipt)

    desk = open_context(java_script_enabled=scripts).new_page()
    sign_in(desk, judge)
    desk.get_by_role("link", name="Moderation").click()
    desk.get_by_role("link", name="Jory M.").click()
    expect(desk.get_by_role("article", name="Waiting post").get_by_text(WORDS)).to_be_visible()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text("Nothing is waiting")).to_be_visible()

    guest.goto(topic.get_absolute_url())
    expect(guest.get_by_text(WORDS)).to_be_visible()
    guest.goto(receipt)
    expect(guest.get_by_role("heading", name="Your text is now visible")).to_be_visible()


@pytest.mark.worker
def test_a_guests_reply_reaches_the_thread_and_the_guest_hears_of_it(
    smtp_server, valkey, celery_worker_process, page, browser_context, live_server, settings
):
    settings.SITE_ADDRESS = live_server.url
    celery_worker_process(SITE_ADDRESS=live_server.url)

    walk(page, browser_context, scripts=True)

    told = smtp_server.wait_for(3)
    assert sorted(message["Subject"] for message in told) == [
        "Confirm your e-mail for Open Rounds",
        "Your post is now visible",
        "[Open Rounds] Withdrawal got worse after the first 8 mg",
    ]


def test_the_same_road_without_scripts(page_without_scripts, browser_context):
    walk(page_without_scripts, browser_context, scripts=False)

    assert OutboxMessage.objects.filter(kind="decision publish").count() == 1
