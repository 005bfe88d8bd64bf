"""Notices in a real browser: the bell, the list, following and stopping, with axe-core."""

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import OutboxMessage, User
from forum import actions
from forum.models import Follow, Notice, NoticeSetting, Post
from forum.notices import announce
from tests.browser.looking import faults_of
from tests.factories import UserFactory, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(context: BrowserContext, client, person: User) -> Page:
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "domain": "localhost", "path": "/"}])
    return context.new_page()


@pytest.fixture
def asker() -> User:
    return UserFactory(display_name="Amos Terrel")


@pytest.fixture
def reply(asker) -> Post:
    topic = make_topic(sender=asker, title="Which codes for two visits?")
    Post.objects.update(announced_at=timezone.now())
    post = make_reply(topic, sender=UserFactory(display_name="Priya Ostrander", credentials="DO"))
    announce(post.pk)
    return post


@pytest.mark.parametrize("scripts", [True, False])
def test_the_bell_leads_to_the_list_and_the_list_to_the_post(
    browser_context, client, asker, reply, scripts
):
    page = signed_in(browser_context(java_script_enabled=scripts), client, asker)
    page.goto("/")

    page.get_by_role("link", name="Notifications, 1 unread").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.get_by_role("link", name="Priya Ostrander, DO replied to you in").click()

    expect(page.locator(f"#post-{reply.pk}")).to_be_visible()
    expect(
        page.get_by_role("banner").get_by_role("link", name="Notifications", exact=True)
    ).to_be_visible()
    assert not Notice.objects.unread().exists()


def test_one_and_all_are_marked_as_read(browser_context, client, asker, reply):
    for _ in range(2):
        announce(make_reply(reply.topic).pk)
    page = signed_in(browser_context(), client, asker)
    page.goto("/notifications/")

    page.get_by_role("button", name="Mark as read: Which codes").first.click()
    expect(page.get_by_role("link", name="Notifications, 2 unread")).to_be_visible()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("button", name="Mark all as read")).to_have_count(0)

    assert not Notice.objects.unread().exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_discussion_is_followed_from_its_page_and_muted_in_the_settings(
    browser_context, client, reply, scripts
):
    person = UserFactory()
    page = signed_in(browser_context(java_script_enabled=scripts), client, person)
    page.goto(reply.topic.get_absolute_url())

    page.locator("details.follow summary").first.click()
    page.get_by_role("button", name="Every post").first.click()
    expect(page.get_by_text("You follow “Which codes for two visits?”.")).to_be_visible()
    assert Follow.objects.get().level == "all"

    page.goto("/settings/notifications/")
    page.locator("details.follow summary").click()
    page.get_by_role("button", name="Nothing").click()
    expect(page.locator("details.follow summary")).to_contain_text("Muted")
    assert Follow.objects.get().level == "muted"


def test_the_way_of_a_kind_is_chosen_in_the_table(browser_context, client, asker):
    page = signed_in(browser_context(), client, asker)
    page.goto("/settings/notifications/")

    page.get_by_role("radio", name="Someone replies to me: In the list", exact=True).check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Your choice is saved.")).to_be_visible()
    chosen = NoticeSetting.objects.get(person=asker, kind="reply")
    assert chosen.way == "list"
    assert page.get_by_role(
        "radio", name="Someone replies to me: In the list", exact=True
    ).is_checked()


def test_the_link_in_a_mail_stops_it_without_signing_in(page_without_scripts, asker, reply):
    page = page_without_scripts
    address = OutboxMessage.objects.get(kind="notice").headers["List-Unsubscribe"].strip("<>")

    page.goto(address.removeprefix("http://localhost:8000"))
    expect(page.get_by_role("heading", name="Stop this kind of mail?")).to_be_visible()
    assert not NoticeSetting.objects.exists()
    page.get_by_role("button", name="Stop", exact=True).click()

    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    assert NoticeSetting.objects.get().way == "list"
    assert page.context.cookies() == []


def test_every_screen_is_accessible_and_fits(browser_context, client, asker, reply):
    actions.follow(asker, topic=reply.topic, level="muted")
    actions.follow(asker, category=reply.topic.category, level="topics")
    stop = OutboxMessage.objects.get(kind="notice").headers["List-Unsubscribe"].strip("<>")
    page = signed_in(browser_context(reduced_motion="reduce"), client, asker)
    faults = []
    for address in (
        "/notifications/",
        "/notifications/?show=mentions",
        "/settings/notifications/",
        stop.removeprefix("http://localhost:8000"),
    ):
        page.goto(address)
        for menu in page.locator(
            "main details.follow summary, .tools > details.menu summary"
        ).all()[-1:]:
            menu.click()
        faults += faults_of(page, address)

    assert faults == []
