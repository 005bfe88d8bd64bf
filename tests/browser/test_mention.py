"""Typing "@": a list by keyboard, mouse and finger, that names only who may read."""

import pytest
from playwright.sync_api import expect

from forum.models import Post
from tests.factories import UserFactory, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic():
    topic = make_topic(sender=UserFactory(display_name="Rosalind Achterberg", handle="rosalind-a"))
    make_reply(topic, sender=UserFactory(display_name="Rosa Petrov", handle="rosa-p"))
    UserFactory(display_name="Rosario Quispe", handle="rosario-q")
    return topic


@pytest.fixture
def open_as(browser_context, client):
    """A function that opens an address as a person."""

    def go(person, address, **options):
        client.force_login(person)
        context = browser_context(**options)
        session = client.cookies["sessionid"].value
        context.add_cookies(
            [{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}]
        )
        page = context.new_page()
        page.goto(address)
        return page

    return go


def write(page, text):
    page.locator("#id_body").click()
    page.locator("[data-attached] [contenteditable]").click()
    page.keyboard.type(text)


def test_arrows_and_enter_choose_a_person_and_the_sent_post_calls_them(open_as, topic):
    page = open_as(UserFactory(), topic.get_absolute_url())
    write(page, "Thank you @ros")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.first).to_contain_text("Rosa Petrov")
    box = page.locator("[contenteditable]")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))

    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(options).to_have_count(0)
    page.keyboard.type("for this.")
    page.get_by_role("button", name="Post reply").click()

    page.wait_for_url("**#post-*")
    assert "@Rosalind Achterberg</a> for this." in Post.objects.latest("pk").body_html


def test_tab_chooses_and_escape_closes_until_something_else_is_typed(open_as, topic):
    page = open_as(UserFactory(), topic.get_absolute_url())
    write(page, "@ros")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)

    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.type("ar")
    expect(options).to_have_count(1)
    page.keyboard.press("Tab")

    expect(page.locator("[contenteditable]")).to_have_text("@rosario-q ")


def test_a_click_chooses(open_as, topic):
    page = open_as(UserFactory(), topic.get_absolute_url())
    write(page, "@ros")

    page.get_by_role("option", name="Rosario Quispe").click()

    expect(page.locator("[contenteditable]")).to_have_text("@rosario-q ")


def test_a_finger_chooses_on_a_phone(open_as, topic):
    size = {"width": 390, "height": 844}
    page = open_as(
        UserFactory(), topic.get_absolute_url(), viewport=size, has_touch=True, is_mobile=True
    )
    write(page, "@ros")
    option = page.get_by_role("option", name="Rosario Quispe")
    expect(option).to_be_visible()
    assert option.bounding_box()["height"] >= 44

    option.tap()

    expect(page.locator("[contenteditable]")).to_have_text("@rosario-q ")


def test_the_number_of_people_is_said_aloud(open_as, topic):
    page = open_as(UserFactory(), topic.get_absolute_url())

    write(page, "@ros")

    expect(page.locator(".editor [role=status].vh")).to_have_text("3 people found")
    expect(page.locator("[contenteditable]")).not_to_have_attribute("aria-expanded", "true")


def test_an_address_and_code_open_no_list(open_as, topic):
    page = open_as(UserFactory(), topic.get_absolute_url())

    write(page, "me@ros")
    page.clock.install()
    for words in (" `@ros`", " "):
        page.clock.run_for(2_000)  # longer than it waits for the next key
        page.evaluate("fetch('/compose/people/?q=ros').then((answer) => answer.text())")
        expect(page.get_by_role("option")).to_have_count(0)
        page.keyboard.type(words)
    with page.expect_response(f"**/compose/people/?q=rosar&topic={topic.pk}"):
        page.keyboard.type("@rosar")


def test_a_visitor_has_no_list_and_writes_on(page, topic):
    asked = []
    page.on("request", lambda request: "people" in request.url and asked.append(request.url))
    page.goto(topic.get_absolute_url() + "reply/")

    write(page, "@ros and more")

    expect(page.locator("[contenteditable]")).to_have_text("@ros and more")
    expect(page.get_by_role("option")).to_have_count(0)
    assert asked == []
