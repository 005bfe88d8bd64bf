"""A member's page at the desk, and the page where members read what was decided about them."""

from typing import Any

import pytest
from django.utils import timezone

from accounts import roles
from accounts.models import User
from forum.models import Draft, Post
from moderation import actions
from moderation.models import MemberNote, Sanction
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = [pytest.mark.django_db]


def address(person: User) -> str:
    return f"/moderation/members/{person.handle}/"


def sent(**fields: Any) -> dict[str, Any]:
    return {"seen": "0", "kind": "warning", "reason": "Please stay civil.", "days": "", **fields}


def warn(person: User, kind: str = "warning", **fields: Any) -> Sanction:
    latest = Sanction.objects.of(person).first()
    return actions.impose(
        person.pk,
        moderator=moderator(),
        kind=kind,
        reason=fields.pop("reason", "Please stay civil."),
        seen=latest.pk if latest else 0,
        **fields,
    )


# --- the desk -----------------------------------------------------------------------------------


def test_the_page_shows_posts_outcomes_record_and_notes(client):
    person, judge = newcomer(), moderator()
    topic = make_topic(title="Vomiting after the film")
    held = make_reply(topic, sender=person)
    actions.decide(
        held.pk, moderator=judge, version=1, outcome="decline", reason="promotion", message="No."
    )
    warn(person, reason="Not <i>again</i>.")
    actions.note_member(person.pk, moderator=judge, text="Kind in chat.")
    client.force_login(judge)

    page = client.get(address(person)).content.decode()

    assert "Vomiting after the film" in page
    assert "Not published" in page
    assert "promotion" in page
    assert "Not &lt;i&gt;again&lt;/i&gt;." in page
    assert "Kind in chat." in page


def test_posts_that_are_anonymous_to_peers_are_nowhere_on_it(client):
    person = UserFactory()
    topic = make_topic(category=CategoryFactory(allows_anonymous=True), title="A quiet question")
    post = make_reply(topic, body="Said without a name.")
    label = topic.peers.create(person=person, number=1, label="Prescriber 1")
    Post.objects.filter(pk=post.pk).update(author=None, peer=label, peer_label=label.label)
    judge = moderator()
    client.force_login(judge)

    for there in (address(person), f"{address(person)}?post={post.pk}"):
        page = client.get(there).content.decode()
        assert "A quiet question" not in page
        assert "without a name" not in page

    client.post(f"{address(person)}sanction/", sent(post=post.pk))
    assert Sanction.objects.get().post is None


def test_a_moderator_meets_no_posts_of_categories_they_may_not_read(client):
    person = UserFactory(groups=(roles.PRESCRIBER,))
    mine, other = CategoryFactory(), CategoryFactory(visibility="members", guest_policy="none")
    held = make_topic(category=other, sender=newcomer(), title="Waits elsewhere").posts.get()
    Post.objects.filter(pk=held.pk).update(author=person)
    judge = moderator()
    judge.moderates_all = False
    judge.save()
    mine.moderators.add(judge)
    client.force_login(judge)

    assert "Waits elsewhere" not in client.get(address(person)).content.decode()


def test_warning_noting_and_lifting_by_the_forms(client):
    person = UserFactory()
    post = make_reply(make_topic(), sender=person, body="A rude line.")
    client.force_login(moderator())
    assert "A rude line." in client.get(f"{address(person)}?post={post.pk}").content.decode()

    done = client.post(f"{address(person)}sanction/", sent(post=post.pk), follow=True)
    assert "gets a mail about it" in done.content.decode()
    made = Sanction.objects.get()
    assert (made.kind, made.post) == ("warning", post)

    client.post(f"{address(person)}note/", {"text": "Spoke by phone."})
    assert MemberNote.objects.get().text == "Spoke by phone."

    lift = f"/moderation/sanctions/{made.pk}/lift/"
    assert client.get(lift).status_code == 200
    assert client.post(lift, {"reason": ""}).status_code == 422
    assert client.post(lift, {"reason": "My mistake."}).status_code == 302
    person.refresh_from_db()
    assert person.may_write
    again = client.post(lift, {"reason": "Once more."})
    assert again.status_code == 409
    assert "Once more." in again.content.decode() or "nothing to lift" in again.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Please give a reason"),
        ({"kind": ""}, "Please choose what is decided."),
        ({"kind": "exile"}, "Please choose what is decided."),
        ({"kind": "suspension", "days": ""}, "Please say for how many days."),
        ({"kind": "suspension", "days": "0"}, "greater than or equal to 1"),
        ({"kind": "suspension", "days": "5000"}, "less than or equal to"),
        ({"seen": "x"}, "Enter a whole number"),
    ],
)
def test_bad_input_comes_back_in_place_with_what_was_typed(client, fields, words):
    person = UserFactory()
    client.force_login(moderator())
    typed = sent(**{"reason": "Kept words", **fields})

    page = client.post(f"{address(person)}sanction/", typed)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert typed["reason"] in page.content.decode()
    assert not Sanction.objects.exists()


def test_a_stale_form_says_who_was_faster_and_keeps_the_reason(client):
    person = UserFactory()
    warn(person)
    client.force_login(moderator())

    page = client.post(f"{address(person)}sanction/", sent(reason="Kept words"))

    assert page.status_code == 409
    assert "Kept words" in page.content.decode()
    assert Sanction.objects.count() == 1


def test_nobody_decides_about_themselves_or_a_colleague_by_page(client):
    judge, colleague = moderator(), moderator()
    actions.note_member(judge.pk, moderator=colleague, text="Seen by others alone.")
    client.force_login(judge)

    own = client.get(address(judge)).content.decode()
    assert "Seen by others alone." not in own
    for person in (judge, colleague):
        assert "Decide, and tell the member" not in client.get(address(person)).content.decode()
        assert client.post(f"{address(person)}sanction/", sent()).status_code == 403
    assert client.post(f"{address(judge)}note/", {"text": "x"}).status_code == 403
    assert not Sanction.objects.exists()


def test_members_and_visitors_do_not_get_in(client):
    person = UserFactory()
    made = warn(person)
    pages = (address(person), f"/moderation/sanctions/{made.pk}/lift/")
    for there in pages:
        assert client.get(there).status_code == 302
    client.force_login(person)
    for there in (pages[1], f"{address(person)}sanction/", f"{address(person)}note/"):
        assert client.post(there, sent()).status_code == 403
    assert client.get(pages[0]).status_code == 403


# --- the member ---------------------------------------------------------------------------------


def test_a_warned_member_keeps_the_text_reads_and_writes_again(client):
    person, topic = UserFactory(), make_topic()
    warn(person, reason="Please stay civil.")
    client.force_login(person)
    here = topic.get_absolute_url()
    assert "Please read it before you write again" in client.get(here).content.decode()

    refused = client.post(f"{here}reply/", {"body": "My long answer", "body_format": "text"})
    assert refused.status_code == 403
    assert "My long answer" in refused.content.decode()
    assert f"/account/warnings/?next={here}reply/" in refused.content.decode()
    page = client.get(f"/account/warnings/?next={here}reply/").content.decode()
    assert "Please stay civil." in page

    done = client.post(
        "/account/warnings/", {"warning": Sanction.objects.get().pk, "next": f"{here}reply/"}
    )
    assert done["Location"] == f"{here}reply/"
    assert client.get(f"{here}reply/").status_code == 200


def test_a_form_that_names_no_warning_or_an_old_one_changes_nothing(client):
    person = UserFactory()
    first = warn(person)
    client.force_login(person)

    assert client.post("/account/warnings/", {}).status_code == 422
    warn(person, reason="Another one.")
    client.post("/account/warnings/", {"warning": first.pk})

    person.refresh_from_db()
    assert person.must_acknowledge


def test_the_way_back_stays_on_this_site(client):
    person = UserFactory()
    made = warn(person)
    client.force_login(person)

    assert (
        "evil.example" not in client.get("/account/warnings/?next=//evil.example").content.decode()
    )
    done = client.post("/account/warnings/", {"warning": made.pk, "next": "https://evil.example"})
    assert done["Location"] == "/discussions/"


def test_a_ban_works_at_once_in_an_open_session_and_signing_in_stays_free(client):
    person = UserFactory()
    person.set_password("a long enough phrase")
    person.save()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    topic = make_topic()
    post = make_reply(topic, sender=person)
    client.force_login(person)
    assert client.get("/discussions/new/").status_code == 200

    warn(person, "ban", reason="Selling medicines.")

    assert client.get(topic.get_absolute_url()).status_code == 200
    for there, typed in (
        ("/discussions/new/", {"title": "My new title", "body": "My opening"}),
        (f"/posts/{post.pk}/edit/", {"body": "My opening"}),
    ):
        refused = client.post(there, typed)
        assert refused.status_code == 403
        assert "Your account was banned" in refused.content.decode()
        assert "My opening" in refused.content.decode()
    other = make_reply(topic)
    assert client.post(f"/posts/{other.pk}/react/", {"kind": "helpful"}).status_code == 403
    assert "Selling medicines." in client.get("/account/warnings/").content.decode()
    client.logout()
    client.post("/accounts/login/", {"login": person.email, "password": "a long enough phrase"})
    assert "Selling medicines." in client.get("/account/warnings/").content.decode()


def test_drafts_of_a_suspended_member_stay(client):
    person, topic = UserFactory(), make_topic()
    Draft.objects.create(person=person, target=f"topic:{topic.pk}", body="Half an answer")
    warn(person, "suspension", days=3)
    client.force_login(person)

    assert "Half an answer" in client.get("/drafts/").content.decode()


def test_who_has_nothing_on_record_is_told_so_and_visitors_sign_in(client):
    assert client.get("/account/warnings/").status_code == 302
    client.force_login(UserFactory())

    assert "Nothing is in force" in client.get("/account/warnings/").content.decode()


def test_ended_and_lifted_sanctions_are_listed_as_earlier(client):
    person = UserFactory()
    long_ago = timezone.now().replace(year=timezone.now().year - 2)
    warn(person, "suspension", days=2, now=long_ago, reason="Long ago.")
    client.force_login(person)

    page = client.get("/account/warnings/").content.decode()
    assert "Long ago." in page
    assert "Nothing is in force" in page


def test_the_admin_lists_what_is_on_record_and_changes_nothing(client):
    boss = UserFactory(groups=(roles.ADMINISTRATOR,), is_staff=True, is_superuser=True)
    post = make_reply(make_topic())
    actions.report(post.pk, reporter=None, address="203.0.113.9", version=1, why="spam")
    made = warn(post.author)
    actions.note_member(post.author.pk, moderator=boss, text="Kind.")
    client.force_login(boss)

    for name in ("report", "sanction", "membernote"):
        there = f"/django-admin/moderation/{name}/"
        assert client.get(there).status_code == 200
        assert client.get(f"{there}add/").status_code == 403
    page = client.get(f"/django-admin/moderation/report/{post.reports.get().pk}/change/")
    assert page.status_code == 200
    assert "203.0.113" not in page.content.decode()
    there = f"/django-admin/moderation/sanction/{made.pk}/"
    assert client.post(f"{there}change/", {"reason": "x"}).status_code == 403
    assert client.post(f"{there}delete/", {"post": "yes"}).status_code == 403
