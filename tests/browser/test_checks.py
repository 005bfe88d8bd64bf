"""Underlines and cards while somebody writes: what they say, what their buttons do, what they hold."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from forum.models import Post
from forum.sanitize import cook
from moderation import actions as moderating
from tests.browser.looking import faults_at
from tests.browser.writing import field_of, open_composer, signed_in, source, touch
from tests.factories import UserFactory, make_reply, make_topic, moderator
from tests.forum.checking import HARD, LABEL, SOFT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def topic():
    return make_topic(title="Home starts by telephone")


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def page(browser_context, client, member):
    return signed_in(browser_context(reduced_motion="reduce"), client, member)


def warning(page):
    return page.get_by_role("group", name="This may identify a patient")


def nudge(page):
    return page.get_by_role("group", name="A word you may want to change")


def write(page, topic, text):
    field = open_composer(page, topic.get_absolute_url())
    page.keyboard.type(text)
    return field


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def test_what_is_found_is_underlined_and_said_under_the_text(page, topic):
    field = write(page, topic, f"{SOFT} {LABEL}")

    expect(warning(page)).to_contain_text("Two details could point to one person.")
    expect(warning(page)).to_contain_text("Nothing has been posted.")
    expect(field.locator("u.phi")).to_have_text(["Elk Hollow", "March 3rd"])
    expect(field.locator("u.lang")).to_have_text(["addicts"])
    expect(nudge(page)).to_contain_text("“addicts”")
    # The marks are on the page alone.
    assert "<u" not in source(page)
    expect(page.locator("[data-composer] [role=status]").first).to_be_attached()


def test_it_is_read_aloud_politely_and_once(page, topic):
    write(page, topic, SOFT)

    said = page.locator("[data-composer] > [role=status].vh")
    expect(said).to_contain_text("This may identify a patient. Two details could point")
    said.evaluate("element => (element.textContent = '')")
    page.keyboard.type(" We gave 16 mg.")
    expect(page.locator("[data-word-count]")).to_contain_text("15 words")
    page.wait_for_timeout(1500)
    expect(said).to_have_text("")


def test_both_changes_are_one_step_that_undo_takes_back(page, topic):
    field = write(page, topic, SOFT)
    expect(warning(page)).to_be_visible()

    press(page, "Apply both changes")

    expect(warning(page)).to_have_count(0)
    expect(field).not_to_contain_text("Elk Hollow")
    expect(field).not_to_contain_text("March 3rd")
    expect(field).to_be_focused()
    page.keyboard.press("Control+z")
    expect(field).to_have_text(SOFT)
    expect(warning(page)).to_be_visible()


def test_a_nudge_uses_the_word_or_keeps_the_writers(page, topic):
    field = write(page, topic, f"{LABEL} A junkie is a slur.")
    expect(nudge(page)).to_have_count(2)

    press(page, "Use “people with a substance use disorder”")
    expect(field).to_contain_text("Many people with a substance use disorder do well")
    expect(nudge(page)).to_have_count(1)
    press(page, "Keep my wording")

    expect(nudge(page)).to_have_count(0)
    expect(field.locator("u.lang")).to_have_count(0)
    page.keyboard.type(" More of it.")
    page.wait_for_timeout(1500)
    expect(nudge(page)).to_have_count(0)


def test_a_nudge_stops_nobody(page, topic):
    write(page, topic, LABEL)
    expect(nudge(page)).to_be_visible()

    press(page, "Post reply")

    expect(page.locator(".post").get_by_text(LABEL)).to_be_visible()
    assert Post.objects.get(position=2).body_text == LABEL


def test_the_warning_keeps_the_form_until_its_button_sends_it_to_a_moderator(page, topic):
    # Sent before the pause of a writer: the text is looked at first.
    write(page, topic, HARD)
    press(page, "Post reply")

    expect(warning(page)).to_be_focused()
    expect(warning(page)).to_contain_text("One detail could point to one person.")
    assert topic.posts.count() == 1
    press(page, "Post reply")
    expect(warning(page)).to_be_focused()
    assert topic.posts.count() == 1
    press(page, "Not patient details")

    expect(page.get_by_text("Awaiting approval")).to_be_visible()
    post = topic.posts.get(opens_topic=False)
    assert (post.state, post.hold_reasons) == ("pending", ["patient"])
    assert post.screening["disputed"]


def test_whoever_says_so_while_writing_goes_on_writing(page, topic):
    field = write(page, topic, HARD)
    press(page, "Not patient details")

    expect(warning(page)).to_have_count(0)
    said = page.locator("span").filter(has_text="You say these are no patient details.")
    expect(said).to_be_visible()
    expect(field.locator("u.phi")).to_have_count(0)
    page.keyboard.type(" She is well.")
    press(page, "Post reply")

    expect(page.get_by_text("Awaiting approval")).to_be_visible()
    assert topic.posts.get(opens_topic=False).hold_reasons == ["patient"]


def test_what_comes_after_that_is_asked_about_again(page, topic):
    write(page, topic, HARD)
    press(page, "Not patient details")
    page.keyboard.type(" He came on March 3rd.")

    press(page, "Post reply")

    expect(warning(page)).to_be_focused()
    assert topic.posts.count() == 1


def test_edit_myself_leads_to_the_words(page, topic):
    write(page, topic, SOFT)
    warning(page).get_by_role("link", name="Edit myself").click()

    expect(page.get_by_role("textbox", name="Your text")).to_be_focused()
    page.keyboard.type("a small town")

    assert source(page).startswith("<p>My patient, a roofer from a small town, came on")


def test_everything_is_reached_with_the_keyboard_alone(page, topic):
    field = write(page, topic, SOFT)
    expect(warning(page)).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Apply both changes")).to_be_focused()
    page.keyboard.press("Enter")

    expect(field).not_to_contain_text("Elk Hollow")
    expect(field).to_be_focused()


def test_title_and_fields_are_changed_where_they_are(page, member):
    page.goto("/discussions/new/?kind=case")
    page.get_by_label("Title").fill("What about MRN  8841234 now")
    page.get_by_label("What was tried").fill("Seen on March 3rd, gave 8 mg")
    touch(page)
    field_of(page)
    page.keyboard.type("What next for my patient?")

    press(page, "Apply both changes")

    expect(warning(page)).to_have_count(0)
    assert "8841234" not in page.get_by_label("Title").input_value()
    tried = page.get_by_label("What was tried").input_value()
    assert tried.startswith("Seen on a day in the spring")
    assert tried.endswith(", gave 8 mg")


def test_a_restored_draft_is_looked_at(page, topic):
    write(page, topic, SOFT)
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.goto("/discussions/")

    page.goto(topic.get_absolute_url())

    expect(page.get_by_text("Your previous content has been restored.")).to_be_visible()
    expect(warning(page)).to_be_visible()
    expect(page.locator(".ProseMirror u.phi")).to_have_text(["Elk Hollow", "March 3rd"])


def test_words_of_danger_show_where_to_call(page, topic):
    write(page, topic, "I want to kill myself tonight.")

    expect(page.get_by_text("1-800-662-4357").first).to_be_visible()
    press(page, "Post reply")

    expect(page.locator(".post").get_by_text("I want to kill myself")).to_be_visible()
    assert Post.objects.get(position=2).is_urgent


def test_where_the_server_does_not_answer_the_form_is_sent_and_asks_then(page, topic):
    page.route("**/compose/check/", lambda route: route.abort())
    write(page, topic, HARD)

    press(page, "Post reply")

    expect(page.get_by_role("alert")).to_contain_text("This may identify a patient")
    expect(warning(page).first).to_be_visible()
    assert topic.posts.count() == 1
    page.unroute("**/compose/check/")
    expect(page.locator("[data-composer][data-attached]")).to_be_visible()
    press(page, "Not patient details")
    expect(page.get_by_text("Awaiting approval")).to_be_visible()


def test_without_the_editor_the_plain_field_has_the_cards(page, topic):
    page.route("**/django_prose_editor/editor*.js", lambda route: route.abort())
    page.goto(topic.get_absolute_url())
    page.locator("[data-composer] textarea").click()
    page.keyboard.type(SOFT)

    press(page, "Apply both changes")

    page.wait_for_url("**/reply/**")
    expect(page.get_by_text("Nothing has been sent; read it once more.")).to_be_visible()
    assert "Elk Hollow" not in source(page)


def test_without_scripts_a_guest_is_asked_and_goes_on(page_without_scripts, topic):
    page = page_without_scripts
    page.goto(f"{topic.get_absolute_url()}reply/")
    page.get_by_label("Name to show").fill("Jory M.")
    page.get_by_label("Your text").fill(HARD)
    press(page, "Send for approval")

    expect(warning(page)).to_contain_text("One detail could point to one person.")
    expect(page.get_by_label("Your text")).to_have_value(HARD)
    press(page, "Apply the change")
    expect(page.get_by_text("Nothing has been sent; read it once more.")).to_be_visible()
    press(page, "Send for approval")

    expect(page.get_by_text("Awaiting approval").first).to_be_visible()
    assert "8841234" not in topic.posts.get(opens_topic=False).body_text


def test_an_edit_is_asked_only_about_what_is_new(page, topic, member):
    held = make_reply(topic, sender=member, body=HARD)
    moderating.decide(held.pk, moderator=moderator(), version=1, outcome="publish")
    open_composer(page, f"/posts/{held.pk}/edit/")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Seen on March 3rd.")

    expect(warning(page)).to_contain_text("One detail could point to one person.")
    expect(page.locator(".ProseMirror u.phi")).to_have_text(["March 3rd"])


TEXTS = [
    "<p>One<br>two &amp; three</p><p></p><p>four  five</p>",
    "<h2>Head</h2><ul><li><p>one</p><ul><li><p>deep</p></li></ul></li><li><p>two</p></li></ul>",
    (
        "<table><tbody><tr><th><p>A</p></th><td><p>b</p><p>c</p></td></tr>"
        "<tr><td><p>d</p></td><td><p>e</p></td></tr></tbody></table><p>after</p>"
    ),
    (
        '<blockquote cite="/posts/1/"><p class="source"><a href="/posts/1/">Ada, #1</a></p>'
        "<p>quoted</p></blockquote><p>own</p>"
    ),
    "<p>😀 a 👩‍⚕️ b \U00010400 c e\u0301 \u00a0 d\u2003e \u200bf\ufeff g\u2028h</p>",
    "<pre><code>one\n  two</code></pre><p><strong>bold</strong> <em>and </em>plain</p><hr><p>x</p>",
    '<p>see</p><img src="/files/abcdefgh/" alt="a  face &quot;here&quot;"><p>after</p>',
    '<ol start="3"><li><p>three</p></li></ol><p>https://example.org/a?b=1&amp;c=2 @nobody-x</p>',
]


def test_the_browser_counts_words_as_the_server_does(page, topic):
    open_composer(page, topic.get_absolute_url())
    address = page.evaluate(
        """() => {
            const { attached } = JSON.parse(document.querySelector("[data-composer]").dataset.modules);
            return attached.checks.replace("checks", "places");
        }"""
    )
    for html in TEXTS:
        seen = page.evaluate(
            """async ([address, html]) => {
                const { wordsOf } = await import(address);
                const { editor } = document.querySelector(".ProseMirror");
                editor.commands.setContent(html);
                const words = wordsOf(editor.state.doc);
                const same = words.places.every((place, n) => {
                    if (place.image !== null || /\\s/.test(words.characters[n])) return true;
                    return editor.state.doc.textBetween(place.from, place.to) === words.characters[n];
                });
                return [words.toString(), words.length, same, editor.getHTML()];
            }""",
            [address, html],
        )
        text = cook(seen[3], "html", by_guest=False).text
        assert seen[:3] == [text, len(text), True]


def test_the_cards_are_usable_at_every_width_and_in_the_dark(page, topic):
    write(page, topic, f"{SOFT} {LABEL} I want to kill myself.")
    expect(warning(page)).to_be_visible()

    assert [fault for width in (1440, 390) for fault in faults_at(page, "checks", width)] == []


def test_the_page_that_came_back_is_usable_without_scripts(browser_context, topic):
    page = browser_context(java_script_enabled=False).new_page()
    page.goto(f"{topic.get_absolute_url()}reply/")
    page.get_by_label("Name to show").fill("Jory M.")
    page.get_by_label("Your text").fill(f"{SOFT} {LABEL}")
    press(page, "Send for approval")
    expect(warning(page)).to_be_visible()
    html = page.content()

    looked_at = browser_context(reduced_motion="reduce").new_page()
    looked_at.route("**/reply/", lambda route: route.fulfill(body=html, content_type="text/html"))
    looked_at.goto(f"{topic.get_absolute_url()}reply/")

    assert faults_at(looked_at, "came back", 390) == []
