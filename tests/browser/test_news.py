"""New replies while somebody reads: told quietly, loaded when asked for, never in the way."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from forum.models import Topic
from tests.factories import fill_topic, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.POLL_SECONDS = 1


def read(page: Page, topic: Topic, query: str = "") -> None:
    with page.expect_response("**/news/?after=*"):
        page.goto(topic.get_absolute_url() + query)


def place(page: Page) -> Any:
    return page.evaluate(
        "[scrollY, document.activeElement.name ?? document.activeElement.localName]"
    )


def test_one_replies_and_the_other_is_told_without_losing_their_place(browser_context):
    # Without smooth scrolling, so that the place is where it was sent at once.
    page = browser_context(reduced_motion="reduce").new_page()
    topic = make_topic(title="Withdrawal got worse after the first 8 mg")
    fill_topic(topic, 15)
    read(page, topic)
    page.evaluate("scrollTo(0, 700)")
    page.locator(".search input").focus()
    page.keyboard.type("half a que")
    before = place(page)

    other = browser_context().new_page()
    other.goto(topic.get_absolute_url())
    first = make_reply(topic, body="More buprenorphine, early.")
    bar = page.get_by_role("link", name="1 new reply")
    expect(bar).to_be_visible()
    make_reply(topic, body="And clonidine.")
    expect(page.get_by_role("link", name="2 new replies")).to_be_visible()
    expect(other.get_by_role("link", name="2 new replies")).to_be_visible()

    assert place(page) == before
    expect(page.locator(".search input")).to_have_value("half a que")
    expect(page.get_by_text("More buprenorphine, early.")).to_have_count(0)
    page.get_by_role("link", name="2 new replies").click()

    expect(page.locator(f"#post-{first.pk}")).to_be_focused()
    expect(page.get_by_text("And clonidine.")).to_be_visible()
    expect(page.get_by_role("link", name="new replies")).to_have_count(0)
    expect(page.locator(".search input")).to_have_value("half a que")
    make_reply(topic, body="A third one.")
    expect(page.get_by_role("link", name="1 new reply")).to_be_visible()


def test_what_a_member_is_writing_survives_the_new_posts(page):
    topic = make_topic()
    read(page, topic)
    page.get_by_role("link", name="Write a reply").click()
    page.get_by_label("Name to show").fill("Jory M.")

    make_reply(topic, body="Meanwhile.")
    page.get_by_role("link", name="1 new reply").click()

    expect(page.get_by_text("Meanwhile.")).to_be_visible()
    expect(page.get_by_label("Name to show")).to_have_value("Jory M.")


def test_replies_on_a_later_page_are_reached_by_the_link(page):
    topic = make_topic()
    fill_topic(topic, 40)
    read(page, topic)

    post = make_reply(topic, body="On the third page.")
    page.get_by_role("link", name="1 new reply").click()

    page.wait_for_url(f"**?page=3#post-{post.pk}")
    expect(page.get_by_text("On the third page.")).to_be_visible()


def test_replies_that_fill_the_page_and_the_next_are_offered_in_turn(page):
    topic = make_topic()
    fill_topic(topic, 19)
    read(page, topic)

    make_reply(topic, body="The last of this page.")
    make_reply(topic, body="The first of the next.")
    page.get_by_role("link", name="2 new replies").click()

    expect(page.get_by_text("The last of this page.")).to_be_visible()
    page.get_by_role("link", name="1 new reply").click()
    page.wait_for_url("**?page=2#post-*")
    expect(page.get_by_text("The first of the next.")).to_be_visible()


def test_the_bar_can_be_sent_away_and_returns_with_more(page):
    topic = make_topic()
    read(page, topic)
    make_reply(topic)
    page.get_by_role("button", name="Not now").click()
    with page.expect_response("**/news/?after=*"):
        pass
    expect(page.get_by_role("link", name="1 new reply")).to_have_count(0)

    make_reply(topic)

    expect(page.get_by_role("link", name="2 new replies")).to_be_visible()


def test_asking_stops_where_the_topic_is_gone(page):
    topic = make_topic()
    page.clock.install()
    read(page, topic)
    Topic.objects.filter(pk=topic.pk).update(is_public=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    with page.expect_response(lambda response: response.status == 404):
        pass
    page.clock.run_for(30_000)

    assert len([url for url in asked if "/news/" in url]) == 1


def test_after_several_failures_the_reader_is_told_and_it_ends_with_them(page):
    topic = make_topic()
    broken = True

    def fail(route: Route) -> None:
        if broken:
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/news/**", fail)
    read(page, topic)
    told = page.get_by_text("Live updates are paused on our side. Posting works.")
    expect(told).to_be_visible(timeout=20_000)

    broken = False
    make_reply(topic)

    expect(page.get_by_role("link", name="1 new reply")).to_be_visible(timeout=20_000)
    expect(told).to_have_count(0)


def test_a_page_that_is_out_of_sight_does_not_ask(page):
    topic = make_topic()
    page.clock.install()
    read(page, topic)
    page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { value: true, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    make_reply(topic)
    page.clock.run_for(30_000)
    assert asked == []

    page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { value: false, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )

    expect(page.get_by_role("link", name="1 new reply")).to_be_visible()
