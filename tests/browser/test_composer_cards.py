"""A link alone on its line is shown as a card, and can be shown as a link instead."""

import pytest
from playwright.sync_api import expect

from forum.models import Post
from tests.browser.writing import copy, open_composer, signed_in, source
from tests.factories import UserFactory, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def topic():
    return make_topic(title="Home starts by telephone")


@pytest.fixture
def address(settings, live_server):
    """The address of another topic, as a browser's address bar gives it."""
    settings.SITE_ADDRESS = live_server.url
    other = make_topic(title="Withdrawal got worse after the first 8 mg")
    return live_server.url + other.get_absolute_url()


@pytest.fixture
def page(browser_context, client):
    return signed_in(browser_context(), client, UserFactory())


def test_a_pasted_link_is_shown_as_a_card_or_as_a_link_by_choice(page, topic, address):
    field = open_composer(page, topic.get_absolute_url())
    copy(page, text=address)
    page.keyboard.press("Control+v")

    card = field.locator(".linkcard")
    expect(card).to_contain_text("Withdrawal got worse after the first 8 mg")
    expect(page.get_by_text("Your link is shown as a card.")).to_be_visible()
    assert source(page) == f'<p><a href="{address}">{address}</a></p>'

    page.get_by_role("button", name="Display as a link instead").click()
    expect(card).to_have_count(0)
    assert source(page) == f'<p><a class="nocard" href="{address}">{address}</a></p>'
    expect(page.get_by_text("Your link is shown as a link.")).to_be_visible()

    page.keyboard.press("Control+z")
    expect(card).to_be_visible()
    page.get_by_role("button", name="Display as a link instead").click()
    page.get_by_role("button", name="Display as a card instead").click()
    expect(card).to_be_visible()
    assert source(page) == f'<p><a href="{address}">{address}</a></p>'


def test_a_typed_link_becomes_a_card_once_it_stands_alone(page, topic, address):
    field = open_composer(page, topic.get_absolute_url())

    page.keyboard.type(f"See {address} ")
    expect(field.locator("a")).to_have_count(1)
    expect(field.locator(".linkcard")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.type(f"{address} ")
    page.keyboard.press("Enter")

    expect(field.locator(".linkcard")).to_have_count(1)
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post").last).to_contain_text("Withdrawal got worse")
    assert Post.objects.filter(position=2, topic=topic).exists()


def test_a_link_the_server_has_nothing_to_say_of_stays_a_link(page, topic):
    field = open_composer(page, topic.get_absolute_url())
    copy(page, text="https://unheard-of.example/page")
    with page.expect_response(lambda answer: "/compose/card/" in answer.url):
        page.keyboard.press("Control+v")

    expect(field.get_by_role("link", name="https://unheard-of.example/page")).to_be_visible()
    expect(field.locator(".linkcard")).to_have_count(0)
    expect(page.get_by_text("Your link is shown as a card.")).to_have_count(0)


def test_the_strip_comes_and_goes_with_its_link(page, topic, address):
    open_composer(page, topic.get_absolute_url())
    copy(page, text=address)
    page.keyboard.press("Control+v")
    strip = page.get_by_text("Your link is shown as a card.")
    expect(strip).to_be_visible()

    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")

    expect(strip).to_have_count(0)
    page.keyboard.press("Control+v")
    expect(strip).to_be_visible()
