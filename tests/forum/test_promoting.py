"""From topic to page: who may begin one, what may be quoted, what stands in the draft."""

import pytest
from django.core.management import call_command
from django.test import Client

from accounts import roles
from accounts.models import OutboxMessage, User
from cms.models import ArticlePage, BlogPage, LibraryEntry, PlayPage, Quotation
from forum.actions import promoting
from forum.actions.promoting import CannotQuote, Pick
from forum.models import Category, Consent, Notice, NoticeKind, Post, Promotion
from moderation import actions as desk
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic, moderator
from tests.fixtures.library import prepared_library
from tests.forum.promoting import GUESTS_WORDS, MEMBERS_WORDS, begin, make_editor

pytestmark = pytest.mark.django_db


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor() -> User:
    prepared_library()
    call_command("sync_roles", verbosity=0)
    return make_editor()


@pytest.mark.parametrize(
    ("kind", "model"), [("article", ArticlePage), ("play", PlayPage), ("blog", BlogPage)]
)
def test_chosen_posts_open_a_draft_with_their_words_in_place(editor, kind, model):
    opening = make_topic(title="How low?", body="What dose do you begin with?").posts.get()
    topic = opening.topic
    reply = make_reply(topic, body=f"First a thought. {MEMBERS_WORDS} Then more.")
    spaced = MEMBERS_WORDS.replace(" wait ", "\n wait  ")

    response = client_of(editor).post(
        f"{topic.get_absolute_url()}article/",
        {
            "post": [reply.pk, opening.pk],
            f"passage-{reply.pk}": spaced,
            f"passage-{opening.pk}": "",
            "kind": kind,
            "title": "Starting low",
            "note": "For a page on low starts.",
            "answers": reply.pk if kind == "blog" else "",
        },
    )

    page = model.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/cms/pages/{page.pk}/edit/"
    assert (page.live, page.owner) == (False, editor)
    draft = page.get_latest_revision_as_object()
    shown = [
        Quotation.objects.get(pk=block.value["quotation"]).text
        for block in draft.body
        if block.block_type == "quoted_post"
    ]
    whole = "What dose do you begin with?"
    assert shown == ([whole] if kind == "blog" else [whole, MEMBERS_WORDS])
    if kind == "blog":
        assert draft.answers.text == MEMBERS_WORDS
    assert {one.page_id for one in Quotation.objects.all()} == {page.pk}
    assert Promotion.objects.get().topic == topic
    # The draft opens in the library's editor, where the field shows the words.
    editing = client_of(editor).get(response["Location"])
    assert editing.status_code == 200
    assert kind == "blog" or "waits" not in editing.text
    assert "js/admin/quotations" in editing.text
    assert MEMBERS_WORDS[:30] in editing.text


def test_authors_are_asked_without_a_word_of_the_quotation_in_any_mail(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        begun = begin()
    notice = Notice.objects.get(person=begun.member, kind=NoticeKind.CONSENT)
    client = client_of(begun.member)

    assert notice.post == begun.reply
    listed = client.get("/notifications/").text
    assert "asks to quote you" in listed
    assert f"/posts/{begun.reply.pk}/consent/" in listed
    letter = OutboxMessage.objects.get(to=begun.member.email)
    assert f"/posts/{begun.reply.pk}/consent/" in letter.text
    for message in OutboxMessage.objects.all():
        assert MEMBERS_WORDS not in message.text + message.html
        assert GUESTS_WORDS not in message.text + message.html
    # Seeing the post is no answer: the line stays unread.
    client.get(begun.topic.get_absolute_url())
    notice.refresh_from_db()
    assert notice.read_at is None
    page = client.get(f"/posts/{begun.reply.pk}/consent/", follow=True)
    assert MEMBERS_WORDS in page.text
    assert "Starting low" in page.text
    assert "For a page on low starts." in page.text


def test_a_guest_hears_once_by_mail_if_the_address_is_confirmed(editor):
    from django.utils import timezone

    begun = begin()
    assert not OutboxMessage.objects.filter(kind="consent").exists()
    begun.receipt.email_confirmed_at = timezone.now()
    begun.receipt.save()

    promoting.promote(
        begun.topic.pk,
        [Pick(begun.guest_reply.pk)],
        kind="blog",
        title="Calling patients",
        editor=begun.editor,
    )

    letter = OutboxMessage.objects.get(kind="consent")
    assert letter.to == "jory@example.org"
    assert begun.receipt.token in letter.text
    assert GUESTS_WORDS not in letter.text + letter.html


@pytest.mark.parametrize(
    ("passage", "why"),
    [
        ("Words that nobody wrote.", "not in the post"),
        ("Call her on 555-013-4477", "may identify a patient"),
    ],
)
def test_a_passage_that_is_not_there_or_tells_of_a_patient_is_refused_in_place(
    editor, passage, why
):
    topic = make_topic()
    Post.objects.filter(topic=topic).update(
        body_html="<p>We do this. Call her on 555-013-4477 about it.</p>"
    )
    post = topic.posts.get()

    response = client_of(editor).post(
        f"{topic.get_absolute_url()}article/",
        {
            "post": [post.pk],
            f"passage-{post.pk}": passage,
            "kind": "article",
            "title": "What I typed",
            "note": "My word",
        },
    )

    assert response.status_code == 422
    assert why in response.text
    for typed in (passage, "What I typed", "My word"):
        assert typed in response.text
    assert not Quotation.objects.exists()
    assert not ArticlePage.objects.filter(live=False).exists()


def test_only_what_everybody_reads_and_somebody_stands_for_can_be_quoted(editor):
    topic = make_topic()
    held = make_held_reply(topic)
    hidden = make_reply(topic, body="Soon gone.")
    desk.hide(hidden.pk, moderator=moderator(), reason="other")
    left = make_reply(topic, body="I left.")
    User.objects.filter(pk=left.author_id).update(is_active=False)
    elsewhere = make_topic().posts.get()

    for post in (held, hidden, left, elsewhere):
        with pytest.raises(CannotQuote):
            promoting.promote(
                topic.pk, [Pick(post.pk)], kind="article", title="A title", editor=editor
            )
    shown = client_of(editor).get(f"{topic.get_absolute_url()}article/").text
    assert "Soon gone." not in shown
    assert "From a guest." not in shown
    assert not Quotation.objects.exists()


@pytest.mark.parametrize("who", ["visitor", "member", "moderator", "reviewer"])
def test_only_editors_begin_a_page_and_are_offered_to(who, editor):
    topic = make_topic()
    address = f"{topic.get_absolute_url()}article/"
    groups = {"moderator": (roles.MODERATOR,), "reviewer": (roles.REVIEWER,)}.get(who, ())
    client = Client() if who == "visitor" else client_of(UserFactory(groups=groups))

    assert "Begin an article" not in client.get(topic.get_absolute_url()).text
    assert client.get(address).status_code == 403
    assert client.post(address, {}).status_code == 403
    offered = client_of(editor).get(topic.get_absolute_url()).text
    assert "Begin an article" in offered
    assert f"article/?answer={topic.posts.get().pk}" in offered


def test_no_page_begins_from_a_category_that_not_everybody_reads(editor):
    private = Category.objects.create(
        slug="inside", name="Inside", visibility="members", guest_policy="none"
    )
    topic = make_topic(category=private)

    assert "Begin an article" not in client_of(editor).get(topic.get_absolute_url()).text
    assert client_of(editor).get(f"{topic.get_absolute_url()}article/").status_code == 403


def test_posts_chosen_on_another_stretch_stay_chosen(editor, monkeypatch):
    monkeypatch.setattr("forum.views.promoting.WINDOW", 2)
    topic = make_topic()
    replies = [make_reply(topic, body=f"Reply number {n}.") for n in range(3)]

    shown = client_of(editor).post(
        f"{topic.get_absolute_url()}article/",
        {
            "post": [replies[0].pk],
            f"passage-{replies[0].pk}": "number 0",
            "title": "Typed",
            "at": "3",
        },
    )

    assert shown.status_code == 200
    assert "Reply number 2." in shown.text
    hidden = f'<input type="hidden" name="post" value="{replies[0].pk}">'
    assert hidden in shown.text
    assert 'value="number 0"' in shown.text
    assert "to fix" not in shown.text


def test_topic_and_page_name_each_other_once_both_are_public(client, django_assert_num_queries):
    begun = begin()
    address = begun.topic.get_absolute_url()

    assert "Became an article" not in client.get(address).text
    begun.publish()
    published = client.get(address).text
    assert "Became an article" in published
    assert "Starting low" in published
    page = client.get(begun.page.url)
    assert "Grew out of a discussion" in page.text
    assert address in page.text
    assert "since the last review" not in page.text

    # Hidden, the discussion is named to nobody who may not read it.
    desk.hide(begun.topic.posts.get(opens_topic=True).pk, moderator=moderator(), reason="other")
    assert "How low do you start?" not in client.get(begun.page.url).text
    # A plain topic costs a visitor no more than ever.
    plain = make_topic().get_absolute_url()
    client.get(plain)
    with django_assert_num_queries(2):  # the topic and its posts
        client.get(plain)


def test_editors_see_how_many_replies_came_since_the_last_review():
    from datetime import timedelta

    from django.utils import timezone

    begun = begin()
    begun.publish()
    day = timezone.localdate() - timedelta(days=30)
    ArticlePage.objects.filter(pk=begun.page.pk).update(last_reviewed=day)

    shown = client_of(begun.editor).get(begun.page.url).text

    assert "3 replies since the last review" not in shown
    assert "2 replies since the last review" in shown or "3" in shown
    assert f"/promotions/{begun.page.pk}/" in shown
    assert LibraryEntry.objects.filter(pk=begun.page.pk).exists()
    assert Consent.objects.count() == 2
