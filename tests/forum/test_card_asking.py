"""While somebody writes, the composer learns what a link's card will say."""

import pytest
from django.utils import timezone

from forum.models import LinkCard
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_topic,
    moderator,
)
from tests.forum.linking import FDA, WORDS, ready


@pytest.fixture
def ask(client):
    def ask(address: str):
        return client.post("/compose/card/", {"address": address})

    return ask


@pytest.mark.django_db
def test_a_member_is_told_what_the_card_will_say(ask, client):
    ready()
    there = make_topic(title="Dose after a weekend")
    client.force_login(UserFactory())

    assert ask(FDA).json() == {"kind": "site", **WORDS}
    own = ask(there.get_absolute_url()).json()
    assert (own["kind"], own["title"]) == ("topic", "Dose after a weekend")


@pytest.mark.django_db
def test_a_member_who_asks_for_a_new_page_has_it_fetched(ask, client):
    client.force_login(UserFactory())

    assert ask(FDA).status_code == 202
    assert LinkCard.objects.get().is_waiting
    LinkCard.objects.update(state="failed", fetched_at=timezone.now())
    assert ask(FDA).status_code == 404


@pytest.mark.django_db
def test_a_guest_is_told_of_own_pages_only_and_asks_nobody(ask):
    ready()
    there = make_topic(title="Dose after a weekend")

    assert ask(FDA).status_code == 404
    assert ask("https://www.cdc.gov/x").status_code == 404
    assert LinkCard.objects.count() == 1
    assert ask(there.get_absolute_url()).json()["title"] == "Dose after a weekend"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["", "x", "https://evil.example/", "/nowhere/", "http://127.0.0.1/"]
)
def test_no_card_is_404(ask, client, address):
    client.force_login(UserFactory())

    assert ask(address).status_code == 404


@pytest.mark.django_db
def test_what_one_may_not_see_is_404_like_what_is_not_there(ask, client):
    secret = make_topic(
        category=CategoryFactory(visibility="prescribers", guest_policy="none"), sender=moderator()
    )
    client.force_login(UserFactory())

    assert ask(secret.get_absolute_url()).status_code == 404
    assert client.get("/compose/card/").status_code == 405


@pytest.mark.django_db
def test_a_preview_shows_the_cards_that_are_known_by_now(client):
    ready()
    there = make_topic(title="Dose after a weekend")
    secret = make_topic(
        category=CategoryFactory(visibility="prescribers", guest_policy="none"),
        title="A title nobody sees",
        sender=moderator(),
    )
    own = "\n".join(f"http://localhost:8000/posts/{one.posts.get().pk}/" for one in (there, secret))
    client.force_login(UserFactory())

    page = client.post("/compose/preview/", {"body": f"{FDA}\n{own}\nhttps://www.cdc.gov/x"})

    html = page.content.decode()
    assert html.count("linkcard") == 2
    assert "<b>A label</b>" in html
    assert "<b>Dose after a weekend</b>" in html
    assert "A title nobody sees" not in html


@pytest.mark.django_db
def test_asking_without_end_is_slowed_down(ask, client, settings):
    settings.CARD_ASKS_PER_HOUR = 2
    client.force_login(UserFactory())
    ready()

    assert [ask(FDA).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["\0", f"{FDA}\0", "/library/\0/", "/library/articles/a\0b/"])
def test_a_sign_that_no_text_may_hold_breaks_nothing(ask, client, address):
    ready()
    client.force_login(UserFactory())

    assert ask(address).status_code == (200 if FDA in address else 404)
