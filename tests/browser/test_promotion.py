"""From topic to article in a real browser: picking, asking, refusing, publishing, erasing."""

import pytest
from django.core.management import call_command

from accounts.roles import EDITOR
from cms.models import ArticlePage
from forum.models import Post, Promotion, Receipt
from moderation import actions as desk
from tests.browser.looking import SEVERE, faults_of
from tests.browser.writing import signed_in
from tests.factories import UserFactory, make_reply, make_topic, moderator
from tests.fixtures.library import prepared_library
from tests.forum.promoting import (
    GUESTS_WORDS,
    MEMBERS_WORDS,
    Begun,
    published_guest_reply,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_posts_become_a_page_that_shows_one_until_it_is_erased(browser_context, client, page):
    prepared_library()
    call_command("sync_roles", verbosity=0)
    author = UserFactory(display_name="Kiri Tamahori", credentials="NP")
    boss = UserFactory(groups=(EDITOR,), display_name="Teodoro Baptiste")
    topic = make_topic(title="How low do you start?")
    reply = make_reply(topic, sender=author, body=f"{MEMBERS_WORDS}\n\nThat is all.")
    guests = published_guest_reply(topic, GUESTS_WORDS)

    # The editor picks, selecting a passage with the mouse as anybody would.
    editor = signed_in(browser_context(reduced_motion="reduce"), client, boss)
    editor.goto(topic.get_absolute_url())
    editor.get_by_role("link", name="Begin an article from this discussion").click()
    assert faults_of(editor, "picking", impacts=SEVERE) == []
    pick = editor.locator("[data-pick]").filter(has_text=MEMBERS_WORDS)
    pick.locator("summary").click()
    pick.get_by_text(MEMBERS_WORDS).select_text()
    pick.get_by_role("button", name="Take the words I selected above").click()
    assert pick.get_by_role("checkbox").is_checked()
    assert pick.get_by_role("textbox").input_value() == MEMBERS_WORDS
    editor.locator(f"#post-box-{guests.pk}").check()
    editor.get_by_label("Title").fill("Starting low")
    editor.get_by_role("button", name="Open the draft").last.click()
    editor.wait_for_url("**/cms/pages/*/edit/")
    field = editor.locator("select[data-quotation-picker]").first
    assert MEMBERS_WORDS in (field.locator("option:checked").text_content() or "")

    # The member agrees with a name, the guest refuses on the receipt.
    member = signed_in(browser_context(reduced_motion="reduce"), client, author)
    member.goto("/notifications/")
    member.get_by_role("link", name="asks to quote you").click()
    member.get_by_text(MEMBERS_WORDS).wait_for()
    assert faults_of(member, "consent", impacts=SEVERE) == []
    member.get_by_label("Yes, with my name").check()
    member.get_by_role("button", name="Save my answer").click()
    member.get_by_text("You agreed and are named as: Kiri Tamahori, NP").wait_for()
    page.goto(f"/receipts/{Receipt.objects.get(post=guests).token}/")
    page.get_by_text(GUESTS_WORDS).last.wait_for()
    page.get_by_label("No, do not quote me").check()
    page.get_by_role("button", name="Save my answer").click()
    page.get_by_text("You said no.").wait_for()

    # Published, the page shows one of the two, and the topic leads to it.
    article = ArticlePage.objects.get(title="Starting low")
    begun = Begun(boss, author, topic, reply, guests, Receipt.objects.get(), article)
    begun.publish()
    article.refresh_from_db()
    page.goto(topic.get_absolute_url())
    page.get_by_role("link", name="Starting low").first.click()
    page.get_by_text(MEMBERS_WORDS).wait_for()
    assert page.get_by_text("Kiri Tamahori, NP").first.is_visible()
    assert page.get_by_text(GUESTS_WORDS).count() == 0
    assert page.get_by_role("link", name="How low do you start?").first.is_visible()
    places = (article.url, f"{article.url}history/", f"{article.url}print/")
    assert MEMBERS_WORDS in page.goto(places[2]).text()

    # Erased, the words are gone from the page, its history and the print.
    desk.purge(reply.pk, moderator=moderator(), version=reply.version, reason="other")
    for place in places:
        assert MEMBERS_WORDS not in page.goto(place).text()
    assert not Post.objects.filter(body_text__contains=MEMBERS_WORDS).exists()
    assert Promotion.objects.get().page_id == article.pk
