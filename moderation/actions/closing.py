"""One decision answers every report that waits on its post; undoing it asks them anew."""

from django.urls import reverse

from accounts.actions import withdraw_mail
from accounts.models import OutboxMessage
from moderation.actions.letters import write_to_member
from moderation.models import Decision, Report


def close_reports(decision: Decision) -> None:
    """Note `decision` as the answer to all open reports on its post, and thank who sent them.

    Runs in the transaction of the decision, with the post locked; no query where none waits.
    """
    post = decision.post
    if not post.open_reports:
        return
    waiting = Report.objects.open().on(post)
    answered = list(waiting)
    waiting.update(decision=decision, closed_at=decision.decided_at)
    post.open_reports = 0
    post.save(update_fields=["open_reports"])
    for report in answered:
        if report.reporter and report.reporter.is_active:
            write_to_member(
                report.reporter,
                "report_looked_at",
                key=_mail_key(report),
                there=reverse("forum:topics"),
                report=report,
            )


def reopen_reports(decision: Decision) -> None:
    """Let the reports that `decision` answered wait again, for it was taken back.

    Runs in the transaction of the undoing, with the post locked, after its own row was written:
    nobody's report waits then, so each sender has one. Thanks that were not sent are withdrawn.
    """
    post = decision.post
    answered = Report.objects.filter(decision=decision)
    numbers = answered.numbers()
    if not numbers:
        return
    answered.update(decision=None, closed_at=None)
    post.open_reports = len(numbers)
    post.save(update_fields=["open_reports"])
    keys = [_mail_key(one) for one in Report.objects.filter(pk__in=numbers)]
    withdraw_mail(OutboxMessage.objects.filter(key__in=keys).waiting())


def _mail_key(report: Report) -> str:
    """The event that the mail to who reported tells about."""
    return f"report {report.pk} looked at"
