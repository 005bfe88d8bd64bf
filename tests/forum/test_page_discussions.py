"""Every page of the library has a discussion, and what is said there stands under the page."""

import html
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from wagtail.models import Page, PageViewRestriction

from accounts.models import OutboxMessage
from cms.models import Contribution, Person
from forum import actions
from forum.actions import discussing, moving
from forum.models import Category, Follow, Notice, Post, Topic
from forum.reading import comments_of
from forum.reading.comments import comment_policy, discussed_since_review, replies_since
from forum.sanitize import cook
from forum.tasks import sweep_announcements
from tests.cms import pages
from tests.factories import (
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    moderator,
    newcomer,
)
from tests.fixtures.library import prepared_library

pytestmark = pytest.mark.django_db

STRANGER = AnonymousUser()


@pytest.fixture
def page() -> Any:
    prepared_library()
    return pages.article(title="Low-dose starts", summary="How to begin low.")


@pytest.fixture
def topic(page: Any) -> Topic:
    made = discussing.follow_page(page.pk)
    assert made is not None
    return made


def answer(post: Post, body: str, sender: Any) -> Post:
    return actions.submit_reply(
        topic_id=post.topic_id,
        sender=sender,
        writing=cook(body, "text", by_guest=False),
        submission_key=uuid.uuid4(),
        reply_to=post,
    ).post


def change(page: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    discussing.follow_page(page.pk)


# --- the discussion --------------------------------------------------------------------------


def test_a_published_page_gets_one_discussion_that_is_no_news_and_nobodys_first_post(client):
    prepared_library()
    owner, follower = newcomer(), UserFactory()
    Follow.objects.create(
        person=follower, category=discussing.prepare_library_category(), level=Follow.Level.ALL
    )
    page = pages.article(title="Low-dose starts", summary="How to begin low.", by=owner)

    topic = discussing.follow_page(page.pk)
    again = discussing.follow_page(page.pk)
    sweep_announcements()

    assert topic is not None
    assert topic == again == Topic.objects.get(page=page.pk)
    assert (topic.title, topic.author) == ("Low-dose starts", owner)
    owner.refresh_from_db()
    assert owner.first_published_at is None
    assert not Notice.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert not mail.outbox
    assert discussing.follow_every_page() == 0
    for address in ("/", "/discussions/", "/discussions/?sort=unanswered", "/feeds/latest.atom"):
        assert topic.get_absolute_url() not in client.get(address).content.decode()
    assert not Post.objects.written_by(owner).exists()
    make_reply(topic, body="It works here.")
    assert topic.get_absolute_url() in client.get("/discussions/").content.decode()


def test_the_topic_says_what_it_discusses(client, topic, page):
    shown = client.get(topic.get_absolute_url()).content.decode()

    assert f'Discussion of the article <a href="{page.url}">Low-dose starts</a>' in shown
    assert "How to begin low." in shown
    assert f'<link rel="canonical" href="http://localhost:8000{topic.get_absolute_url()}">' in shown


@pytest.mark.parametrize(
    ("becomes", "why"),
    [
        ({"status": "retired"}, "The page was retired."),
        ({"status": "superseded"}, "A newer page has taken its place."),
        ({"live": False}, "The page is not in the library at present."),
    ],
)
def test_a_page_that_is_not_current_closes_its_discussion_until_it_is(page, topic, becomes, why):
    change(page, **becomes)
    topic.refresh_from_db()
    assert topic.is_locked
    assert comments_of(page.pk, STRANGER).why_closed == why

    change(page, status="current", live=True)
    topic.refresh_from_db()
    assert not topic.is_locked
    assert comments_of(page.pk, STRANGER).can_reply


def test_what_a_moderator_closed_or_opened_stays_so(page, topic):
    moving.lock(topic, closed=True, word="Enough.")
    change(page, status="retired")
    change(page, status="current")
    topic.refresh_from_db()
    assert topic.is_locked
    assert comments_of(page.pk, STRANGER).why_closed == "Enough."

    moving.lock(topic, closed=False)
    change(page, status="retired")
    topic.refresh_from_db()
    assert topic.is_locked
    moving.lock(topic, closed=False)
    assert discussing.follow_every_page() == 0
    topic.refresh_from_db()
    assert not topic.is_locked


def test_a_page_not_open_to_everybody_has_a_discussion_that_is_not(client, page, topic):
    make_reply(topic, body="Said in the open.")
    section = Page.objects.get(pk=page.pk).get_parent()
    closed = PageViewRestriction.objects.create(page=section, restriction_type="login")

    assert discussing.follow_every_page() == 1

    member = UserFactory()
    assert client.get(topic.get_absolute_url()).status_code == 404
    assert not comments_of(page.pk, STRANGER).comments
    assert not comments_of(page.pk, member).comments
    assert discussing.follow_every_page() == 0

    closed.delete()
    assert discussing.follow_every_page() == 1
    assert "Said in the open." in client.get(topic.get_absolute_url()).content.decode()

    actions.hide(topic.posts.get(opens_topic=True), actor=moderator(), reason="Spam.")
    discussing.follow_page(page.pk)
    assert client.get(topic.get_absolute_url()).status_code == 404


def test_a_restricted_page_gets_no_discussion_before_it_is_open(page):
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")

    assert discussing.follow_page(page.pk) is None
    assert discussing.follow_every_page() == 0


def test_a_renamed_page_renames_its_discussion(page, topic, client):
    old = topic.get_absolute_url()
    change(page, title="Starting low", summary="In other words.")

    topic.refresh_from_db()
    assert topic.title == "Starting low"
    assert "In other words." in topic.posts.get().body_text
    assert client.get(old)["Location"] == topic.get_absolute_url()
    assert discussing.follow_every_page() == 0


def test_a_deleted_topic_is_made_anew_and_a_deleted_page_leaves_its_topic(page, topic):
    topic.posts.get().moves.all()._raw_delete("default")
    topic.delete()
    assert discussing.follow_every_page() == 1
    fresh = Topic.objects.get(page=page.pk)
    make_reply(fresh)

    page.delete()

    assert discussing.follow_page(page.pk) is None
    assert discussing.follow_every_page() == 0
    fresh.refresh_from_db()
    assert fresh.is_public
    assert fresh.page_id is None


def test_nobody_edits_the_post_that_speaks_for_the_page(topic, client):
    client.force_login(topic.author)

    assert client.get(f"/posts/{topic.posts.get().pk}/edit/").status_code == 403


def test_pages_in_step_are_looked_through_in_two_queries(topic, django_assert_num_queries):
    prepared = [pages.article() for _ in range(2)]
    for page in prepared:
        discussing.follow_page(page.pk)

    with django_assert_num_queries(2):
        assert discussing.follow_every_page() == 0


# --- the comments ----------------------------------------------------------------------------


def test_comments_stand_under_the_page_nested_once_with_badges(client, page, topic):
    author, colleague = UserFactory(display_name="Ada Author"), UserFactory()
    person = Person.objects.create(name="Ada Author", user=author)
    Contribution.objects.create(page=page, person=person, role=Contribution.Role.AUTHOR)
    first = make_reply(topic, sender=colleague, body="Where do I begin?")
    second = answer(first, "With the smallest dose.", author)
    answer(second, "Thank you.", colleague)

    shown = client.get(page.url)
    html = shown.content.decode()

    found = comments_of(page.pk, STRANGER)
    assert [(one.post, len(one.answers)) for one in found.comments] == [(first, 2)]
    assert "Author of this page" in html
    assert "All 3 comments" in html
    assert f'href="{topic.get_absolute_url()}reply/"' in html
    assert not shown.cookies
    answers = html.index('class="answers"')
    assert html.index(f'id="post-{first.pk}"') < answers < html.index(f'id="post-{second.pk}"')


def test_the_most_helpful_and_the_newest_are_chosen(settings, topic, page):
    settings.COMMENTS_UNDER_PAGE = 4
    replies = [make_reply(topic, body=f"Reply {number}") for number in range(8)]
    for post, votes in ((replies[0], 2), (replies[1], 9), (replies[2], 5)):
        Post.objects.filter(pk=post.pk).update(reaction_counts={"helpful": votes})

    found = comments_of(page.pk, STRANGER)

    assert [one.post for one in found.comments] == [*replies[1:3], *replies[6:]]


def test_comments_cost_two_queries_however_many(topic, page, django_assert_num_queries):
    for _ in range(6):
        make_reply(topic)

    with django_assert_num_queries(2):
        found = comments_of(page.pk, STRANGER)
        assert len(found.comments) == 6
        for one in found.comments:
            assert one.post.author_name
            assert one.post.topic.get_absolute_url()


def test_nothing_that_is_not_public_is_under_the_page(client, page, topic):
    judge, author = moderator(), UserFactory(display_name="Nina Nameless")
    Category.objects.filter(pk=topic.category_id).update(allows_anonymous=True)
    topic.category.refresh_from_db()
    person = Person.objects.create(name="Nina Nameless", user=author)
    Contribution.objects.create(page=page, person=person, role=Contribution.Role.AUTHOR)
    make_held_reply(topic, name="Held Guest")
    hidden = make_reply(topic, body="hiddenword")
    open_answer = answer(hidden, "An answer to it.", UserFactory())
    actions.hide(Post.objects.get(pk=hidden.pk), actor=judge, reason="other")
    purged = make_reply(topic, body="purgedword")
    actions.purge(Post.objects.get(pk=purged.pk), actor=judge, reason="gone")
    anonymous = make_reply(topic, sender=author, body="peerword", anonymous=True)
    actions.publish(Post.objects.get(pk=anonymous.pk), actor=judge)

    for reader in (None, UserFactory(), judge):
        if reader:
            client.force_login(reader)
        html = client.get(page.url).content.decode()
        html = html[html.index('id="discussion"') :]
        assert "peerword" in html
        assert "An answer to it." in html
        for word in ("From a guest.", "Held Guest", "hiddenword", "purgedword", hidden.author_name):
            assert word not in html
        assert "Nina" not in html
        assert "Author of this page" not in html
    assert open_answer.pk in [one.post.pk for one in comments_of(page.pk, STRANGER).comments]


def test_a_guests_comment_waits_as_everywhere(client, topic, page):
    post = make_reply(topic, sender=guest(), body="From under the page.")

    assert post.state == Post.State.PENDING
    assert "From under the page." not in client.get(page.url).content.decode()


def test_the_form_says_what_a_comment_should_be_as_the_invitation_does(client, topic):
    form = client.get(topic.get_absolute_url() + "reply/").content.decode()

    assert str(comment_policy()) in html.unescape(form)
    assert "Your comment on this page" in form


def test_replies_since_the_last_review_are_told_to_editors(client, topic, page, django_user_model):
    make_reply(topic)
    yesterday = topic.created_at.date().replace(year=2020)
    page.last_reviewed = yesterday
    page.save()

    assert replies_since(topic, yesterday) == 1
    assert [(one.title, one.replies) for one in discussed_since_review()] == [(page.title, 1)]
    assert "reply since the last review" not in client.get(page.url).content.decode()
    client.force_login(django_user_model.objects.create_superuser("root@example.org", "secret"))
    assert "1 reply since the last review" in client.get(page.url).content.decode()
