"""The preview shows what readers will see, with scripts and without."""

import pytest
from playwright.sync_api import expect

from forum.models import Post
from tests.browser.writing import settle
from tests.factories import UserFactory, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic():
    UserFactory(display_name="Ada Baker", handle="ada-b")
    return make_topic()


def test_the_preview_takes_the_editors_place_and_gives_it_back(page, topic):
    page.goto(topic.get_absolute_url() + "reply/")
    page.locator("#id_body").click()
    box = page.locator("[data-attached] [contenteditable]")
    box.click()
    page.keyboard.type("Thank you @ada-b for this.")

    page.get_by_role("button", name="Preview").click()
    sheet = page.locator(".previewsheet")
    expect(sheet.locator("a.mention")).to_have_text("@Ada Baker")
    expect(box).to_be_hidden()
    expect(sheet).to_be_focused()
    page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()
    expect(box).to_have_text("Thank you @ada-b for this.")
    expect(box).to_be_focused()
    assert Post.objects.count() == 1


def test_a_preview_that_fails_says_so_and_keeps_the_text(page, topic):
    page.goto(topic.get_absolute_url() + "reply/")
    page.locator("#id_body").click()
    box = page.locator("[data-attached] [contenteditable]")
    box.click()
    page.keyboard.type("My words.")
    page.route("**/compose/preview/", lambda route: route.abort())

    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_text("The preview did not load.")).to_be_visible()
    expect(box).to_have_text("My words.")


def test_the_preview_is_there_whichever_part_of_the_editor_arrives_last(page, topic):
    late = []
    page.route("**/composer/toolbar*.js", lambda route: late.append(route))
    with page.expect_response("**/composer/preview*.js"):
        page.goto(topic.get_absolute_url() + "reply/")
        page.locator("#id_body").click()
    settle(page)
    late[0].continue_()
    box = page.locator("[data-attached] [contenteditable]")
    box.click()
    page.keyboard.type("My words.")

    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".previewsheet")).to_contain_text("My words.")


def test_without_scripts_the_form_comes_back_below_its_preview(page_without_scripts, topic):
    page = page_without_scripts
    page.goto(topic.get_absolute_url() + "reply/")
    page.fill("#id_guest_name", "Jory M.")
    page.fill("#id_body", "> Quoted.\n\nThank you @ada-b.")

    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".preview blockquote")).to_have_text("Quoted.")
    expect(page.locator(".preview a.mention")).to_have_text("@Ada Baker")
    expect(page.locator("#id_guest_name")).to_have_value("Jory M.")
    expect(page.locator("#id_body")).to_have_value("> Quoted.\n\nThank you @ada-b.")
    page.get_by_role("button", name="Send for approval").click()
    page.wait_for_url("**/receipts/**")
    assert Post.objects.latest("pk").state == "pending"
