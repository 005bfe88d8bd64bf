"""Starting a discussion: similar topics while typing, the case and the tip, every screen clean."""

import pytest
from playwright.sync_api import expect

from forum.models import Post, Topic
from tests.browser.looking import SEVERE, faults_of
from tests.browser.writing import touch
from tests.factories import CategoryFactory, UserFactory, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def category():
    return CategoryFactory(name="Starting")


def test_similar_topics_appear_while_the_title_is_typed(page, category):
    topic = make_topic(category=category, title="Vomiting after the first film")
    Topic.objects.filter(pk=topic.pk).update(accepted_count=1)
    page.goto("/discussions/new/")
    rail = page.locator("#similar")
    expect(rail).to_contain_text("While you write the title")

    page.locator("#id_title").press_sequentially("Patient vomits after film")

    expect(rail.get_by_role("link")).to_have_text("Vomiting after the first film")
    expect(rail).to_contain_text("1 found")
    expect(rail).to_contain_text("There may be an answer already.")
    expect(rail).to_contain_text("matches “vomits”, “film”")
    expect(page.get_by_text("25 of 140 characters.")).to_be_visible()
    page.locator("#id_title").fill("Zebra stripes and more")
    expect(rail).to_contain_text("Nothing like it so far.")


def test_only_the_fields_of_the_chosen_kind_are_shown(page, category):
    page.goto("/discussions/new/")
    question, claim = page.get_by_label("Your question"), page.get_by_label("The tip in one")
    expect(question).to_be_hidden()

    page.get_by_label("De-identified case").check(force=True)
    expect(question).to_be_visible()
    expect(claim).to_be_hidden()
    page.get_by_label("Practice tip").check(force=True)

    expect(claim).to_be_visible()
    expect(question).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_case_is_told_by_its_fields_alone_and_reads_as_prose(
    browser_context, client, category, scripts
):
    client.force_login(UserFactory())
    context = browser_context(java_script_enabled=scripts)
    session = client.cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}]
    )
    page = context.new_page()
    page.goto("/discussions/new/?kind=case")
    page.fill("#id_title", "Repeat the start or go low-dose?")
    page.get_by_label("Category").select_option("Starting")
    page.get_by_label("Your question").fill("Which would you choose?")
    page.get_by_label("Setting").select_option("Outpatient clinic")
    page.get_by_role("button", name="Post discussion").click()
    expect(page.get_by_role("alert")).to_contain_text("Age band: This field is required.")
    expect(page.get_by_label("Your question")).to_have_value("Which would you choose?")

    page.get_by_label("Age band").select_option("30 to 44")
    page.get_by_role("button", name="Post discussion").click()
    page.wait_for_url("**#post-*")

    expect(page.get_by_label("Case in brief")).to_contain_text("30 to 44")
    expect(page.locator(".post .body strong")).to_have_text("Which would you choose?")
    expect(page.locator(".from-fields")).to_be_hidden()
    assert "in an outpatient clinic" in Post.objects.get().body_text


def test_every_state_is_accessible_and_fits(browser_context, category):
    topic = make_topic(category=category, title="Vomiting after the first film")
    Topic.objects.filter(pk=topic.pk).update(accepted_count=1)
    context = browser_context(reduced_motion="reduce")
    faults = []
    for kind in ("question", "case", "tip"):
        page = context.new_page()
        page.goto(f"/discussions/new/?kind={kind}")
        for step in ("found", "refused", "previewed"):
            if step == "found":
                page.locator("#id_title").fill("Vomiting and film")
                expect(page.locator("#similar")).to_contain_text("1 found")
            if step == "refused":
                page.locator("#id_category").evaluate("field => field.removeAttribute('required')")
                touch(page)
                page.keyboard.type("Some words.")
                page.locator("form.newtopic").evaluate("form => form.noValidate = true")
                page.get_by_role("button", name="Send for approval").click()
                expect(page.locator(".errsum")).to_be_visible()
            if step == "previewed":
                page.locator("form.newtopic button[name=preview]").evaluate("b => b.click()")
                expect(page.locator("form.newtopic > .preview")).to_be_visible()
            faults += faults_of(page, f"{kind} {step}", impacts=SEVERE)
        page.close()

    assert faults == []
