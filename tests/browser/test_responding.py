"""Pressing, sharing, keeping: with scripts nothing moves, without them everything still works."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from forum.models import Bookmark, Post, Topic
from tests.browser.looking import WIDTHS, faults_at, faults_of
from tests.factories import UserFactory, make_reply, make_topic, moderator

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


def article(page: Page, post: Post) -> Any:
    return page.locator(f"#post-{post.pk}")


def begin_to_write(page: Page) -> None:
    """Half a sentence in the reply's field; the editor that comes with the focus is there."""
    page.locator("textarea[name=body]").fill("Half a sentence")
    expect(page.locator("#reply [contenteditable=true]")).to_be_visible(timeout=15_000)


def question() -> Topic:
    topic = make_topic(title="Withdrawal got worse after the first 8 mg")
    make_reply(topic)
    return topic


# --- reactions --------------------------------------------------------------------------------


def test_a_reaction_changes_its_button_alone_and_keeps_the_focus(page_of):
    topic = question()
    post = topic.posts.get(position=2)
    page = page_of(UserFactory())
    page.goto(topic.get_absolute_url())
    begin_to_write(page)
    address = page.url

    helpful = article(page, post).get_by_role("button", name="Helpful")
    helpful.click()

    pressed = article(page, post).get_by_role("button", name="Helpful 1")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    assert page.url == address
    expect(page.get_by_text("Half a sentence")).to_be_visible()
    pressed.press("Enter")
    expect(helpful).to_have_attribute("aria-pressed", "false")
    assert Post.objects.get(pk=post.pk).reaction_counts == {}


def test_the_other_reactions_are_in_a_menu_and_join_the_first_once_pressed(page_of):
    topic = question()
    post = topic.posts.get(position=2)
    page = page_of(UserFactory())
    page.goto(topic.get_absolute_url())

    menu = article(page, post).get_by_label("More reactions to post 2")
    menu.focus()
    menu.press("Enter")
    article(page, post).get_by_role("button", name="Needs a source").click()

    pressed = article(page, post).get_by_role("button", name="Needs a source 1")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()


def test_a_reaction_works_without_scripts(page_of):
    topic = question()
    post = topic.posts.get(position=2)
    page = page_of(UserFactory(), java_script_enabled=False)
    page.goto(topic.get_absolute_url())

    article(page, post).get_by_role("button", name="Helpful").click()

    assert page.url.endswith(f"#post-{post.pk}")
    pressed = article(page, post).get_by_role("button", name="Helpful 1")
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_ones_own_post_and_a_visitors_page_show_counts_and_nothing_to_press(page_of, page):
    topic = question()
    post = topic.posts.get(position=2)
    Post.objects.filter(pk=post.pk).update(reaction_counts={"helpful": 3, "thanks": 1})
    own = page_of(post.author)
    own.goto(topic.get_absolute_url())
    page.goto(topic.get_absolute_url())

    for reader in (own, page):
        expect(article(reader, post).get_by_text("Helpful 3")).to_be_visible()
        expect(article(reader, post).get_by_text("Thanks 1")).to_be_visible()
        expect(article(reader, post).locator("button.react")).to_have_count(0)
    expect(page.locator("article form")).to_have_count(0)
    assert page.context.cookies() == []


def test_a_press_that_fails_says_so_and_loses_nothing(page_of):
    topic = question()
    post = topic.posts.get(position=2)
    page = page_of(UserFactory())
    page.goto(topic.get_absolute_url())
    begin_to_write(page)
    Post.objects.get(pk=post.pk).hide(reason="wording")

    article(page, post).get_by_role("button", name="Helpful").click()

    expect(page.get_by_text("That did not work. Reload the page and try again.")).to_be_visible()
    expect(page.get_by_text("Half a sentence")).to_be_visible()


# --- bookmarks --------------------------------------------------------------------------------


def test_a_bookmark_is_made_in_place_found_on_its_page_and_removed(page_of):
    topic = question()
    post = topic.posts.get(position=2)
    page = page_of(UserFactory())
    page.goto(topic.get_absolute_url())

    more = article(page, post).get_by_label("More for post 2")
    more.click()
    article(page, post).get_by_role("button", name="Bookmark").click()
    expect(page.get_by_text("In your bookmarks.")).to_be_visible()
    expect(more).to_be_focused()
    assert Bookmark.objects.count() == 1

    page.goto("/bookmarks/")
    expect(page.get_by_role("link", name=topic.title)).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Remove the bookmark").click()
    expect(page.get_by_role("heading", name="Nothing kept yet")).to_be_visible()


# --- answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_the_asker_accepts_an_answer_from_the_menu(page_of, scripts):
    topic = question()
    post = topic.posts.get(position=2)
    page = page_of(topic.author, java_script_enabled=scripts)
    page.goto(topic.get_absolute_url())

    article(page, post).get_by_label("More for post 2").click()
    article(page, post).get_by_role("button", name="Accept as answer").click()

    expect(page.get_by_text("Marked as an accepted answer.")).to_be_visible()
    assert Post.objects.get(pk=post.pk).accepted_at
    article(page, post).get_by_label("More for post 2").click()
    expect(article(page, post).get_by_role("button", name="No longer the answer")).to_be_visible()


# --- sharing ----------------------------------------------------------------------------------


def test_sharing_offers_the_link_to_copy(browser_context):
    topic = question()
    post = topic.posts.get(position=2)
    context = browser_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(topic.get_absolute_url())

    share = article(page, post).get_by_role("link", name="Share post 2")
    share.click()
    dialog = page.get_by_role("dialog", name="Share this post")
    expect(dialog.get_by_label("Link to this post")).to_have_value(
        page.evaluate("location.origin") + post.get_absolute_url()
    )
    assert Axe().run(page).response["violations"] == []
    dialog.get_by_role("button", name="Copy").click()

    expect(dialog.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/posts/{post.pk}/")
    page.keyboard.press("Escape")
    expect(share).to_be_focused()


def test_sharing_opens_the_devices_own_sheet_where_there_is_one(page):
    topic = question()
    page.add_init_script(
        "Navigator.prototype.share = async (what) => { document.title = what.url; }"
    )
    page.goto(topic.get_absolute_url())

    page.get_by_role("link", name="Share post 1").click()

    expect(page).to_have_title(re.compile("/posts/"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_sharing_without_scripts_leads_to_the_lasting_address(page_without_scripts):
    topic = question()
    page_without_scripts.goto(topic.get_absolute_url())

    page_without_scripts.get_by_role("link", name="Share post 2").click()

    assert page_without_scripts.url.endswith(f"#post-{topic.posts.get(position=2).pk}")


# --- looks ------------------------------------------------------------------------------------


def test_menus_and_pages_of_this_kind_are_accessible_and_fit(page_of):
    topic = question()
    Post.objects.filter(topic=topic).update(
        reaction_counts={"helpful": 1234, "same": 99, "thanks": 7}
    )
    page = page_of(moderator(), reduced_motion="reduce")
    faults = []

    for label in ["More for post 2", "More reactions to post 2"]:
        for width in WIDTHS:  # the place of a menu is chosen when it opens
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(topic.get_absolute_url())
            page.get_by_label(label).click()
            box = page.locator("details.menu[open] .menu-list").bounding_box()
            if box["x"] < 0 or box["x"] + box["width"] > width:
                faults.append(f"{label}: the menu leaves a window of {width}")
            faults += faults_at(page, label, width)
    for query in ["", "?show=topics"]:
        page.goto(f"/members/{topic.author.handle}/{query}")
        faults += faults_of(page, f"member {query}")

    assert faults == []
