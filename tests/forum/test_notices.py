"""A member's list: only what may be seen now, and a number that equals a count of it."""

import random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.backends import EmailBackend
from accounts.models import User
from accounts.roles import PRESCRIBER
from forum import actions
from forum.actions import announcing, moves
from forum.models import Category, InvalidTransition, Notice, Post, Topic
from forum.notices import announce
from forum.tasks import mend_unread_counts
from moderation import actions as desk
from tests.factories import (
    CategoryFactory,
    UserFactory,
    fill_topic,
    make_reply,
    make_topic,
    moderator,
    prescriber,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def answered(person: User, *, sender: User | None = None, **fields) -> Post:
    """A reply of which `person` was told."""
    topic = make_topic(sender=person, **fields)
    Post.objects.update(announced_at=timezone.now())
    post = make_reply(topic, sender=sender)
    assert announce(post.pk) == 1
    return post


def listed(client, address: str = "/notifications/") -> list[Notice]:
    days = client.get(address).context["days"]
    return [notice for _day, notices in days for notice in notices]


def unread(person: User) -> int:
    person.refresh_from_db()
    return person.unread_notices


# --- what is listed -------------------------------------------------------------------------------


def test_the_list_names_who_what_and_where_and_leads_to_the_post(client, member):
    post = answered(member, title="Which codes for two visits?")
    Post.objects.filter(pk=post.pk).update(body_text="SECRET", body_html="<p>SECRET</p>")

    page = client.get("/notifications/").content.decode()

    assert f"<b>{post.author.display_name}</b> replied to you in" in page
    assert "Which codes for two visits?" in page
    assert f'href="/posts/{post.pk}/"' in page
    assert "Today" in page
    assert "Notifications, 1 unread" in page
    assert "SECRET" not in page


def test_nobody_finds_the_notices_of_others(client, member):
    post = answered(UserFactory())

    assert listed(client) == []
    client.post("/notifications/read/", {"notice": Notice.objects.get(post=post).pk})
    client.post("/notifications/read/", {"upto": 10**17})
    assert Notice.objects.get(post=post).read_at is None


def test_a_removed_post_leaves_list_and_number_and_comes_back(client, member):
    judge, post = moderator(), answered(member)
    desk.hide(post.pk, moderator=judge, reason="wording")
    assert (unread(member), listed(client)) == (0, [])

    desk.restore(post.pk, moderator=judge)
    assert (unread(member), len(listed(client))) == (1, 1)


def test_with_an_opening_post_goes_what_was_told_of_its_topic(client, member):
    topic = make_topic()
    actions.follow(member, topic=topic, level="all")
    Post.objects.update(announced_at=timezone.now())
    announce(make_reply(topic, sender=topic.author).pk)
    assert unread(member) == 1

    desk.hide(topic.posts.get(position=1).pk, moderator=moderator(), reason="wording")

    assert (unread(member), listed(client)) == (0, [])
    assert topic.title not in client.get("/notifications/").content.decode()


def test_an_erased_post_is_gone_for_good(client, member):
    post = answered(member)
    with transaction.atomic():
        moves.purge(post, actor=moderator(), reason="patient")

    assert (unread(member), listed(client)) == (0, [])


def test_a_category_that_closes_takes_its_notices_along_and_gives_them_back(client, member):
    room = CategoryFactory(name="Billing talk")
    post = answered(member, category=room)
    keeper = UserFactory(is_staff=True, is_superuser=True)
    admin = f"/django-admin/forum/category/{room.pk}/change/"
    form = {
        "slug": room.slug,
        "name": room.name,
        "order": room.order,
        "color": room.color,
        "posting": room.posting,
        "guest_policy": "none",
    }

    client.force_login(keeper)
    assert client.post(admin, {**form, "visibility": "prescribers"}).status_code == 302
    assert unread(member) == 0
    client.force_login(member)
    assert listed(client) == []

    client.force_login(keeper)
    client.post(admin, {**form, "visibility": "members"})
    assert unread(member) == 1
    client.force_login(member)
    assert [notice.post for notice in listed(client)] == [post]


def test_a_role_that_goes_takes_its_notices_along(client):
    seer = prescriber()
    room = CategoryFactory(visibility="prescribers", guest_policy="none")
    answered(seer, category=room, sender=moderator())
    assert unread(seer) == 1

    seer.groups.clear()
    mend_unread_counts()
    assert unread(seer) == 0

    seer.groups.add(prescriber().groups.get(name=PRESCRIBER.group))
    client.force_login(seer)
    assert len(listed(client)) == 1
    assert unread(seer) == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("publish", "Your post was approved"),
        ("return", "A moderator asked for a change"),
        ("decline", "Your post was not published"),
        ("hide", "A moderator removed your post"),
    ],
)
def test_a_decision_is_told_in_words_and_leads_somewhere(client, state, words):
    writer = UserFactory(first_published_at=None)
    client.force_login(writer)
    judge, post = moderator(), make_reply(make_topic(), sender=writer)
    outcome = "publish" if state == "hide" else state
    desk.decide(post.pk, moderator=judge, version=1, outcome=outcome, reason="promotion")
    announce(post.pk)
    if state == "hide":
        desk.hide(post.pk, moderator=judge, reason="wording")

    [notice] = listed(client)
    page = client.get("/notifications/").content.decode()

    assert words in page
    assert judge.display_name not in page
    assert client.get(notice.address, follow=True).status_code == 200


def test_a_removed_opening_post_is_told_without_a_link(client, member):
    topic = make_topic(sender=member)
    desk.hide(topic.posts.get().pk, moderator=moderator(), reason="wording")

    [notice] = listed(client)
    assert notice.address == ""


def test_the_list_is_in_pages_and_kinds(client, member):
    topic = make_topic(sender=member)
    Post.objects.update(announced_at=timezone.now())
    posts = [make_reply(topic) for _ in range(23)]
    posts[0].mentions.add(member)
    for post in posts:
        announce(post.pk)

    first = client.get("/notifications/")
    second = listed(client, first.context["pager"].next)

    assert len(listed(client)) + len(second) == 23
    assert second[-1].post == posts[0]
    assert [notice.post for notice in listed(client, "/notifications/?show=mentions")] == posts[:1]
    assert len(listed(client, "/notifications/?show=replies")) == 20
    assert listed(client, "/notifications/?show=moderation") == []
    for address in ("?show=x", "?before=x", "?before=2020-01-01T00:00:00+00:00_1"):
        assert client.get(f"/notifications/{address}").status_code == 404


def test_an_empty_list_says_what_will_be_there(client, member):
    assert "Nothing here yet" in client.get("/notifications/").content.decode()


def test_the_list_costs_the_same_for_one_notice_and_for_many(client, member):
    answered(member)
    with CaptureQueriesContext(connection) as one:
        client.get("/notifications/")
    for _ in range(6):
        answered(member, category=Category.objects.first())
    with CaptureQueriesContext(connection) as many:
        client.get("/notifications/")

    assert len(one) == len(many) <= 7


# --- reading them ---------------------------------------------------------------------------------


def test_one_is_marked_by_its_button_and_all_by_theirs(client, member):
    first, second, third = (answered(member) for _ in range(3))
    client.post("/notifications/read/", {"notice": Notice.objects.get(post=second).pk})
    assert unread(member) == 2

    upto = client.get("/notifications/").context["upto"]
    later = answered(member)
    client.post("/notifications/read/", {"upto": upto})

    assert [notice.post for notice in Notice.objects.unread()] == [later]
    assert unread(member) == 1
    assert first != third


@pytest.mark.parametrize("field", [{}, {"notice": "x"}, {"upto": "-1"}, {"upto": "9" * 40}])
def test_marking_nonsense_marks_nothing(client, member, field):
    answered(member)

    assert client.post("/notifications/read/", field).status_code == 302
    assert unread(member) == 1


def test_opening_the_page_of_a_post_marks_its_notice_and_no_other(client, member):
    topic = make_topic(sender=member)
    Post.objects.update(announced_at=timezone.now())
    announce(make_reply(topic).pk)
    topic.refresh_from_db()
    fill_topic(topic, 25)
    far = make_reply(topic)
    announce(far.pk)
    elsewhere = answered(member)

    page = client.get(topic.get_absolute_url())

    assert {notice.post for notice in Notice.objects.unread()} == {far, elsewhere}
    assert unread(member) == 2
    assert "Notifications, 2 unread" in page.content.decode()
    client.get(f"/posts/{far.pk}/", follow=True)
    assert [notice.post for notice in Notice.objects.unread()] == [elsewhere]


def test_a_page_that_is_only_fetched_ahead_marks_nothing(client, member):
    post = answered(member)

    client.get(post.topic.get_absolute_url(), headers={"Sec-Purpose": "prefetch"})

    assert unread(member) == 1


def test_a_returned_post_is_read_where_its_author_finds_it(client):
    writer = UserFactory(first_published_at=None)
    client.force_login(writer)
    post = make_reply(make_topic(), sender=writer)
    desk.decide(post.pk, moderator=moderator(), version=1, outcome="return", reason="promotion")

    client.get(f"/posts/{post.pk}/", follow=True)

    assert unread(writer) == 0


def test_a_topic_page_costs_nothing_more_without_notices_and_one_query_with_others(client, member):
    topic = make_topic()
    address = topic.get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(connection) as quiet:
        client.get(address)
    answered(member)
    with CaptureQueriesContext(connection) as noisy:
        client.get(address)

    work = [query["sql"] for query in noisy if "SAVEPOINT" not in query["sql"]]
    assert len(work) == len(quiet) + 1


# --- the number -----------------------------------------------------------------------------------


def counted(person: User) -> int:
    """How many unread notices the person would find, asked of each post on its own."""
    reader = EmailBackend().get_user(person.pk)
    found = 0
    readable = set(Category.objects.visible_to(reader))
    unread_ones = Notice.objects.filter(person=person, read_at=None)
    for notice in unread_ones.select_related("post__topic__category"):
        post = notice.post
        if post.topic.category not in readable:
            continue
        if notice.kind == "decision":
            found += post.author_id == person.pk
        else:
            found += post.is_published and post.topic.is_public
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_number_equals_a_count_after_each_of_120_random_actions(seed):
    chance = random.Random(seed)
    judges = [moderator(), moderator()]
    people = [UserFactory(), prescriber(), UserFactory(first_published_at=None), *judges]
    rooms = [CategoryFactory(), CategoryFactory()]
    topics = [make_topic(category=room, sender=people[0]) for room in rooms]
    for person in people:
        actions.follow(person, category=rooms[0], level="all")

    def any_post() -> Post:
        return chance.choice(list(Post.objects.select_related("topic__category")))

    def reply() -> None:
        post = make_reply(chance.choice(topics), sender=chance.choice(people))
        post.mentions.add(chance.choice(people))

    def tell() -> None:
        announce(any_post().pk)

    def decide() -> None:
        post = any_post()
        outcome = chance.choice(["publish", "publish", "return", "decline"])
        desk.decide(
            post.pk,
            moderator=chance.choice(judges),
            version=post.version,
            outcome=outcome,
            reason="promotion",
        )

    def hide() -> None:
        desk.hide(any_post().pk, moderator=chance.choice(judges), reason="wording")

    def restore() -> None:
        desk.restore(any_post().pk, moderator=chance.choice(judges))

    def purge() -> None:
        if chance.random() < 0.2:
            with transaction.atomic():
                moves.purge(any_post(), actor=judges[0], reason="patient")

    def accept() -> None:
        post = any_post()
        if post.is_published:
            announcing.tell_accepted(post, actor=chance.choice(people))

    def close_or_open() -> None:
        room = chance.choice(rooms)
        room.visibility, room.guest_policy = chance.choice(Category.Visibility.values), "none"
        room.save(update_fields=["visibility", "guest_policy"])
        announcing.withdraw_mail_of(room)

    def read() -> None:
        person = chance.choice(people)
        person.refresh_from_db()
        actions.read_notices(person, chance.choice(topics), chance.randint(1, 30))

    verbs = [reply, reply, reply, tell, tell, tell, decide, hide, restore, purge, accept, read]
    verbs.append(close_or_open)
    for _ in range(120):
        verb = chance.choice(verbs)
        try:
            verb()
        except (
            InvalidTransition,
            desk.Stale,
            desk.NotYours,
            actions.NotOpen,
            Topic.DoesNotExist,
            Post.DoesNotExist,
        ):
            continue
        assert {p.pk: unread(p) for p in people} == {p.pk: counted(p) for p in people}, verb

    assert Notice.objects.count() > 3
