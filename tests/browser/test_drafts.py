"""Drafts, by what a person sees: two tabs, a guest who signs in, no line, no scripts, a phone."""

import pytest
from playwright.sync_api import Page, expect

from forum.models import Draft, Post
from tests.browser.looking import SEVERE, faults_of
from tests.browser.writing import field_of, open_composer, settle, signed_in, touch
from tests.factories import UserFactory, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESTORED = "Your previous content has been restored."


@pytest.fixture
def topic():
    return make_topic(title="Withdrawal got worse after the first 8 mg")


@pytest.fixture
def member():
    person = UserFactory(display_name="Adaeze Nwosu")
    person.set_password("correct horse battery")
    person.save()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def page(browser_context, client, member):
    return signed_in(browser_context(), client, member)


def saved(page: Page) -> None:
    expect(page.get_by_text("Draft saved", exact=True)).to_be_visible()


def kept(page: Page) -> None:
    expect(page.get_by_text("Draft kept on this device")).to_be_visible()


def write(page: Page, address: str, words: str) -> None:
    open_composer(page, address).press_sequentially(words)


def test_a_text_is_saved_while_it_is_written_and_restored_on_return(page, topic):
    write(page, topic.get_absolute_url(), "What I had so far.")
    saved(page)
    page.goto("/discussions/")

    field = open_composer(page, topic.get_absolute_url())

    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(field).to_contain_text("What I had so far.")


def test_leaving_in_the_middle_of_a_word_loses_nothing(page, topic):
    write(page, topic.get_absolute_url(), "Between two patien")
    page.goto("/discussions/")

    field = open_composer(page, topic.get_absolute_url())

    expect(field).to_contain_text("Between two patien")
    expect(page.get_by_text(RESTORED)).to_be_visible()


def test_the_reply_page_comes_with_the_draft_in_it(page, topic):
    write(page, topic.get_absolute_url(), "What I had so far.")
    saved(page)

    page.goto(topic.get_absolute_url() + "reply/")

    expect(page.get_by_text(RESTORED)).to_have_count(1)
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.locator("[data-composer] .ProseMirror")).to_contain_text("What I had so far.")


def test_clear_editor_clears_and_undo_brings_back(page, topic):
    write(page, topic.get_absolute_url(), "What I had so far.")
    saved(page)
    field = open_composer(page, topic.get_absolute_url())

    page.get_by_role("button", name="Clear editor").click()
    expect(page.get_by_text("The editor was cleared.")).to_be_visible()
    expect(field).not_to_contain_text("What I had")
    page.get_by_role("button", name="Undo", exact=True).first.click()

    expect(field).to_contain_text("What I had so far.")


def test_a_cleared_editor_is_no_draft_any_more(page, topic):
    write(page, topic.get_absolute_url(), "What I had so far.")
    saved(page)
    open_composer(page, topic.get_absolute_url())
    page.get_by_role("button", name="Clear editor").click()
    saved(page)

    open_composer(page, topic.get_absolute_url())

    expect(page.get_by_text(RESTORED)).to_have_count(0)
    assert not Draft.objects.exists()


def test_sending_ends_the_draft(page, topic):
    write(page, topic.get_absolute_url(), "Ready to send.")
    saved(page)

    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("**#post-*")

    assert Post.objects.filter(opens_topic=False).count() == 1
    assert not Draft.objects.exists()
    open_composer(page, topic.get_absolute_url())
    expect(page.get_by_text(RESTORED)).to_have_count(0)


# --- two tabs -----------------------------------------------------------------------------------


def two_versions(page: Page, address: str) -> Page:
    """The first tab with an older text and the choice before it; the second has saved a newer."""
    write(page, address, "Begun here.")
    saved(page)
    other = page.context.new_page()
    open_composer(other, address)
    expect(other.get_by_text(RESTORED)).to_be_visible()
    other.keyboard.press("Control+End")
    other.keyboard.type(" Continued in the other tab.")
    saved(other)
    page.bring_to_front()
    field_of(page).press_sequentially(" Typed in the older tab.")
    expect(page.get_by_role("region", name="Two versions of your draft")).to_be_visible()
    return other


def test_an_older_tab_is_offered_the_newer_text(page, topic):
    two_versions(page, topic.get_absolute_url())
    choice = page.get_by_role("region", name="Two versions of your draft")
    expect(choice).to_contain_text("Begun here. Continued in the other tab.")
    assert "other tab" in Draft.objects.get().body

    choice.get_by_role("button", name="Use the newer one").click()

    field = page.get_by_role("textbox", name="Your text")
    expect(field).to_contain_text("Continued in the other tab.")
    expect(field).not_to_contain_text("Typed in the older tab.")
    page.get_by_role("button", name="Show it instead").click()
    expect(field).to_contain_text("Typed in the older tab.")


def test_keeping_the_older_text_loses_neither(page, topic):
    two_versions(page, topic.get_absolute_url())

    page.get_by_role("button", name="Keep this one").click()

    field = page.get_by_role("textbox", name="Your text")
    expect(field).to_contain_text("Typed in the older tab.")
    saved(page)
    assert "Typed in the older tab." in Draft.objects.get().body
    page.get_by_role("button", name="Show it instead").click()
    expect(field).to_contain_text("Continued in the other tab.")


# --- no line ------------------------------------------------------------------------------------


def test_without_a_line_the_text_is_kept_here_and_saved_when_it_is_back(page, topic):
    write(page, topic.get_absolute_url(), "Before.")
    saved(page)
    page.context.set_offline(True)
    page.keyboard.type(" In the elevator.")
    expect(page.get_by_text("Not saved, you are offline")).to_be_visible()
    kept(page)

    page.context.set_offline(False)

    saved(page)
    assert "In the elevator." in Draft.objects.get().body


def test_what_only_the_device_has_is_restored_and_saved(page, topic):
    page.route("**/drafts/save/", lambda route: route.abort())
    write(page, topic.get_absolute_url(), "Only on this device.")
    kept(page)
    other = page.context.new_page()  # whose own saves arrive

    field = open_composer(other, topic.get_absolute_url())

    expect(field).to_contain_text("Only on this device.")
    expect(other.get_by_text(RESTORED)).to_be_visible()
    saved(other)
    assert "Only on this device." in Draft.objects.get().body


# --- guests -------------------------------------------------------------------------------------


def test_a_guests_text_is_kept_on_the_device(browser_context, topic):
    page = browser_context().new_page()
    write(page, topic.get_absolute_url() + "reply/", "A guest's words.")
    kept(page)

    field = open_composer(page, topic.get_absolute_url() + "reply/")

    expect(field).to_contain_text("A guest's words.")
    expect(page.get_by_text(RESTORED)).to_be_visible()
    assert page.context.cookies() == [] or "sessionid" not in str(page.context.cookies())


def test_a_guests_draft_ends_after_two_weeks(browser_context, topic):
    page = browser_context().new_page()
    write(page, topic.get_absolute_url() + "reply/", "A guest's words.")
    kept(page)
    page.evaluate(
        """() => { for (const name of Object.keys(localStorage)) {
            const draft = JSON.parse(localStorage.getItem(name));
            draft.at -= 15 * 86400000;
            localStorage.setItem(name, JSON.stringify(draft));
        } }"""
    )

    field = open_composer(page, topic.get_absolute_url() + "reply/")

    expect(field).not_to_contain_text("A guest's words.")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_guests_draft_survives_signing_in(browser_context, member, topic):
    page = browser_context().new_page()
    write(page, topic.get_absolute_url() + "reply/", "Begun as a guest.")
    kept(page)

    page.locator("main").get_by_role("link", name="Sign in").first.click()
    page.get_by_label("E-mail").fill(member.email)
    page.get_by_label("Password").fill("correct horse battery")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/reply/**")
    touch(page)

    expect(page.get_by_role("textbox", name="Your text")).to_contain_text("Begun as a guest.")
    expect(page.get_by_text(RESTORED)).to_be_visible()
    saved(page)
    assert Draft.objects.get().person == member
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_what_a_guest_sent_is_no_draft_any_more(browser_context, topic):
    page = browser_context().new_page()
    page.goto(topic.get_absolute_url() + "reply/")
    page.get_by_label("Name to show").fill("Jory M.")
    touch(page)
    field_of(page).press_sequentially("A guest's words.")
    kept(page)

    page.get_by_role("button", name="Send for approval").click()
    page.wait_for_url("**/receipts/**")

    expect(page.get_by_role("heading", name="Thank you, we have it")).to_be_visible()
    for _ in range(100):
        if not page.evaluate("Object.keys(localStorage).length"):
            return
        settle(page)
    pytest.fail("the draft is still kept")


# --- without the editor, without scripts, small screens -------------------------------------------


def test_drafts_work_without_the_rich_editor(page, topic):
    page.route("**/django_prose_editor/**", lambda route: route.abort())
    page.goto(topic.get_absolute_url())
    page.get_by_label("Your text").click()
    page.keyboard.type("Plain words.")
    saved(page)

    page.goto(topic.get_absolute_url())
    page.get_by_label("Your text").click()

    expect(page.get_by_label("Your text")).to_have_value("Plain words.")
    expect(page.get_by_text(RESTORED)).to_be_visible()


def test_a_draft_goes_on_from_the_list_without_scripts(browser_context, client, member, topic):
    Draft.objects.create(person=member, target=f"topic:{topic.pk}", body="What I had so far.")
    page = signed_in(browser_context(java_script_enabled=False), client, member)

    page.goto("/drafts/")
    page.get_by_role("link", name="Continue").click()
    expect(page.get_by_label("Your text")).to_have_value("What I had so far.")
    expect(page.get_by_text(RESTORED)).to_be_visible()
    page.get_by_role("button", name="Clear editor").click()

    expect(page.get_by_label("Your text")).to_have_value("")
    assert not Draft.objects.exists()


def test_discarding_in_the_list_can_be_undone(page, member, topic):
    Draft.objects.create(person=member, target=f"topic:{topic.pk}", body="What I had so far.")
    page.goto("/drafts/")

    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("The draft was discarded.")).to_be_visible()
    expect(page.get_by_role("heading", name="No drafts")).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("What I had so far.")).to_be_visible()


def test_a_new_discussion_keeps_its_title_and_category(page, topic):
    page.goto("/discussions/new/")
    page.get_by_label("Title").fill("Vomiting after the first film")
    page.get_by_label("Category").select_option(topic.category.slug)
    touch(page)
    field_of(page).press_sequentially("What I had so far.")
    saved(page)

    page.goto("/discussions/new/")

    expect(page.get_by_label("Title")).to_have_value("Vomiting after the first film")
    expect(page.get_by_label("Category")).to_have_value(topic.category.slug)
    expect(page.get_by_text(RESTORED)).to_be_visible()


def test_drafts_are_accessible_and_fit(browser_context, client, member, topic):
    Draft.objects.create(person=member, target=f"topic:{topic.pk}", body="What I had. " * 20)
    Draft.objects.create(person=member, target="topic:999999", body="Words of a topic that is gone")
    page = signed_in(browser_context(reduced_motion="reduce"), client, member)

    page.goto("/drafts/")
    faults = faults_of(page, "list", impacts=SEVERE)
    page.get_by_role("button", name="Discard").first.click()
    expect(page.get_by_text("The draft was discarded.")).to_be_visible()
    page.wait_for_load_state()
    faults += faults_of(page, "discarded", impacts=SEVERE)
    two_versions(page, make_topic().get_absolute_url())
    faults += faults_of(page, "two versions", impacts=SEVERE)

    assert faults == []
