"""What editors, reviewers and everybody else may do in Wagtail's admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts import roles
from cms.models import (
    ArticlePage,
    BlogPage,
    CreditedImage,
    GlossaryTerm,
    LanguageEntry,
    Organization,
    PageFeedback,
    Person,
    Reference,
    SearchSynonym,
    SectionIndexPage,
    Suggestion,
)
from tests.cms import pages
from tests.fixtures.pictures import picture

SNIPPETS = (GlossaryTerm, Reference, Person, Organization, LanguageEntry, SearchSynonym)


def page_form(person=None, action="action-save", **fields):
    """What the editor sends for a new article or blog post."""
    prose = {"text": rich_text("<p>What colleagues do.</p>"), "citations": {"count": "0"}}
    people = [{"person": str(person.pk), "role": "author", "ORDER": "1"}] if person else []
    values = {
        "title": "From the admin",
        "slug": "from-the-admin",
        "summary": "Written by hand.",
        "body": streamfield([("prose", prose)]),
        "contributions": inline_formset(people),
        "related_picks": inline_formset([]),
        "evidence_grade": "D",
        "review_months": "12",
        "status": "current",
        "change_significance": "minor",
        "comments": inline_formset([]),
        action: "1",
    }
    return nested_form_data(values | fields)


def add_address(kind, slug):
    shelf = SectionIndexPage.objects.get(slug=slug)
    return f"/cms/pages/add/cms/{kind}/{shelf.pk}/"


@pytest.fixture
def author(db):
    return Person.objects.create(name="Noor Ashgrove", credentials="RN")


# --- writing ----------------------------------------------------------------------------------


def test_an_editor_saves_a_draft_without_an_author(editor, signed_in, library):
    signed_in(editor).post(add_address("articlepage", "articles"), page_form())

    assert not ArticlePage.objects.get(slug="from-the-admin").live


def test_an_editor_publishes_a_blog_post(editor, signed_in, library, author, client):
    form = page_form(author, action="action-publish")

    answer = signed_in(editor).post(add_address("blogpage", "blog"), form)

    assert answer.status_code == 302
    post = BlogPage.objects.get(slug="from-the-admin")
    assert post.live
    assert "What colleagues do." in client.get(post.url).content.decode()


def test_the_admin_refuses_to_publish_without_an_author(editor, signed_in, library):
    form = page_form(action="action-publish")

    page = signed_in(editor).post(add_address("blogpage", "blog"), form).content.decode()

    assert "Name at least one author before publishing." in page
    assert "What colleagues do." in page
    assert not BlogPage.objects.exists()


def test_a_slug_that_is_taken_is_told_at_its_field_and_the_text_stays(editor, signed_in, library):
    pages.article(slug="taken")

    page = signed_in(editor).post(
        add_address("articlepage", "articles"), page_form(slug="taken", title="Mine")
    )

    assert "slug" in page.context["form"].errors
    text = page.content.decode()
    assert "already in use" in text
    assert "What colleagues do." in text
    assert not ArticlePage.objects.filter(title="Mine").exists()


def test_a_reviewer_changes_but_does_not_publish(reviewer, signed_in, library):
    article = pages.article()

    rights = article.permissions_for_user(reviewer)

    assert rights.can_edit()
    assert not rights.can_publish()
    assert signed_in(reviewer).get(f"/cms/pages/{article.pk}/edit/").status_code == 200


@pytest.mark.parametrize("kind", ["article", "play", "blog", "tool", "series"])
def test_the_editor_of_every_kind_opens_with_the_house_checks(editor, signed_in, library, kind):
    if kind == "series":
        page = pages.series(pages.article(), pages.article())
    else:
        page = getattr(pages, kind)()
    browser = signed_in(editor)

    editing = browser.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    again = browser.get(f"/cms/house-checks/{page.pk}/").content.decode()

    assert "House checks" in editing
    assert f'data-house-checks="/cms/house-checks/{page.pk}/"' in editing
    assert "Nothing to mend" in editing
    assert "Nothing to mend" in again
    assert browser.get(f"/cms/pages/{page.pk}/history/").status_code == 200


def test_findings_lead_to_their_block(editor, signed_in, library):
    text = {"text": "<p>They gave a dose of 8.</p>", "citations": []}
    article = pages.article(body=[("prose", text)])
    anchor = f"block-{article.body[0].id}-section"

    page = signed_in(editor).get(f"/cms/pages/{article.pk}/edit/").content.decode()

    assert "Dose without a unit" in page
    assert f'href="#{anchor}"' in page


def test_house_checks_of_a_draft_are_for_those_who_may_edit_it(member, signed_in, library):
    article = pages.article()

    assert signed_in(member).get(f"/cms/house-checks/{article.pk}/").status_code in (302, 403)


# --- snippets ---------------------------------------------------------------------------------


def one_of(model):
    """A published snippet of `model`, and what its form sends."""
    forms = {
        GlossaryTerm: {"term": "COWS", "slug": "cows", "definition": "A scale."},
        Reference: {
            "slug": "a-2026",
            "authors": "A",
            "title": "A paper",
            "kind": "review",
            "checked": "none",
        },
        Person: {"name": "Ada Example", "credentials": "NP"},
        Organization: {"name": "An example clinic"},
        LanguageEntry: {
            "name": "meth head",
            "patterns": "meth head",
            "suggestions": "person who uses meth",
            "why": "A label.",
            "severity": "warn",
        },
        SearchSynonym: {"words": "bup\nbuprenorphine"},
    }
    form = forms[model]
    return model.objects.create(**form), form


@pytest.mark.parametrize("model", SNIPPETS)
def test_list_form_history_usage_export_and_preview_open(editor, signed_in, library, model):
    browser = signed_in(editor)
    one, form = one_of(model)
    base = f"/cms/snippets/cms/{model._meta.model_name}/"
    one.save_revision(user=editor)
    name = str(one).split(",")[0]

    listed = browser.get(base, {"q": form.get("slug") or name}).content.decode()
    assert f"edit/{one.pk}/" in listed
    for address in (
        "add/",
        f"edit/{one.pk}/",
        f"history/{one.pk}/",
        f"usage/{one.pk}/",
        "?live=true",
        "?export=csv",
    ):
        assert browser.get(f"{base}{address}").status_code == 200, address
    assert browser.post(f"{base}preview/{one.pk}/", form).json()["is_valid"]
    shown = browser.get(f"{base}preview/{one.pk}/?mode=").content.decode()
    assert one.words.splitlines()[0] in shown if model is SearchSynonym else name[:8] in shown


def test_a_list_costs_the_same_for_one_row_and_many(
    editor, signed_in, library, django_assert_num_queries
):
    browser = signed_in(editor)
    address = "/cms/snippets/cms/reference/"
    with CaptureQueriesContext(connection) as one:
        browser.get(address, {"q": "moe-2021"})

    with django_assert_num_queries(len(one)):
        answer = browser.get(address)

    assert answer.content.decode().count("/usage/") >= 50


def test_a_retracted_source_warns_wherever_it_is_cited(
    editor, signed_in, library, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        article = pages.article(title="Rests on it")
    source = Reference.objects.get(slug="moe-2021")
    browser = signed_in(editor)
    address = f"/cms/snippets/cms/reference/edit/{source.pk}/"
    assert "still cited" not in browser.get(address).content.decode()

    Reference.objects.filter(pk=source.pk).update(is_retracted=True)

    form = browser.get(address).content.decode()
    assert "still cited in one place" in form
    assert f"/cms/pages/{article.pk}/edit/" in form
    assert "1 use" in browser.get("/cms/snippets/cms/reference/?q=moe-2021").content.decode()
    assert "was retracted" in browser.get(f"/cms/house-checks/{article.pk}/").content.decode()
    assert escape(str(source)) in browser.get("/cms/").content.decode()


def test_the_first_page_tells_what_waits_in_as_many_queries_for_one_as_for_many(
    editor, member, signed_in, library, django_assert_num_queries
):
    today = timezone.localdate()
    browser = signed_in(editor)
    browser.get("/cms/")

    def something_waits(number):
        article = pages.article(
            title=f"Overdue {number}", next_review=today, last_reviewed=today - timedelta(days=9)
        )
        Suggestion.objects.create(
            page=article, version=1, person=member, proposal=f"Change {number}"
        )
        PageFeedback.objects.create(page=article, version=1, reader=str(number), helpful=False)

    something_waits(1)
    with CaptureQueriesContext(connection) as one:
        browser.get("/cms/")
    for number in (2, 3):
        something_waits(number)
    with django_assert_num_queries(len(one)):
        page = browser.get("/cms/").content.decode()

    assert page.count("Overdue since") == 3
    assert "Change 3" in page
    assert page.count("1 reader<") == 3
    assert "No page waits for your word." in page
    assert "Open Rounds" in page


def test_what_readers_said_in_private_is_not_shown_to_reviewers(reviewer, signed_in, library):
    page = signed_in(reviewer).get("/cms/").content.decode()

    assert "Due for review" in page
    assert "Suggestions from members" not in page
    assert "Pages that did not help" not in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("doi", "jama 2015", "A DOI looks like"),
        ("doi", "https://doi.org/", "A DOI looks like"),
        ("pmid", "PMC123", "A PMID is a number"),
        ("url", "javascript:alert(1)", "valid URL"),
        ("slug", "moe-2021", "already exists"),
    ],
)
def test_a_broken_source_is_told_at_its_field_and_what_was_typed_stays(
    editor, signed_in, library, field, value, message
):
    form = {"slug": "b-2026", "authors": "Bee", "title": "Kept words", "kind": "review"}
    form |= {"checked": "none", field: value, "action-publish": "1"}

    answer = signed_in(editor).post("/cms/snippets/cms/reference/add/", form)

    assert list(answer.context["form"].errors) == [field]
    assert message in answer.content.decode()
    assert "Kept words" in answer.content.decode()
    assert not Reference.objects.filter(slug="b-2026").exists()


# --- images -----------------------------------------------------------------------------------

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", SVG),
        ("page.html", b"<!doctype html><p>Hello</p>"),
        ("page.png", b"<!doctype html><p>Hello</p>"),
        ("huge.png", picture()),
    ],
)
def test_a_file_that_is_no_image_for_us_is_told_at_its_field(
    editor, signed_in, library, settings, monkeypatch, name, content
):
    if name == "huge.png":
        monkeypatch.setattr(
            "wagtail.images.fields.WagtailImageField.__init__", _smaller(limit=50), raising=True
        )
    upload = SimpleUploadedFile(name, content, content_type="image/png")

    answer = signed_in(editor).post(
        "/cms/images/add/", {"title": "Kept title", "file": upload, "credit": "Me"}
    )

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert "Kept title" in answer.content.decode()
    assert not CreditedImage.objects.exists()


def _smaller(limit):
    from wagtail.images.fields import WagtailImageField

    begin = WagtailImageField.__init__

    def start(self, *args, **kwargs):
        begin(self, *args, **kwargs)
        self.max_upload_size = limit

    return start


# --- rights -----------------------------------------------------------------------------------


def test_a_member_is_refused_the_admin(member, library, signed_in):
    assert signed_in(member).get("/cms/", follow=True).status_code == 403


@pytest.mark.parametrize("model", SNIPPETS)
def test_editors_keep_snippets_reviewers_read_and_nobody_else_comes_in(
    editor, reviewer, member, signed_in, library, model
):
    name = model._meta.model_name
    base = f"/cms/snippets/cms/{name}/"
    readable = model not in (LanguageEntry, SearchSynonym)

    assert signed_in(editor).get(f"{base}add/").status_code == 200
    assert signed_in(reviewer).get(f"{base}add/").status_code == 302
    assert signed_in(reviewer).get(base).status_code == (200 if readable else 302)
    assert signed_in(member).get(base).status_code in (302, 403)
    moderators = Group.objects.get(name=roles.MODERATOR.group).permissions
    assert not moderators.filter(content_type__app_label__in=["cms", "wagtailadmin"]).exists()


def test_an_editor_opens_images_and_documents(editor, signed_in):
    assert signed_in(editor).get("/cms/images/add/").status_code == 200
    assert signed_in(editor).get("/cms/documents/").status_code == 200


def test_forum_moderators_get_no_rights_in_the_library(library):
    moderators = Group.objects.get(name=roles.MODERATOR.group)

    assert not moderators.page_permissions.exists()
    assert not moderators.collection_permissions.exists()


def test_wagtails_own_groups_with_rights_on_everything_are_gone(library):
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
