"""What search engines are told: every page for strangers, none for others, and where to keep out."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.models import Tag, Topic
from moderation import actions
from tests.factories import CategoryFactory, make_topic, moderator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("site_address"),
]

SITE = "https://rounds.example.org"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client, address) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)
    return [element.text.strip() for element in root.iter(f"{NAMESPACE}loc")]


def everything(client) -> set[str]:
    """The addresses of all parts that the index names."""
    parts = locations(client, "/sitemap.xml")
    assert all(part.startswith(f"{SITE}/sitemaps/") for part in parts)
    return {place for part in parts for place in locations(client, part.removeprefix(SITE))}


def test_public_pages_are_all_in_it_and_open(client):
    topic = make_topic()
    tag, _made = Tag.objects.get_or_create(slug="start", defaults={"name": "Start"})
    topic.tags.add(tag)

    found = everything(client)

    for address in (
        "/",
        "/discussions/",
        "/tags/start/",
        topic.category.get_absolute_url(),
        topic.get_absolute_url(),
    ):
        assert f"{SITE}{address}" in found
    for place in found:
        assert client.get(place.removeprefix(SITE)).status_code == 200, place


def test_nothing_is_in_it_that_a_stranger_may_not_read(client):
    closed = make_topic(
        category=CategoryFactory(visibility="members", guest_policy="none"), sender=moderator()
    )
    tag, _made = Tag.objects.get_or_create(slug="closed-only", defaults={"name": "Closed only"})
    closed.tags.add(tag)
    hidden = make_topic()
    actions.hide(hidden.posts.get().pk, moderator=moderator(), reason="wording")

    client.force_login(moderator())
    found = everything(client)

    for address in (
        closed.get_absolute_url(),
        closed.category.get_absolute_url(),
        "/tags/closed-only/",
        hidden.get_absolute_url(),
    ):
        assert f"{SITE}{address}" not in found


def test_the_parts_hold_every_topic_once(client, settings):
    category = CategoryFactory()
    topics = [make_topic(category=category) for _ in range(5)]
    # Numbers begin anywhere: the first part ends with the third topic, the next holds the rest.
    settings.SITEMAP_ADDRESSES = topics[2].pk

    parts = [part for part in locations(client, "/sitemap.xml") if "/topics-" in part]
    pages = [locations(client, part.removeprefix(SITE)) for part in parts]

    assert [sorted(page) for page in pages] == [
        sorted(f"{SITE}{topic.get_absolute_url()}" for topic in part)
        for part in (topics[:3], topics[3:])
    ]


def test_a_topic_says_when_it_last_changed(client):
    topic = make_topic()

    page = client.get("/sitemaps/topics-1.xml").content.decode()

    assert f"<lastmod>{topic.last_activity_at:%Y-%m-%d}</lastmod>" in page


@pytest.mark.parametrize("topics", [1, 12])
def test_every_part_costs_at_most_two_queries(client, topics):
    category = CategoryFactory()
    for _ in range(topics):
        make_topic(category=category)

    for address in [
        "/sitemap.xml",
        *(part.removeprefix(SITE) for part in locations(client, "/sitemap.xml")),
    ]:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert len(captured) <= 2, address


@pytest.mark.parametrize(
    "part", ["topics-0", "topics-999", "topics-99999999999999999999", "tags-2", "secrets-1"]
)
def test_a_part_that_is_not_there_is_404(client, part):
    make_topic()

    assert client.get(f"/sitemaps/{part}.xml").status_code == 404


def test_it_sets_no_cookie_and_answers_304_while_nothing_changed(client):
    make_topic()
    client.force_login(moderator())

    for address in ("/sitemap.xml", "/sitemaps/topics-1.xml"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (len(first.cookies), again.status_code) == (0, 304)

    make_topic(category=Topic.objects.get().category)
    tag = {"If-None-Match": first["ETag"]}
    assert client.get("/sitemaps/topics-1.xml", headers=tag).status_code == 200


def test_robots_keep_out_of_private_pages_and_find_the_sitemap(client):
    response = client.get("/robots.txt")
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())

    assert response["Content-Type"].startswith("text/plain")
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]
    for closed in (
        "/receipts/abc/",
        "/accounts/login/",
        "/settings/notifications/",
        "/drafts/",
        "/moderation/",
        "/cms/",
        "/compose/check/",
        "/search/?q=x",
        "/confirm/abc/",
        "/discussions/new/",
    ):
        assert not rules.can_fetch("*", f"{SITE}{closed}"), closed
    for open_ in ("/", "/discussions/", "/library/articles/", "/feeds/latest.atom", "/tags/x/"):
        assert rules.can_fetch("*", f"{SITE}{open_}"), open_
