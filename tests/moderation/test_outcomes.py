"""Edit and publish, and what a moderator reads beside an item."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import OutboxMessage
from forum import actions as forum_actions
from forum.models import Notice, Post, PostVersion
from forum.sanitize import cook
from moderation import actions
from moderation.models import Decision
from tests.factories import (
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = pytest.mark.django_db

SECRET = "She works at the mill in Harlow."
EDITED = "She works in a small town."


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def item(post):
    return f"/moderation/items/{post.pk}/"


def publish_edited(client, post, **fields):
    typed = {"version": post.version, "body": EDITED, "body_format": "text", "note": "Place out."}
    return client.post(f"{item(post)}edit/", typed | fields)


def test_only_the_moderators_text_reaches_readers_search_and_mail(client, judge):
    author = newcomer()
    post = make_reply(make_topic(), sender=author, body=SECRET)

    assert publish_edited(client, post).status_code == 302

    post.refresh_from_db()
    assert (post.state, post.version, post.body_text) == ("published", 2, EDITED)
    for address in (post.topic.get_absolute_url(), f"{post.get_absolute_url()}history/"):
        page = client.get(address).content.decode()
        assert "Harlow" not in page
    assert "Harlow" not in client.get("/search/?q=mill").content.decode()
    mail = OutboxMessage.objects.get(to=author.email)
    assert "Harlow" not in mail.text + mail.html
    assert "Place out." in mail.text


def test_the_original_stays_for_moderators_and_in_no_public_history(client, judge):
    post = make_held_reply()
    publish_edited(client, post)

    kept = PostVersion.objects.get(post=post)
    assert (kept.version, kept.was_public, kept.by_moderator) == (1, False, True)
    assert kept.replaced_by == judge
    assert "From a guest." in client.get(item(post)).content.decode()


def test_readers_see_that_a_moderator_edited_it(client, judge):
    post = make_held_reply()
    publish_edited(client, post)
    client.logout()

    page = client.get(post.topic.get_absolute_url()).content.decode()

    assert "edited by a moderator" in page
    assert EDITED in page


def test_it_is_one_decision_on_the_version_that_is_published(client, judge):
    post = make_held_reply()
    publish_edited(client, post)

    decision = Decision.objects.get()
    assert (decision.outcome, decision.version, decision.moderator) == ("edited", 2, judge)
    with pytest.raises(actions.Stale):
        actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")


def test_a_stale_edit_answers_409_and_keeps_what_was_typed(client, judge):
    post = make_held_reply()
    forum_actions.resubmit(post.pk, seen_version=1, writing=cook("Newer.", "text", by_guest=True))

    response = publish_edited(client, post)

    assert response.status_code == 409
    assert EDITED in response.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"note": ""}, "Please say what you changed"), ({"body": " "}, "write something")],
)
def test_an_incomplete_edit_is_refused_in_place(client, judge, fields, words):
    response = publish_edited(client, make_held_reply(), **fields)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_moderator_changes_the_title_of_a_held_topic(client, judge):
    post = make_topic(sender=guest(), title="My patient from Harlow").posts.get()

    publish_edited(client, post, title="A patient from a small town")

    post.topic.refresh_from_db()
    assert (post.topic.title, post.topic.is_public) == ("A patient from a small town", True)
    kept = PostVersion.objects.get(post=post)
    assert kept.title == "My patient from Harlow"


def test_nobody_edits_and_publishes_their_own_post(client, judge):
    post = make_held_reply()
    Post.objects.filter(pk=post.pk).update(author=judge, guest_name="")

    assert client.get(f"{item(post)}edit/").status_code == 403
    assert publish_edited(client, post).status_code == 403


# --- the item ---------------------------------------------------------------------------------


def found(kind, start, end, **fields):
    return (
        {"family": "patient", "kind": kind, "severity": "soft", "field": "text"}
        | fields
        | {
            "start": start,
            "end": end,
        }
    )


def screened(post, *findings):
    post.screening = {"version": "1", "findings": list(findings)}
    post.save(update_fields=["screening"])
    return post


def test_findings_are_marked_in_the_text_and_explained_below(client, judge):
    post = make_reply(make_topic(), sender=guest(), body="Seen on Oct 9th & <b>well</b>.")
    screened(post, found("date", 8, 15))

    page = client.get(item(post)).content.decode()

    assert '<u class="phi" title="An exact date' in page
    assert ">Oct 9th</u> &amp; &lt;b&gt;well" in page
    assert "<q>Oct 9th</q>" in page
    assert "to confirm" in page


def test_findings_in_a_title_are_marked_and_escaped(client, judge):
    topic = make_topic(sender=guest(), title="From <Harlow> to here")
    post = topic.posts.get()
    screened(post, found("geographic", 6, 12, field="title"))

    page = client.get(item(post)).content.decode()

    assert "&lt;<u class=" in page
    assert ">Harlow</u>&gt; to here" in page


def test_similar_decisions_share_a_finding_and_the_newest_comes_first(client, judge):
    topic = make_topic()
    for _ in range(3):
        earlier = screened(make_held_reply(topic), found("date", 0, 4))
        actions.decide(
            earlier.pk, moderator=judge, version=1, outcome="decline", reason="patient_details"
        )
    other = screened(make_held_reply(topic), found("name", 0, 4))
    actions.decide(other.pk, moderator=judge, version=1, outcome="publish")
    post = screened(make_held_reply(topic), found("date", 0, 4))

    page = client.get(item(post)).context["beside"]

    assert [one.decision.outcome for one in page.similar] == ["decline"] * 3
    assert page.similar[0].decision.pk > page.similar[1].decision.pk
    assert page.similar[0].shared == "Exact date or age"


def test_a_members_earlier_outcomes_are_counted_and_a_guests_network_is_a_number(client, judge):
    topic, author = make_topic(), newcomer()
    first = make_reply(topic, sender=author)
    actions.decide(first.pk, moderator=judge, version=1, outcome="decline", reason="wording")
    second = make_reply(topic, sender=author)
    make_reply(topic, sender=guest("Other Name", address="10.9.8.7"), body="One.")
    mine = make_reply(topic, sender=guest("My Name", address="10.9.8.9"), body="Two.")

    member = client.get(item(second)).context["beside"].author
    stranger = client.get(item(mine))

    assert (member.decided, member.outcomes) == (1, [("Rejected", 1)])
    assert stranger.context["beside"].author.same_network == 1
    assert "Other Name" not in stranger.content.decode().split("qside")[1]


def test_the_item_costs_the_same_whatever_is_on_record(client, judge):
    topic, author = make_topic(), newcomer()
    counts = []
    for _ in range(2):
        for _ in range(4):
            earlier = screened(make_reply(topic, sender=author), found("date", 0, 4))
            actions.decide(
                earlier.pk, moderator=judge, version=1, outcome="decline", reason="wording"
            )
        post = screened(make_reply(topic, sender=author), found("date", 0, 4))
        client.get(item(post))
        with CaptureQueriesContext(connection) as captured:
            client.get(item(post))
        counts.append(len(captured))
        forum_actions.withdraw(post.pk)

    assert counts[0] == counts[1]


def test_an_approval_costs_no_more_than_it_did(client, judge):
    topic = make_topic()
    make_held_reply(topic)
    post = make_held_reply(topic, email="jory@example.org")
    forum_actions.confirm_email(post.receipt.pk)

    with CaptureQueriesContext(connection) as captured:
        actions.decide(post.pk, moderator=judge, version=1, outcome="publish")

    asked = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 12


# --- hide and restore name what was read --------------------------------------------------------


def test_removing_a_text_that_was_edited_meanwhile_answers_409(client, judge):
    post = make_reply(make_topic(), body="As it was read.")
    Post.objects.filter(pk=post.pk).update(version=2, edited_at=post.published_at)

    typed = {"reason": "wording", "version": 1, "message": "My own words."}
    response = client.post(f"/moderation/posts/{post.pk}/hide/", typed)

    assert response.status_code == 409
    assert "My own words." in response.content.decode()
    assert Post.objects.get(pk=post.pk).is_published


def test_restoring_another_version_than_the_one_read_answers_409(client, judge):
    post = make_reply(make_topic())
    actions.hide(post.pk, moderator=judge, reason="wording")

    response = client.post(f"/moderation/posts/{post.pk}/restore/", {"version": 2})

    assert response.status_code == 409
    assert Post.objects.get(pk=post.pk).state == "hidden"


def test_a_member_is_told_in_the_list_of_a_return(client, judge):
    author = newcomer()
    post = make_reply(make_topic(), sender=author)

    actions.decide(post.pk, moderator=judge, version=1, outcome="return", reason="wording")

    assert Notice.objects.get(person=author).kind == "decision"
    assert UserFactory._meta.model.objects.get(pk=author.pk).unread_notices == 1
