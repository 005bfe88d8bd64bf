"""Forms begin with their drafts, and what was sent is no draft any more."""

import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import MODERATOR
from forum import actions
from forum.actions import editing, moves
from forum.models import Draft
from forum.sanitize import cook
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic, newcomer
from tests.forum.drafting import save
from tests.forum.replying import reply_address
from tests.forum.revising import grow_old

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return make_topic()


# --- coming back --------------------------------------------------------------------------------


def test_a_form_begins_with_its_draft_and_says_so(client, member, topic):
    save(client, f"topic:{topic.pk}", "What I had so far.")

    page = client.get(reply_address(topic)).content.decode()

    assert "What I had so far." in page
    assert "Your previous content has been restored." in page
    assert "Clear editor" in page


def test_the_new_topic_form_begins_with_all_its_fields(client, member):
    save(client, "new", "Text", fields=json.dumps({"title": "A title kept", "tags": "fentanyl"}))

    page = client.get(reverse("forum:new_topic")).content.decode()

    assert 'value="A title kept"' in page
    assert 'value="fentanyl"' in page


def test_the_edit_form_begins_with_its_draft(client):
    author = newcomer()
    client.force_login(author)
    post = make_reply(make_topic(), sender=author, body="As it was sent.")
    save(client, f"edit:{post.pk}", "As it is being changed.")

    page = client.get(reverse("forum:edit", args=[post.pk])).content.decode()

    assert "As it is being changed." in page
    assert f'name="version" value="{post.version}"' in page


def test_nobody_elses_form_begins_with_it(client, member, topic):
    save(client, f"topic:{topic.pk}", "Private so far.")
    other = Client()
    other.force_login(UserFactory())

    assert "Private so far." not in other.get(reply_address(topic)).content.decode()
    assert "Private so far." not in Client().get(reply_address(topic)).content.decode()


def test_the_composer_asks_for_a_draft_when_it_opens(client, member, topic):
    target = f"topic:{topic.pk}"
    address = f"{reverse('forum:draft')}?target={target}"
    assert client.get(address).status_code == 204
    save(client, target, "<p>So far</p>", body_format="html")

    told = client.get(address).json()

    assert (told["version"], told["body"], told["text"]) == (1, "<p>So far</p>", "So far")
    assert Client().get(address).status_code == 403


def test_clearing_without_scripts_leads_back_to_the_empty_form(client, member, topic):
    save(client, f"topic:{topic.pk}", "What I had so far.")
    here = reply_address(topic)

    answer = client.post(
        f"{reverse('forum:discard_draft')}?next={here}",
        {"target": f"topic:{topic.pk}", "body": "What I had so far."},
    )

    assert answer["Location"] == here
    assert "What I had so far." not in client.get(here).content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_discarding_leads_to_no_other_site(client, member, address):
    answer = client.post(f"{reverse('forum:discard_draft')}?next={address}", {"target": "new"})

    assert answer.status_code == 200


# --- sending ------------------------------------------------------------------------------------


def test_what_was_sent_is_no_draft_any_more(client, member, topic):
    save(client, f"topic:{topic.pk}", "Done.")

    client.post(
        reply_address(topic), {"body": "Done.", "submission_key": uuid.uuid4(), "draft": "1"}
    )

    assert topic.posts.count() == 2
    assert not Draft.objects.exists()


def test_a_newer_draft_of_another_tab_stays_when_an_older_text_is_sent(client, member, topic):
    save(client, f"topic:{topic.pk}", "Older.")
    save(client, f"topic:{topic.pk}", "Newer.", 1)

    client.post(
        reply_address(topic), {"body": "Older.", "submission_key": uuid.uuid4(), "draft": "1"}
    )

    assert Draft.objects.get().body == "Newer."


def test_a_form_that_is_refused_keeps_its_draft(client, member, topic):
    save(client, f"topic:{topic.pk}", "Text")

    answer = client.post(
        reply_address(topic), {"body": "", "submission_key": uuid.uuid4(), "draft": "1"}
    )

    assert answer.status_code == 422
    assert Draft.objects.exists()


def test_a_post_that_is_not_stored_keeps_its_draft(member, topic):
    draft = Draft.objects.create(person=member, target=f"topic:{topic.pk}", body="x")
    moves.hide(topic.posts.get(), actor=UserFactory(groups=(MODERATOR,)), reason="r")

    with pytest.raises(Exception, match="matching query"):
        actions.submit_reply(
            topic_id=topic.pk,
            sender=member,
            writing=None,
            submission_key=uuid.uuid4(),
            draft=draft.version,
        )

    assert Draft.objects.exists()


def test_a_new_topic_and_an_edit_forget_their_drafts(client):
    author = newcomer()
    client.force_login(author)
    category = CategoryFactory()
    post = make_reply(make_topic(), sender=author)
    save(client, "new", "Body"), save(client, f"edit:{post.pk}", "Changed.")

    client.post(
        reverse("forum:new_topic"),
        {
            "title": "A question about dosing",
            "category": category.slug,
            "kind": "question",
            "body": "Body",
            "submission_key": uuid.uuid4(),
            "draft": "1",
        },
    )
    client.post(
        reverse("forum:edit", args=[post.pk]), {"body": "Changed.", "version": 1, "draft": "1"}
    )

    assert category.topics.count() == 1
    assert not Draft.objects.exists()


def test_sending_costs_one_query_more_with_a_draft_and_none_without(client, member, topic):
    def queries(**more) -> int:
        fields = {"body": "Words.", "submission_key": uuid.uuid4(), **more}
        with CaptureQueriesContext(connection) as counted:
            assert client.post(reply_address(topic), fields).status_code == 302
        return len(counted)

    queries()  # warms what is warmed once

    without, unknown, with_draft = queries(), queries(draft="0"), queries(draft="3")

    assert unknown == without
    assert with_draft == without + 1


# --- a text that changed meanwhile --------------------------------------------------------------


def moderator_edits(post, body) -> None:
    person = UserFactory(groups=(MODERATOR,))
    post.refresh_from_db()
    editing.edit(
        post.pk,
        editor=person,
        seen_version=post.version,
        writing=cook(body, "text", by_guest=False),
        note="A number that names a patient",
    )


def based_on(text: str) -> str:
    return json.dumps({"based_on": text})


def test_a_draft_of_an_earlier_text_does_not_silently_undo_what_a_moderator_changed(client, member):
    post = make_reply(make_topic(), sender=member, body="Record 4711: give 8 mg.")
    save(client, f"edit:{post.pk}", "Record 4711: give 16 mg.", fields=based_on("1.0"))
    moderator_edits(post, "Give 8 mg.")
    address = reverse("forum:edit", args=[post.pk])

    answer = client.get(address)

    page = answer.content.decode()
    assert answer.context["form"]["body"].value() == "Give 8 mg."
    assert "This text was changed after you began your draft" in page
    assert "Record 4711: give 16 mg." in page
    assert "data-restored-strip" not in page
    assert Draft.objects.exists()


def test_the_writer_may_go_on_with_the_draft_after_seeing_both(client, member):
    post = make_reply(make_topic(), sender=member, body="Give 8 mg.")
    save(client, f"edit:{post.pk}", "Give 16 mg.", fields=based_on("1.0"))
    moderator_edits(post, "Give 8 mg once.")
    address = reverse("forum:edit", args=[post.pk])
    assert 'href="?onto=2.0"' in client.get(address).content.decode()

    chosen = client.get(f"{address}?onto=2.0").context["form"]
    moderator_edits(post, "Give 8 mg twice.")
    later = client.get(f"{address}?onto=2.0").context["form"]

    assert (chosen["body"].value(), chosen["version"].value()) == ("Give 16 mg.", 2)
    assert later["body"].value() == "Give 8 mg twice."


def test_a_draft_of_the_present_text_is_continued(client, member):
    post = make_reply(make_topic(), sender=member, body="Give 8 mg.")
    moderator_edits(post, "Give 8 mg once.")
    fields = json.dumps({"based_on": "2.0", "edit_version": "7", "note": "Dose"})
    save(client, f"edit:{post.pk}", "Give 16 mg.", fields=fields)

    form = client.get(reverse("forum:edit", args=[post.pk])).context["form"]

    assert (form["body"].value(), form["note"].value()) == ("Give 16 mg.", "Dose")
    assert (form["version"].value(), form["edit_version"].value()) == (2, 0)


def test_a_draft_from_before_ones_own_waiting_edit_is_shown_beside_it(client, member, settings):
    post = make_reply(make_topic(), sender=member, body="Give 8 mg.")
    save(client, f"edit:{post.pk}", "Give 16 mg.", fields=based_on("1.0"))
    settings.EDIT_WINDOW_HOURS = 24
    grow_old(post, 25)
    editing.edit(
        post.pk,
        editor=member,
        seen_version=1,
        writing=cook("Give 12 mg.", "text", by_guest=False),
        note="Dose",
    )

    answer = client.get(reverse("forum:edit", args=[post.pk]))

    assert answer.context["form"]["body"].value() == "Give 12 mg."
    assert "Give 16 mg." in answer.content.decode()
