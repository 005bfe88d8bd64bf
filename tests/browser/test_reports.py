"""Reporting, answering and being warned in a real browser, with scripts and without."""

import pytest

from accounts.roles import MODERATOR
from forum.models import Post
from moderation import actions
from moderation.models import Report, Sanction
from tests.browser.looking import SEVERE, faults_of
from tests.browser.writing import signed_in
from tests.factories import UserFactory, make_reply, make_topic, moderator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_reports_by_keyboard_and_a_moderator_shows_it_again(browser_context, client):
    post = make_reply(make_topic(), body="A town, an age and an employer.")
    member = signed_in(browser_context(), client, UserFactory())
    member.goto(f"{post.topic.get_absolute_url()}#post-{post.pk}")
    member.locator(f"#post-{post.pk} .menu summary").last.focus()
    member.keyboard.press("Enter")
    member.locator(f"#post-{post.pk}").get_by_role("link", name="Report").click()
    member.get_by_label("It may identify a patient").check()
    member.get_by_label("Anything a moderator should know").fill("Together they name one person.")
    member.get_by_role("button", name="Send the report").click()
    member.get_by_role("heading", name="Thank you for your report").wait_for()
    assert member.get_by_text("Readers do not see the post any more").is_visible()
    member.get_by_role("link", name="Back to the discussion").click()
    member.get_by_text("Post hidden for now.").wait_for()

    desk = signed_in(browser_context(), client, UserFactory(groups=(MODERATOR,)))
    desk.goto("/moderation/")
    desk.locator(f"a[href*='/moderation/reports/{post.pk}/']").first.click()
    assert desk.get_by_text("Together they name one person.").is_visible()
    desk.get_by_role("button", name="Show it again").click()
    desk.get_by_text("Reports answered").first.wait_for()

    member.reload()
    member.get_by_text("A town, an age and an employer.").wait_for()


def test_all_of_it_without_scripts(browser_context, client, page_without_scripts):
    post = make_reply(make_topic())
    visitor = page_without_scripts
    visitor.goto(post.topic.get_absolute_url())
    visitor.locator(f"#post-{post.pk}").get_by_role("link", name="Report").click()
    visitor.get_by_label("It is spam or promotion").check()
    visitor.get_by_role("button", name="Send the report").click()
    visitor.get_by_role("heading", name="Thank you for your report").wait_for()
    assert Report.objects.get().network

    desk = signed_in(browser_context(java_script_enabled=False), client, moderator())
    desk.goto(f"/moderation/reports/{post.pk}/")
    desk.locator("summary", has_text="Remove it").click()
    desk.get_by_label("Promotion or spam").check()
    desk.get_by_role("button", name="Remove it").click()
    desk.get_by_text("Reports answered").first.wait_for()
    assert Post.objects.get(pk=post.pk).state == "hidden"


def test_a_warned_member_reads_confirms_and_writes_on(browser_context, client):
    topic, person = make_topic(), UserFactory()
    actions.impose(
        person.pk, moderator=moderator(), kind="warning", reason="Please stay civil.", seen=0
    )
    page = signed_in(browser_context(), client, person)
    page.goto(topic.get_absolute_url())
    assert page.locator("#reply-form").count() == 0
    page.get_by_role("link", name="Read the warning").click()
    page.get_by_text("Please stay civil.").wait_for()
    page.get_by_role("button", name="I have read the warning").click()

    page.wait_for_url(f"**{topic.get_absolute_url()}")
    page.locator("#reply-form").wait_for()
    assert Sanction.objects.get().acknowledged_at


def test_every_page_is_accessible_and_fits(browser_context, client):
    topic = make_topic()
    author = UserFactory()
    hidden, post = make_reply(topic, sender=author), make_reply(topic, sender=author)
    for one, why in ((hidden, "patient"), (post, "unsafe")):
        actions.report(
            one.pk, reporter=UserFactory(), address=None, version=1, why=why, note="Please look."
        )
    judge = moderator()
    for number, kind in enumerate(("warning", "suspension")):
        latest = Sanction.objects.of(author).first()
        actions.impose(
            author.pk,
            moderator=judge,
            kind=kind,
            reason="Please stay civil.",
            seen=latest.pk if latest else 0,
            days=number * 3,
        )
    actions.note_member(author.pk, moderator=judge, text="Kind in chat.")
    made = Sanction.objects.of(author).first()
    assert made
    visitor = browser_context(reduced_motion="reduce").new_page()
    warned = signed_in(browser_context(reduced_motion="reduce"), client, author)
    desk = signed_in(browser_context(reduced_motion="reduce"), client, judge)
    faults = []
    for page, name, address in (
        (visitor, "report", f"/posts/{post.pk}/report/"),
        (warned, "warnings", "/account/warnings/"),
        (warned, "silenced", "/discussions/new/"),
        (desk, "reported", f"/moderation/reports/{post.pk}/"),
        (desk, "reported and hidden", f"/moderation/reports/{hidden.pk}/"),
        (desk, "purge", f"/moderation/posts/{post.pk}/purge/"),
        (desk, "member", f"/moderation/members/{author.handle}/?post={post.pk}"),
        (desk, "lift", f"/moderation/sanctions/{made.pk}/lift/"),
    ):
        page.goto(address)
        faults += faults_of(page, name, impacts=SEVERE)

    assert faults == []
