"""How apps of others are set up here."""

from wagtail.admin.apps import WagtailAdminAppConfig


class LibraryAdmin(WagtailAdminAppConfig):
    """Wagtail's admin without its own mail about workflows.

    The steps of the library's workflow write theirs into the outbox (cms.emails), in the
    transaction of the step; Wagtail would send a second one, to a mail server, inside the request.
    """

    def ready(self) -> None:
        super().ready()
        # Signals can be imported once the apps are loaded, not before.
        from wagtail import signals
        from wagtail.models import TaskState, WorkflowState

        mail = "email_notification"
        signals.task_submitted.disconnect(
            sender=TaskState, dispatch_uid=f"group_approval_task_submitted_{mail}"
        )
        for name in ("submitted", "rejected", "approved"):
            getattr(signals, f"workflow_{name}").disconnect(
                sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_{mail}"
            )
