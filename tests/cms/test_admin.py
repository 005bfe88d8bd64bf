"""What editors, reviewers and everybody else may do in Wagtail's admin."""

import pytest
from django.contrib.auth.models import Group
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts import roles
from cms.models import ArticlePage, Contribution, Person, SectionIndexPage


def article_form(person, action="action-publish", role=Contribution.Role.AUTHOR):
    prose = {"text": rich_text("<p>What colleagues do.</p>"), "citations": streamfield_list()}
    people = [{"person": str(person.pk), "role": role, "ORDER": "1"}] if person else []
    return nested_form_data(
        {
            "title": "From the admin",
            "slug": "from-the-admin",
            "summary": "Written by hand.",
            "body": streamfield([("prose", prose)]),
            "contributions": inline_formset(people),
            "evidence_grade": "D",
            "evidence_note": "",
            "disclosure": "",
            "jurisdiction": "",
            "last_reviewed": "",
            "next_review": "",
            "comments": inline_formset([]),
            action: "1",
        }
    )


def streamfield_list():
    return {"count": "0"}


@pytest.fixture
def shelf(library):
    return SectionIndexPage.objects.get(slug="articles")


@pytest.fixture
def author(db):
    return Person.objects.create(name="Noor Ashgrove", credentials="RN")


def add_address(shelf):
    return f"/cms/pages/add/cms/articlepage/{shelf.pk}/"


def test_an_editor_opens_the_admin(editor, signed_in):
    assert signed_in(editor).get("/cms/").status_code == 200


def test_a_member_is_refused_the_admin(member, library, signed_in):
    answer = signed_in(member).get("/cms/", follow=True)

    assert answer.status_code == 403


def test_an_editor_writes_and_publishes_an_article(editor, signed_in, shelf, author, client):
    answer = signed_in(editor).post(add_address(shelf), article_form(author))

    assert answer.status_code == 302
    article = ArticlePage.objects.get(slug="from-the-admin")
    assert article.live
    assert "What colleagues do." in client.get(article.url).content.decode()


def test_the_admin_refuses_to_publish_without_an_author(editor, signed_in, shelf):
    answer = signed_in(editor).post(add_address(shelf), article_form(None))

    assert "Name at least one author before publishing." in answer.content.decode()
    assert not ArticlePage.objects.exists()


def test_the_admin_keeps_a_draft_without_an_author(editor, signed_in, shelf):
    signed_in(editor).post(add_address(shelf), article_form(None, action="action-save"))

    assert not ArticlePage.objects.get(slug="from-the-admin").live


def test_an_editor_opens_an_article_that_cites_sources(editor, signed_in, write_article):
    article = write_article()

    answer = signed_in(editor).get(f"/cms/pages/{article.pk}/edit/")

    assert answer.status_code == 200
    assert "Moe J" in answer.content.decode()


def test_a_reviewer_changes_but_does_not_publish(reviewer, signed_in, write_article):
    article = write_article()

    rights = article.permissions_for_user(reviewer)

    assert rights.can_edit()
    assert not rights.can_publish()
    assert signed_in(reviewer).get(f"/cms/pages/{article.pk}/edit/").status_code == 200


@pytest.mark.parametrize("place", ["reference", "person"])
def test_an_editor_keeps_sources_and_people(editor, signed_in, place):
    assert signed_in(editor).get(f"/cms/snippets/cms/{place}/").status_code == 200
    assert signed_in(editor).get(f"/cms/snippets/cms/{place}/add/").status_code == 200


def test_an_editor_opens_images_and_documents(editor, signed_in):
    assert signed_in(editor).get("/cms/images/add/").status_code == 200
    assert signed_in(editor).get("/cms/documents/").status_code == 200


def test_forum_moderators_get_no_rights_in_the_library(library):
    moderators = Group.objects.get(name=roles.MODERATOR.group)

    assert not moderators.page_permissions.exists()
    assert not moderators.collection_permissions.exists()


def test_wagtails_own_groups_with_rights_on_everything_are_gone(library):
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
