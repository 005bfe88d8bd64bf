"""Texts that were begun or sent elsewhere, opened again in the rich editor."""

import pytest
from playwright.sync_api import expect

from forum.models import Category, Draft
from tests.browser.writing import open_composer, signed_in, source
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_quote_that_was_sent_without_scripts_is_a_quote_in_the_editor(browser_context, client):
    author, topic = UserFactory(), make_topic()
    quoted = topic.posts.get()
    body = f"> [Kim, #1](/posts/{quoted.pk}/)\n> Their words.\n\nMine."
    post = make_reply(topic, sender=author, body=body)
    page = signed_in(browser_context(), client, author)

    field = open_composer(page, f"/posts/{post.pk}/edit/")
    expect(field.locator("blockquote")).to_contain_text("Their words.")
    page.keyboard.press("Control+End")
    page.keyboard.type(" More.")

    assert f'href="/posts/{quoted.pk}/"' in source(page)
    assert "> [" not in source(page)
    assert "More." in source(page)


def test_a_draft_is_back_before_anybody_touches_the_field(browser_context, client):
    person, topic = UserFactory(), make_topic()
    Draft.objects.create(
        person=person, target=f"topic:{topic.pk}", body="<p>Half a thought</p>", body_format="html"
    )
    page = signed_in(browser_context(), client, person)

    page.goto(topic.get_absolute_url())

    expect(page.get_by_text("Your previous content has been restored.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your text")).to_contain_text("Half a thought")


def test_the_reply_form_is_in_sight_when_it_opens(browser_context, client):
    topic = make_topic()
    for _ in range(9):
        make_reply(topic, body="A reply of several lines.\n\nWith two paragraphs.")
    page = signed_in(
        browser_context(viewport={"width": 1280, "height": 800}), client, UserFactory()
    )
    page.goto(topic.get_absolute_url())

    page.get_by_role("link", name="Reply to post 1", exact=True).click()
    expect(page.locator("[data-composer][data-attached]")).to_be_visible()

    expect(page.get_by_role("textbox", name="Your text")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Post reply")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["/", "/discussions/", "/discussions/closed/", "/tags/"])
def test_a_members_lists_fit_a_phone(browser_context, client, address):
    CategoryFactory(
        slug="closed",
        visibility=Category.Visibility.MEMBERS,
        guest_policy="none",
        name="A room with a long name for members only",
    )
    for _ in range(8):
        CategoryFactory(name="Community pushback and stigma, continued")
    page = signed_in(browser_context(viewport={"width": 390, "height": 844}), client, UserFactory())

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
