"""A moderator splits and merges in a browser, with scripts and without; the pages are usable."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from forum.models import Topic
from tests.browser.looking import faults_of
from tests.factories import make_held_reply, make_reply, make_topic, moderator
from tests.moderation.tooling import use

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page_of(browser_context: Callable[..., BrowserContext], client: Any) -> Callable[..., Page]:
    """A page of a signed-in person: `page_of(person, java_script_enabled=False)`."""

    def open_page(person: User, **options: Any) -> Page:
        client.force_login(person)
        context = browser_context(**options)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}
        context.add_cookies([cookie])
        return context.new_page()

    return open_page


def discussion() -> Topic:
    topic = make_topic(title="Withdrawal got worse after the first 8 mg", body="What went wrong?")
    for words in ("Wait longer.", "Who pays for the visit?", "Code 99213.", "Start with 2 mg."):
        make_reply(topic, body=words)
    return topic


@pytest.mark.parametrize("scripts", [True, False])
def test_a_moderator_splits_replies_off_and_merges_them_back(page_of, scripts):
    topic = discussion()
    page = page_of(moderator(), java_script_enabled=scripts)
    page.goto(topic.get_absolute_url())

    page.get_by_role("link", name="Tools").click()
    page.get_by_role("link", name="Split replies off").click()
    page.get_by_role("checkbox", name="Who pays for the visit?").check()
    page.get_by_role("checkbox", name="Code 99213.").check()
    page.get_by_label("Title of the new discussion").fill("Billing the first visit")
    page.get_by_label("Reason").fill("About money.")
    page.get_by_role("button", name="Split off").click()

    expect(page.get_by_role("heading", level=1, name="Billing the first visit")).to_be_visible()
    expect(page.locator("main")).to_contain_text("2 posts are a discussion of their own now.")
    page.get_by_role("link", name=topic.title).first.click()
    line = page.locator(".eventline")
    expect(line).to_contain_text("2 replies were moved to Billing the first visit")
    expect(page.locator("article.post")).to_have_count(3)

    page.goto(Topic.objects.get(title="Billing the first visit").get_absolute_url())
    page.get_by_role("link", name="Tools").click()
    page.get_by_role("link", name="Merge into another discussion").click()
    page.get_by_label("Which discussion should this one go into?").fill("Withdrawal got")
    page.get_by_role("button", name="Find it").click()
    page.locator("main").get_by_role("link", name=topic.title).click()
    expect(page.locator("main")).to_contain_text("2 posts of “Billing the first visit” go behind")
    page.get_by_label("Reason").fill("A mistake.")
    page.get_by_role("button", name="Merge", exact=True).click()

    expect(page.get_by_role("heading", level=1, name=topic.title)).to_be_visible()
    expect(page.locator("article.post")).to_have_count(5)
    assert Topic.objects.filter(is_public=True).get().pk == topic.pk


def test_a_refused_form_comes_back_with_what_was_typed(page_of):
    topic = discussion()
    page = page_of(moderator())
    page.goto(f"/moderation/topics/{topic.pk}/")
    use("pin", topic, pinned=True)

    page.get_by_label("What readers are told").fill("It went in circles.")
    page.get_by_role("button", name="Close it").click()

    expect(page.get_by_role("alert").first).to_contain_text("was faster")
    expect(page.get_by_label("What readers are told")).to_have_value("It went in circles.")
    page.get_by_role("button", name="Close it").click()
    expect(page.locator("main")).to_contain_text("The discussion is closed to replies.")


def test_the_pages_of_tools_are_usable_at_every_width(page_of):
    topic, other = discussion(), make_topic(title="The same question")
    make_held_reply(topic)
    use("lock", topic, closed=True, word="The rule changed in March, see the newer discussion.")
    page = page_of(moderator(), reduced_motion="reduce")

    faults = []
    for name, address in [
        ("tools", f"/moderation/topics/{topic.pk}/"),
        ("merge", f"/moderation/topics/{topic.pk}/merge/?into={other.pk}"),
        ("split", f"/moderation/topics/{topic.pk}/split/"),
        ("topic", topic.get_absolute_url()),
    ]:
        page.goto(address)
        faults += faults_of(page, name)

    assert faults == []
