"""What an author says to the moderators, and what the receipt shows of it."""

import pytest

from forum.actions import remarking
from forum.limits import TooMany
from forum.models import InvalidTransition, Post, Receipt, Remark
from moderation import actions as desk
from tests.factories import make_held_reply, moderator

pytestmark = pytest.mark.django_db


def receipt_of(post: Post) -> Receipt:
    return Receipt.objects.get(post=post)


def returned(**fields) -> Post:
    post = make_held_reply()
    desk.decide(
        post.pk, moderator=moderator(), version=1, outcome="return", reason="wording", **fields
    )
    return Post.objects.get(pk=post.pk)


def test_an_answer_to_a_return_puts_the_text_back_into_the_queue_as_it_is(client):
    post = returned()

    client.post(f"{receipt_of(post).get_absolute_url()}answer/", {"text": "The date is made up."})

    post.refresh_from_db()
    said = Remark.objects.get(post=post)
    assert (post.state, post.version, post.body_text) == ("pending", 2, "From a guest.")
    assert (said.by_author, said.person, said.text) == (True, None, "The date is made up.")
    assert (
        "The date is made up." in client.get(receipt_of(post).get_absolute_url()).content.decode()
    )


def test_the_returned_version_cannot_be_judged_any_more():
    post = returned()
    remarking.answer(post.pk, text="Please look again.")

    with pytest.raises(desk.Stale):
        desk.decide(post.pk, moderator=moderator(), version=1, outcome="publish")


def test_an_answer_to_what_waits_changes_nothing_but_is_kept():
    post = make_held_reply()

    remarking.answer(post.pk, text="I am its author's colleague.")

    post.refresh_from_db()
    assert (post.state, post.version, post.remarks.count()) == ("pending", 1, 1)


def test_moderators_read_it_beside_the_item(client):
    post = make_held_reply()
    remarking.answer(post.pk, text="It was agreed with the clinic.")
    client.force_login(moderator())

    page = client.get(f"/moderation/items/{post.pk}/").content.decode()

    assert "It was agreed with the clinic." in page


@pytest.mark.parametrize("outcome", ["publish", "decline"])
def test_what_is_decided_takes_no_answer_and_the_words_come_back(client, outcome):
    post = make_held_reply()
    reason = {"reason": "other"} if outcome == "decline" else {}
    desk.decide(post.pk, moderator=moderator(), version=1, outcome=outcome, **reason)

    page = client.post(f"{receipt_of(post).get_absolute_url()}answer/", {"text": "One more word."})

    assert page.status_code == 409
    assert "One more word." in page.content.decode()
    with pytest.raises(InvalidTransition):
        remarking.answer(post.pk, text="One more word.")


def test_an_empty_answer_is_refused_in_place(client):
    page = client.post(f"{receipt_of(make_held_reply()).get_absolute_url()}answer/", {"text": " "})

    assert page.status_code == 422
    assert "Please write a sentence first." in page.content.decode()


def test_after_several_answers_the_author_waits_and_keeps_the_words(client, settings):
    settings.REMARKS_PER_HOUR = 2
    post = make_held_reply()
    for number in range(2):
        remarking.answer(post.pk, text=f"Word {number}.")

    page = client.post(f"{receipt_of(post).get_absolute_url()}answer/", {"text": "A third word."})

    assert (page.status_code, int(page["Retry-After"]) > 0) == (429, True)
    assert "A third word." in page.content.decode()
    assert "Please wait" in page.content.decode()
    with pytest.raises(TooMany):
        remarking.answer(post.pk, text="A third word.")


def test_a_declined_text_is_appealed_once_from_the_receipt(client):
    post = make_held_reply()
    desk.decide(post.pk, moderator=moderator(), version=1, outcome="decline", reason="other")
    address = receipt_of(post).get_absolute_url()

    offered = client.get(address).content.decode()
    client.post(f"{address}appeal/", {"text": "It names nobody."})
    post.refresh_from_db()
    waits = (post.state, bool(post.appealed_at))
    again = client.post(f"{address}appeal/", {"text": "And again."})

    assert "Ask for another moderator" in offered
    assert waits == ("pending", True)
    assert again.status_code == 409
    assert "And again." in again.content.decode()


def test_the_receipt_marks_the_passages_and_says_why(client):
    post = returned(marks=[{"start": 5, "end": 12, "note": "Who is <this>?"}])

    page = client.get(receipt_of(post).get_absolute_url()).content.decode()

    assert 'href="#passage-1"' in page
    assert "Who is &lt;this&gt;?" in page
    assert '<mark class="asked" id="passage-1">a guest<sup>1</sup></mark>' in page


def test_the_receipt_shows_what_changed_since_the_return(client):
    post = returned(message="Please leave the town out.")
    address = receipt_of(post).get_absolute_url()
    client.post(f"{address}edit/", {"body": "From a careful guest.", "version": 1})

    page = client.get(address).content.decode()

    assert "What you changed since the moderator asked" in page
    assert "Please leave the town out." in page
    assert "careful<span" in page
