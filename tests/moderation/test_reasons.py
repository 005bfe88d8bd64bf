"""Reasons are rows that moderators own; decisions keep the words they were made with."""

import pytest

from accounts.models import OutboxMessage, User
from moderation import actions
from moderation.actions.wording import Reworded
from moderation.models import CannedReason, Decision
from moderation.wordings import filled, offered
from tests.factories import make_held_reply, make_reply, make_topic, moderator, newcomer

pytestmark = pytest.mark.django_db

WORDS = {"name": "Wording", "public": "unkind words", "message": "Dear {name}.", "rule": ""}


def reword(judge, **words):
    return actions.write_reason("wording", by=judge, seen_version=1, **(WORDS | words))


def test_an_old_decision_keeps_its_words():
    judge, post = moderator(), make_held_reply()
    old = actions.decide(post.pk, moderator=judge, version=1, outcome="decline", reason="wording")

    reword(judge)
    new = actions.decide(
        make_held_reply().pk, moderator=judge, version=1, outcome="decline", reason="wording"
    )

    old = Decision.objects.with_reason_names().get(pk=old.pk)
    new = Decision.objects.with_reason_names().get(pk=new.pk)
    assert (old.reason_version, old.reason_for_public) == (1, "wording about patients")
    assert old.reason_name == "Wording about patients"
    assert (new.reason_version, new.reason_for_public, new.reason_name) == (
        2,
        "unkind words",
        "Wording",
    )


def test_variables_are_filled_by_the_server():
    judge, author = moderator(), newcomer()
    reword(
        judge, message="Dear {name}, in “{topic}” please see {passages}. {rule} {else}", rule="R"
    )
    post = make_reply(make_topic(title="A title here"), sender=author)

    actions.decide(
        post.pk,
        moderator=judge,
        version=1,
        outcome="return",
        reason="wording",
        marks=[{"start": 0, "end": 2, "note": ""}],
    )

    told = Decision.objects.get().message
    assert told == (
        f"Dear {author.display_name}, in “A title here” please see the passage marked in your"
        " text. R {else}"
    )
    assert told in OutboxMessage.objects.get(to=author.email).text


def test_words_in_braces_of_a_name_are_not_filled_again():
    post = make_held_reply(name="{topic} M.")

    assert filled("Dear {name}", post) == "Dear {topic} M."


def test_a_retired_reason_is_offered_no_longer_and_old_decisions_read_as_before(client):
    judge = moderator()
    client.force_login(judge)
    done = make_held_reply()
    actions.decide(done.pk, moderator=judge, version=1, outcome="decline", reason="promotion")
    client.post("/moderation/reasons/", {"code": "promotion", "to": "retire"})

    assert "promotion" not in [one.code for one in offered()]
    typed = {"version": 1, "outcome": "decline", "reason": "promotion"}
    post = make_held_reply()
    assert client.post(f"/moderation/items/{post.pk}/decide/", typed).status_code == 422
    assert "promotion" in client.get(f"/moderation/items/{done.pk}/").content.decode()

    client.post("/moderation/reasons/", {"code": "promotion", "to": "offer"})
    assert "promotion" in [one.code for one in offered()]


def test_reasons_change_places(client):
    client.force_login(moderator())

    client.post("/moderation/reasons/", {"code": "wording", "to": "up"})

    assert [one.code for one in offered()][:2] == ["wording", "patient_details"]


def test_a_new_reason_is_offered_and_decides(client):
    judge = moderator()
    client.force_login(judge)
    client.post("/moderation/reasons/", {"version": 0, **WORDS, "name": "Off topic"})
    post = make_held_reply()

    typed = {"version": 1, "outcome": "decline", "reason": "off_topic"}
    assert client.post(f"/moderation/items/{post.pk}/decide/", typed).status_code == 302

    decision = Decision.objects.get()
    assert (decision.reason, decision.public_reason) == ("off_topic", "unkind words")
    assert decision.message == "Dear Jory M.."


def test_another_wording_in_between_is_not_overwritten(client):
    judge = moderator()
    reword(judge)
    with pytest.raises(Reworded):
        reword(judge, public="mine")
    client.force_login(judge)

    response = client.post(
        "/moderation/reasons/wording/", {"version": 1, **WORDS, "public": "what I typed"}
    )

    assert response.status_code == 409
    assert "what I typed" in response.content.decode()
    assert CannedReason.objects.get(code="wording").versions.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Please give the reason a name."),
        ({"public": ""}, "Please say what readers are told."),
        ({"message": "Dear {nmae}"}, "{nmae} stands for nothing"),
        ({"message": "See {rule}."}, "say which rule it is"),
    ],
)
def test_bad_words_are_refused_in_place(client, fields, words):
    client.force_login(moderator())

    response = client.post("/moderation/reasons/wording/", {"version": 1, **WORDS, **fields})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert CannedReason.objects.get(code="wording").versions.count() == 1


def test_a_moderator_of_some_categories_reads_and_does_not_change_them(client):
    judge = moderator()
    User.objects.filter(pk=judge.pk).update(moderates_all=False)
    client.force_login(judge)

    assert client.get("/moderation/reasons/").status_code == 200
    refused = client.post("/moderation/reasons/wording/", {"version": 1, **WORDS})
    assert refused.status_code == 403
    assert "hold for every category" in refused.content.decode()


def test_a_refusal_whose_reason_has_no_words_needs_some(client):
    client.force_login(moderator())
    post = make_held_reply()

    typed = {"version": 1, "outcome": "refuse", "refusal": "decline", "reason": "other"}
    response = client.post(f"/moderation/items/{post.pk}/decide/", typed)

    assert response.status_code == 422
    assert "Please say in a sentence" in response.content.decode()
    assert not Decision.objects.exists()
