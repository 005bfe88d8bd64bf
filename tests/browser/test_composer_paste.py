"""Pasting from a word processor, an online document and a web page."""

import pytest
from playwright.sync_api import expect

from forum.models import Post
from tests.browser.writing import (
    copied_from,
    copy,
    field_of,
    open_composer,
    settle,
    signed_in,
    source,
)
from tests.factories import UserFactory, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = (
    "<h2>Home start handout</h2>"
    "<p>Wait for <strong>moderate</strong> withdrawal, <em>then</em> take the first film.</p>"
    "<ul><li><p>Score at eight or more</p><ul><li><p>Pupils and gooseflesh</p></li></ul></li>"
    "<li><p>Nobody starts alone</p></li></ul>"
    "<p>Then</p>"
    "<ol><li><p>Four milligrams</p></li><li><p>Look again in an hour</p></li></ol>"
    "<table><tbody>"
    "<tr><td><p><strong>Hour</strong></p></td><td><p>Dose</p></td></tr>"
    "<tr><td><p>0</p></td><td><p>4 mg</p></td></tr>"
    "</tbody></table>"
)
GOOGLE_DOCS = (
    "<h2>Calling the pharmacy</h2>"
    "<p>Call <strong>before</strong> the visit <em>ends</em>; see "
    '<a href="https://www.example.org/stock">the stock list</a>.</p>'
    "<ul><li><p>Films</p><ul><li><p>8 mg, not 2 mg</p></li></ul></li>"
    "<li><p>Naloxone</p></li></ul>"
    "<table><tbody><tr><td><p>Chain</p></td><td><p>Wait</p></td></tr></tbody></table>"
)
WEB_PAGE = (
    "<h2>Prior authorization, in short</h2>"
    "<p>Send the form <strong>with</strong> the first claim.</p>"
    "<p>Plain words deep in boxes.</p>"
    '<p>Click me or <a href="https://example.org/form?utm_source=x">get the form</a>.</p>'
    "<table><tbody><tr><th><p>Plan</p></th><th><p>Days</p></th></tr>"
    "<tr><td><p>Public</p></td><td><p>2</p></td></tr></tbody></table>"
    "<pre><code>H0033 + J0571</code></pre>"
)


@pytest.fixture
def topic():
    return make_topic(title="Home starts by telephone")


@pytest.fixture
def page(browser_context, client):
    return signed_in(browser_context(), client, UserFactory())


@pytest.mark.parametrize(
    ("program", "cleaned"),
    [("word", WORD), ("google_docs", GOOGLE_DOCS), ("web_page", WEB_PAGE)],
)
def test_a_paste_is_cleaned_and_can_become_plain_text_and_come_back(page, topic, program, cleaned):
    clipboard = copied_from(program)
    open_composer(page, topic.get_absolute_url())
    copy(page, **clipboard)

    page.keyboard.press("Control+v")

    expect(page.get_by_text("Pasted as rich text.")).to_be_visible()
    assert source(page) == cleaned
    page.get_by_role("button", name="Paste as plain text instead").click()
    expect(page.get_by_text("Pasted as rich text.")).to_be_hidden()
    lines = [line.replace("\t", " ") for line in clipboard["text"].splitlines() if line.strip()]
    assert source(page) == "".join(f"<p>{line}</p>" for line in lines)
    page.keyboard.press("Control+z")
    assert source(page) == cleaned
    page.keyboard.press("Control+z")
    assert source(page) == ""


def test_what_was_pasted_in_the_middle_is_all_that_becomes_plain(page, topic):
    open_composer(page, topic.get_absolute_url())
    page.keyboard.type("Before after")
    for _ in "after":
        page.keyboard.press("ArrowLeft")
    settle(page)
    copy(page, html="<p>the <b>bold</b> word</p>", text="the bold word")

    page.keyboard.press("Control+v")
    page.keyboard.type(" typed ")

    assert source(page) == "<p>Before the <strong>bold</strong> word typed after</p>"
    page.get_by_role("button", name="Paste as plain text instead").click()
    assert source(page) == "<p>Before the bold word typed after</p>"
    page.keyboard.press("Control+z")
    assert source(page) == "<p>Before the <strong>bold</strong> word typed after</p>"


def test_a_change_inside_the_paste_withdraws_the_offer_to_replace_it(page, topic):
    open_composer(page, topic.get_absolute_url())
    copy(page, html="<p>the <b>bold</b> word</p>", text="the bold word")
    page.keyboard.press("Control+v")
    strip = page.get_by_text("Pasted as rich text.")
    expect(strip).to_be_visible()

    page.keyboard.press("ArrowLeft")
    settle(page)
    page.keyboard.type("s")

    expect(strip).to_be_hidden()
    assert source(page) == "<p>the <strong>bold</strong> worsd</p>"


def test_the_strip_can_be_dismissed(page, topic):
    open_composer(page, topic.get_absolute_url())
    copy(page, html="<ul><li>One</li></ul>", text="One")
    page.keyboard.press("Control+v")

    page.get_by_role("button", name="Dismiss").click()

    expect(page.get_by_text("Pasted as rich text.")).to_be_hidden()
    assert source(page) == "<ul><li><p>One</p></li></ul>"


def test_the_button_makes_the_next_paste_plain_and_only_that(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    copy(page, html="<p><b>Bold</b></p>", text="Bold")
    button = page.get_by_role("button", name="Paste as plain text")

    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+v")
    expect(field).to_have_text("Bold")
    assert source(page) == "<p>Bold</p>"
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")

    assert source(page) == "<p>Bold</p><p><strong>Bold</strong></p>"


def test_the_shortcut_of_word_processors_pastes_plain_text(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    copy(page, html="<p><b>Bold</b> word</p>", text="Bold word")

    page.keyboard.press("Control+Shift+v")

    expect(field).to_have_text("Bold word")
    assert source(page) == "<p>Bold word</p>"


def test_images_of_a_pasted_page_are_left_out_and_the_writer_is_told(page, topic):
    open_composer(page, topic.get_absolute_url())
    copy(page, **copied_from("web_page"))

    page.keyboard.press("Control+v")

    expect(page.get_by_text("Images in what you pasted were left out.")).to_be_visible()
    assert "<img" not in source(page)
    assert page.evaluate("window.stolen") is None


def test_a_tracking_pixel_is_left_out_without_a_word(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    pixel = '<p>Words <img src="https://tracker.example/p.gif" width="1" height="1"></p>'
    copy(page, html=pixel, text="Words")

    page.keyboard.press("Control+v")

    expect(field).to_have_text("Words")
    expect(page.get_by_text("were left out")).to_have_count(0)


def test_a_copy_within_the_field_keeps_what_it_is_and_needs_no_strip(page, topic):
    open_composer(page, topic.get_absolute_url())
    page.keyboard.press("Control+b")
    page.keyboard.type("Strong")
    page.keyboard.press("Shift+Home")
    settle(page)
    page.keyboard.press("Control+c")
    page.keyboard.press("End")
    settle(page)

    page.keyboard.press("Control+v")

    assert source(page) == "<p><strong>StrongStrong</strong></p>"
    expect(page.get_by_text("Pasted as rich text.")).to_have_count(0)


def test_a_guest_who_pastes_an_image_is_told_why_not_and_keeps_the_text(browser_context, topic):
    context = browser_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(topic.get_absolute_url())
    page.get_by_role("link", name="Write a reply").click()
    page.locator("[data-composer] textarea").click()
    field = field_of(page)
    page.keyboard.type("Words first. ")
    page.evaluate(
        """async () => {
            const canvas = new OffscreenCanvas(8, 8);
            canvas.getContext("2d").fillRect(0, 0, 8, 8);
            const image = await canvas.convertToBlob({ type: "image/png" });
            await navigator.clipboard.write([new ClipboardItem({ "image/png": image })]);
        }"""
    )

    page.keyboard.press("Control+v")

    expect(page.get_by_text("Images cannot be pasted here. Sign in to add one.")).to_be_visible()
    expect(field).to_have_text("Words first.")
    assert page.get_by_role("button", name="Image", exact=True).count() == 0


def test_what_was_pasted_arrives_cleaned_in_the_thread(page, topic):
    open_composer(page, topic.get_absolute_url())
    copy(page, **copied_from("web_page"))
    page.keyboard.press("Control+v")
    expect(page.get_by_text("Pasted as rich text.")).to_be_visible()

    page.get_by_role("button", name="Post reply").click()

    expect(page.locator(".post").last.get_by_text("Plain words deep in boxes.")).to_be_visible()
    post = Post.objects.get(position=2)
    assert post.body_format == Post.Format.HTML
    assert "<strong>with</strong>" in post.body_html
    assert "<th>" in post.body_html
    for word in ("script", "javascript", "style=", "tracker", "iframe", "onclick"):
        assert word not in post.body_html
