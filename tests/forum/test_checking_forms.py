"""Without scripts: a form comes back with what was found, and its buttons do the rest."""

import json
import logging
import uuid

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers import serialize
from django.db import connection

from forum import actions
from forum.models import PendingEdit, Post, Topic
from moderation import actions as moderating
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.fixtures.pictures import picture
from tests.forum.checking import HARD, LABEL, SOFT, button, form, typed_text, typed_value
from tests.forum.revising import guests_post, receipt_address

pytestmark = pytest.mark.django_db

WARNING = "This may identify a patient. One detail could point to one person. Nothing has been"
SAFER = "My patient is well. Her chart number is"


@pytest.fixture
def topic():
    return make_topic()


def reply_address(topic):
    return f"{topic.get_absolute_url()}reply/"


# --- a reply --------------------------------------------------------------------------------------


def test_patient_details_send_a_reply_back_with_its_text(client, member, topic):
    typed = form(body=HARD)

    answer = client.post(reply_address(topic), typed)

    assert answer.status_code == 422
    assert WARNING in answer.content.decode()
    assert typed_text(answer) == HARD
    assert typed["submission_key"] in answer.content.decode()
    assert topic.posts.count() == 1


def test_safer_words_are_put_in_by_a_button_and_nothing_is_sent(client, member, topic):
    typed = form(body=f"{SOFT}\n\n> {SOFT}")
    answer = client.post(reply_address(topic), typed)

    changed = client.post(reply_address(topic), typed | button(answer, "Apply all four changes"))

    assert changed.status_code == 200
    text = typed_text(changed)
    assert "Elk Hollow" not in text
    assert "March" not in text
    assert text.startswith("My patient, a roofer from ")
    assert "\n\n> My patient, a roofer from " in text
    assert "Nothing has been sent" in changed.content.decode()
    assert topic.posts.count() == 1
    sent = client.post(reply_address(topic), typed | {"body": text})
    assert sent.status_code == 302
    assert topic.posts.get(position=2).hold_reasons == []


def test_not_patient_details_sends_a_members_text_to_a_moderator(client, member, topic):
    typed = form(body=HARD)
    answer = client.post(reply_address(topic), typed)

    sent = client.post(reply_address(topic), typed | button(answer, "Not patient details"))

    assert sent.status_code == 302
    post = topic.posts.get(opens_topic=False)
    assert (post.state, post.hold_reasons) == ("pending", ["patient"])
    assert post.screening["disputed"]


def test_an_answer_given_about_another_text_asks_again(client, member, topic):
    typed = form(body=HARD)
    said = button(client.post(reply_address(topic), typed), "Not patient details")

    answer = client.post(reply_address(topic), typed | said | {"body": f"{HARD} She is well."})

    assert answer.status_code == 422
    assert topic.posts.count() == 1


@pytest.mark.parametrize("token", ["", "1", "a" * 64, "é"])
def test_an_invented_answer_is_none(client, member, topic, token):
    answer = client.post(reply_address(topic), form(body=HARD, checked=token))

    assert answer.status_code == 422


def test_a_moderator_is_asked_as_well_and_then_publishes(client, topic):
    client.force_login(moderator())
    typed = form(body=SOFT)
    answer = client.post(reply_address(topic), typed)

    assert answer.status_code == 422
    client.post(reply_address(topic), typed | button(answer, "Not patient details"))
    assert topic.posts.get(position=2).is_published


def test_a_guest_is_asked_too_and_the_answer_outlives_another_mistake(client, topic):
    typed = form(body=HARD, guest_name="Jory M.")
    said = button(client.post(reply_address(topic), typed), "Not patient details")

    answer = client.post(reply_address(topic), typed | said | {"guest_name": ""})

    assert answer.status_code == 422
    assert typed_value(answer, "checked") == said["checked"]
    client.post(reply_address(topic), typed | {"checked": typed_value(answer, "checked")})
    assert topic.posts.get(opens_topic=False).hold_reasons == ["guest", "patient"]


def test_wording_never_stops_a_text(client, member, topic):
    assert client.post(reply_address(topic), form(body=LABEL)).status_code == 302
    assert topic.posts.get(position=2).is_published


def test_a_preview_shows_the_nudge_whose_buttons_change_or_keep(client, member, topic):
    typed = form(body=LABEL, preview="1")
    shown = client.post(reply_address(topic), typed)
    del typed["preview"]

    used = client.post(
        reply_address(topic), typed | button(shown, "Use “people with a substance use disorder”")
    )
    kept = client.post(reply_address(topic), typed | button(shown, "Keep my wording"))

    assert typed_text(used) == "Many people with a substance use disorder do well on 16 mg."
    assert typed_text(kept) == LABEL
    assert "A word you may want to change" not in kept.content.decode()
    assert topic.posts.count() == 1


def test_formatted_text_keeps_its_format_when_it_is_changed(client, member, topic):
    html = "<p>Seen on <strong>March</strong> 3rd, my patient &amp; I.</p><ul><li>one</li></ul>"
    typed = form(body=html, body_format="html")
    answer = client.post(reply_address(topic), typed)

    changed = typed_text(
        client.post(reply_address(topic), typed | button(answer, "Apply the change"))
    )

    assert "March" not in changed
    assert changed.startswith("<p>Seen on <strong>")
    assert changed.endswith("my patient &amp; I.</p><ul><li>one</li></ul>")


def test_the_enter_key_sends_and_changes_nothing(client, member, topic):
    page = client.post(reply_address(topic), form(body=HARD)).content.decode()

    first = page[page.index('id="reply-form"') :]
    first = first[first.index("<button") :]
    assert "name=" not in first[: first.index(">")]


def test_the_name_of_an_image_file_is_read_and_asked_about_until_it_is_answered(
    client, member, topic
):
    name = "MRN 8841234 scan.png"
    image = SimpleUploadedFile(name, picture("PNG"), content_type="image/png")
    answer = client.post(reply_address(topic), form(body="See this.", image=image))

    assert answer.status_code == 422
    assert typed_value(answer, "image_name") == name
    typed = form(body=typed_text(answer), image_name=name)
    again = client.post(reply_address(topic), typed)
    client.post(reply_address(topic), typed | button(again, "Not patient details"))
    assert topic.posts.get(opens_topic=False).hold_reasons == ["patient"]
    without = client.post(reply_address(topic), form(body="No image.", image_name=name))
    assert without.status_code == 302


def test_what_an_image_shows_is_read_and_changed(client, member, topic):
    stored = actions.store_image(member, picture("PNG"))
    typed = form(body=f"Look.\n\n![My patient on March 3rd]({stored.get_absolute_url()})")
    answer = client.post(reply_address(topic), typed)

    changed = client.post(reply_address(topic), typed | button(answer, "Apply the change"))

    assert answer.status_code == 422
    assert "![My patient on a day in " in typed_text(changed)


# --- a topic --------------------------------------------------------------------------------------


def test_title_and_fields_of_a_case_are_asked_about_and_changed(client, member):
    typed = form(
        title="What about MRN 8841234 now",
        category=CategoryFactory().slug,
        kind="case",
        tags="",
        case_question="What next for my patient?",
        case_setting="clinic",
        case_age="30-44",
        case_tried="Seen on March 3rd,\n gave 8 mg",
        body="",
    )
    answer = client.post("/discussions/new/", typed)

    assert answer.status_code == 422
    assert "Two details could point to one person." in answer.content.decode()
    changed = client.post("/discussions/new/", typed | button(answer, "Apply both changes"))
    assert "8841234" not in changed.content.decode()
    assert "March 3rd" not in changed.content.decode()
    assert Topic.objects.count() == 0
    sent = client.post("/discussions/new/", typed | button(answer, "Not patient details"))
    assert sent.status_code == 302
    opening = Post.objects.get()
    assert opening.hold_reasons == ["patient"]
    fields = {row["field"]: row for row in opening.screening["findings"]}
    found = fields["text"]
    assert opening.body_text[found["start"] : found["end"]] == "March 3rd"
    assert "8841234" in opening.topic.title[fields["title"]["start"] : fields["title"]["end"]]


# --- new texts ------------------------------------------------------------------------------------


def test_a_returned_post_is_asked_about_again(client, member, topic):
    post = make_reply(topic, sender=member, body=HARD)
    moderating.decide(
        post.pk,
        moderator=moderator(),
        version=1,
        outcome="return",
        reason="patient_details",
    )
    typed = {"body": HARD, "version": 1}

    answer = client.post(f"/posts/{post.pk}/edit/", typed)
    changed = client.post(f"/posts/{post.pk}/edit/", typed | button(answer, "Apply the change"))

    assert (answer.status_code, changed.status_code) == (422, 200)
    assert "8841234" not in typed_text(changed)
    sent = client.post(f"/posts/{post.pk}/edit/", typed | button(answer, "Not patient details"))
    assert sent.status_code == 302
    post.refresh_from_db()
    assert (post.state, post.version) == ("pending", 2)


def test_an_edit_of_a_published_post_is_asked_about_and_waits(client, member, topic):
    post = make_reply(topic, sender=member, body="We gave 16 mg.")
    typed = {"body": HARD, "version": 1, "edit_version": 0, "note": ""}
    address = f"/posts/{post.pk}/edit/"

    answer = client.post(address, typed)

    assert answer.status_code == 422
    assert typed_text(answer) == HARD
    assert client.post(address, typed | button(answer, "Apply the change")).status_code == 200
    client.post(address, typed | button(answer, "Not patient details"))
    waiting = PendingEdit.objects.get()
    assert (waiting.hold_reasons, waiting.screening["disputed"]) == (["patient"], True)
    assert (
        "Your edit waits for a moderator." in client.get(topic.get_absolute_url()).content.decode()
    )


def test_a_guest_is_asked_at_the_receipt_before_and_after_publication(client, topic):
    held, published = make_held_reply(topic), guests_post()
    for post in (held, published):
        address = f"{receipt_address(post)}edit/"
        typed = {"body": HARD, "version": 1, "edit_version": 0}

        answer = client.post(address, typed)

        assert answer.status_code == 422
        assert WARNING in answer.content.decode()
        changed = client.post(address, typed | button(answer, "Apply the change"))
        assert changed.status_code == 200
        assert "8841234" not in typed_text(changed)
        said = client.post(address, typed | button(answer, "Not patient details"))
        assert said.status_code == 302
    held.refresh_from_db()
    assert held.hold_reasons == ["guest", "patient"]
    assert PendingEdit.objects.get().hold_reasons == ["guest", "patient"]


# --- nothing of it elsewhere ----------------------------------------------------------------------


def test_the_words_found_are_in_the_text_of_the_post_and_nowhere_else(
    client, member, topic, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    typed = form(body=HARD)
    said = button(client.post(reply_address(topic), typed), "Not patient details")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reply_address(topic), typed | said)

    with_words = set()
    for model in _all_models():
        for row in json.loads(serialize("json", model._base_manager.all())):
            for name, value in row["fields"].items():
                if "8841234" in json.dumps(value):
                    with_words.add((row["model"], name))
    assert with_words == {
        ("forum.post", "body_source"),
        ("forum.post", "body_html"),
        ("forum.post", "body_text"),
    }
    # Queries that a debugging person asks for carry what they write; nothing else does.
    logged = [one for one in caplog.records if one.name != "django.db.backends"]
    assert not [one for one in logged if "8841234" in one.getMessage()]
    assert not [one for one in mail.outbox if "8841234" in str(one.message())]


def _all_models():
    from django.apps import apps

    tables = set(connection.introspection.table_names())
    return [
        model
        for model in apps.get_models()
        if model._meta.db_table in tables and not model._meta.proxy
    ]


def test_the_same_form_sent_twice_gives_one_post_however_it_was_answered(client, member, topic):
    typed = form(body=HARD, submission_key=str(uuid.uuid4()))
    said = button(client.post(reply_address(topic), typed), "Not patient details")

    for _ in range(2):
        assert client.post(reply_address(topic), typed | said).status_code == 302

    assert topic.posts.count() == 2


def test_another_member_does_not_see_the_words_of_a_held_text(client, member, topic):
    make_reply(topic, sender=UserFactory(), body=HARD)

    assert "8841234" not in client.get(topic.get_absolute_url()).content.decode()
