"""No road around the rules: undoing, reports, restoring and edits ask what a decision asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage, User
from forum import actions as forum_actions
from forum.models import InvalidTransition, Post
from moderation import actions
from moderation.models import Decision, Report
from moderation.querysets.queue import Filter, next_mark
from tests.factories import (
    UserFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
    newcomer,
)
from tests.moderation.edits import decide as decide_edit
from tests.moderation.edits import make_edit
from tests.moderation.reporting import judge_reports, reported_and_hidden

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MEMBER_GONE_OR_OUT = {
    "banned": {"suspended_at": timezone.now()},
    "suspended": {
        "suspended_at": timezone.now(),
        "suspended_until": timezone.now() + timedelta(days=3),
    },
    "closed": {"is_active": False},
}


def appealed(first):
    """A post that `first` declined and whose author asked for another moderator."""
    post = make_reply(make_topic(), sender=newcomer())
    actions.decide(post.pk, moderator=first, version=1, outcome="decline", reason="wording")
    forum_actions.appeal(post.pk, text="Please look again.")
    return Post.objects.get(pk=post.pk)


# --- appeals -----------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["publish", "decline", "return"])
def test_who_declined_a_post_does_not_take_back_what_was_decided_on_the_appeal(outcome):
    first = moderator()
    post = appealed(first)
    reason = "" if outcome == "publish" else "wording"
    heard = actions.decide(
        post.pk, moderator=moderator(), version=2, outcome=outcome, reason=reason
    )

    with pytest.raises(actions.NotYours):
        actions.undo(heard.pk, moderator=first)

    assert not Decision.objects.filter(undoes=heard).exists()
    assert actions.undo(heard.pk, moderator=moderator()).undoes == heard


def test_who_takes_back_their_own_word_on_an_appeal_decides_it_again():
    post, second = appealed(moderator()), moderator()
    heard = actions.decide(
        post.pk, moderator=second, version=2, outcome="decline", reason="wording"
    )
    actions.undo(heard.pk, moderator=second)

    following = next_mark(second, Filter(), after=None)
    assert following
    assert following.item == f"post:{post.pk}"
    actions.decide(post.pk, moderator=second, version=3, outcome="publish")

    assert Post.objects.get(pk=post.pk).is_published


# --- reports -----------------------------------------------------------------------------------


def test_taking_back_a_confirmed_removal_never_shows_what_a_report_had_hidden():
    judge, (post, report) = moderator(), reported_and_hidden()
    why_before = post.removal_reason
    first = judge_reports(post, judge, "hide")

    back = actions.undo(first.pk, moderator=judge)

    post.refresh_from_db()
    assert (back.outcome, post.state, post.open_reports) == ("reopen", "hidden", 1)
    assert post.removal_reason == why_before
    assert list(Report.objects.open()) == [report]
    assert judge_reports(post, moderator(), "keep").outcome == "restore"


def test_undoing_an_answer_to_reports_makes_them_wait_again_and_thanks_nobody_yet():
    judge, (post, report) = moderator(), reported_and_hidden()
    first = judge_reports(post, judge, "keep")
    assert OutboxMessage.objects.filter(to=report.reporter.email).exists()

    back = actions.undo(first.pk, moderator=judge)

    post.refresh_from_db()
    assert (back.outcome, post.state, post.open_reports) == ("hide", "hidden", 1)
    assert list(Report.objects.open()) == [report]
    assert not OutboxMessage.objects.filter(to=report.reporter.email).exists()
    judge_reports(post, judge, "hide")
    assert OutboxMessage.objects.filter(to=report.reporter.email).count() == 1


def test_a_removal_after_reports_that_is_taken_back_leaves_the_reports_waiting():
    judge, post = moderator(), make_reply(make_topic(), sender=UserFactory())
    sent = actions.report(post.pk, reporter=UserFactory(), address=None, version=1, why="unsafe")
    first = judge_reports(post, judge, "hide")

    back = actions.undo(first.pk, moderator=judge)

    post.refresh_from_db()
    assert (back.outcome, post.state, post.open_reports) == ("restore", "published", 1)
    assert list(Report.objects.open()) == [sent.report]


def test_a_moderator_does_not_learn_who_reported_their_own_post(client):
    judge = moderator()
    post = make_reply(make_topic(), sender=judge)
    reporter = UserFactory(display_name="Quiet reader")
    actions.report(
        post.pk, reporter=reporter, address=None, version=1, why="unsafe", note="Told in private."
    )

    client.force_login(judge)
    page = client.get(f"/moderation/reports/{post.pk}/").content.decode()
    assert "Another moderator decides on this one." in page
    assert "Quiet reader" not in page
    assert "Told in private." not in page

    client.force_login(moderator())
    page = client.get(f"/moderation/reports/{post.pk}/").content.decode()
    assert "Quiet reader" in page
    assert "Told in private." in page


def test_the_undo_button_is_there_for_the_last_decision_and_only_where_it_does_something(client):
    judge = moderator()
    client.force_login(judge)
    first = actions.decide(make_held_reply().pk, moderator=judge, version=1, outcome="publish")
    offered = client.get("/moderation/").context["figures"].latest_decision
    assert offered == first.pk

    decide_edit(make_edit(), "publish", moderator=judge)
    assert client.get("/moderation/").context["figures"].latest_decision is None

    second = actions.decide(make_held_reply().pk, moderator=judge, version=1, outcome="publish")
    actions.undo(second.pk, moderator=judge)
    assert client.get("/moderation/").context["figures"].latest_decision is None


# --- restoring ---------------------------------------------------------------------------------


def test_an_author_who_was_told_of_a_removal_is_told_that_the_post_is_back():
    author = UserFactory()
    post = make_reply(make_topic(), sender=author)
    actions.hide(post.pk, moderator=moderator(), reason="wording")
    OutboxMessage.objects.all().delete()

    actions.restore(post.pk, moderator=moderator())

    mail = OutboxMessage.objects.get(to=author.email)
    assert mail.subject == "Your post is visible again"
    assert post.body_text not in mail.text


# --- edits -------------------------------------------------------------------------------------


@pytest.mark.parametrize("circumstance", list(MEMBER_GONE_OR_OUT))
def test_an_edit_of_somebody_who_may_not_write_is_not_approved_and_the_page_says_why(
    client, circumstance
):
    edit = make_edit()
    author = UserFactory()
    Post.objects.filter(pk=edit.post_id).update(author=author, guest_name="")
    User.objects.filter(pk=author.pk).update(**MEMBER_GONE_OR_OUT[circumstance])
    edit.refresh_from_db()

    with pytest.raises(InvalidTransition):
        decide_edit(edit, "publish")
    client.force_login(moderator())
    page = client.get(f"/moderation/edits/{edit.pk}/").content.decode()
    assert 'data-circumstance="author_' in page
    form = {"version": edit.version, "base": edit.base_version, "outcome": "publish"}
    refused = client.post(f"/moderation/edits/{edit.pk}/decide/", form)
    assert refused.status_code == 422
    assert "cannot be approved" in refused.content.decode()

    assert decide_edit(edit, "decline", reason="wording").outcome == "decline"


# --- one version ---------------------------------------------------------------------------------


def test_a_guest_who_writes_again_is_never_decided_on_twice_in_one_version():
    post = make_reply(make_topic(), sender=guest())
    first = actions.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    for act in (
        lambda judge: actions.decide(post.pk, moderator=judge, version=1, outcome="publish"),
        lambda judge: actions.decide(
            post.pk, moderator=judge, version=1, outcome="decline", reason="wording"
        ),
        lambda judge: actions.restore(post.pk, moderator=judge, version=1),
    ):
        with pytest.raises(actions.Stale):
            act(moderator())
    assert list(Decision.objects.filter(post=post)) == [first]
