"""While a post waits, things happen around it: each has one result, said before deciding.

One test for each row of the table in docs/moderation.md, through the pages that moderators use.
"""

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from forum import actions as forum_actions
from forum.models import Category, Post, Topic
from forum.sanitize import cook
from moderation import actions, awkward
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
    prescriber,
)
from tests.moderation.tooling import assert_counters_are_right, merge, split, use

pytestmark = pytest.mark.django_db

TABLE = Path(settings.BASE_DIR) / "docs" / "moderation.md"


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def told(client, post) -> set[str]:
    """The circumstances that the item's page shows."""
    page = client.get(f"/moderation/items/{post.pk}/").content.decode()
    return set(re.findall(r'data-circumstance="(\w+)"', page))


def decide(client, post, outcome="publish", reason=""):
    """What the desk answers, and the post as it is then."""
    form = {"version": post.version, "outcome": outcome, "reason": reason, "message": ""}
    answer = client.post(f"/moderation/items/{post.pk}/decide/", form)
    post.refresh_from_db()
    return answer.status_code, post.state


def assert_only_refusals(client, post) -> None:
    """It cannot be approved, nothing is lost by trying, and a refusal goes through."""
    status, state = decide(client, post)
    assert status in (409, 422)
    assert state == "pending"
    assert decide(client, post, "decline", "promotion") == (302, "declined")
    assert_counters_are_right()


def test_every_circumstance_has_its_row_in_the_table():
    source = Path(awkward.__file__).read_text()
    codes = set(re.findall(r'Circumstance\("(\w+)"', source))

    rows = set(re.findall(r"^\| `(\w+)`", TABLE.read_text(), re.MULTILINE))

    assert codes == rows


def test_nothing_is_said_where_nothing_happened(judge, client):
    assert told(client, make_held_reply()) == set()


def test_closed_meanwhile_it_is_published_all_the_same(judge, client):
    post = make_held_reply()
    use("lock", post.topic, closed=True, word="Enough.")

    assert told(client, post) == {"topic_locked"}
    assert decide(client, post) == (302, "published")
    assert_counters_are_right()


def test_moved_meanwhile_it_is_published_at_the_new_address(judge, client):
    post = make_held_reply()
    new = CategoryFactory()
    use("move", post.topic, category_id=new.pk)

    assert told(client, post) == {"topic_moved"}
    assert decide(client, post) == (302, "published")
    client.logout()
    assert client.get(post.get_absolute_url()).url.startswith(f"/discussions/{new.slug}/")
    assert_counters_are_right()


def test_moved_before_more_readers_the_moderator_is_told(judge, client):
    narrow = CategoryFactory(visibility="members", guest_policy="none")
    post = make_reply(make_topic(category=narrow), sender=newcomer())
    use("move", post.topic, category_id=CategoryFactory().pk)

    assert told(client, post) == {"topic_moved", "more_readers"}
    assert decide(client, post) == (302, "published")


def test_merged_meanwhile_it_is_published_in_the_other_discussion(judge, client):
    post, target = make_held_reply(), make_topic()
    merge(post.topic, target)

    assert told(client, post) == {"topic_merged"}
    assert decide(client, post) == (302, "published")
    assert (post.topic, post.position) == (target, 3)
    assert_counters_are_right()


def test_split_meanwhile_it_goes_with_the_post_that_it_answers(judge, client):
    topic = make_topic()
    answered = make_reply(topic)
    post = forum_actions.submit_reply(
        topic_id=topic.pk,
        sender=guest(),
        writing=cook("An answer.", "text", by_guest=True),
        submission_key=uuid.uuid4(),
        reply_to=answered,
    ).post
    new = split(topic, [answered])

    assert told(client, post) == {"topic_split"}
    assert decide(client, post) == (302, "published")
    assert (post.topic, post.position) == (new, 2)
    assert_counters_are_right()


@pytest.mark.parametrize("how", ["hide", "purge"])
def test_removed_meanwhile_it_cannot_be_approved(judge, client, how):
    post = make_held_reply()
    opening = post.topic.posts.get(opens_topic=True)
    if how == "hide":
        actions.hide(opening.pk, moderator=moderator(), reason="wording")
    else:
        forum_actions.purge(opening, actor=moderator(), reason="It named a patient.")

    assert told(client, post) == {"topic_removed"}
    assert_only_refusals(client, post)


def test_a_reply_may_wait_until_its_discussion_is_back(judge, client):
    post = make_held_reply()
    opening = post.topic.posts.get(opens_topic=True)
    actions.hide(opening.pk, moderator=moderator(), reason="wording")
    assert decide(client, post)[1] == "pending"

    actions.restore(opening.pk, moderator=moderator())

    assert told(client, post) == set()
    assert decide(client, post) == (302, "published")
    assert_counters_are_right()


def test_answering_a_removed_post_it_is_published_without_naming_it(judge, client):
    topic = make_topic()
    answered = make_reply(topic, sender=UserFactory(display_name="Hidden Author"))
    post = make_held_reply(topic)
    Post.objects.filter(pk=post.pk).update(reply_to=answered)
    actions.hide(answered.pk, moderator=moderator(), reason="wording")

    assert told(client, post) == {"answered_removed"}
    assert decide(client, post) == (302, "published")
    client.logout()
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "From a guest." in page
    assert "Hidden Author" not in page


def test_closed_to_strangers_meanwhile_a_guests_post_is_published_for_its_readers(judge, client):
    post = make_held_reply(email="guest@example.org")
    Category.objects.update(visibility="members", guest_policy="none")

    assert told(client, post) == {"guest_cannot_read"}
    assert decide(client, post) == (302, "published")
    client.logout()
    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.get(post.receipt.get_absolute_url()).status_code == 200
    client.force_login(UserFactory())
    assert client.get(post.get_absolute_url()).status_code == 302


def test_closed_to_guests_meanwhile_what_was_sent_before_may_be_approved(judge, client):
    post = make_held_reply()
    Category.objects.update(guest_policy="none")

    assert told(client, post) == {"guests_only_read"}
    assert decide(client, post) == (302, "published")


def test_closed_to_its_author_meanwhile_it_is_published_for_its_readers(judge, client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    Category.objects.update(visibility="prescribers", guest_policy="none")

    assert told(client, post) == {"author_cannot_read"}
    assert decide(client, post) == (302, "published")
    client.force_login(author)
    assert client.get(post.get_absolute_url()).status_code == 404
    client.force_login(prescriber())
    assert client.get(post.get_absolute_url()).status_code == 302


def sanction(author, **fields) -> None:
    for name, value in fields.items():
        setattr(author, name, value)
    author.save(update_fields=list(fields))


def test_of_a_banned_author_nothing_is_approved(judge, client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    sanction(author, suspended_at=timezone.now())

    assert told(client, post) == {"author_banned"}
    assert_only_refusals(client, post)


def test_of_a_suspended_author_nothing_is_approved_until_it_ends(judge, client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    now = timezone.now()
    sanction(author, suspended_at=now, suspended_until=now + timedelta(days=3))

    assert told(client, post) == {"author_suspended"}
    assert decide(client, post)[1] == "pending"
    sanction(author, suspended_until=now - timedelta(minutes=1))
    assert told(client, post) == set()
    assert decide(client, post) == (302, "published")


@pytest.mark.parametrize("how", ["closed", "deleted"])
def test_of_an_author_who_left_nothing_is_approved(judge, client, how):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    if how == "closed":
        sanction(author, is_active=False)
    else:
        Post.objects.filter(pk=post.pk).update(author=None)

    assert told(client, post) == {"author_gone"}
    assert_only_refusals(client, post)


def test_an_anonymous_author_is_not_named_by_what_is_said(judge, client):
    author = UserFactory(display_name="Never Named")
    topic = make_topic(category=CategoryFactory(allows_anonymous=True))
    post = forum_actions.submit_reply(
        topic_id=topic.pk,
        sender=author,
        writing=cook("Without my name.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=True,
    ).post
    sanction(author, suspended_at=timezone.now())

    assert told(client, post) == {"author_banned"}
    page = client.get(f"/moderation/items/{post.pk}/").content.decode()
    assert "Never Named" not in page


def test_a_returned_post_whose_discussion_was_merged_is_revised_where_it_is_now(judge, client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)
    decide(client, post, "return", "wording")
    target = make_topic()
    merge(post.topic, target)
    client.force_login(author)

    client.post(
        f"/posts/{post.pk}/edit/", {"body": "Better words.", "version": 1, "body_format": "text"}
    )

    post.refresh_from_db()
    assert (post.state, post.topic) == ("pending", target)
    assert target.title in client.get(f"{target.get_absolute_url()}?page=last").content.decode()


def test_circumstances_cost_one_query(judge, django_assert_max_num_queries):
    post = make_held_reply()
    use("lock", post.topic, closed=True, word="Enough.")
    rows = Post.objects.select_related("topic__category", "author", "peer__person", "reply_to")
    post = rows.get(pk=post.pk)

    with django_assert_max_num_queries(1):
        awkward.circumstances(post)


def test_what_was_decided_has_no_circumstances():
    post = make_reply(make_topic())
    use("lock", post.topic, closed=True, word="Enough.")

    assert awkward.circumstances(post) == []
    assert Topic.objects.get().is_locked
