"""What happens to a guest's text after a moderator asked for changes, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import OutboxMessage
from forum import actions
from forum.models import Post
from moderation import actions as desk
from tests.factories import UserFactory, guest, make_reply, make_topic, moderator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "She came in on the day of the county fair and did well on two films."
SECOND = "She came in late in summer and did well on two films."


def returned() -> Post:
    """A guest's reply whose moderator asks for one passage to be changed."""
    topic = make_topic(title="Withdrawal got worse after the first 8 mg", body="What now?")
    post = make_reply(topic, sender=guest(email="jory@example.org"), body=FIRST)
    actions.confirm_email(post.receipt.pk)
    start = FIRST.index("on the day")
    desk.decide(
        post.pk,
        moderator=moderator(),
        version=1,
        outcome="return",
        reason="patient_details",
        message="Please leave the day out.",
        marks=[{"start": start, "end": start + 29, "note": "This names a day."}],
    )
    return Post.objects.select_related("receipt", "topic__category").get(pk=post.pk)


def walk(page: Page, post: Post) -> None:
    """The guest reads what is asked, changes the text, and sees it published."""
    receipt = post.receipt.get_absolute_url()
    page.goto(receipt)
    expect(page.get_by_role("heading", name="A moderator asks for changes")).to_be_visible()
    expect(page.get_by_text("Please leave the day out.")).to_be_visible()
    expect(page.locator("mark.asked")).to_contain_text("on the day of the county fair")
    page.get_by_role("link", name="This names a day.").click()
    expect(page.locator("#passage-1")).to_be_in_viewport()

    page.locator("main").get_by_role("link", name="Edit", exact=True).click()
    expect(page.get_by_text("Please leave the day out.")).to_be_visible()
    expect(page.locator("mark.asked")).to_contain_text("on the day of the county fair")
    page.get_by_label("Your text").fill(SECOND)
    page.locator("main form button.primary").last.click()
    expect(page.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    changes = page.locator("section", has_text="What you changed since the moderator asked").last
    expect(changes.locator("del").first).to_contain_text("on the day of the county")
    expect(changes.locator("ins").first).to_contain_text("late in summer")

    page.get_by_text("Answer the moderator").click()
    page.get_by_label("Your answer").fill("The day is gone now.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#talk")).to_contain_text("The day is gone now.")

    desk.decide(post.pk, moderator=moderator(), version=2, outcome="publish")
    page.reload()
    expect(page.get_by_role("heading", name="Your text is now visible")).to_be_visible()
    page.get_by_role("button", name="Follow this discussion").click()
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()
    page.get_by_role("link", name="See it in the discussion").click()
    expect(page.locator(".post").filter(has_text=SECOND)).to_be_visible()
    expect(page.get_by_text("county fair")).to_have_count(0)
    assert page.context.cookies() == []


def test_a_guest_revises_a_returned_reply_and_sees_it_published(page):
    walk(page, returned())


def test_the_same_without_scripts(page_without_scripts):
    walk(page_without_scripts, returned())


def test_a_guest_who_signs_up_takes_the_post_over(
    page_without_scripts: Page, browser_context: Callable[..., BrowserContext]
):
    post = returned()
    owner = UserFactory(display_name="Jory Marlin", email="jory@example.org")
    owner.set_password("correct horse battery")
    owner.save()
    owner.emailaddress_set.create(email=owner.email, verified=True, primary=True)
    page = page_without_scripts
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(owner.email)
    page.get_by_label("Password").fill("correct horse battery")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("You wrote 1 post as a guest with this address.")).to_be_visible()
    page.get_by_role("link", name="Take a look").click()
    page.get_by_role("button", name="This is mine").click()
    expect(page.get_by_text("It is yours now")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing to take over")).to_be_visible()
    page.goto(post.receipt.get_absolute_url())

    expect(page.locator(".post", has_text="county fair")).to_contain_text("Jory Marlin")
    assert not OutboxMessage.objects.filter(kind="guest news").exists()


def test_a_member_writes_anonymously_and_knows_their_own(page: Page):
    topic = make_topic(title="A hard evening", body="What helped?")
    topic.category.allows_anonymous = True
    topic.category.save()
    author = UserFactory(display_name="Named Nowhere")
    author.set_password("correct horse battery")
    author.save()
    author.emailaddress_set.create(email=author.email, verified=True, primary=True)
    page.goto(f"/accounts/login/?next={topic.get_absolute_url()}")
    page.get_by_label("E-mail").fill(author.email)
    page.get_by_label("Password").fill("correct horse battery")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{topic.get_absolute_url()}")

    page.locator("#id_body").fill("I had one as well.")
    page.get_by_label("Post anonymously to peers").check()
    page.locator("#reply-form button.primary").click()

    mine = page.locator(".post.pending")
    expect(mine).to_contain_text("Member 1")
    expect(mine).to_contain_text("You, anonymously")
    expect(mine).not_to_contain_text("Named Nowhere")
    expect(page.get_by_label("Post anonymously to peers")).to_be_checked()
