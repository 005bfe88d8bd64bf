"""Who is looking at what: seen by others, given back, taken over, and never a lock."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.actions.appealing import appeal
from forum.models import Post
from moderation import actions
from moderation.actions.claiming import claim
from moderation.models import Claim, Decision
from moderation.tasks import forget_claims
from tests.factories import UserFactory, make_held_reply, make_reply, make_topic, moderator
from tests.moderation.edits import guests_post, make_edit

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BY_SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


@pytest.fixture
def other():
    """Another moderator, with a browser of their own."""
    person = moderator()
    browser = Client()
    browser.force_login(person)
    browser.person = person
    return browser


def item_of(post):
    return f"/moderation/items/{post.pk}/"


def holder(post):
    found = Claim.objects.live().filter(item=f"post:{post.pk}").first()
    return found and found.moderator


def send(browser, post, **fields):
    data = {"item": f"post:{post.pk}", **fields}
    return browser.post("/moderation/claim/", data, headers=BY_SCRIPT)


def test_opening_an_item_names_the_reader_to_others_in_list_and_item(client, judge, other):
    post = make_held_reply()
    client.get(item_of(post))

    assert holder(post) == judge
    assert judge.display_name in other.get("/moderation/").content.decode()
    page = other.get(item_of(post)).content.decode()
    assert f"{judge.display_name} is looking at this" in page
    assert "Take over" in page
    assert holder(post) == judge


def test_an_edit_is_claimed_as_well(client, judge, other):
    edit = make_edit(guests_post())
    client.get(f"/moderation/edits/{edit.pk}/")

    page = other.get(f"/moderation/edits/{edit.pk}/").content.decode()

    assert f"{judge.display_name} is looking at this" in page


def test_head_and_prefetching_claim_nothing(client, judge):
    post = make_held_reply()
    client.head(item_of(post))
    client.get(item_of(post), headers={"Sec-Purpose": "prefetch;prerender"})

    assert holder(post) is None


def test_ones_own_post_is_not_claimed_by_looking(client, judge):
    post = make_held_reply()
    Post.objects.filter(pk=post.pk).update(author=judge, guest_name="")

    client.get(item_of(post))

    assert holder(post) is None


def test_a_claim_ends_after_its_minutes(client, judge, other, settings):
    post = make_held_reply()
    client.get(item_of(post))
    past = timezone.now() - timedelta(seconds=1)
    Claim.objects.filter(item=f"post:{post.pk}").update(until=past)

    other.get(item_of(post))

    assert holder(post) == other.person


def test_an_open_item_stays_claimed_by_asking_again(client, judge, settings):
    post = make_held_reply()
    client.get(item_of(post))
    first = Claim.objects.get(item=f"post:{post.pk}")

    answer = send(client, post).json()

    again = Claim.objects.get(item=f"post:{post.pk}")
    assert answer["mine"]
    assert again.until > first.until
    assert again.since == first.since
    assert again.until - timezone.now() > timedelta(minutes=settings.CLAIM_MINUTES - 1)


def test_somebody_else_gets_it_only_by_taking_it_over(client, judge, other):
    post = make_held_reply()
    client.get(item_of(post))

    refused = send(other, post).json()
    assert not refused["mine"]
    assert judge.display_name in refused["words"]
    assert holder(post) == judge

    assert send(other, post, take="1").json()["mine"]
    assert holder(post) == other.person
    assert not send(client, post).json()["mine"]


def test_taking_over_works_without_scripts(client, judge, other):
    post = make_held_reply()
    client.get(item_of(post))

    answer = other.post("/moderation/claim/", {"item": f"post:{post.pk}", "take": "1"})

    assert answer.url == item_of(post)
    assert holder(post) == other.person


def test_leaving_gives_it_back_and_a_page_that_was_left_earlier_does_not(client, judge):
    post = make_held_reply()
    client.get(item_of(post))
    left = Claim.objects.get(item=f"post:{post.pk}").until.isoformat()
    client.get(item_of(post))  # opened again before the message of the first page arrived
    now = Claim.objects.get(item=f"post:{post.pk}").until.isoformat()

    client.post("/moderation/release/", {"item": f"post:{post.pk}", "until": left})
    assert holder(post) == judge

    client.post("/moderation/release/", {"item": f"post:{post.pk}", "until": now})
    assert holder(post) is None


def test_nobody_gives_back_what_somebody_else_holds(client, judge, other):
    post = make_held_reply()
    client.get(item_of(post))
    until = Claim.objects.get(item=f"post:{post.pk}").until.isoformat()

    other.post("/moderation/release/", {"item": f"post:{post.pk}", "until": until})

    assert holder(post) == judge


def test_a_claim_advises_and_the_version_decides(client, judge, other):
    post = make_held_reply()
    client.get(item_of(post))

    form = {"version": 1, "outcome": "publish", "reason": "", "message": ""}
    other.post(f"{item_of(post)}decide/", form)

    assert Decision.objects.get(post=post).moderator == other.person


@pytest.mark.parametrize(
    ("item", "status"),
    [
        ("post:999999", 404),
        ("post:0", 404),
        ("post:1; drop", 404),
        ("person:1", 404),
        ("desk:999999", 404),
        ("", 404),
        ("edit:999999", 404),
    ],
)
def test_a_forged_claim_is_refused(client, judge, item, status):
    assert client.post("/moderation/claim/", {"item": item}).status_code == status
    assert not Claim.objects.exists()


def test_a_claim_on_ones_own_post_is_refused(client, judge):
    post = make_held_reply()
    Post.objects.filter(pk=post.pk).update(author=judge, guest_name="")

    assert send(client, post).status_code == 403
    assert not Claim.objects.exists()


def test_a_claim_on_what_was_decided_says_so(client, judge, other):
    post = make_held_reply()
    actions.decide(post.pk, moderator=other.person, version=1, outcome="publish")

    answer = send(client, post)

    assert answer.status_code == 409
    assert answer.json()["gone"]
    assert client.post("/moderation/claim/", {"item": f"post:{post.pk}"}).url == item_of(post)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("until", ["", "x", "2026-13-45T00:00:00Z", "2026-01-01T00:00:00"])
def test_a_release_without_a_moment_is_refused(client, judge, until):
    assert client.post("/moderation/release/", {"item": "x", "until": until}).status_code == 400


@pytest.mark.parametrize("reader", [None, UserFactory])
def test_only_moderators_claim_release_and_ask(client, reader):
    if reader:
        client.force_login(reader())
    status = 403 if reader else 302

    assert client.get("/moderation/claims/").status_code == status
    assert client.post("/moderation/claim/", {"item": "post:1"}).status_code == status
    assert client.post("/moderation/release/").status_code == status


# --- the poll --------------------------------------------------------------------------------


def test_the_poll_tells_who_looks_at_what_and_who_is_here(client, judge, other):
    post = make_held_reply()
    other.get(item_of(post))

    said = client.get("/moderation/claims/").json()

    assert said["claims"][f"post:{post.pk}"] == {
        "mine": False,
        "name": other.person.display_name,
        "words": f"{other.person.display_name} is looking at this",
    }
    assert said["words"] == "2 moderators here"


def test_whoever_reads_the_list_is_here_too(client, judge, other):
    other.get("/moderation/")

    assert client.get("/moderation/claims/").json()["words"] == "2 moderators here"
    assert client.get("/moderation/").context["here"] == [other.person, judge]


def test_the_poll_tells_what_others_decided_meanwhile(client, judge, other):
    mine, theirs = make_held_reply(), make_held_reply()
    actions.decide(mine.pk, moderator=judge, version=1, outcome="publish")
    actions.decide(theirs.pk, moderator=other.person, version=1, outcome="publish")

    said = client.get("/moderation/claims/").json()["decided"]

    assert said == {f"post:{theirs.pk}": f"Approved by {other.person.display_name}"}


def test_what_waits_again_is_not_told_as_decided(client, judge, other):
    appealed, undone = make_held_reply(), make_held_reply()
    actions.decide(
        appealed.pk, moderator=other.person, version=1, outcome="decline", reason="promotion"
    )
    appeal(appealed.pk, text="Please read it again.")
    taken = actions.decide(
        undone.pk, moderator=other.person, version=1, outcome="decline", reason="promotion"
    )
    actions.undo(taken.pk, moderator=other.person)

    assert client.get("/moderation/claims/").json()["decided"] == {}


def test_an_unchanged_answer_costs_two_queries(client, judge, other):
    other.get(item_of(make_held_reply()))
    tag = client.get("/moderation/claims/").headers["ETag"]

    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/moderation/claims/", headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert len(captured) == 2


def test_a_tag_serves_nobody_else_and_no_other_state(client, judge, other):
    post = make_held_reply()
    tag = client.get("/moderation/claims/").headers["ETag"]

    for browser in (other, Client()):
        assert browser.get("/moderation/claims/", headers={"If-None-Match": tag}).status_code in (
            200,
            302,
        )
    other.get(item_of(post))
    assert client.get("/moderation/claims/", headers={"If-None-Match": tag}).status_code == 200
    assert Client().get("/moderation/claims/", headers={"If-None-Match": "*"}).status_code == 302


def test_old_claims_are_forgotten(judge):
    long_ago = timezone.now() - timedelta(days=2)
    claim("post:1", moderator=judge, now=long_ago)
    claim("post:2", moderator=judge)

    assert forget_claims() == 1
    assert Claim.objects.get().item == "post:2"


def test_a_reported_post_is_claimed_by_its_reports(client, judge):
    post = make_reply(make_topic())

    assert (
        client.post(
            "/moderation/claim/", {"item": f"report:{post.pk}"}, headers=BY_SCRIPT
        ).status_code
        == 409
    )
    Post.objects.filter(pk=post.pk).update(open_reports=1)
    assert client.post(
        "/moderation/claim/", {"item": f"report:{post.pk}"}, headers=BY_SCRIPT
    ).json()["mine"]
