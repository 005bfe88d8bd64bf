"""The desk with hands on the keys, with two at it, on a phone, and without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from forum.models import Post
from moderation.models import Claim, Decision
from tests.browser.looking import faults_of
from tests.factories import make_held_reply, make_reply, make_topic, moderator
from tests.moderation.edits import guests_post, make_edit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk_of(browser_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A page of a signed-in moderator: `desk_of(person, java_script_enabled=False)`."""

    def open_page(person: User, **options: Any) -> Page:
        client = Client()  # a session of their own, so that several may be here
        client.force_login(person)
        context = browser_context(reduced_motion="reduce", **options)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}
        context.add_cookies([cookie])
        return context.new_page()

    return open_page


def held(number: int) -> list[Post]:
    """So many replies that wait, the first one longest."""
    topic, now = make_topic(), timezone.now()
    posts = []
    for one in range(number):
        post = make_held_reply(topic, name=f"Guest {'ABCDEFGHIJKLMN'[one]}")
        Post.objects.filter(pk=post.pk).update(held_at=now - timedelta(minutes=number - one))
        posts.append(post)
    return posts


def item_of(post: Post) -> str:
    return f"/moderation/items/{post.pk}/"


def ready(page: Page) -> None:
    """The keys of the page that is open work, and its settling is over."""
    page.locator("#desk-live[data-ready]").wait_for(state="attached")
    page.wait_for_function("performance.now() > 0 && document.readyState === 'complete'")
    page.wait_for_timeout(350)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def leads_on(page: Page, *keys: str) -> None:
    """Press keys of which the last opens another page, and wait for that."""
    with page.expect_navigation():
        press(page, *keys)
    ready(page)


# --- keys ------------------------------------------------------------------------------------


def test_a_moderator_clears_ten_items_with_the_keyboard_alone(desk_of):
    posts = held(10)
    page = desk_of(moderator())
    page.goto("/moderation/")
    ready(page)

    leads_on(page, "j")
    for number, post in enumerate(posts):
        assert page.url.split("?")[0].endswith(item_of(post))
        expect(page.locator("#item")).to_be_focused()
        if number % 3 == 0:
            leads_on(page, "a")
        elif number % 3 == 1:
            leads_on(page, "r", "5", "Enter")
        else:
            leads_on(page, "c", "2", "Enter")

    expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    outcomes = [Decision.objects.get(post=post).outcome for post in posts]
    assert outcomes == ["publish", "decline", "return"] * 3 + ["publish"]
    refusals = Decision.objects.exclude(reason="").values_list("reason", flat=True)
    assert set(refusals) == {"promotion", "wording"}


def test_enter_in_a_reason_never_publishes(desk_of):
    (post,) = held(1)
    page = desk_of(moderator(), java_script_enabled=False)
    page.goto(item_of(post))
    page.locator("input[name=refusal][value=decline]").check()
    page.locator("input[name=reason][value=promotion]").check()
    page.locator("input[name=reason][value=promotion]").press("Enter")
    page.wait_for_url("**/moderation/")

    assert Decision.objects.get(post=post).outcome == "decline"


def test_next_and_previous_move_through_the_filter_and_stop_at_its_ends(desk_of):
    posts = held(3)
    make_edit(guests_post())
    page = desk_of(moderator())
    page.goto("/moderation/?show=posts")
    ready(page)

    leads_on(page, "j")
    leads_on(page, "j")
    leads_on(page, "j")
    press(page, "j")
    assert page.url.endswith(f"{item_of(posts[2])}?show=posts")
    leads_on(page, "k")
    assert page.url.endswith(f"{item_of(posts[1])}?show=posts")


def test_a_decision_is_announced_and_taken_back_by_one_key(desk_of):
    first, second = held(2)
    page = desk_of(moderator())
    page.goto(item_of(first))
    ready(page)
    leads_on(page, "r", "5", "Enter")

    assert page.url.endswith(item_of(second))
    expect(page.locator("[data-announce]")).to_contain_text("Rejected")
    expect(page.locator("[data-announce]")).to_contain_text("Undo")
    leads_on(page, "u")

    assert Post.objects.get(pk=first.pk).is_pending
    assert page.url.endswith(item_of(first))


def test_undo_is_offered_for_ten_seconds(desk_of):
    first, _second = held(2)
    page = desk_of(moderator())
    page.clock.install()
    page.goto(item_of(first))
    page.locator("#desk-live[data-ready]").wait_for(state="attached")
    page.clock.run_for(1000)
    with page.expect_navigation():
        page.keyboard.press("a")

    bar = page.locator("[data-undo-form]")
    expect(bar).to_be_visible()
    page.clock.run_for(9_000)
    expect(bar).to_be_visible()
    page.clock.run_for(2_000)
    expect(bar).to_have_count(0)


def test_keys_are_silent_while_typing_and_with_modifiers(desk_of):
    (post,) = held(1)
    page = desk_of(moderator())
    page.goto(item_of(post))
    ready(page)
    press(page, "Control+a", "Alt+a")
    press(page, "r", "6")
    message = page.locator("#id_message")
    message.fill("")
    message.press_sequentially("a jack of all trades, u see")

    expect(message).to_have_value("a jack of all trades, u see")
    assert not Decision.objects.exists()
    press(page, "Escape")
    expect(page.locator("#item")).to_be_focused()


def test_single_keys_are_switched_off_and_stay_off(desk_of):
    (post,) = held(1)
    page = desk_of(moderator())
    page.goto(item_of(post))
    ready(page)
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    press(page, "a")  # the dialog is open: nothing behind it is pressed
    dialog.get_by_label("Single keys work").uncheck()
    press(page, "Escape")
    expect(dialog).to_be_hidden()

    press(page, "a")
    page.reload()
    ready(page)
    press(page, "a", "?")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".decide kbd").first).to_be_hidden()
    assert not Decision.objects.exists()
    page.get_by_role("button", name="Keyboard").click()
    expect(page.get_by_label("Single keys work")).not_to_be_checked()


def test_a_reason_cannot_be_chosen_before_its_fields_are_shown(desk_of):
    (post,) = held(1)
    page = desk_of(moderator())
    page.goto(item_of(post))
    ready(page)
    press(page, "3")

    expect(page.locator("input[name=reason]:checked")).to_have_count(0)


# --- two at the desk -------------------------------------------------------------------------


def test_two_moderators_in_two_browsers_see_each_other(desk_of, settings):
    settings.DESK_POLL_SECONDS = 1
    post, _other = held(2)
    one, two = moderator(), moderator()
    first, second = desk_of(one), desk_of(two)
    second.goto("/moderation/")
    first.goto(item_of(post))

    row = second.locator(f'.qrow[data-item="post:{post.pk}"]')
    expect(row.locator("[data-looking]")).to_contain_text(one.display_name)
    expect(second.locator("[data-here]")).to_contain_text("2 moderators here")
    expect(first.locator("[data-here]")).to_contain_text("2 moderators here")
    expect(first.locator("[data-looking-at]")).to_contain_text("Only you")

    second.goto(item_of(post))
    expect(second.locator("[data-looking-at]")).to_contain_text(f"{one.display_name} is looking")
    second.get_by_role("button", name="Take over").click()
    expect(second.locator("[data-looking-at]")).to_contain_text("Only you")
    expect(first.locator("[data-looking-at]")).to_contain_text(f"{two.display_name} is looking")

    ready(second)
    second.keyboard.press("a")
    expect(first.locator("[data-elsewhere]")).to_contain_text(f"Approved by {two.display_name}")
    ready(first)
    first.keyboard.press("a")
    expect(first.get_by_role("heading", name="Already decided")).to_be_visible()
    assert Decision.objects.filter(post=post).count() == 1


def test_leaving_an_item_gives_it_back(desk_of):
    post, _other = held(2)
    page = desk_of(moderator())
    page.goto(item_of(post))
    ready(page)
    assert Claim.objects.live().filter(item=f"post:{post.pk}").exists()
    page.goto("/")

    # The message goes out while the next page is opened already.
    still = Claim.objects.live().filter(item=f"post:{post.pk}")
    for _ in range(50):
        if not still.exists():
            break
        page.wait_for_timeout(100)
    assert not still.exists()


def test_who_loses_the_line_is_told_that_updates_are_paused(desk_of, settings):
    settings.DESK_POLL_SECONDS = 1
    (post,) = held(1)
    page = desk_of(moderator())
    page.clock.install()
    page.goto(item_of(post))
    page.locator("#desk-live[data-ready]").wait_for(state="attached")
    live = page.locator("[data-live]")
    expect(live).to_contain_text("live")

    page.route("**/moderation/claims/", lambda route: route.abort())
    for _ in range(12):
        page.clock.run_for(2_000)
        page.wait_for_timeout(50)
    expect(live.locator("[data-off]")).to_be_visible()

    page.unroute("**/moderation/claims/")
    for _ in range(8):
        page.clock.run_for(3_000)
        page.wait_for_timeout(50)
    expect(live.locator("[data-on]")).to_be_visible()


# --- spam, phones, no scripts ----------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_spam_is_chosen_in_the_list_and_declined_after_one_question(desk_of, scripts):
    posts = held(3)
    page = desk_of(moderator(), java_script_enabled=scripts)
    page.goto("/moderation/?show=guests")
    button = page.get_by_role("button", name="Decline as spam")
    expect(button).to_be_hidden()
    for post in posts[:2]:
        page.get_by_label(f"Choose the post by {post.guest_name}").check()
    button.click()
    expect(page.get_by_role("heading", name="Decline as spam")).to_be_visible()
    page.get_by_role("button", name="Decline them as spam").click()

    expect(page.get_by_role("heading", name="2 posts declined as spam")).to_be_visible()
    page.get_by_role("link", name="Back to the queue").click()
    assert page.url.endswith("?show=guests")
    expect(page.locator(".qrow")).to_have_count(1)


def test_everything_works_without_scripts(desk_of):
    first, second, third = held(3)
    one, two = moderator(), moderator()
    page = desk_of(one, java_script_enabled=False)
    page.goto("/moderation/")
    page.get_by_label("Show", exact=True).select_option("posts")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name=re.compile("Guest A")).click()
    page.get_by_role("button", name="Approve").click()
    assert page.url.endswith(f"{item_of(second)}?show=posts")
    page.get_by_role("button", name="Undo").click()
    assert not Post.objects.get(pk=first.pk).is_published

    page.goto(item_of(third))
    other = desk_of(two, java_script_enabled=False)
    other.goto(item_of(third))
    expect(other.locator("#item")).to_contain_text(f"{one.display_name} is looking at this")
    other.get_by_role("button", name="Take over").click()
    expect(other.locator("#item")).to_contain_text("Only you are looking at this")


def test_on_a_phone_list_and_item_are_pages_of_their_own(desk_of):
    first, second = held(2)
    page = desk_of(
        moderator(), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page.goto("/moderation/")
    assert page.locator(".qrow").count() == 2
    for row in page.locator(".qrow .q").all():
        assert row.bounding_box()["height"] >= 44
    page.locator(".q").first.tap()
    expect(page.locator("#item")).to_be_visible()
    expect(page.locator(".qlist")).to_be_hidden()
    page.get_by_role("link", name="Next").tap()
    page.wait_for_url(f"**{item_of(second)}")
    page.get_by_role("link", name="The list").tap()
    page.wait_for_url("**/moderation/")
    page.locator(".q").first.tap()
    page.wait_for_url(f"**{item_of(first)}")
    page.get_by_role("button", name="Approve").tap()
    page.wait_for_url(f"**{item_of(second)}")

    assert Post.objects.get(pk=first.pk).is_published


def test_list_item_and_questions_pass_axe_at_every_width(desk_of):
    posts = held(3)
    make_edit(guests_post())
    reported = make_reply(make_topic())
    Post.objects.filter(pk=reported.pk).update(open_reports=2)
    Post.objects.filter(pk=posts[0].pk).update(
        is_urgent=True,
        hold_reasons=["guest", "patient", "language"],
        screening={"spam": {"score": 9}},
        held_at=timezone.now() - timedelta(hours=9),
        version=2,
    )
    other = moderator()
    Claim.objects.create(
        item=f"post:{posts[1].pk}", moderator=other, until=timezone.now() + timedelta(hours=1)
    )
    page = desk_of(moderator())
    faults = []
    for name, address in {
        "list": "/moderation/",
        "empty": "/moderation/?show=appeals",
        "item": item_of(posts[0]),
        "claimed": item_of(posts[1]),
    }.items():
        page.goto(address)
        page.locator("#desk-live[data-ready]").wait_for(state="attached")
        faults += faults_of(page, name)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Keyboard").click()
    faults += faults_of(page, "keys")

    assert not faults, "\n".join(faults)
