"""A moderator of some categories sees and decides there, and is a reader like others elsewhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import roles
from accounts.models import User
from forum.models import PendingEdit, Post, Topic
from forum.permissions import can_decide, can_edit, can_reply, moderates
from moderation import actions
from moderation.models import Claim, Decision
from moderation.querysets.backlog import waiting_count
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.moderation.edits import guests_post, make_edit

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def moderator_of(*categories):
    person = UserFactory(groups=(roles.MODERATOR,), moderates_all=False)
    person.moderated_categories.set(categories)
    return person


def fresh(person):
    """The same person as the next request finds them."""
    return User.objects.get(pk=person.pk)


@pytest.fixture
def mine():
    return make_topic(category=CategoryFactory(slug="mine"), title="Where I moderate")


@pytest.fixture
def theirs():
    return make_topic(category=CategoryFactory(slug="theirs"), title="Where others do")


@pytest.fixture
def judge(client, mine, theirs):
    person = moderator_of(mine.category)
    client.force_login(person)
    return person


def test_the_queue_and_its_numbers_know_only_the_own_categories(client, judge, mine, theirs):
    held = make_held_reply(mine)
    edit = make_edit(guests_post(mine))
    make_held_reply(theirs)
    make_edit(guests_post(theirs))

    context = client.get("/moderation/").context

    assert {row.item for row in context["rows"]} == {f"post:{held.pk}", f"edit:{edit.pk}"}
    assert context["figures"].count == waiting_count(fresh(judge)) == 2
    assert [one.slug for one in context["categories"]] == ["mine"]


def test_what_is_elsewhere_is_not_found_by_page_and_by_form(client, judge, theirs):
    held, edit = make_held_reply(theirs), make_edit(guests_post(theirs))
    public = make_reply(theirs)
    form = {"version": 1, "base": edit.base_version, "outcome": "publish", "reason": "wording"}
    pages = [
        f"/moderation/items/{held.pk}/",
        f"/moderation/items/{public.pk}/",
        f"/moderation/edits/{edit.pk}/",
    ]
    forms = [
        (f"/moderation/items/{held.pk}/decide/", form),
        (f"/moderation/edits/{edit.pk}/decide/", form),
        (f"/moderation/posts/{public.pk}/hide/", form),
        (f"/moderation/posts/{public.pk}/restore/", form),
        ("/moderation/claim/", {"item": f"post:{held.pk}"}),
        ("/moderation/claim/", {"item": f"edit:{edit.pk}"}),
    ]

    assert {client.get(page).status_code for page in pages} == {404}
    assert {client.post(page, fields).status_code for page, fields in forms} == {404}
    assert Post.objects.get(pk=held.pk).is_pending
    assert PendingEdit.objects.get(pk=edit.pk).is_pending
    assert Post.objects.get(pk=public.pk).is_published
    assert not Claim.objects.filter(item__endswith=str(held.pk)).exists()


def test_actions_refuse_what_is_elsewhere(judge, theirs):
    held = make_held_reply(theirs)
    for act in (
        lambda: actions.decide(held.pk, moderator=judge, version=1, outcome="publish"),
        lambda: actions.hide(make_reply(theirs).pk, moderator=judge, reason="wording"),
    ):
        with pytest.raises(Post.DoesNotExist):
            act()


def test_in_the_own_category_everything_is_decided_as_by_any_moderator(client, judge, mine):
    held = make_held_reply(mine)
    form = {"version": 1, "outcome": "publish", "reason": "", "message": ""}

    assert client.get(f"/moderation/items/{held.pk}/").status_code == 200
    client.post(f"/moderation/items/{held.pk}/decide/", form)

    assert Decision.objects.get(post=held).moderator == judge


def test_held_and_hidden_texts_elsewhere_are_as_hidden_as_from_any_reader(judge, mine, theirs):
    person = fresh(judge)
    for topic, seen in ((mine, True), (theirs, False)):
        held = make_held_reply(topic)
        hidden = make_reply(topic)
        actions.hide(hidden.pk, moderator=moderator(), reason="wording")
        held_topic = make_topic(category=topic.category, sender=newcomer())
        posts = Post.objects.visible_to(person)
        assert posts.filter(pk=held.pk).exists() is seen
        assert posts.filter(pk=hidden.pk).exists() is seen
        assert Topic.objects.visible_to(person).filter(pk=held_topic.pk).exists() is seen
        assert posts.filter(pk=topic.posts.published().first().pk).exists()


def test_one_s_own_held_post_elsewhere_is_seen_but_not_decided_by_oneself(client, judge, theirs):
    held = make_held_reply(theirs)
    Post.objects.filter(pk=held.pk).update(author=judge, guest_name="")

    assert Post.objects.visible_to(fresh(judge)).filter(pk=held.pk).exists()
    assert client.get(f"/moderation/items/{held.pk}/").status_code == 404


def test_rights_elsewhere_are_those_of_a_member(judge, mine, theirs):
    person = fresh(judge)
    for topic, yes in ((mine, True), (theirs, False)):
        post = make_reply(topic)
        topic.is_locked = True
        assert moderates(person, topic.category) is yes
        assert can_decide(person, post) is yes
        assert can_edit(person, post) is yes
        assert can_reply(person, topic) is yes


def test_the_poll_tells_of_no_item_elsewhere(client, judge, mine, theirs):
    other = moderator()
    client_items = {}
    for topic in (mine, theirs):
        held = make_held_reply(topic)
        client_items[topic.pk] = held
        Claim.objects.create(item=f"post:{held.pk}", moderator=other, until="2999-01-01T00:00Z")
        decided = make_held_reply(topic)
        actions.decide(decided.pk, moderator=other, version=1, outcome="publish")
        client_items[-topic.pk] = decided

    said = client.get("/moderation/claims/").json()

    assert set(said["claims"]) == {f"post:{client_items[mine.pk].pk}"}
    assert set(said["decided"]) == {f"post:{client_items[-mine.pk].pk}"}


def test_a_moderator_of_no_category_has_an_empty_queue(client, theirs):
    client.force_login(moderator_of())
    make_held_reply(theirs)

    page = client.get("/moderation/").content.decode()

    assert "Nothing is waiting" in page


def test_an_administrator_moderates_everything_whatever_the_box_says(theirs):
    person = UserFactory(groups=(roles.ADMINISTRATOR,), moderates_all=False)

    assert moderates(fresh(person), theirs.category)
    assert Post.objects.moderated_by(fresh(person)).filter(topic=theirs).exists()


def test_a_category_that_was_taken_away_is_gone_at_the_next_request(client, judge, mine):
    held = make_held_reply(mine)
    assert client.get(f"/moderation/items/{held.pk}/").status_code == 200

    judge.moderated_categories.clear()

    assert client.get(f"/moderation/items/{held.pk}/").status_code == 404


def test_the_scope_costs_others_nothing_and_its_moderators_one_query_a_page(client, judge, mine):
    for _ in range(8):
        make_reply(mine)
    address = mine.get_absolute_url()

    def cost(person):
        if person:
            client.force_login(person)
        else:
            client.logout()
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    everywhere = cost(moderator())
    assert everywhere <= cost(UserFactory()) + 1  # what waits, in the header
    assert cost(judge) <= everywhere + 1


def test_nobody_else_is_a_moderator_of_anything(theirs):
    for person in (AnonymousUser(), UserFactory()):
        assert not moderates(person, theirs.category)
        assert not Post.objects.moderated_by(person).exists()
        assert not PendingEdit.objects.visible_to(person).exists()


def test_an_administrator_gives_categories_to_moderators_in_the_admin(client, mine):
    person = UserFactory(groups=(roles.MODERATOR,), moderates_all=False)
    client.force_login(User.objects.create_superuser("root@example.org", "x", display_name="Root"))
    address = f"/django-admin/forum/category/{mine.category.pk}/change/"
    form = client.get(address).context["adminform"].form
    fields = {name: "" if value is None else value for name, value in form.initial.items()}

    answer = client.post(address, {**fields, "moderators": [person.pk]})

    assert answer.status_code == 302
    assert list(mine.category.moderators.all()) == [person]
