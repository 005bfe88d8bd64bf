"""Wagtail's editor where it takes a step of our workflow: what is refused is said in a sentence."""

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.blocks.base import BlockField

from cms.actions.signing import Refused
from cms.models.rights import NEEDS_SIGNATURE


class LibraryCreateView(CreateView):
    """Creating a page of the library."""

    def save_action(self) -> HttpResponse:
        _tell_why_not_published(self.request)
        return super().save_action()


class LibraryEditView(EditView):
    """Editing a page of the library."""

    def save_action(self) -> HttpResponse:
        _tell_why_not_published(self.request)
        return super().save_action()

    def perform_workflow_action(self) -> HttpResponse:
        """Take the step; what was typed is saved before, so a refusal loses nothing.

        Who typed nothing wrote nothing: a revision in their name would keep a reviewer from
        signing a text that somebody else wrote.
        """
        if _is_as_drawn(self.form):
            self.has_content_changes = False
        try:
            return super().perform_workflow_action()
        except Refused as refusal:
            messages.error(self.request, str(refusal))
        except (TypeError, ValueError):  # what a form said was changed on its way
            messages.error(self.request, _("The form could not be read. Fill it in again."))
        return redirect(self.get_edit_url())


BLOCK_KEYS = re.compile(r' data-block-key=\\?"[^"]*"')


def _is_as_drawn(form: Any) -> bool:
    """Whether the page's form came back as it was drawn.

    Wagtail takes rich text without the keys its editor adds, and the numbers of chosen rows, for
    changes: text that was not written in its editor always seems to be changed.
    """
    if any(formset.has_changed() for formset in form.formsets.values()):
        return False
    return all(
        _words(form.fields[name], form[name].initial)
        == _words(form.fields[name], form.cleaned_data[name])
        for name in form.changed_data
    )


def _words(field: Any, value: Any) -> str:
    """A field's value as it would be stored, without the keys of paragraphs."""
    if isinstance(field, BlockField):
        value = field.block.get_prep_value(value)
    return BLOCK_KEYS.sub("", json.dumps(value, default=str, sort_keys=True))


def _tell_why_not_published(request: HttpRequest) -> None:
    """Wagtail saves a draft where somebody may not publish, and says nothing of it."""
    if request.POST.get("action-publish"):
        messages.warning(request, str(NEEDS_SIGNATURE))


class CollectAnswerView(CollectWorkflowActionDataView):
    """The form of a step, in the editor: its answer goes along with the page's own form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _refused_in_words(self, super().dispatch, request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if form.is_valid():
            return super().post(request, *args, **kwargs)
        return _come_back(self, form)


class AnswerView(WorkflowActionView):
    """A step taken from the admin's front page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _refused_in_words(self, super().dispatch, request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return _come_back(self, form)
        try:
            self.task.on_action(
                self.task_state, request.user, self.action_name, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return _come_back(self, form)
        return _go(self)


def _refused_in_words(
    view: Any, answer: Any, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        return answer(request, *args, **kwargs)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal) or _("This step is not yours to take."))
        return _go(view)


def _come_back(view: Any, form: forms.Form) -> HttpResponse:
    """The form with its messages: in the dialog, or above the editor where there is none."""
    if view.action_modal and _in_dialog(view.request):
        return view.render_modal_form(view.request, form)
    for lines in form.errors.values():
        for line in lines:
            messages.error(view.request, line)
    return _go(view)


def _go(view: Any) -> HttpResponse:
    if _in_dialog(view.request):
        return view.render_modal_json(
            view.request, {"step": "success", "redirect": view.redirect_url}
        )
    return redirect(view.redirect_url)


def _in_dialog(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"
