"""Posts that readers reported, and answering the reports, as several tests need it."""

from forum.models import Post
from moderation import actions
from moderation.models import Report
from tests.factories import UserFactory, make_reply, make_topic


def reported_and_hidden():
    """A post that a report of patient details took from the readers."""
    post = make_reply(make_topic(), sender=UserFactory())
    filed = actions.report(
        post.pk, reporter=UserFactory(), address=None, version=1, why="patient", note="Age, town."
    )
    assert filed.hid
    return Post.objects.get(pk=post.pk), filed.report


def judge_reports(post, judge, outcome):
    seen = Report.objects.open().filter(post=post).numbers()
    return actions.judge_reports(
        post.pk, moderator=judge, version=1, seen=seen, outcome=outcome, reason="patient_details"
    )
