"""A card of another site is asked for by a worker and copied into the posts that wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum import cards, tasks
from forum.actions import moves, texts
from forum.cards import asking, is_card_site
from forum.mentions import prepare
from forum.models import LinkCard, Post
from forum.sanitize import cook
from tests.factories import (
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
)
from tests.forum.linking import FDA, WORDS, ready

# --- which links ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["www.fda.gov", "WWW.FDA.GOV", "www.fda.gov.", "a.www.fda.gov", "pubmed.ncbi.nlm.nih.gov"],
)
def test_listed_sites_and_what_is_below_them_may_be_fetched(host):
    assert is_card_site(host)


@pytest.mark.parametrize(
    "host",
    ["fda.gov", "xwww.fda.gov", "www.fda.gov.evil.example", "www-fda.gov", "example.org", "", "."],
)
def test_a_name_that_only_looks_listed_may_not(host):
    assert not is_card_site(host)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.fda.gov@evil.example/",
        "https://evil.example/www.fda.gov",
        "https://www.fda.gov:8443/",
        "https://user:x@www.fda.gov/",
        "https://[www.fda.gov/",
        "https://www.fda.gov/" + "x" * 500,
        "ftp://www.fda.gov/",
        "//www.fda.gov/",
        "mailto:x@www.fda.gov",
    ],
)
def test_an_address_that_goes_elsewhere_is_no_card(address):
    assert cards.wanted([address]) == {}


def test_one_text_has_at_most_so_many_cards(settings):
    settings.CARDS_MAX = 2

    assert list(cards.wanted(f"{FDA}/{n}" for n in range(5))) == [f"{FDA}/0", f"{FDA}/1"]


# --- other sites ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_published_link_is_asked_for_and_told_once_it_is_here():
    post = make_reply(make_topic(), body=FDA)
    card = LinkCard.objects.get(address=FDA)
    assert post.cards == {FDA: {}}
    assert list(card.posts.all()) == [post]

    asking.note(card.pk, words=WORDS)
    assert asking.tell_posts(card.pk) == 1
    assert asking.tell_posts(card.pk) == 0

    post.refresh_from_db()
    assert post.cards == {FDA: WORDS}


@pytest.mark.django_db
def test_a_card_that_is_here_already_is_copied_at_once():
    ready()

    post = make_reply(make_topic(), body=FDA)

    post.refresh_from_db()
    assert post.cards == {FDA: WORDS}


@pytest.mark.django_db
def test_nobody_is_asked_because_of_a_guests_unread_text(django_capture_on_commit_callbacks):
    post = make_reply(make_topic(), sender=guest(), body=FDA)
    assert post.cards == {FDA: {}}
    assert not LinkCard.objects.exists()

    post = Post.objects.select_related("topic", "author").get(pk=post.pk)
    moves.publish(post, actor=moderator())

    assert LinkCard.objects.get().posts.get() == post


@pytest.mark.django_db
def test_an_edit_that_drops_the_link_drops_the_card_and_is_not_told():
    post = make_reply(make_topic(), body=FDA)
    card = LinkCard.objects.get()
    post.version += 1
    texts.settle(post, cook("No link.", "text", by_guest=False))

    asking.note(card.pk, words=WORDS)
    asking.tell_posts(card.pk)

    post.refresh_from_db()
    assert post.cards == {}


@pytest.mark.django_db
def test_an_edit_keeps_what_is_known(django_assert_max_num_queries):
    ready()
    post = make_reply(make_topic(), body=FDA)
    post.version += 1

    texts.settle(post, cook(f"Better:\n{FDA}\nhttps://www.cdc.gov/x", "text", by_guest=False))

    post.refresh_from_db()
    assert post.cards == {FDA: WORDS, "https://www.cdc.gov/x": {}}


@pytest.mark.django_db
def test_a_site_that_does_not_answer_is_asked_with_growing_waits_and_then_given_up(settings):
    settings.FETCH_HOSTS = {"www.fda.gov": ["127.0.0.1"]}
    settings.FETCH_TRUSTED = {("127.0.0.1", 443)}
    post = make_reply(make_topic(), body=FDA)
    card = LinkCard.objects.get()
    waits = []
    for _ in range(settings.CARD_TRIES):
        tasks.fetch_card(card.pk)
        card.refresh_from_db()
        waits.append(round((card.next_try_at - timezone.now()).total_seconds() / 60))
        LinkCard.objects.update(next_try_at=timezone.now())

    assert waits[:3] == [5, 25, 125]
    assert (card.state, card.tries) == ("failed", settings.CARD_TRIES)
    tasks.fetch_card(card.pk)
    assert LinkCard.objects.get().tries == settings.CARD_TRIES
    assert not card.posts.exists()
    post.refresh_from_db()
    assert post.cards == {FDA: {}}


@pytest.mark.django_db
def test_a_card_in_a_workers_hands_is_not_offered_again():
    make_reply(make_topic(), body=FDA)
    card = LinkCard.objects.get()

    assert asking.take(card.pk)
    assert asking.take(card.pk) is None
    assert not LinkCard.objects.due(timezone.now()).exists()


@pytest.mark.django_db
def test_an_address_that_failed_long_ago_is_asked_again(settings):
    long_ago = timezone.now() - timedelta(hours=settings.CARD_FAILED_HOURS + 1)
    old = LinkCard.objects.create(address=FDA, state="failed", tries=4, fetched_at=long_ago)
    new = LinkCard.objects.create(
        address=f"{FDA}/2", state="failed", tries=4, fetched_at=timezone.now()
    )

    make_reply(make_topic(), body=f"{FDA}\n{FDA}/2")

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.tries, new.state) == ("waiting", 0, "failed")


@pytest.mark.django_db
def test_a_worker_that_died_before_telling_is_made_up_for_by_the_sweep():
    post = make_reply(make_topic(), body=FDA)
    asking.note(LinkCard.objects.get().pk, words=WORDS)

    assert tasks.sweep_cards() == 1

    post.refresh_from_db()
    assert post.cards == {FDA: WORDS}
    assert tasks.sweep_cards() == 0


@pytest.mark.django_db
def test_a_purged_post_keeps_no_card_and_calls_nobody():
    ready()
    person = UserFactory()
    post = make_reply(make_topic(), body=FDA)
    texts.settle(post, prepare(f"@{person.handle}\n{FDA}", "text", by_guest=False))

    moves.purge(post, actor=moderator(), reason="x")

    post.refresh_from_db()
    assert post.cards == {}
    assert not post.mentions.exists()
