"""Bookmarks: private, newest first, and only of posts that their owner still finds."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.models import Bookmark, Category, Post, Topic
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic, prescriber

pytestmark = pytest.mark.django_db


def keep(client, post, **fields):
    return client.post(f"/posts/{post.pk}/bookmark/", fields)


def listed(client, query=""):
    return [one.post_id for one in client.get(f"/bookmarks/{query}").context["bookmarks"]]


def test_a_member_keeps_a_post_and_lets_it_go(client):
    post = make_reply(make_topic(title="Split dosing for pain"), body="Three times a day.")
    client.force_login(UserFactory())

    response = keep(client, post, on="1")
    assert (response.status_code, response.url) == (302, post.get_absolute_url())
    html = client.get("/bookmarks/").content.decode()
    assert "Split dosing for pain" in html
    assert "Three times a day." in html

    keep(client, post, on="0")
    assert not Bookmark.objects.exists()


def test_removing_on_the_page_leads_back_to_it(client):
    post = make_reply(make_topic())
    client.force_login(UserFactory())
    keep(client, post)
    html = client.get("/bookmarks/").content.decode()

    address = re.search(r'action="(/posts/\d+/bookmark/\?list)"', html).group(1)
    response = client.post(address, {"on": "0"})

    assert response.url == "/bookmarks/"
    assert "Nothing kept yet" in client.get("/bookmarks/").content.decode()


def test_keeping_twice_keeps_once(client):
    post = make_reply(make_topic())
    client.force_login(UserFactory())

    keep(client, post, on="1")
    keep(client, post, on="1")

    assert Bookmark.objects.count() == 1


def test_one_may_keep_ones_own_post(client):
    post = make_reply(make_topic())
    client.force_login(post.author)

    assert keep(client, post).status_code == 302
    assert listed(client) == [post.pk]


def test_scripts_get_the_button_alone(client):
    post = make_reply(make_topic())
    client.force_login(UserFactory())

    response = client.post(
        f"/posts/{post.pk}/bookmark/?on=1", headers={"X-Requested-With": "fetch"}
    )

    html = response.content.decode()
    assert "Remove bookmark" in html
    assert "?on=0" in html
    assert "<html" not in html


def test_bookmarks_are_listed_newest_first_and_seen_by_their_owner_alone(client):
    posts = [make_reply(make_topic()) for _ in range(3)]
    client.force_login(UserFactory())
    for post in posts:
        keep(client, post)

    assert listed(client) == [post.pk for post in reversed(posts)]
    client.force_login(UserFactory())
    assert listed(client) == []
    client.logout()
    assert client.get("/bookmarks/").url == "/accounts/login/?next=/bookmarks/"


def remove_post(post):
    Post.objects.get(pk=post.pk).hide(reason="wording")


def remove_topic(post):
    Topic.objects.filter(pk=post.topic_id).update(is_public=False)


def restrict(post):
    Category.objects.filter(pk=post.topic.category_id).update(
        visibility="prescribers", guest_policy="none"
    )


@pytest.mark.parametrize("lose", [remove_post, remove_topic, restrict])
def test_what_the_reader_may_no_longer_see_is_simply_absent(client, lose):
    post = make_reply(make_topic(title="A very particular title"), body="Particular words.")
    client.force_login(UserFactory())
    keep(client, post)

    lose(post)

    html = client.get("/bookmarks/").content.decode()
    assert listed(client) == []
    assert "articular" not in html
    assert keep(client, post, on="0").status_code == 404
    assert Bookmark.objects.count() == 1


def test_what_comes_back_is_listed_again(client):
    category = CategoryFactory(visibility="prescribers", guest_policy="none")
    colleague = prescriber()
    post = make_reply(make_topic(category=category, sender=colleague), sender=colleague)
    reader = prescriber()
    client.force_login(reader)
    keep(client, post)
    group = reader.groups.get()

    reader.groups.clear()
    assert listed(client) == []
    reader.groups.add(group)
    assert listed(client) == [post.pk]


def test_pages_follow_the_mark_of_the_page_before(client):
    reader, topic = UserFactory(), make_topic()
    posts = [make_reply(topic) for _ in range(45)]
    Bookmark.objects.bulk_create(Bookmark(person=reader, post=post) for post in posts)
    client.force_login(reader)

    seen, address = [], "/bookmarks/"
    while address:
        response = client.get(address)
        seen += [one.post_id for one in response.context["bookmarks"]]
        address = response.context["pager"].next

    assert sorted(seen) == sorted(post.pk for post in posts)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "mark", ["x", "1_1", "2026-01-01_x", "2026-01-01T00:00:00_1", "0001-01-01T00:00:00+23:59_1"]
)
def test_a_mark_that_is_none_of_ours_is_a_404(client, mark):
    client.force_login(UserFactory())

    assert client.get("/bookmarks/", {"page": 2, "before": mark}).status_code == 404


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_costs_the_same_for_any_number(client, number):
    reader = UserFactory()
    posts = [make_reply(make_topic()) for _ in range(number)]
    Bookmark.objects.bulk_create(Bookmark(person=reader, post=post) for post in posts)
    client.force_login(reader)

    with CaptureQueriesContext(connection) as captured:
        client.get("/bookmarks/")

    assert len(captured) <= 4
