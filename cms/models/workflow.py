"""The two steps of the library's workflow; cms.actions.signing says what each of them does."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState

from accounts.models import User
from cms.handing_over import hand_over
from cms.models.authorship import may_sign
from cms.models.signing_form import ChangesForm, SigningForm


class LibraryTask(AbstractGroupApprovalTask):
    """A step whose start and outcome are told to people by our own mail."""

    class Meta:
        abstract = True

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        task_state = super().start(workflow_state, user=user)
        hand_over("review asked", task_state, by=user)
        return task_state

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ChangesForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state: TaskState, user: User, action_name: str, **data: Any) -> None:
        hand_over("review answered", task_state, user, action_name, data)


class EditorialCheckTask(LibraryTask):
    """An editor reads the draft for language, sources and form."""

    class Meta:
        verbose_name = _("editorial check")
        verbose_name_plural = _("editorial checks")


class ClinicalReviewTask(LibraryTask):
    """Signed by a clinical reviewer who wrote no part of the text."""

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, Any, bool]]:
        """Signing and asking for changes, both with a form; nothing for whoever may not sign."""
        if not self._user_in_groups(user) or not may_sign(obj.specific, user):
            return []
        return [("approve", _("Sign"), True), ("reject", _("Ask for changes"), True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return SigningForm if action == "approve" else ChangesForm
