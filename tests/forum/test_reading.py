"""What a reader sees, what it costs, and what odd addresses answer."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum import actions
from forum.models import Post, Topic
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
    prescriber,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("posts", [5, 500])
@pytest.mark.parametrize("page", ["", "?page=last"])
def test_a_topic_page_costs_a_visitor_3_queries_and_a_member_5(client, posts, page):
    topic = make_topic()
    fill_topic(topic, posts)
    address = topic.get_absolute_url() + page

    # A cold cache costs the usual wait and the list of library pages, once a minute.
    assert queries(client, address) <= 5
    assert queries(client, address) <= 3
    client.force_login(UserFactory())
    assert queries(client, address) <= 6, "five, and one that notes how far the member has read"
    assert queries(client, address) <= 5


@pytest.mark.parametrize("topics", [3, 30])
@pytest.mark.parametrize("kind", ["topics", "category", "tag"])
def test_a_list_costs_a_visitor_2_queries_and_a_member_5(client, topics, kind):
    category = CategoryFactory()
    for _ in range(topics):
        make_topic(category=category)
    tag = category.topics.first().tags.create(slug="cows", name="COWS")
    address = {"topics": "/discussions/", "category": category.get_absolute_url()}.get(
        kind, tag.get_absolute_url()
    )

    assert queries(client, address) <= 2
    client.force_login(UserFactory())
    assert queries(client, address) <= 5


def test_a_members_reply_costs_at_most_9_queries(client):
    topic = make_topic()
    fill_topic(topic, 500)
    client.force_login(UserFactory())
    address = topic.get_absolute_url() + "reply/"
    answered = topic.posts.get(position=7)
    form = {
        "body": "Thank you.",
        "submission_key": "0d3c3f7e-9a39-4d5e-8f57-7f0d8fd4d0a1",
        "reply_to": answered.pk,
    }

    with CaptureQueriesContext(connection) as captured:
        response = client.post(address, form)

    assert response.status_code == 302
    work = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(work) <= 9, work


@pytest.mark.parametrize("address", ["/", "/discussions/", "topic", "/search/?q=opening"])
def test_reading_writes_nothing_and_sets_no_cookie(client, address):
    topic = make_topic()
    if address == "topic":
        address = topic.get_absolute_url()

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)

    assert all(query["sql"].startswith("SELECT") for query in captured)
    assert not response.cookies
    assert Session.objects.count() == 0
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_pages_are_ranges_of_places_and_name_no_offset(client):
    topic = make_topic()
    fill_topic(topic, 45)

    with CaptureQueriesContext(connection) as captured:
        response = client.get(topic.get_absolute_url() + "?page=3")

    assert [entry.post.position for entry in response.context["entries"]] == [41, 42, 43, 44, 45]
    assert not any("OFFSET" in query["sql"] for query in captured)


# --- odd addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/discussions/x/999-none/",
        "/discussions/none/",
        "/discussions/x/99999999999999999999-none/",
        "/discussions/?page=0",
        "/discussions/?page=abc",
        "/discussions/?page=-1",
        "/discussions/?page=99999999999999",
        "/discussions/?page=2&before=x",
        "/posts/999/",
        "/posts/99999999999999999999/",
        "/tags/none/",
        "/receipts/unknown/",
        "/confirm/unknown/",
        "/no-such-page/",
    ],
)
def test_an_odd_address_is_a_404_in_our_look(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "Open Rounds" in response.content.decode()


@pytest.mark.parametrize("page", ["0", "2", "999999", "abc", "-1", "1.5", "²", "9" * 40])
def test_a_page_that_a_topic_does_not_have_is_a_404(client, page):
    response = client.get(make_topic().get_absolute_url(), {"page": page})

    assert response.status_code == 404


def test_a_page_number_typed_without_its_mark_works_near_the_front(client):
    category = CategoryFactory()
    made = [make_topic(category=category) for _ in range(25)]

    response = client.get("/discussions/?page=2")

    assert response.context["topics"] == made[4::-1]
    assert [client.get(f"/discussions/?page={n}").status_code for n in (3, 51, 999)] == [404] * 3


@pytest.mark.parametrize("query", ["a\x00b", '"', "%", "_", "x" * 5000, "' OR 1=1", "𝕏 é"])
def test_search_takes_any_text(client, query):
    assert client.get("/search/", {"q": query}).status_code == 200


def test_a_wrong_slug_or_category_redirects_for_good(client):
    topic = make_topic()

    response = client.get(f"/discussions/elsewhere/{topic.pk}-old-title/?page=1")

    assert response.status_code == 301
    assert response.url == topic.get_absolute_url() + "?page=1"


# --- finding one's way ------------------------------------------------------------------------


def test_a_permalink_leads_to_the_page_of_its_post(client):
    topic = make_topic()
    fill_topic(topic, 45)
    post = topic.posts.get(position=21)

    response = client.get(post.get_absolute_url())

    assert response.url == f"{topic.get_absolute_url()}?page=2#post-{post.pk}"
    assert f'id="post-{post.pk}"' in client.get(response.url).content.decode()


def test_lists_follow_the_mark_of_the_page_before(client):
    category = CategoryFactory()
    made = [make_topic(category=category) for _ in range(45)]

    seen, address = [], "/discussions/"
    while address:
        response = client.get(address)
        seen += response.context["topics"]
        address = response.context["pager"].next

    assert [topic.pk for topic in seen] == [topic.pk for topic in reversed(made)]


def test_unanswered_lists_topics_without_a_published_reply(client):
    answered, unanswered = make_topic(), make_topic()
    make_reply(answered)
    make_held_reply(unanswered)

    response = client.get("/discussions/?sort=unanswered")

    assert list(response.context["topics"]) == [unanswered]


@pytest.mark.parametrize(
    ("days", "words"),
    [(29, ""), (30, "1 month later"), (214, "7 months later"), (400, "1 year later")],
)
def test_a_long_silence_is_named_between_two_posts(client, days, words):
    topic = make_topic()
    reply = make_reply(topic)
    Post.objects.filter(pk=reply.pk).update(published_at=timezone.now() + timedelta(days=days))

    response = client.get(topic.get_absolute_url())

    gaps = [entry.gap for entry in response.context["entries"]]
    assert gaps == ["", words]
    assert ("advice above may have been updated" in response.content.decode()) == (days >= 365)


def test_a_silence_between_two_pages_is_named_on_the_second(client):
    topic = make_topic()
    fill_topic(topic, 21)
    topic.posts.filter(position=21).update(published_at=timezone.now() + timedelta(days=90))

    response = client.get(topic.get_absolute_url() + "?page=2")

    assert response.context["entries"][0].gap == "3 months later"


def test_a_reply_approved_late_says_when_it_was_written(client):
    topic = make_topic()
    written = timezone.now() - timedelta(days=3)
    post = make_held_reply(topic)
    Post.objects.filter(pk=post.pk).update(written_at=written)
    post.refresh_from_db()
    actions.publish(post, actor=moderator())

    page = client.get(topic.get_absolute_url()).content.decode()

    assert f"written {written:%b} {written.day}" in page


# --- who sees what ----------------------------------------------------------------------------

READERS = {
    "visitor": None,
    "member": UserFactory,
    "prescriber": prescriber,
    "moderator": moderator,
}


@pytest.mark.parametrize(
    ("visibility", "allowed"),
    [
        ("public", {"visitor", "member", "prescriber", "moderator"}),
        ("members", {"member", "prescriber", "moderator"}),
        ("prescribers", {"prescriber", "moderator"}),
    ],
)
@pytest.mark.parametrize("reader", list(READERS))
def test_a_category_is_as_open_as_its_visibility_says(client, reader, visibility, allowed):
    policy = "reply" if visibility == "public" else "none"
    category = CategoryFactory(visibility=visibility, guest_policy=policy, name="Quiet room")
    topic = make_topic(category=category, title="Only for some eyes", body="Secret words.")
    if READERS[reader]:
        client.force_login(READERS[reader]())
    sees = reader in allowed

    pages = [category.get_absolute_url(), topic.get_absolute_url()]
    assert [client.get(page).status_code for page in pages] == [200 if sees else 404] * 2
    opening = topic.posts.get()
    assert client.get(opening.get_absolute_url()).status_code == (302 if sees else 404)
    assert client.get(topic.get_absolute_url() + "reply/").status_code == (200 if sees else 404)
    for address in ("/", "/discussions/", "/search/?q=secret", "/search/?q=eyes"):
        shown = client.get(address).content.decode()
        assert ("Only for some eyes" in shown) == sees
    assert ("Quiet room" in client.get("/").content.decode()) == sees


@pytest.mark.parametrize("reader", ["visitor", "member", "prescriber"])
def test_a_held_topic_is_nowhere_for_others(client, reader):
    topic = make_topic(sender=guest("Jory Held"), title="Held title of a guest", body="Held words.")
    if READERS[reader]:
        client.force_login(READERS[reader]())

    assert client.get(topic.get_absolute_url()).status_code == 404
    assert client.get(topic.posts.get().get_absolute_url()).status_code == 404
    for address in ("/", "/discussions/", topic.category.get_absolute_url(), "/search/?q=held"):
        shown = client.get(address).content.decode()
        assert "Held title of a guest" not in shown
        assert "Jory Held" not in shown


def test_a_topic_that_was_hidden_is_hidden_from_its_author_and_its_waiting_guests(client):
    author, waiting = UserFactory(), newcomer()
    topic = make_topic(sender=author, title="Taken out of sight")
    reply = make_reply(topic, sender=waiting)
    receipt = make_held_reply(topic).receipt
    opening = topic.posts.get(position=1)
    opening.hide(reason="wording")
    Topic.objects.filter(pk=topic.pk).update(is_public=False)

    client.force_login(author)
    assert client.get(topic.get_absolute_url()).status_code == 404
    client.force_login(waiting)
    assert client.get(reply.get_absolute_url()).status_code == 404
    assert client.get(f"/posts/{reply.pk}/edit/").status_code == 404
    client.logout()
    assert "Taken out of sight" not in client.get(receipt.get_absolute_url()).content.decode()


def test_a_reply_does_not_link_to_an_answered_post_that_is_gone(client):
    topic = make_topic()
    answered = make_reply(topic)
    answer = make_reply(topic)
    Post.objects.filter(pk=answer.pk).update(reply_to=answered)
    assert "In reply to" in client.get(topic.get_absolute_url()).content.decode()

    answered.hide(reason="wording")

    assert "In reply to" not in client.get(topic.get_absolute_url()).content.decode()


def test_pages_of_a_signed_in_reader_are_kept_by_no_cache(client):
    client.force_login(UserFactory())

    response = client.get(make_topic().get_absolute_url())

    assert response["Cache-Control"] == "private, no-store"


def test_a_held_reply_changes_nothing_that_others_see(client):
    topic = make_topic()
    pages = (topic.get_absolute_url(), "/discussions/", "/", topic.category.get_absolute_url())
    before = [client.get(page).content for page in pages]

    make_held_reply(topic)

    assert [client.get(page).content for page in pages] == before


def test_a_newcomer_sees_their_own_waiting_reply_and_nobody_else_does(client):
    topic = make_topic()
    author = newcomer()
    make_reply(topic, sender=author, body="My first words here.")

    assert "My first words here." not in client.get(topic.get_absolute_url()).content.decode()
    client.force_login(author)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "My first words here." in page
    assert "Only you can see this." in page


def test_a_post_by_someone_who_left_is_by_a_former_member(client):
    author = UserFactory(display_name="Rosalind Gone")
    topic = make_topic(sender=author)
    author.delete()

    page = client.get(topic.get_absolute_url()).content.decode()

    assert "Former member" in page
    assert "Rosalind Gone" not in page


def test_badges_follow_the_role_at_the_next_request(client):
    author = prescriber()
    topic = make_topic(sender=author)
    assert "Verified prescriber" in client.get(topic.get_absolute_url()).content.decode()

    author.groups.clear()

    assert "Verified prescriber" not in client.get(topic.get_absolute_url()).content.decode()


def test_script_in_a_name_or_title_is_shown_as_text(client):
    author = UserFactory(display_name="<script>alert(1)</script>")
    topic = make_topic(sender=author, title="<script>alert(2)</script> title")

    for address in (topic.get_absolute_url(), "/", "/search/?q=<script>alert(2)"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_a_topic_without_a_public_opening_takes_no_replies(client):
    topic = make_topic(sender=guest())
    client.force_login(UserFactory())

    response = client.post(topic.get_absolute_url() + "reply/", {"body": "x"})

    assert response.status_code == 404
    assert Topic.objects.get().posts.count() == 1
