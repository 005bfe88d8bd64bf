"""Who waits for a moderator, and why: every rule by every kind of author and finding."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles
from forum import actions, holds
from forum.actions import editing
from forum.actions.editing import Outcome
from forum.mentions import prepare
from forum.models import PendingEdit, Post
from forum.models.states import HoldReason
from forum.sanitize import cook
from tests.factories import (
    CategoryFactory,
    UserFactory,
    guest,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)

pytestmark = pytest.mark.django_db

CLEAN = "We gave 16 mg and she did well."
SOFT = "My patient, a roofer from Elk Hollow, came on March 3rd."
HARD = "My patient's chart number is MRN 8841234."
SLUR = "He is a junkie."
LABEL = "Many addicts do well on 16 mg."
LINK = "See https://example.com/strips for them."

BODIES = {
    "clean": CLEAN,
    "soft": SOFT,
    "hard": HARD,
    "slur": SLUR,
    "label": LABEL,
    "link": LINK,
    "all": f"{SOFT}\n\n{SLUR}\n\n{LINK}",
}


def lately_trusted():
    return UserFactory(first_published_at=timezone.now() - timedelta(days=1))


def on_probation():
    return UserFactory(probation_until=timezone.now() + timedelta(days=3))


def editor():
    return UserFactory(groups=(roles.EDITOR,), first_published_at=None)


AUTHORS = {
    "guest": guest,
    "newcomer": newcomer,
    "lately trusted": lately_trusted,
    "established": UserFactory,
    "on probation": on_probation,
    "editor": editor,
    "moderator": moderator,
}
# What the author alone is held for, and whether a link of theirs is.
BY_AUTHOR = {
    "guest": (["guest"], False),
    "newcomer": (["first_post"], True),
    "lately trusted": ([], True),
    "established": ([], False),
    "on probation": (["probation"], False),
    "editor": ([], False),
}
BY_FINDING = {
    "clean": [],
    "soft": ["patient"],
    "hard": ["patient"],
    "slur": ["language"],
    "label": [],
    "link": ["link"],
    "all": ["patient", "language", "link"],
}


def expected(author, finding, *, more=()):
    if author == "moderator":
        return []
    own, link_waits = BY_AUTHOR[author]
    found = [one for one in BY_FINDING[finding] if one != "link" or link_waits]
    every = {*own, *found, *more}
    return [reason.value for reason in HoldReason if reason.value in every]


@pytest.mark.parametrize("finding", BODIES)
@pytest.mark.parametrize("author", AUTHORS)
def test_a_reply_waits_for_every_reason_that_applies(author, finding):
    post = make_reply(make_topic(), sender=AUTHORS[author](), body=BODIES[finding])

    assert post.hold_reasons == expected(author, finding)
    waits = bool(post.hold_reasons)
    assert post.state == (Post.State.PENDING if waits else Post.State.PUBLISHED)


@pytest.mark.parametrize("author", AUTHORS)
def test_in_a_category_that_holds_all_everybody_but_moderators_waits(author):
    topic = make_topic(sender=moderator(), category=CategoryFactory(holds_all=True))

    post = make_reply(topic, sender=AUTHORS[author](), body=CLEAN)

    assert post.hold_reasons == expected(author, "clean", more=["category"])


@pytest.mark.parametrize("author", [name for name in AUTHORS if name != "guest"])
def test_an_anonymous_post_always_waits_and_tells_nothing_about_who_wrote_it(author):
    topic = make_topic(category=CategoryFactory(allows_anonymous=True))

    post = actions.submit_reply(
        topic_id=topic.pk,
        sender=AUTHORS[author](),
        writing=cook(LINK, "text", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=True,
    ).post

    assert post.hold_reasons == ["anonymous"]


def test_the_policy_names_every_reason_once_and_in_the_order_it_is_shown():
    assert [rule.reason for rule in holds.POLICY] == list(HoldReason)


def test_a_title_is_read_as_well():
    topic = make_topic(title="What to do for MRN 8841234 today", sender=UserFactory())

    opening = topic.posts.get()
    assert opening.hold_reasons == ["patient"]
    assert [row["field"] for row in opening.screening["findings"]] == ["title"]


def test_what_a_post_keeps_of_its_findings_has_none_of_its_words():
    post = make_reply(make_topic(), sender=UserFactory(), body=HARD)

    assert post.screening["version"]
    [row] = post.screening["findings"]
    assert set(row) == {"family", "kind", "severity", "field", "start", "end"}
    assert "8841234" in post.body_text[row["start"] : row["end"]]


def test_places_count_in_the_text_that_names_the_members_it_calls():
    member = UserFactory(handle="jo-ha", display_name="Josephine von Hagenbach")
    body = f"@{member.handle} asked about MRN 8841234."
    post = actions.submit_reply(
        topic_id=make_topic().pk,
        sender=UserFactory(),
        writing=prepare(body, "text", by_guest=False),
        submission_key=uuid.uuid4(),
    ).post

    # The member's name is no patient's, whatever it looks like.
    [row] = post.screening["findings"]
    assert "8841234" in post.body_text[row["start"] : row["end"]]


def test_somebody_who_may_need_help_is_put_into_the_short_lane_and_not_held_for_it():
    post = make_reply(make_topic(), sender=UserFactory(), body="I want to kill myself tonight.")

    assert post.is_urgent
    assert post.is_published


# --- new texts ----------------------------------------------------------------------------------


def edit(post, body, editor):
    return editing.edit(
        post.pk,
        editor=editor,
        seen_version=post.version,
        writing=cook(body, "text", by_guest=False),
    )


@pytest.mark.parametrize(
    ("body", "reasons"), [(SOFT, ["patient"]), (HARD, ["patient"]), (SLUR, ["language"])]
)
def test_an_edit_that_brings_patient_details_or_a_slur_waits_for_a_free_member_too(body, reasons):
    author = UserFactory()
    post = make_reply(make_topic(), sender=author, body=CLEAN)

    assert edit(post, body, author) == Outcome.WAITING

    waiting = PendingEdit.objects.get()
    assert waiting.hold_reasons == reasons
    assert [HoldReason(one).label for one in reasons] == waiting.hold_reason_names
    assert waiting.screening["findings"]
    post.refresh_from_db()
    assert post.body_text == CLEAN


def test_an_edit_that_brings_nothing_new_is_published_whatever_the_text_has():
    author = moderator()
    post = make_reply(make_topic(), sender=author, body=SOFT)
    author.groups.clear()
    author = type(author).objects.get(pk=author.pk)

    assert edit(post, f"{SOFT} Thank you all.", author) == Outcome.PUBLISHED
    post.refresh_from_db()
    assert edit(post, f"{SOFT} Her MRN is 8841234.", author) == Outcome.WAITING


def test_a_moderators_edit_never_waits():
    post = make_reply(make_topic(), body=CLEAN)

    assert edit(post, HARD, moderator()) == Outcome.PUBLISHED


def test_an_edit_of_a_harmless_word_is_published_with_what_was_found():
    author = UserFactory()
    post = make_reply(make_topic(), sender=author, body=CLEAN)

    assert edit(post, LABEL, author) == Outcome.PUBLISHED

    post.refresh_from_db()
    assert [row["family"] for row in post.screening["findings"]] == ["language"]


def test_a_new_version_keeps_the_earlier_reasons_and_has_its_own_findings():
    author = UserFactory()
    post = make_reply(make_topic(), sender=author, body=HARD)

    actions.resubmit(
        post.pk,
        seen_version=1,
        writing=cook(SLUR, "text", by_guest=False),
        actor=author,
    )

    post.refresh_from_db()
    assert post.hold_reasons == ["patient", "language"]
    assert [row["kind"] for row in post.screening["findings"]] == ["junkie"]
