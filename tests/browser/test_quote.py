"""Quoting: the link at a post, a button beside selected words, and the post a reply answers."""

import pytest
from playwright.sync_api import expect

from forum.models import Post
from tests.factories import UserFactory, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic():
    topic = make_topic(sender=UserFactory(display_name="Ada Baker"), body="Which dose did you use?")
    make_reply(
        topic,
        sender=UserFactory(display_name="Mattias Kell"),
        body="> Older words.\n\nWe use sixteen. It settles by evening.",
    )
    return topic


@pytest.fixture
def member(browser_context, client):
    client.force_login(UserFactory())
    session = client.cookies["sessionid"].value
    context = browser_context()
    context.add_cookies(
        [{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}]
    )
    return context.new_page()


def select(page, post, words):
    """Select `words` inside the text of a post, as a reader does with mouse or keys."""
    page.evaluate(
        """([post, words]) => {
            const walker = document.createTreeWalker(
                document.querySelector(`#post-${post} .body`), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(
                    walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error("not there");
        }""",
        [post, words],
    )


def editor(page):
    return page.locator("[data-attached] [contenteditable]")


def test_selected_words_and_only_they_are_quoted_with_their_source(member, topic):
    reply = topic.posts.get(position=2)
    member.goto(topic.get_absolute_url())
    select(member, reply.pk, "We use sixteen.")
    member.locator(".quotebtn").click()

    quote = editor(member).locator("blockquote")
    expect(quote).to_have_attribute("cite", f"/posts/{reply.pk}/")
    expect(quote).to_have_text("Mattias Kell, #2We use sixteen.")
    member.keyboard.type("So do we.")
    member.get_by_role("button", name="Post reply").click()
    member.wait_for_url("**#post-*")

    html = Post.objects.latest("pk").body_html
    assert f'<blockquote cite="/posts/{reply.pk}/">' in html
    assert "<p>We use sixteen.</p></blockquote><p>So do we.</p>" in html


def test_the_button_is_reached_by_key_and_leaves_with_the_selection(member, topic):
    opening = topic.posts.get(position=1)
    member.goto(topic.get_absolute_url())
    select(member, opening.pk, "Which dose")
    button = member.locator(".quotebtn")
    expect(button).to_be_visible()

    button.focus()
    member.keyboard.press("Enter")

    expect(editor(member).locator("blockquote")).to_contain_text("Which dose")
    expect(button).to_be_hidden()


def test_a_selection_across_two_posts_is_not_offered(member, topic):
    member.goto(topic.get_absolute_url())
    select(member, topic.posts.get(position=1).pk, "Which dose")
    expect(member.locator(".quotebtn")).to_be_visible()

    member.evaluate(
        """() => getSelection().setBaseAndExtent(
            document.querySelectorAll(".post .body")[0].querySelector("p").firstChild, 0,
            [...document.querySelectorAll(".post .body")].at(-1).querySelector("p").firstChild, 2)"""
    )

    expect(member.locator(".quotebtn")).to_be_hidden()


def test_the_link_quotes_the_posts_own_words_below_what_was_typed(member, topic):
    reply = topic.posts.get(position=2)
    member.goto(topic.get_absolute_url())
    member.locator("#id_body").click()
    editor(member).click()
    member.keyboard.type("My words.")

    member.locator(f"#post-{reply.pk} a[data-quote]").click()

    expect(editor(member).locator("blockquote")).to_have_text(
        "Mattias Kell, #2We use sixteen. It settles by evening."
    )
    expect(editor(member).locator("p").first).to_have_text("My words.")
    member.keyboard.press("Control+z")
    expect(editor(member).locator("blockquote")).to_have_count(0)
    expect(editor(member)).to_contain_text("My words.")


def test_a_visitors_quote_opens_the_form_in_place(page, topic):
    page.goto(topic.get_absolute_url())

    page.locator("a[data-quote]").first.click()

    expect(editor(page).locator("blockquote")).to_have_text("Ada Baker, #1Which dose did you use?")
    expect(page.get_by_label("Name to show")).to_be_visible()
    assert page.url.split("#")[0].endswith(topic.get_absolute_url())


def test_without_scripts_the_link_leads_to_a_form_with_the_quote(page_without_scripts, topic):
    page_without_scripts.goto(topic.get_absolute_url())

    page_without_scripts.locator("a[data-quote]").first.click()

    typed = page_without_scripts.locator("#id_body").input_value()
    assert typed.startswith("> [Ada Baker, #1](/posts/")
    assert "> Which dose did you use?" in typed


def test_the_post_that_is_answered_can_be_taken_away_while_writing(member, topic):
    reply = topic.posts.get(position=2)
    member.goto(f"{topic.get_absolute_url()}reply/?to={reply.pk}")
    expect(member.get_by_text("Replying to Mattias Kell, #2")).to_be_visible()
    member.locator("#id_body").click()
    editor(member).click()
    member.keyboard.type("To everybody.")

    member.get_by_role("button", name="remove").click()
    expect(member.get_by_text("Replying to")).to_be_hidden()
    expect(editor(member)).to_have_text("To everybody.")
    member.get_by_role("button", name="Post reply").click()
    member.wait_for_url("**#post-*")

    assert Post.objects.latest("pk").reply_to is None
