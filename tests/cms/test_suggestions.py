"""A member proposes a change; an editor takes it into a draft or says why not."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment

from accounts.models import OutboxMessage
from cms.actions import suggesting
from cms.models import LibraryEntry, Suggestion
from tests.cms import pages
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WORDS = {
    "passage": "A claim.",
    "proposal": "Say <b>twelve</b> hours.",
    "source": "doi:10.1000/182",
}


@pytest.fixture
def page(library):
    return pages.article(title="Low-dose starts")


@pytest.fixture
def member():
    return UserFactory(display_name="Kiri Tamahori")


@pytest.fixture
def suggestion(page, member):
    entry = LibraryEntry.objects.get(pk=page.pk)
    return suggesting.suggest(entry, person=member, **WORDS)


def test_a_member_suggests_and_sees_it_on_their_list(page, member, signed_in):
    browser = signed_in(member)
    form = browser.get(f"{page.url}suggest/?passage=A+claim.").content.decode()
    assert "A claim.</textarea>" in form

    browser.post(f"{page.url}suggest/", WORDS)
    browser.post(f"{page.url}suggest/", WORDS)

    [made] = Suggestion.objects.of(member)
    assert (made.page_id, made.proposal, made.version) == (page.pk, WORDS["proposal"], 1)
    assert "Say &lt;b&gt;twelve" in browser.get("/library/suggestions/").content.decode()
    assert "twelve" not in Client().get(page.url).content.decode()
    other = signed_in(UserFactory())
    assert "twelve" not in other.get("/library/suggestions/").content.decode()


def test_a_visitor_is_sent_to_sign_in_and_keeps_the_words(page, client):
    asked = client.get(f"{page.url}suggest/?passage=A+claim.")
    sent = client.post(f"{page.url}suggest/", WORDS)

    assert asked["Location"].startswith("/accounts/login/?next=/library/")
    assert "passage%3DA%2Bclaim." in asked["Location"]
    assert sent.status_code == 403
    assert "doi:10.1000/182" in sent.content.decode()
    assert not Suggestion.objects.exists()


def test_what_is_refused_keeps_what_was_typed(page, member, signed_in, settings):
    browser = signed_in(member)
    empty = browser.post(f"{page.url}suggest/", {**WORDS, "proposal": ""})
    assert empty.status_code == 422
    assert "doi:10.1000/182" in empty.content.decode()

    settings.SUGGESTIONS_PER_DAY = 1
    browser.post(f"{page.url}suggest/", WORDS)
    many = browser.post(f"{page.url}suggest/", {**WORDS, "proposal": "Another one"})
    assert many.status_code == 429
    assert "Another one" in many.content.decode()

    member.suspended_at = timezone.now()
    member.save()
    assert browser.get(f"{page.url}suggest/").status_code == 403
    assert browser.post(f"{page.url}suggest/", WORDS).status_code == 403
    assert Suggestion.objects.count() == 1


def test_an_editor_takes_it_into_a_draft_that_readers_do_not_see(
    page, member, suggestion, editor, signed_in
):
    before = page.latest_revision_id
    desk = signed_in(editor)
    assert "Say &lt;b&gt;twelve" in desk.get("/cms/suggestions/").content.decode()

    taken = desk.post(f"/cms/suggestions/{suggestion.pk}/take/")
    again = desk.post(
        f"/cms/suggestions/{suggestion.pk}/decline/", {f"{suggestion.pk}-answer": "x"}
    )

    page.refresh_from_db()
    suggestion.refresh_from_db()
    assert taken["Location"] == f"/cms/pages/{page.pk}/edit/"
    assert again["Location"] == "/cms/suggestions/"
    assert page.latest_revision_id != before
    assert page.latest_revision.user == editor
    note = Comment.objects.get(page=page.pk)
    assert note.user == editor
    assert "Kiri Tamahori suggests: Say <b>twelve</b> hours." in note.text
    assert "doi:10.1000/182" in note.text
    assert "A claim." in note.text
    assert (suggestion.state, suggestion.decided_by) == ("taken", editor)
    assert "Kiri Tamahori suggests" in desk.get(taken["Location"]).content.decode()
    assert "twelve" not in Client().get(page.url).content.decode()
    [letter] = OutboxMessage.objects.filter(kind="suggestion")
    assert letter.to == member.email
    assert "twelve" not in letter.text


def test_an_editor_says_why_it_is_not_taken(page, member, suggestion, editor, signed_in):
    desk = signed_in(editor)
    name = f"{suggestion.pk}-answer"
    unsaid = desk.post(f"/cms/suggestions/{suggestion.pk}/decline/", {name: ""})
    desk.post(f"/cms/suggestions/{suggestion.pk}/decline/", {name: "The source says six."})

    assert unsaid.status_code == 422
    assert "Please tell the member why." in unsaid.content.decode()
    shown = signed_in(member).get("/library/suggestions/").content.decode()
    assert "Not taken" in shown
    assert "The source says six." in shown
    assert "was not taken" in OutboxMessage.objects.get(kind="suggestion").subject


def test_a_locked_page_takes_none_and_others_may_not(page, suggestion, editor, reviewer, signed_in):
    page.locked, page.locked_by, page.locked_at = True, reviewer, timezone.now()
    page.save()

    answer = signed_in(editor).post(f"/cms/suggestions/{suggestion.pk}/take/", follow=True)

    assert "The page is locked" in answer.content.decode()
    suggestion.refresh_from_db()
    assert suggestion.is_open
    assert signed_in(reviewer).get("/cms/suggestions/").status_code in (302, 403)
