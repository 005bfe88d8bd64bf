"""Images in the composer, by what a person sees and presses."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from forum.models import Post, Upload
from tests.browser.looking import SEVERE, WIDTHS, faults_at
from tests.browser.writing import field_of, open_composer, signed_in, source
from tests.factories import UserFactory, make_topic
from tests.fixtures.pictures import photograph, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """(field, [bytes, kind]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "image", { type: kind }));
    field.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
}"""
DROP = (
    PASTE.replace("ClipboardEvent", "DragEvent")
    .replace('"paste"', '"drop"')
    .replace("clipboardData: data", "dataTransfer: data, clientX: 200, clientY: 200")
)


@pytest.fixture
def topic(settings):
    return make_topic(title="Withdrawal got worse after the first 8 mg")


@pytest.fixture
def member():
    return UserFactory(display_name="Adaeze Nwosu")


@pytest.fixture
def page(browser_context, client, member):
    return signed_in(browser_context(), client, member)


def file_of(tmp_path: Path, content: bytes, name: str = "curve.png") -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def paste_image(page: Page, content: bytes, kind: str = "image/png") -> None:
    field_of(page).evaluate(PASTE, [list(content), kind])


def test_an_image_is_chosen_described_and_posted(page, topic, tmp_path):
    field = open_composer(page, topic.get_absolute_url())
    field.press_sequentially("See this curve.")

    page.get_by_role("button", name="Image", exact=True).click()
    dialog = page.get_by_role("dialog", name="Add an image")
    dialog.get_by_label("Image from your device").set_input_files(file_of(tmp_path, photograph()))
    dialog.get_by_label("What does it show?").fill("COWS over two hours")
    dialog.get_by_role("button", name="Add image").click()
    expect(field.get_by_role("img", name="COWS over two hours")).to_be_visible()
    page.keyboard.type("After the image.")
    page.get_by_role("button", name="Post reply").click()

    posted = page.locator(".thread").get_by_role("img", name="COWS over two hours")
    expect(posted).to_be_visible()
    assert posted.evaluate("image => image.decode().then(() => image.naturalWidth)") == 80
    upload, post = Upload.objects.get(), Post.objects.get(opens_topic=False)
    assert upload.post == post
    assert post.body_html.index("See this") < post.body_html.index("<img")
    assert post.body_html.index("<img") < post.body_html.index("After the image.")


@pytest.mark.parametrize("way", [PASTE, DROP], ids=["pasted", "dropped"])
def test_a_pasted_or_dropped_image_asks_what_it_shows(page, topic, way):
    field = open_composer(page, topic.get_absolute_url())

    field.evaluate(way, [list(picture()), "image/png"])

    dialog = page.get_by_role("dialog", name="Add an image")
    expect(dialog.get_by_label("What does it show?")).to_be_focused()
    expect(dialog.get_by_label("Image from your device")).to_be_hidden()
    dialog.get_by_role("button", name="Add image").click()
    expect(dialog.get_by_text("Say what the image shows, or tick that")).to_be_visible()
    dialog.get_by_label("It is decorative").check()
    dialog.get_by_role("button", name="Add image").click()
    expect(field.locator("img")).to_have_attribute("alt", "")


def test_cancelling_leaves_the_text_as_it_was(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    field.press_sequentially("My words.")

    paste_image(page, picture())
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(field).to_be_focused()
    assert source(page) == "<p>My words.</p>"


def test_escape_closes_the_dialog_as_well(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    paste_image(page, picture())
    expect(page.get_by_role("dialog")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(field).to_be_focused()


def test_one_undo_takes_the_image_out_again(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    field.press_sequentially("My words.")
    paste_image(page, picture())
    page.get_by_label("What does it show?").last.fill("A curve")
    page.get_by_role("button", name="Add image").click()
    expect(field.locator("img")).to_be_visible()

    page.keyboard.press("Control+z")

    expect(field.locator("img")).to_have_count(0)
    assert source(page) == "<p>My words.</p>"


def test_a_refused_image_says_why_above_the_untouched_text(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    field.press_sequentially("My words.")

    paste_image(page, b"<svg xmlns='http://www.w3.org/2000/svg'/>")

    strip = page.get_by_role("status").filter(has_text="This is not a PNG, JPEG, WebP or GIF")
    expect(strip).to_be_visible()
    expect(strip).to_have_class(re.compile("badstrip"))
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert source(page) == "<p>My words.</p>"
    strip.get_by_role("button", name="Dismiss").click()
    expect(strip).to_be_hidden()


def test_an_image_that_is_too_large_is_refused_without_being_sent(page, topic, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    sent = []
    open_composer(page, topic.get_absolute_url())
    page.on("request", lambda request: sent.append(request.url))

    paste_image(page, bytes(2000))

    expect(page.get_by_text("This image is larger than")).to_be_visible()
    assert not [url for url in sent if "/compose/image/" in url]


def test_when_the_line_breaks_the_text_stays_and_says_so(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    field.press_sequentially("My words.")
    page.route("**/compose/image/", lambda route: route.abort())

    paste_image(page, picture())

    expect(page.get_by_text("The image did not reach us.").first).to_be_visible()
    assert source(page) == "<p>My words.</p>"


def test_an_address_of_a_private_network_is_refused_in_words(page, topic, live_server):
    open_composer(page, topic.get_absolute_url())

    page.get_by_role("button", name="Image", exact=True).click()
    dialog = page.get_by_role("dialog", name="Add an image")
    dialog.get_by_label("Or its address on the web").fill(f"{live_server.url}/static/icons.svg")
    dialog.get_by_label("What does it show?").fill("x")
    dialog.get_by_role("button", name="Add image").click()

    expect(page.get_by_text("We could not get an image from this address.").first).to_be_visible()
    assert not Upload.objects.exists()


def test_a_guest_has_no_image_button(page_without_scripts, browser_context, topic):
    guest = browser_context().new_page()
    open_composer(guest, topic.get_absolute_url() + "reply/")

    expect(guest.get_by_role("button", name="Image", exact=True)).to_be_hidden()
    page_without_scripts.goto(topic.get_absolute_url() + "reply/")
    expect(page_without_scripts.get_by_text("Add an image")).to_have_count(0)


def test_an_image_is_sent_without_scripts(browser_context, client, member, topic, tmp_path):
    page = signed_in(browser_context(java_script_enabled=False), client, member)
    page.goto(topic.get_absolute_url() + "reply/")

    page.get_by_label("Your text").fill("See this curve.")
    page.get_by_text("Add an image").click()
    page.get_by_label("Image from your device").set_input_files(file_of(tmp_path, photograph()))
    page.get_by_label("What does it show?").fill("COWS over two hours")
    page.get_by_role("button", name="Post reply").click()

    expect(page.locator(".thread").get_by_role("img", name="COWS over two hours")).to_be_visible()
    assert Upload.objects.get().post == Post.objects.get(opens_topic=False)


def test_the_dialog_is_accessible_and_fits(browser_context, client, member, topic):
    page = signed_in(browser_context(reduced_motion="reduce"), client, member)
    open_composer(page, topic.get_absolute_url())
    page.get_by_role("button", name="Image", exact=True).click()
    page.get_by_role("button", name="Add image").click()
    expect(page.get_by_text("Choose an image or write its address first.")).to_be_visible()

    for width in WIDTHS:
        assert faults_at(page, "dialog", width, impacts=SEVERE) == []
        box = page.get_by_role("dialog").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
