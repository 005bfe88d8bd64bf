"""Opening a name: a reason, a row, a second moderator, and the name shown once."""

import pytest
from django.test import Client

from accounts import roles
from accounts.models import OutboxMessage
from forum.models import Post
from moderation import actions
from moderation.models import Opening
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic, moderator
from tests.forum.test_anonymous import anonymous_reply, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(display_name="Zelinda Quorthwaite", handle="quorth-z", email="z@example.org")


@pytest.fixture
def post(author) -> Post:
    return anonymous_reply(make_topic(category=CategoryFactory(allows_anonymous=True)), author)


def address(post: Post) -> str:
    return f"/moderation/posts/{post.pk}/author/"


def test_it_asks_for_a_reason_first_and_shows_no_name(post):
    browser = client_of(moderator())

    asked = browser.get(address(post))
    refused = browser.post(address(post), {"reason": "  "})

    assert "Quorthwaite" not in asked.content.decode() + refused.content.decode()
    assert (asked.status_code, refused.status_code) == (200, 422)
    assert not Opening.objects.exists()


def test_the_name_is_shown_once_and_kept_nowhere(post):
    opener, second = moderator(), moderator()
    browser = client_of(opener)

    shown = browser.post(address(post), {"reason": "A patient may be harmed."})
    again = browser.get(address(post)).content.decode()

    opening = Opening.objects.get()
    assert "Zelinda Quorthwaite" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "Quorthwaite" not in again
    assert (opening.moderator, opening.told, opening.reason) == (
        opener,
        second,
        "A patient may be harmed.",
    )


def test_a_second_moderator_is_told_by_mail_and_in_the_queue_and_says_so(post):
    opener, second, third = moderator(), moderator(), moderator()
    actions.open_name(post.pk, moderator=opener, reason="A patient may be harmed.")
    opening = Opening.objects.get()
    mail = OutboxMessage.objects.get(kind="name opened")

    told = client_of(second).get("/moderation/").content.decode()
    forged = client_of(third).post(f"/moderation/openings/{opening.pk}/seen/").status_code
    client_of(second).post(f"/moderation/openings/{opening.pk}/seen/")

    opening.refresh_from_db()
    assert (mail.to, forged) == (second.email, 404)
    assert "A patient may be harmed." in mail.text
    for text in (mail.text + mail.html + mail.subject, told):
        assert "Quorthwaite" not in text
        assert "quorth-z" not in text
    assert "A name was opened" in told
    for other in (opener, third):
        assert "A name was opened" not in client_of(other).get("/moderation/").content.decode()
    assert opening.seen_at
    assert "A name was opened" not in client_of(second).get("/moderation/").content.decode()


def test_the_row_never_says_whose_name_it_was(post, author):
    actions.open_name(
        post.pk, moderator=moderator(), reason="I think ZELINDA QUORTHWAITE (@quorth-z) is in need."
    )

    assert Opening.objects.get().reason == "I think … (@…) is in need."


def test_a_first_or_last_name_alone_is_left_out_as_well_and_words_are_not(post, author):
    author.display_name = "May Quorthwaite"
    author.save(update_fields=["display_name"])

    actions.open_name(post.pk, moderator=moderator(), reason="May and Quorthwaite may be one.")

    assert Opening.objects.get().reason == "… and … may be one."


def test_without_another_moderator_an_administrator_is_told(post):
    opener = moderator()
    boss = UserFactory(groups=(roles.ADMINISTRATOR,))

    opened = actions.open_name(post.pk, moderator=opener, reason="Harm.")

    assert opened.opening.told == boss


def test_without_anybody_the_next_moderator_who_comes_is_told(post):
    opener = moderator()
    actions.open_name(post.pk, moderator=opener, reason="Harm.")
    newer = moderator()

    page = client_of(newer).get("/moderation/").content.decode()
    client_of(newer).post(f"/moderation/openings/{Opening.objects.get().pk}/seen/")

    opening = Opening.objects.get()
    assert "A name was opened" in page
    assert (opening.told, bool(opening.seen_at)) == (newer, True)
    assert not OutboxMessage.objects.filter(kind="name opened").exists()


def test_the_author_is_never_the_second_moderator():
    opener, author = moderator(), moderator()
    post = anonymous_reply(make_topic(category=CategoryFactory(allows_anonymous=True)), author)

    opened = actions.open_name(post.pk, moderator=opener, reason="Harm.")

    assert opened.opening.told is None
    assert "A name was opened" not in client_of(author).get("/moderation/").content.decode()


def test_they_take_turns(post):
    opener, first, second = moderator(), moderator(), moderator()

    told = [
        actions.open_name(post.pk, moderator=opener, reason="Harm.").opening.told for _ in range(3)
    ]

    assert told == [first, second, first]


def test_nobody_opens_their_own_nor_without_the_role(post, author):
    own = anonymous_reply(post.topic, judge := moderator())

    assert client_of(judge).get(address(own)).status_code == 403
    assert client_of(UserFactory()).get(address(post)).status_code == 403
    assert Client().get(address(post)).status_code == 302
    with pytest.raises(actions.NotYours):
        actions.open_name(own.pk, moderator=judge, reason="Mine.")


def test_a_post_with_a_name_has_none_to_open():
    post = make_reply(make_topic())
    judge = moderator()

    assert client_of(judge).get(address(post)).status_code == 404
    with pytest.raises(actions.NobodyThere):
        actions.open_name(post.pk, moderator=judge, reason="Harm.")


def test_of_a_deleted_account_the_label_stays_and_nothing_opens(post, author):
    author.delete()

    answer = client_of(moderator()).post(address(post), {"reason": "Harm."})

    post.refresh_from_db()
    assert (answer.status_code, post.peer_label) == (409, "Member 1")
    assert not Opening.objects.exists()


def test_a_broken_second_write_opens_nothing(post, monkeypatch):
    from moderation.actions import opening

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(opening, "owe_mail", broken)
    moderator()

    with pytest.raises(RuntimeError):
        actions.open_name(post.pk, moderator=moderator(), reason="Harm.")

    assert not Opening.objects.exists()


def test_the_post_offers_it_to_moderators_alone(post):
    actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    page = post.topic.get_absolute_url()

    assert address(post) in client_of(moderator()).get(page).content.decode()
    assert address(post) not in client_of(UserFactory()).get(page).content.decode()
