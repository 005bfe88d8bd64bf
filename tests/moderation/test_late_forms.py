"""Forms that come too late, incomplete or forged: answered in words, nothing typed is lost."""

import pytest
from django.utils import timezone

from forum.models import Move
from moderation import actions
from tests.factories import UserFactory, make_held_reply, make_topic, moderator
from tests.moderation.edits import decide as decide_edit
from tests.moderation.edits import make_edit
from tests.moderation.reporting import judge_reports, reported_and_hidden

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_characters_that_no_database_keeps_are_no_error(client):
    client.force_login(moderator())
    post = make_held_reply(make_topic())
    whole = f"0-{len(post.body_text)}"
    form = {
        "version": 1,
        "outcome": "return",
        "reason": "wording",
        "mark": [whole],
        f"note:{whole}": "here\0 and there",
    }

    assert client.post(f"/moderation/items/{post.pk}/decide/", form).status_code == 302
    assert client.post("/moderation/reasons/", {"code": "a\0b", "to": "up"}).status_code == 404
    until = timezone.now().isoformat()
    left = client.post("/moderation/release/", {"item": "post:\0", "until": until})

    assert left.status_code in (204, 400)
    assert Move.objects.latest("pk").marks[0]["note"] == "here and there"


def test_a_form_that_came_too_late_and_incomplete_gives_its_words_back(client):
    client.force_login(moderator())
    held, edit, purged = make_held_reply(), make_edit(), make_held_reply()
    reported, _report = reported_and_hidden()
    imposed = actions.impose(
        UserFactory().pk, moderator=moderator(), kind="ban", reason="Words.", seen=0
    )
    actions.decide(held.pk, moderator=moderator(), version=1, outcome="publish")
    decide_edit(edit, "publish")
    judge_reports(reported, moderator(), "keep")
    actions.purge(purged.pk, moderator=moderator(), version=1, reason="other", message="Gone.")
    actions.lift(imposed.pk, moderator=moderator(), reason="A mistake.")
    typed = {"message": "All that I typed.", "version": 1, "base": 1, "seen": "1"}
    late = [
        (f"items/{held.pk}/decide/", {"outcome": "decline"}),
        (f"items/{held.pk}/decide/", {"outcome": "decline", "reason": "wording"}),
        (f"edits/{edit.pk}/decide/", {"outcome": "decline"}),
        (f"reports/{reported.pk}/decide/", {"outcome": "hide"}),
        (f"posts/{purged.pk}/purge/", {"reason": "other"}),
        (f"sanctions/{imposed.pk}/lift/", {"reason": "All that I typed."}),
        (f"items/{held.pk}/edit/", {"title": "", "body": "All that I typed."}),
    ]
    for address, fields in late:
        answer = client.post(f"/moderation/{address}", {**typed, **fields})
        assert answer.status_code == 409, address
        assert "All that I typed." in answer.content.decode(), address


def test_notes_on_passages_come_back_with_the_message(client):
    client.force_login(moderator())
    held = make_held_reply()
    actions.decide(held.pk, moderator=moderator(), version=1, outcome="publish")
    form = {"version": 1, "outcome": "return", "reason": "wording", "message": "Please."}
    form |= {"mark": ["0-4"], "note:0-4": "Whose word is this?"}

    answer = client.post(f"/moderation/items/{held.pk}/decide/", form)

    assert answer.status_code == 409
    assert "Please.\nWhose word is this?" in answer.content.decode()
