"""What a topic's page costs at any length, what stands around its posts, and for whom."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.models import ArticlePage, LibraryIndexPage, SectionIndexPage
from forum.models import Bookmark, Follow, Post, Reaction, Topic
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    make_reply,
    make_topic,
)
from tests.forum.visiting import shown

pytestmark = pytest.mark.django_db


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


@pytest.fixture
def article():
    """A public library page, and the way to publish more."""
    library = LibraryIndexPage(title="Library", slug="test-library")
    Site.objects.get(is_default_site=True).root_page.add_child(instance=library)
    section = SectionIndexPage(title="Articles", slug="articles")
    library.add_child(instance=section)

    def publish(title: str, summary: str = "Summary.", **fields) -> ArticlePage:
        page = ArticlePage(title=title, summary=summary, **fields)
        return section.add_child(instance=page)

    return publish


# --- cost -------------------------------------------------------------------------------------


def rich_topic(posts: int) -> Topic:
    """A long topic with answers, recommendations, neighbors and reactions."""
    topic = make_topic()
    fill_topic(topic, posts)
    answers = list(topic.posts.filter(position__in=(2, posts // 2, posts)))
    Post.objects.filter(pk__in=[post.pk for post in answers]).update(accepted_at=timezone.now())
    named = [post.pk for post in answers]
    neighbors = [make_topic().pk for _ in range(3)]
    Topic.objects.filter(pk=topic.pk).update(highlighted=named, accepted_count=3, similar=neighbors)
    topic.refresh_from_db()
    return topic


def test_the_first_middle_and_last_page_of_10000_posts_cost_the_same(client):
    topic = rich_topic(10_000)
    pages = [topic.get_absolute_url() + query for query in ("", "?page=250", "?page=last")]
    client.get(pages[0])

    assert [cost(client, page) for page in pages] == [3, 3, 3]
    client.force_login(UserFactory())
    client.get(pages[2])
    assert [cost(client, page) for page in pages] == [5, 5, 5]


def test_a_cold_cache_costs_a_visitor_two_queries_more_and_a_member_one(client):
    topic = rich_topic(25)
    address = topic.get_absolute_url()

    assert cost(client, address) == 5
    assert cost(client, address) == 3
    client.force_login(UserFactory())
    client.get(address)
    cache.clear()
    assert cost(client, address) == 6
    assert cost(client, address) == 5


def test_what_a_member_did_comes_with_the_posts(client):
    topic, reader = rich_topic(25), UserFactory()
    posts = list(topic.posts.in_reading_order()[:20])
    for post in posts:
        Reaction.objects.create(post=post, person=reader, kind="helpful")
        Reaction.objects.create(post=post, person=UserFactory(), kind="source")
        Bookmark.objects.create(post=post, person=reader)
    Reaction.objects.create(post=posts[0], person=reader, kind="thanks")
    Follow.objects.create(person=reader, topic=topic, level="muted")
    Follow.objects.create(person=UserFactory(), topic=topic, level="all")
    client.force_login(reader)
    client.get(topic.get_absolute_url())

    with CaptureQueriesContext(connection) as captured:
        response = client.get(topic.get_absolute_url())

    assert len(captured) == 5
    first, second, *_rest = response.context["page"].posts
    assert set(first.my_reactions.split(",")) == {"helpful", "thanks"}
    assert second.my_reactions == "helpful"
    assert all(post.is_kept for post in response.context["page"].posts)
    assert response.context["topic"].my_follow == "muted"


def test_noting_how_far_a_member_has_read_is_one_write_only_when_it_advances(client):
    topic = rich_topic(45)
    client.force_login(UserFactory())
    client.get("/discussions/")
    pages = [topic.get_absolute_url() + query for query in ("", "", "?page=2", "?page=2", "")]
    cost(client, pages[0])

    assert [cost(client, page) for page in pages] == [5, 5, 6, 5, 5]


def test_no_query_of_a_page_skips_rows(client):
    topic = rich_topic(100)

    with CaptureQueriesContext(connection) as captured:
        client.get(topic.get_absolute_url() + "?page=3")

    assert not any("OFFSET" in query["sql"] for query in captured)


# --- around the posts ---------------------------------------------------------------------------


def test_similar_discussions_are_shown_best_first_and_only_what_the_reader_may_see(client):
    topic = make_topic()
    secret = make_topic(
        category=CategoryFactory(visibility="prescribers", guest_policy="none"),
        title="For prescribers only",
    )
    hidden = make_topic(title="A hidden neighbor")
    Topic.objects.filter(pk=hidden.pk).update(is_public=False)
    second, first = make_topic(title="The second best"), make_topic(title="The very best")
    Topic.objects.filter(pk=topic.pk).update(
        similar=[secret.pk, hidden.pk, first.pk, second.pk, 999_999]
    )

    page = shown(client, topic)

    assert page.index("The very best") < page.index("The second best")
    assert "For prescribers only" not in page
    assert "A hidden neighbor" not in page


def test_cards_of_our_own_pages_come_with_the_similar_discussions(client, article):
    page = article("Dosing on the first day", summary="What to expect.")
    linked, secret = (
        make_topic(title="A linked discussion"),
        make_topic(
            category=CategoryFactory(visibility="prescribers", guest_policy="none"),
            title="For prescribers only",
        ),
    )
    topic = make_topic()
    targets = {
        linked.get_absolute_url(): {"topic": linked.pk},
        secret.get_absolute_url(): {"topic": secret.pk},
        page.url: {"page": page.pk},
    }
    html = "".join(f'<p><a href="{address}">{address}</a></p>' for address in targets)
    topic.posts.update(body_html=html, cards=targets)
    Topic.objects.filter(pk=topic.pk).update(similar=[make_topic().pk])
    client.get(topic.get_absolute_url())

    with CaptureQueriesContext(connection) as captured:
        shown_page = client.get(topic.get_absolute_url()).content.decode()

    assert len(captured) == 3
    assert "A linked discussion" in shown_page
    assert "What to expect." in shown_page
    assert "For prescribers only" not in shown_page


def test_library_pages_on_the_subject_are_named_and_others_are_not(client, article):
    article(
        "Precipitated withdrawal in people who use fentanyl",
        evidence_grade="B",
        last_reviewed=date(2026, 9, 3),
    )
    article("Billing codes for office visits")
    article("A draft on precipitated withdrawal", live=False)
    restricted = article("Precipitated withdrawal, for one team")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    topic = make_topic(title="Withdrawal got much worse after the first dose")
    Topic.objects.filter(pk=topic.pk).update(
        tag_line=[["precipitated-withdrawal", "Precipitated withdrawal"]]
    )

    response = client.get(topic.get_absolute_url())
    page = response.content.decode()

    assert [one.title for one in response.context["library"]] == [
        "Precipitated withdrawal in people who use fentanyl"
    ]
    assert "grade B" in page
    assert "Sep 2026" in page
    address = re.search(r'href="([^"]+)">Precipitated withdrawal in people', page)[1]
    assert address == ArticlePage.objects.get(evidence_grade="B").url


def test_the_outline_names_answers_silences_notes_and_the_page(client):
    topic = make_topic()
    fill_topic(topic, 45)
    posts = {post.position: post for post in topic.posts.all()}
    later = timezone.now() + timedelta(days=220)
    topic.posts.filter(position__gte=23).update(published_at=later)
    topic.posts.filter(position=25).update(is_moderator_note=True)
    Post.objects.filter(pk=posts[30].pk).update(accepted_at=timezone.now())
    Topic.objects.filter(pk=topic.pk).update(highlighted=[posts[30].pk], accepted_count=1)

    stops = client.get(topic.get_absolute_url() + "?page=2").context["outline"]

    author = posts[23].author_name
    assert [stop.label for stop in stops] == [
        "Question",
        "Page 2 of 3",
        "7 months later",
        author,
        "Moderator note",
        "Accepted answer",
        "Latest post",
    ]
    assert stops[0].url == topic.get_absolute_url()
    assert stops[1].url == f"#post-{posts[21].pk}"
    assert stops[1].current
    assert stops[5].accepted
    assert stops[6].url == f"{topic.get_absolute_url()}?page=3#post-{posts[45].pk}"


def test_a_place_typed_into_the_outline_leads_there(client):
    topic = make_topic()
    fill_topic(topic, 45)
    address = topic.get_absolute_url()

    assert 'name="post"' in shown(client, topic)
    fortieth, last = topic.posts.get(position=40), topic.posts.get(position=45)
    assert client.get(address, {"post": "40"}).url == f"{address}?page=2#post-{fortieth.pk}"
    assert client.get(address, {"post": "4000"}).url == f"{address}?page=3#post-{last.pk}"
    for odd in ("0", "-1", "x", "²", "", "9" * 30):
        assert client.get(address, {"post": odd}).status_code == 404


@pytest.mark.parametrize(
    ("days", "age"), [(364, None), (365, "1 year"), (800, "2 years"), (0, None)]
)
def test_an_old_topic_says_so_above_the_composer(client, days, age):
    topic = make_topic()
    Topic.objects.filter(pk=topic.pk).update(last_activity_at=timezone.now() - timedelta(days=days))

    page = shown(client, topic)

    if age:
        assert f"The last post here is {age} old." in page
        assert page.index("The last post here") < page.index('id="reply"')
    else:
        assert "The last post here" not in page


def test_a_closed_old_topic_says_nothing_about_replying(client):
    topic = make_topic()
    Topic.objects.filter(pk=topic.pk).update(
        last_activity_at=timezone.now() - timedelta(days=800), is_locked=True
    )

    page = shown(client, topic)

    assert "The last post here" not in page
    assert "closed to new replies" in page


def test_an_edited_post_links_to_its_history_with_time_and_note(client):
    topic = make_topic()
    edited, untouched = make_reply(topic), make_reply(topic)
    when = edited.published_at + timedelta(minutes=40)
    Post.objects.filter(pk=edited.pk).update(edited_at=when, edit_note="removed the day <b>")
    # A text that was revised while it waited was never public before.
    earlier = untouched.published_at - timedelta(minutes=40)
    Post.objects.filter(pk=untouched.pk).update(edited_at=earlier)

    page = shown(client, topic)

    mark = re.search(rf'<a class="edited" href="/posts/{edited.pk}/history/" title="([^"]*)"', page)
    assert mark
    assert f"{when:%H:%M} UTC: removed the day &lt;b&gt;" in mark[1]
    assert page.count('class="edited"') == 1


def test_a_silence_is_named_for_screen_readers(client):
    topic = make_topic()
    reply = make_reply(topic)
    Post.objects.filter(pk=reply.pk).update(published_at=timezone.now() + timedelta(days=214))

    page = shown(client, topic)

    assert 'role="separator" aria-label="7 months later"' in page


def test_a_visitors_page_has_no_token_no_cookie_and_no_form_that_posts(client):
    topic = rich_topic(25)

    response = client.get(topic.get_absolute_url())

    page = response.content.decode()
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in page
    assert not re.search(r"<form[^>]*method=.post", page, re.IGNORECASE)
