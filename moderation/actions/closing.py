"""One decision answers every report that waits on its post."""

from django.urls import reverse

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
                key=f"report {report.pk} looked at",
                there=reverse("forum:topics"),
                report=report,
            )
