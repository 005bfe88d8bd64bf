"""The rich editor: when it comes, what its buttons and keys do, and what the form then sends."""

import pytest
from playwright.sync_api import expect

from forum.models import Post
from tests.browser.looking import SEVERE, faults_at
from tests.browser.writing import field_of, open_composer, settle, signed_in, source
from tests.factories import UserFactory, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic():
    return make_topic(title="Home starts by telephone")


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def page(browser_context, client, member):
    return signed_in(browser_context(), client, member)


def press(page, *names):
    for name in names:
        page.get_by_role("toolbar", name="Formatting").get_by_role(
            "button", name=name, exact=True
        ).click()


def start_anew(page):
    """An empty field without a format, its history forgotten."""
    page.evaluate("document.querySelector('.ProseMirror').editor.commands.clearContent()")
    page.locator(".ProseMirror").focus()


def test_nothing_of_the_editor_is_asked_for_before_the_first_focus(page, topic):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(topic.get_absolute_url())
    page.wait_for_load_state("networkidle")
    before = [url for url in asked if "composer" in url or "editor" in url or "emoji" in url]

    page.locator("[data-composer] textarea").click()
    field_of(page)

    assert before == []
    assert any("django_prose_editor/editor" in url for url in asked)
    assert not any("emojibase" in url for url in asked)


def test_the_editor_has_the_focus_in_the_very_moment_it_takes_the_fields_place(page, topic):
    page.goto(topic.get_absolute_url())
    page.evaluate(
        """() => {
            const root = document.querySelector("[data-composer]");
            new MutationObserver(() => {
                document.title = document.activeElement.isContentEditable ? "in it" : "nowhere";
            }).observe(root, { attributeFilter: ["data-ready"] });
        }"""
    )

    page.locator("[data-composer] textarea").click()

    expect(page.locator("[data-composer][data-ready]")).to_be_visible()
    expect(page).to_have_title("in it")


def test_what_was_typed_before_the_editor_came_is_kept_with_its_paragraphs(page, topic):
    page.goto(topic.get_absolute_url())
    page.locator("[data-composer] textarea").fill("One <b>\nstill one\n\nTwo")

    field = field_of(page)
    expect(field.locator("p")).to_have_count(2)
    assert source(page) == "One <b>\nstill one\n\nTwo"
    assert page.locator("[name=body_format]").first.input_value() == "text"
    page.keyboard.type(" more")

    assert source(page) == "<p>One &lt;b&gt;<br>still one</p><p>Two more</p>"
    assert page.locator("[name=body_format]").first.input_value() == "html"


def test_an_editor_that_does_not_load_leaves_the_plain_field_that_sends(page, topic):
    page.route("**/django_prose_editor/editor*.js", lambda route: route.abort())
    page.goto(topic.get_absolute_url())
    page.locator("[data-composer] textarea").fill("Plain words.")

    page.get_by_role("button", name="Post reply").click()

    expect(page.locator(".post").get_by_text("Plain words.")).to_be_visible()
    assert Post.objects.get(position=2).body_format == Post.Format.TEXT


def test_the_form_works_without_scripts(browser_context, client, member, topic):
    page = signed_in(browser_context(java_script_enabled=False), client, member)
    page.goto(topic.get_absolute_url())
    page.get_by_label("Your text").fill("Two lines\n\nof text.")

    page.get_by_role("button", name="Post reply").click()

    assert Post.objects.get(position=2).body_html == "<p>Two lines</p><p>of text.</p>"


def test_what_the_editor_sends_is_what_readers_get(page, topic):
    open_composer(page, topic.get_absolute_url())
    page.keyboard.type("Wait for ")
    page.keyboard.press("Control+b")
    page.keyboard.type("moderate")
    page.keyboard.press("Control+b")
    page.keyboard.type(" withdrawal")

    page.keyboard.press("Control+Enter")

    expect(page.locator(".post").get_by_text("Wait for moderate withdrawal")).to_be_visible()
    post = Post.objects.get(position=2)
    assert post.body_html == "<p>Wait for <strong>moderate</strong> withdrawal</p>"


def test_a_button_formats_says_so_and_undo_takes_it_back_alone(page, topic):
    open_composer(page, topic.get_absolute_url())
    for button, html in (
        ("Bold", "<p><strong>word</strong></p>"),
        ("Italic", "<p><em>word</em></p>"),
        ("Bulleted list", "<ul><li><p>word</p></li></ul>"),
        ("Numbered list", "<ol><li><p>word</p></li></ol>"),
        ("Quote", "<blockquote><p>word</p></blockquote>"),
        ("Heading", "<h3>word</h3>"),
        ("Code", "<pre><code>word</code></pre>"),
    ):
        press(page, button)
        page.keyboard.type("word")
        assert source(page) == html
        pressed = page.get_by_role("button", name=button, exact=True)
        expect(pressed).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Control+a")
        press(page, "Undo")
        assert "word" not in source(page), button
        start_anew(page)


def test_the_button_for_a_mention_writes_its_sign(page, topic):
    open_composer(page, topic.get_absolute_url())

    press(page, "Mention someone")
    page.keyboard.type("word")

    assert source(page) == "<p>@word</p>"


def test_the_keys_of_word_processors_format_in_one_step(page, topic):
    open_composer(page, topic.get_absolute_url())
    for keys, html in (
        ("Control+b", "<p><strong>dose</strong></p>"),
        ("Control+i", "<p><em>dose</em></p>"),
        ("Control+e", "<p><code>dose</code></p>"),
        ("Control+Shift+8", "<ul><li><p>dose</p></li></ul>"),
        ("Control+Shift+7", "<ol><li><p>dose</p></li></ol>"),
        ("Control+Shift+b", "<blockquote><p>dose</p></blockquote>"),
        ("Control+Alt+3", "<h3>dose</h3>"),
    ):
        page.keyboard.type("dose")
        page.keyboard.press("Shift+Home")
        settle(page)
        page.keyboard.press(keys)
        assert source(page) == html
        page.keyboard.press("Control+z")
        assert source(page) == "<p>dose</p>", keys
        start_anew(page)


def test_a_link_is_set_changed_and_removed_in_a_small_dialog(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    page.keyboard.type("See form")
    page.keyboard.press("Control+Shift+ArrowLeft")
    settle(page)
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    address = dialog.get_by_label("Address")

    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(dialog.get_by_text("Please write an address like")).to_be_visible()
    address.fill("example.org/form")
    address.press("Enter")

    expect(dialog).to_be_hidden()
    expect(field).to_be_focused()
    assert source(page) == '<p>See <a href="https://example.org/form">form</a></p>'
    page.keyboard.press("Control+k")
    address.press("Escape")
    expect(dialog).to_be_hidden()
    expect(field).to_be_focused()
    page.keyboard.press("Control+k")
    dialog.get_by_role("button", name="Remove link").click()
    assert source(page) == "<p>See form</p>"
    page.keyboard.press("Control+z")
    assert source(page) == '<p>See <a href="https://example.org/form">form</a></p>'


def test_a_table_has_a_header_and_grows_and_shrinks_and_goes(page, topic):
    open_composer(page, topic.get_absolute_url())
    press(page, "Table")
    page.keyboard.type("Hour")
    tools = page.get_by_role("toolbar", name="Table")
    rows, columns = page.locator(".ProseMirror tr"), page.locator(".ProseMirror tr:first-child th")
    expect(rows).to_have_count(3)
    expect(columns).to_have_count(3)
    for _ in range(3):
        page.keyboard.press("Tab")

    tools.get_by_role("button", name="Add row").click()
    expect(rows).to_have_count(4)
    tools.get_by_role("button", name="Remove row").click()
    expect(rows).to_have_count(3)
    tools.get_by_role("button", name="Add column").click()
    expect(columns).to_have_count(4)
    tools.get_by_role("button", name="Remove column").click()
    expect(columns).to_have_count(3)
    tools.get_by_role("button", name="Delete table").click()

    expect(rows).to_have_count(0)
    expect(tools).to_be_hidden()
    page.keyboard.press("Control+z")
    expect(rows).to_have_count(3)


def test_the_toolbar_is_one_stop_of_the_tab_key_and_arrows_move_in_it(page, topic):
    field = open_composer(page, topic.get_absolute_url())

    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Bold", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Preview").first).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Preview").first).to_be_focused()
    page.keyboard.press("Tab")

    expect(field).to_be_focused()


def test_words_are_counted_as_they_are_typed(page, topic):
    open_composer(page, topic.get_absolute_url())

    page.keyboard.type("One two three")

    expect(page.locator("[data-composer]").get_by_text("3 words")).to_be_visible()


def test_a_second_press_sends_nothing_more(page, topic):
    open_composer(page, topic.get_absolute_url())
    page.keyboard.type("Only once.")
    page.evaluate(
        """() => document.addEventListener("submit", (event) => {
            window.sent = (window.sent ?? 0) + !event.defaultPrevented;
            event.preventDefault();
        })"""
    )

    page.get_by_role("button", name="Post reply").click()
    sending = page.get_by_role("button", name="Sending…")
    expect(sending).to_have_attribute("aria-disabled", "true")
    sending.click(force=True)

    assert page.evaluate("window.sent") == 1


def test_an_empty_text_is_refused_in_place(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    address = page.url

    page.get_by_role("button", name="Post reply").click()

    expect(page.locator("[data-composer]").get_by_text("Please write something")).to_be_visible()
    expect(field).to_be_focused()
    assert page.url == address


def test_offline_nothing_is_sent_and_the_text_stays(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    page.keyboard.type("Between two patients")
    page.context.set_offline(True)
    expect(page.get_by_text("Not saved, you are offline")).to_be_visible()

    page.get_by_role("button", name="Post reply").click()

    expect(page.get_by_text("Not sent, you are offline. Your text is kept here.")).to_be_visible()
    expect(field).to_have_text("Between two patients")
    page.context.set_offline(False)
    expect(page.get_by_text("Not saved, you are offline")).to_be_hidden()


def test_a_formatted_text_is_edited_as_it_looks_and_never_as_tags(page, topic, member):
    post = make_reply(topic, sender=member)
    html = "<p>Now <strong>rich</strong></p>"
    Post.objects.filter(pk=post.pk).update(body_source=html, body_format="html")

    page.goto(f"/posts/{post.pk}/edit/")

    field = page.get_by_role("textbox", name="Your text")
    expect(field.locator("strong")).to_have_text("rich")
    assert source(page) == html


def test_a_quote_with_its_source_survives_editing(page, topic, member):
    post = make_reply(topic, sender=member)
    html = (
        f'<blockquote cite="/posts/{post.pk}/"><p class="source">'
        f'<a href="/posts/{post.pk}/">Wren, #1</a></p><p>Words.</p></blockquote><p>Mine</p>'
    )
    Post.objects.filter(pk=post.pk).update(body_source=html, body_format="html")
    page.goto(f"/posts/{post.pk}/edit/")
    expect(page.locator("[data-composer][data-ready]")).to_be_visible()
    page.get_by_role("textbox", name="Your text").click()
    settle(page)
    page.keyboard.press("Control+End")
    settle(page)
    page.keyboard.type("!")

    assert source(page) == html.replace("Mine", "Mine!")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_editor_is_accessible_and_fits(browser_context, client, member, topic, width):
    context = browser_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", has_touch=width == 390
    )
    page = signed_in(context, client, member)
    field = open_composer(page, topic.get_absolute_url())
    page.keyboard.type("A table ")
    press(page, "Table")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()
    page.get_by_role("button", name="Emoji", exact=True).click()
    expect(page.get_by_role("dialog", name="Emoji")).to_be_visible()

    assert faults_at(page, "editor", width, impacts=SEVERE) == []

    expect(field).to_have_attribute("aria-multiline", "true")
    if width == 390:
        box = page.get_by_role("button", name="Bold", exact=True).bounding_box()
        assert min(box["width"], box["height"]) >= 44
