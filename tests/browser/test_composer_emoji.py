"""Emoji: the panel, names while typing, and the live count that the server shares."""

import pytest
from playwright.sync_api import expect

from forum.emoji import PATTERN, count_emoji
from forum.models import Post
from tests.browser.writing import copy, open_composer, signed_in, source
from tests.factories import UserFactory, make_topic
from tests.forum.test_emoji import COUNTED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic():
    return make_topic(title="Home starts by telephone")


@pytest.fixture
def page(browser_context, client):
    return signed_in(browser_context(), client, UserFactory())


def test_an_emoji_is_found_by_name_and_put_in_with_the_keyboard_alone(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    page.get_by_role("button", name="Emoji", exact=True).press("Enter")
    panel = page.get_by_role("dialog", name="Emoji")
    search = panel.get_by_label("Search emoji by name")
    expect(search).to_be_focused()

    page.keyboard.type("syringe")
    expect(panel.get_by_role("button", name="syringe")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_role("button", name="syringe")).to_be_focused()
    page.keyboard.press("Enter")

    expect(panel).to_be_hidden()
    expect(field).to_be_focused()
    assert source(page) == "<p>💉</p>"
    expect(page.locator(".status").get_by_text("Emoji 1 of 75")).to_be_visible()
    page.keyboard.press("Control+z")
    assert source(page) == ""


def test_arrows_move_in_the_grid_and_escape_leaves_it(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    page.get_by_role("button", name="Emoji", exact=True).click()
    panel = page.get_by_role("dialog", name="Emoji")
    panel.get_by_role("button", name="Food and drink").click()
    cells = panel.locator("[data-grid] button")
    cells.first.focus()

    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("Escape")

    expect(panel).to_be_hidden()
    expect(field).to_be_focused()


def test_a_skin_tone_is_chosen_once(page, topic):
    open_composer(page, topic.get_absolute_url())
    page.get_by_role("button", name="Emoji", exact=True).click()
    panel = page.get_by_role("dialog", name="Emoji")
    panel.get_by_label("Skin tone").select_option("🏽")
    panel.get_by_label("Search emoji by name").fill("man health worker")
    panel.get_by_role("button", name="man health worker", exact=True).click()

    assert source(page) == "<p>👨🏽\u200d⚕️</p>"
    expect(page.locator(".status").get_by_text("Emoji 1 of 75")).to_be_visible()


def test_a_name_between_colons_offers_emoji_while_typing(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    page.keyboard.type("Well done :thumbsu")
    options = page.get_by_role("listbox", name="Found").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Enter")
    expect(field).to_have_text("Well done 👍")
    assert source(page) == "<p>Well done 👍</p>"
    page.keyboard.type("at 8:45 :sm")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")

    expect(options).to_have_count(0)
    assert source(page) == "<p>Well done 👍 at 8:45 :sm</p>"


def test_over_the_limit_the_count_says_so_and_the_text_stays(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    copy(page, text="😀" * 78)
    page.keyboard.press("Control+v")
    over = page.get_by_text("Emoji 78 of 75, remove 3")
    expect(over.first).to_be_visible()
    address = page.url

    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("[data-strips]").get_by_text("Emoji 78 of 75, remove 3")).to_be_visible()
    expect(field).to_contain_text("😀" * 78)
    assert page.url == address
    page.keyboard.press("Control+End")
    for _ in range(3):
        page.keyboard.press("Backspace")
    expect(page.locator(".status").get_by_text("Emoji 75 of 75")).to_be_visible()
    page.get_by_role("button", name="Post reply").click()

    page.wait_for_url("**#post-*")
    assert count_emoji(Post.objects.get(position=2).body_text) == 75


def test_the_browser_counts_as_the_server_does(page):
    page.goto("/robots.txt")
    for text, number in COUNTED:
        seen = page.evaluate(
            "([text, pattern]) => (text.match(new RegExp(pattern, 'gu')) ?? []).length",
            [text, PATTERN],
        )
        assert (text, seen) == (text, number)


def test_every_emoji_of_the_panel_counts_as_one_on_both_sides(page, topic):
    page.goto("/robots.txt")
    signs = page.evaluate(
        """async () => (await (await fetch("/static/vendor/emojibase-data/en.json")).json())
            .flatMap(([, rows]) => rows.map(([sign]) => sign))"""
    )
    assert len(signs) > 1800

    assert [sign for sign in signs if count_emoji(sign) != 1] == []
    assert (
        page.evaluate(
            """([signs, pattern]) => signs.filter(
            (sign) => sign.match(new RegExp(pattern, "gu"))?.[0] !== sign)""",
            [signs, PATTERN],
        )
        == []
    )
