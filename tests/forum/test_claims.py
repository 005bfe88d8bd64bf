"""A guest who has an account by now takes over what they wrote."""

import uuid

import pytest
from django.test import Client

from accounts.models import OutboxMessage
from forum import actions
from forum.actions import claiming, guest_following
from forum.models import Follow, PendingEdit, Post, Receipt, Topic
from forum.sanitize import cook
from moderation import actions as desk
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = pytest.mark.django_db

ADDRESS = "jory@example.org"


def guest_post(topic: Topic | None = None, *, email: str = ADDRESS, confirmed: bool = True) -> Post:
    topic = topic or make_topic()
    post = make_reply(topic, sender=guest(email=email, browser="Netscape"), body="As a guest.")
    if confirmed:
        actions.confirm_email(post.receipt.pk)
    return Post.objects.get(pk=post.pk)


def publish(post: Post) -> Post:
    desk.decide(post.pk, moderator=moderator(), version=post.version, outcome="publish")
    return Post.objects.get(pk=post.pk)


def member(email: str = ADDRESS, *, verified: bool = True, make=UserFactory):
    person = make()
    person.email = email
    person.save(update_fields=["email"])
    person.emailaddress_set.create(email=email, verified=verified, primary=True)
    return person


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_claimed_post_keeps_time_and_place_and_becomes_the_members():
    topic = make_topic()
    post = publish(guest_post(topic))
    make_reply(topic)
    owner = member()
    before = (post.written_at, post.published_at, post.position)

    claiming.claim(post.pk, member=owner)

    post.refresh_from_db()
    assert (post.written_at, post.published_at, post.position) == before
    assert (post.author, post.guest_name, post.guest_says) == (owner, "", "")
    assert post.claimed_at
    assert topic.posts.get(pk=post.pk).author_name == owner.display_name


def test_counters_of_topic_and_category_stay_equal_to_a_recount():
    topic = make_topic()
    post = publish(guest_post(topic))

    claiming.claim(post.pk, member=member())

    topic.refresh_from_db()
    counted = topic.posts.all().recount()
    assert (topic.reply_count, topic.last_position) == (counted["replies"], counted["places"])


def test_the_topic_it_opened_goes_with_it():
    category = CategoryFactory(guest_policy="topic")
    sent = actions.submit_topic(
        category=category,
        title="Asked as a guest, claimed later",
        kind="question",
        tags=[],
        sender=guest(email=ADDRESS),
        writing=cook("May I ask?", "text", by_guest=True),
        submission_key=uuid.uuid4(),
    )
    actions.confirm_email(sent.receipt.pk)
    owner = member()

    claiming.claim(sent.post.pk, member=owner)

    topic = Topic.objects.get(pk=sent.post.topic_id)
    assert (topic.author, topic.guest_name) == (owner, "")
    assert client_of(owner).get(topic.get_absolute_url()).status_code == 200


def test_what_identified_the_guest_is_erased():
    post = guest_post()

    claiming.claim(post.pk, member=member())

    receipt = Receipt.objects.get(post=post)
    assert (receipt.email, receipt.address, receipt.network, receipt.browser) == ("", None, "", "")


def test_the_receipt_leads_its_member_to_the_post_and_is_gone_for_others(client):
    post = publish(guest_post())
    receipt = post.receipt.get_absolute_url()
    owner = member()
    claiming.claim(post.pk, member=owner)

    there = client_of(owner).get(receipt)

    assert (there.status_code, there["Location"]) == (302, post.get_absolute_url())
    assert client.get(receipt).status_code == 404
    assert client_of(UserFactory()).get(receipt).status_code == 404
    for verb in ("edit", "withdraw", "answer", "appeal", "follow", "confirm"):
        assert client.post(f"{receipt}{verb}/", {"text": "Mine still?"}).status_code == 404


def test_a_waiting_post_and_a_waiting_edit_become_the_members():
    waiting, published = guest_post(), publish(guest_post())
    from forum.actions import editing

    editing.edit(
        published.pk,
        editor=None,
        seen_version=1,
        writing=cook("Another text.", "text", by_guest=True),
    )
    owner = member()
    for post in (waiting, published):
        claiming.claim(post.pk, member=owner)

    own = client_of(owner)
    assert own.post(f"/posts/{waiting.pk}/withdraw/").status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"
    assert PendingEdit.objects.get(post=published).author == owner


def test_a_published_one_counts_as_the_first_post_and_a_waiting_one_does_not():
    newer, older = member(make=newcomer), member("other@example.org", make=newcomer)
    read = publish(guest_post())
    unread = guest_post(email="other@example.org")

    claiming.claim(read.pk, member=newer)
    claiming.claim(unread.pk, member=older)

    for person in (newer, older):
        person.refresh_from_db()
    assert newer.first_published_at == read.published_at
    assert older.first_published_at is None


def test_what_the_guest_followed_the_member_follows():
    post = publish(guest_post())
    guest_following.follow_as_guest(post.receipt.pk)
    owner = member()

    claiming.claim(post.pk, member=owner)

    assert Follow.objects.of(owner).get().topic_id == post.topic_id
    assert Receipt.objects.get(post=post).follow.stopped_at


@pytest.mark.parametrize("case", ["unconfirmed", "unverified", "other", "stranger's", "member's"])
def test_a_forged_claim_is_refused_as_if_there_were_nothing(case):
    owner = member(verified=case != "unverified")
    post = guest_post(
        email="else@example.org" if case == "other" else ADDRESS, confirmed=case != "unconfirmed"
    )
    if case == "stranger's":
        owner = member("third@example.org")
    if case == "member's":
        post = make_reply(make_topic())

    answer = client_of(owner).post(f"/account/guest-posts/{post.pk}/claim/")

    post.refresh_from_db()
    assert answer.status_code == 404
    assert post.claimed_at is None
    with pytest.raises(claiming.NotClaimable):
        claiming.claim(post.pk, member=owner)


def test_of_two_claims_one_wins():
    post, first, second = guest_post(), member(), UserFactory()
    second.emailaddress_set.create(email="jory2@example.org", verified=True)
    claiming.claim(post.pk, member=first)

    again = client_of(first).post(f"/account/guest-posts/{post.pk}/claim/")

    assert again.status_code == 302
    with pytest.raises(claiming.NotClaimable):
        claiming.claim(post.pk, member=second)
    post.refresh_from_db()
    assert post.author == first


def test_the_page_lists_what_may_be_claimed_one_by_one():
    mine, other = guest_post(), guest_post(email="else@example.org")
    owner = member()
    browser = client_of(owner)

    page = browser.get("/account/guest-posts/").content.decode()
    browser.post(f"/account/guest-posts/{mine.pk}/claim/")

    assert f"/account/guest-posts/{mine.pk}/claim/" in page
    assert f"/account/guest-posts/{other.pk}/claim/" not in page
    assert "Nothing to take over" in browser.get("/account/guest-posts/").content.decode()


def test_the_page_is_for_members(client):
    assert client.get("/account/guest-posts/").status_code == 302
    assert client.post("/account/guest-posts/1/claim/").status_code == 302


def test_signing_in_offers_it_in_a_banner_that_can_be_sent_away():
    guest_post()
    owner = member()
    owner.set_password("correct horse battery")
    owner.save()
    browser = Client()
    browser.post("/accounts/login/", {"login": ADDRESS, "password": "correct horse battery"})

    offered = browser.get("/discussions/").content.decode()
    browser.post("/account/guest-posts/later/")
    dismissed = browser.get("/discussions/").content.decode()

    assert "You wrote 1 post as a guest with this address." in offered
    assert "as a guest with this address" not in dismissed
    assert "/account/guest-posts/" in dismissed  # in the account menu


def test_who_has_nothing_to_claim_is_asked_once(django_assert_num_queries):
    owner = UserFactory()
    browser = client_of(owner)
    session = browser.session
    session["look_for_guest_posts"] = True
    session.save()
    browser.get("/tags/")

    assert "look_for_guest_posts" not in browser.session


def test_mail_about_the_decision_goes_to_the_member_from_then_on():
    post = guest_post()
    owner = member()
    claiming.claim(post.pk, member=owner)
    OutboxMessage.objects.all().delete()

    publish(post)

    assert OutboxMessage.objects.get(kind="decision publish").to == ADDRESS


def test_where_a_discussion_went_to_fewer_readers_nobody_else_reads_its_title(client):
    """Neither who holds the receipt nor a member who may not read it."""
    post = publish(guest_post())
    away = CategoryFactory(visibility="prescribers", guest_policy="none")
    Topic.objects.filter(pk=post.topic_id).update(category=away, title="Dose of the ward")

    receipt = client.get(post.receipt.get_absolute_url()).content.decode()
    claims = client_of(member()).get("/account/guest-posts/").content.decode()

    for page in (receipt, claims):
        assert "As a guest." in page
        assert "Dose of the ward" not in page
        assert post.topic.slug not in page
