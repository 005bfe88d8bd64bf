"""Spam declined in one go: asked once more, then each post decided by itself."""

import pytest

from forum import actions as forum_actions
from forum.models import Post
from forum.sanitize import cook
from moderation import actions
from moderation.models import Claim, Decision
from tests.factories import CategoryFactory, make_held_reply, make_reply, make_topic, moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def send(client, *posts, query="", **fields):
    named = [one if isinstance(one, str) else f"{one.pk}:{one.version}" for one in posts]
    return client.post(f"/moderation/bulk/{query}", {"item": named, **fields})


def states(*posts):
    return [Post.objects.get(pk=post.pk).state for post in posts]


def test_the_list_offers_a_box_for_each_held_post_and_for_nothing_else(client, judge):
    held = make_held_reply()
    reported = make_reply(make_topic())
    Post.objects.filter(pk=reported.pk).update(open_reports=1)

    page = client.get("/moderation/").content.decode()

    assert page.count('name="item" value="') == 1
    assert f'value="{held.pk}:1"' in page


def test_nothing_is_decided_before_it_is_confirmed(client, judge):
    posts = [make_held_reply(), make_held_reply()]

    page = send(client, *posts).content.decode()

    assert states(*posts) == ["pending", "pending"]
    assert all(f'value="{post.pk}:1" checked' in page for post in posts)


def test_confirmed_each_is_a_decision_of_its_own(client, judge):
    topic = make_topic()
    posts = [make_held_reply(topic) for _ in range(3)]

    page = send(client, *posts, sure="1").content.decode()

    assert "3 posts declined as spam" in page
    assert states(*posts) == ["declined"] * 3
    decisions = Decision.objects.filter(post__in=posts)
    assert {(one.outcome, one.reason, one.moderator) for one in decisions} == {
        ("decline", "promotion", judge)
    }


def test_what_moved_on_is_left_alone_and_named(client, judge):
    fine, decided, changed, withdrawn, own = (make_held_reply() for _ in range(5))
    other = moderator()
    actions.decide(decided.pk, moderator=other, version=1, outcome="publish")
    forum_actions.resubmit(
        changed.pk, seen_version=1, writing=cook("Newer.", "text", by_guest=True)
    )
    forum_actions.withdraw(withdrawn.pk)
    Post.objects.filter(pk=own.pk).update(author=judge, guest_name="")

    answer = send(client, fine, decided, changed, withdrawn, own, "999999:1", sure="1")
    outcome = answer.context["outcome"]

    assert [one.post_id for one in outcome.decided] == [fine.pk]
    assert {one.post.pk for one in outcome.moved_on} == {decided.pk, changed.pk, withdrawn.pk}
    assert (outcome.not_yours, outcome.gone) == ([own.pk], [999999])
    assert states(decided, changed, withdrawn, own) == [
        "published",
        "pending",
        "withdrawn",
        "pending",
    ]
    assert other.display_name in answer.content.decode()


def test_what_changed_since_it_was_chosen_is_not_ticked(client, judge):
    post = make_held_reply()
    forum_actions.resubmit(post.pk, seen_version=1, writing=cook("Newer.", "text", by_guest=True))

    page = send(client, f"{post.pk}:1").content.decode()

    assert "Changed or decided meanwhile" in page
    assert "checked" not in page


def test_the_same_form_twice_decides_once(client, judge):
    post = make_held_reply()
    send(client, post, sure="1")

    outcome = send(client, post, sure="1").context["outcome"]

    assert not outcome.decided
    assert Decision.objects.filter(post=post).count() == 1


def test_somebody_who_looks_at_one_is_named_before_confirming(client, judge):
    post, other = make_held_reply(), moderator()
    Claim.objects.create(item=f"post:{post.pk}", moderator=other, until="2999-01-01T00:00Z")

    assert f"{other.display_name} is looking at this" in send(client, post).content.decode()


@pytest.mark.parametrize(
    "named", [[], ["x"], ["1"], ["1:0"], ["0:1"], ["1:1; drop"], ["1:1"] * 60, ["²:1"]]
)
def test_a_form_that_names_no_posts_is_refused_in_place(client, judge, named):
    answer = client.post("/moderation/bulk/", {"item": named, "sure": "1"})

    assert answer.status_code == 422
    assert "Choose between 1 and" in answer.content.decode()


def test_a_moderator_of_one_category_declines_nothing_elsewhere(client, judge):
    here, elsewhere = CategoryFactory(), make_held_reply()
    judge.moderates_all = False
    judge.save()
    judge.moderated_categories.add(here)
    mine = make_held_reply(make_topic(category=here))

    assert str(elsewhere.pk) not in [
        str(row["post"].pk) for row in send(client, mine, elsewhere).context["rows"]
    ]
    outcome = send(client, mine, elsewhere, sure="1").context["outcome"]

    assert outcome.gone == [elsewhere.pk]
    assert states(mine, elsewhere) == ["declined", "pending"]


def test_the_filter_is_kept_on_the_way(client, judge):
    post = make_held_reply()

    page = send(client, post, query="?show=guests").content.decode()

    assert "/moderation/bulk/?show=guests" in page
    assert (
        "/moderation/?show=guests"
        in send(client, post, query="?show=guests", sure="1").content.decode()
    )


def test_only_moderators_get_here(client):
    assert send(client, make_held_reply(), sure="1").status_code == 302
    client.force_login(make_topic().author)
    assert send(client, make_held_reply(), sure="1").status_code == 403
