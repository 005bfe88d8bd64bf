"""The whole road in Wagtail's own editor: submitted, checked, signed, live."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts import roles
from cms import actions
from cms.models import ArticlePage, Contribution, Kind, Person, SignOff
from tests.browser.writing import signed_in
from tests.cms import pages
from tests.factories import UserFactory
from tests.fixtures.library import prepared_library

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def library(transactional_db):
    call_command("sync_roles", verbosity=0)
    return prepared_library()


def choose(page: Page, name: str) -> None:
    """Choose one of the actions at the foot of the editor."""
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=name, exact=True).click()


def test_an_editor_submits_a_reviewer_signs_and_readers_have_it(library, browser_context):
    editor = UserFactory(groups=(roles.EDITOR,))
    reviewer = UserFactory(groups=(roles.REVIEWER,), display_name="Tomasz Lindqvist")
    Person.objects.create(name="Tomasz Lindqvist", credentials="MD", user=reviewer)
    author = Person.objects.create(name="Noor Ashgrove")
    content = {
        "title": "Low-dose starts",
        "slug": "low-dose-starts",
        "summary": "What is known.",
        "body": [pages.prose("A first claim.", "moe-2021")],
    }
    written = actions.write_page(
        Kind.ARTICLE, content, by=editor, contributors=[(author, Contribution.Role.AUTHOR)]
    )
    edit = reverse("wagtailadmin_pages:edit", args=[written.pk])

    desk = signed_in(browser_context(), Client(), editor)
    desk.goto(edit)
    expect(desk.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    choose(desk, "Submit to Library")
    expect(desk.get_by_text("has been submitted for moderation")).to_be_visible()
    desk.goto(edit)
    choose(desk, "Approve")
    expect(desk).not_to_have_url(edit)

    other = signed_in(browser_context(), Client(), reviewer)
    other.goto(edit)
    choose(other, "Sign")
    dialog = other.get_by_role("dialog")
    dialog.get_by_role("button", name="Sign").click()
    expect(dialog.get_by_text("Say whether you have a conflict of interest.")).to_be_visible()
    dialog.get_by_label("I have no conflict of interest in this subject.").check()
    dialog.get_by_label("Comment for the editors").fill("Reads well.")
    dialog.get_by_role("button", name="Sign").click()
    expect(dialog).to_have_count(0)
    expect(other).not_to_have_url(edit)

    reader = browser_context().new_page()
    reader.goto(ArticlePage.objects.get().url)
    expect(reader.get_by_role("heading", name="Low-dose starts", level=1)).to_be_visible()
    expect(reader.get_by_text("Tomasz Lindqvist").first).to_be_visible()
    reader.get_by_role("link", name="Changes: one version").click()
    expect(reader.get_by_text("Signed by Tomasz Lindqvist, MD")).to_be_visible()
    assert SignOff.objects.get().comment == "Reads well."
