"""Every address of the desk asks who comes: by page and by form, inside the scope and outside."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts import roles
from accounts.models import OutboxMessage
from forum.models import Move, PendingEdit, Post, Remark, Topic
from moderation import actions
from moderation.models import (
    CannedReasonVersion,
    Claim,
    Decision,
    MemberNote,
    Opening,
    Opinion,
    Report,
    Rereview,
    Sanction,
    ToolUse,
)
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.edits import guests_post, make_edit

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

# What a forged form could hold for any of the addresses at once.
FORM = {
    "version": 1,
    "base": 1,
    "seen": 0,
    "seen_target": 0,
    "outcome": "decline",
    "reason": "wording",
    "message": "Words.",
    "text": "Words.",
    "note": "Words.",
    "confirmation": "erase",
    "kind": "ban",
    "days": "3",
    "body": "Other words.",
    "title": "Other words",
    "name": "Other",
    "public": "other words",
    "take": "1",
    "sure": "1",
    "until": "2026-11-22T10:00:00+00:00",
    "closed": "on",
    "word": "Words.",
    "pinned": "on",
    "seconds": "60",
}
RECORDS = (
    Decision,
    Move,
    Remark,
    ToolUse,
    Sanction,
    MemberNote,
    Opening,
    Opinion,
    Claim,
    OutboxMessage,
    CannedReasonVersion,
)
# About every category, so what they answer is the same for each moderator.
OF_ALL = {"reasons", "insights", "insights_csv"}
LISTS = {"queue", "claims", "release", "claim", "bulk", "log", "rereview"}


@pytest.fixture
def things():
    """One of each, in a category that is not the moderator's, by the name of the address."""
    topic = make_topic(category=CategoryFactory(slug="theirs"))
    held, public = make_held_reply(topic), make_reply(topic)
    asked = make_held_reply(topic)
    actions.ask_opinion(asked.pk, moderator=moderator(), version=1, question="What now?")
    edit = make_edit(guests_post(topic))
    reported = make_reply(topic, sender=UserFactory())
    sent = actions.report(
        reported.pk, reporter=UserFactory(), address=None, version=1, why="unsafe"
    )
    hidden = make_reply(topic)
    first = actions.hide(hidden.pk, moderator=moderator(), reason="wording")
    named = make_reply(topic, sender=UserFactory())
    label = Post.objects.filter(pk=named.pk)
    label.update(author=None, peer_label="A colleague")
    opening = Opening.objects.create(post=named, moderator=moderator(), reason="Harm.")
    person = UserFactory()
    ban = actions.impose(person.pk, moderator=moderator(), kind="ban", reason="Words.", seen=0)
    Rereview.objects.create(decision=first)
    return {
        "item": held.pk,
        "decide": held.pk,
        "edit": edit.pk,
        "decide_edit": edit.pk,
        "edit_first": held.pk,
        "opinion": asked.pk,
        "remark": held.pk,
        "undo": first.pk,
        "reason": "wording",
        "hide": public.pk,
        "restore": hidden.pk,
        "opening": named.pk,
        "opening_seen": opening.pk,
        "purge": public.pk,
        "reported": reported.pk,
        "decide_reports": reported.pk,
        "member": person.handle,
        "sanction": person.handle,
        "note_member": person.handle,
        "lift": ban.pk,
        **dict.fromkeys(
            ("tools", "lock", "pin", "move", "slow", "newer_page", "merge", "split"), topic.pk
        ),
        "form": {
            "item": [f"post:{held.pk}", f"{held.pk}:1"],
            "seen": sent.report.pk,
            "category": topic.category.pk,
            "into": make_topic(category=topic.category).pk,
            "post": public.pk,
        },
    }


def addresses(things):
    """The name and the address of each; whoever adds one has it looked at here."""
    desk = get_resolver("moderation.urls").url_patterns[0].url_patterns
    for name in (str(one.name) for one in desk):
        yield name, reverse(f"moderation:{name}", args=[things[name]] if name in things else [])


def form_for(name, things):
    extra = dict(things["form"])
    if name not in ("decide_reports",):
        extra.pop("seen")
    item = extra.pop("item")
    return {**FORM, **extra, "item": item[1] if name == "bulk" else item[0]}


def on_record():
    texts = Post.objects.order_by("pk").values_list("state", "version", "body_source", "topic")
    topics = Topic.objects.order_by("pk").values_list("category", "is_locked", "is_pinned")
    edits = PendingEdit.objects.order_by("pk").values_list("state", flat=True)
    waiting = Report.objects.open().numbers()
    seen = Opening.objects.filter(seen_at=None).count()
    read = Rereview.objects.filter(at=None).count()
    answers = Opinion.objects.filter(answered_at=None).count()
    bans = Sanction.objects.filter(lifted_at=None).count()
    return [
        *[model.objects.count() for model in RECORDS if model is not Claim],
        *map(list, (texts, topics, edits, waiting)),
        *(seen, read, answers, bans),
    ]


def everybody_else():
    return {
        None: 302,
        UserFactory(): 403,
        UserFactory(groups=(roles.EDITOR, roles.PRESCRIBER)): 403,
        moderator(suspended_at=timezone.now()): 403,
    }


def test_the_desk_is_closed_to_everybody_but_moderators_on_duty(client, things):
    for person, status in everybody_else().items():
        client.logout()
        if person:
            client.force_login(person)
        before = on_record()
        for name, address in addresses(things):
            for answer in (client.get(address), client.post(address, form_for(name, things))):
                # Some take one kind of request alone, and say so before they look who it is.
                assert answer.status_code in (status, 405), (name, person, answer.status_code)
        assert on_record() == before
        assert not Claim.objects.exists()


def test_nothing_elsewhere_is_seen_or_changed_by_a_moderator_of_some_categories(client, things):
    judge = UserFactory(groups=(roles.MODERATOR,), moderates_all=False)
    judge.moderated_categories.add(CategoryFactory(slug="mine"))
    client.force_login(judge)
    before = on_record()
    for name, address in addresses(things):
        seen, sent = client.get(address), client.post(address, form_for(name, things))
        if name == "note_member":
            # A note is about a person, whom every moderator knows.
            MemberNote.objects.all().delete()
            continue
        if name in OF_ALL | LISTS | {"reason", "member", "sanction"}:
            assert seen.status_code in (200, 302, 405), (name, seen.status_code)
            assert sent.status_code < 500, (name, sent.status_code)
        else:
            # A form's own address leads to its page, which is refused as well.
            assert seen.status_code in (302, 403, 404), (name, seen.status_code)
            assert sent.status_code in (403, 404, 405), (name, sent.status_code)
        assert on_record() == before, name
    assert not Claim.objects.exclude(item=f"desk:{judge.pk}").exists()


def test_no_page_of_the_desk_is_kept_by_a_cache_and_none_writes_a_record(client, things):
    client.force_login(moderator())
    before = on_record()
    for name, address in addresses(things):
        answer = client.get(address)
        if answer.status_code == 405:
            continue
        assert answer.status_code in (200, 302), (name, answer.status_code)
        wanted = "private, no-cache" if name == "claims" else "private, no-store"
        assert answer.headers["Cache-Control"] == wanted, name
        assert on_record() == before, name


def test_no_form_of_the_desk_is_taken_without_its_token(things):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator())
    before = on_record()
    for name, address in addresses(things):
        assert strict.post(address, form_for(name, things)).status_code in (403, 405), name
    assert on_record() == before


def test_any_form_that_is_sent_empty_or_with_nonsense_is_answered_in_words(client, things):
    client.force_login(moderator())
    nonsense = dict.fromkeys(FORM, "\N{SNOWMAN}\0") | {"item": "post:0", "post": "9" * 40}
    before = Decision.objects.filter(undoes=None).count()
    for name, address in addresses(things):
        for form in ({}, nonsense):
            answer = client.post(address, form)
            assert answer.status_code < 500, (name, answer.status_code)
    # Taking back is a button without fields; nothing else happened.
    assert Decision.objects.filter(undoes=None).count() == before
