"""The workflow and the review dates in Wagtail's admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cms.actions import publishing
from cms.models import (
    ArticlePage,
    BlogPage,
    CalculatorPage,
    ClinicalPage,
    PlayPage,
    SeriesPage,
)
from cms.models.authorship import may_sign
from cms.models.clinical import problems_before_publishing
from cms.models.rights import NEEDS_SIGNATURE, UNREVIEWED, NotSigned
from cms.views import reviews
from cms.views.workflow import (
    AnswerView,
    CollectAnswerView,
    LibraryCreateView,
    LibraryEditView,
)


class LibraryPageViewSet(PageViewSet):
    add_view_class = LibraryCreateView
    edit_view_class = LibraryEditView
    collect_workflow_action_data_view_class = CollectAnswerView
    workflow_action_view_class = AnswerView


@hooks.register("register_admin_viewset")
def library_pages() -> list[PageViewSet]:
    """Wagtail's own views of pages, with words where a step of the workflow is refused."""
    models = (ArticlePage, BlogPage, CalculatorPage, PlayPage, SeriesPage)
    return [
        LibraryPageViewSet(f"library-{model.kind}", model=model, url_prefix=f"library/{model.kind}")
        for model in models
    ]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        UNREVIEWED,
        _("Publish without clinical review"),
        _("Published without clinical review"),
    )


@hooks.register("before_publish_page")
def pass_or_refuse(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask the gate before the editor publishes: also for a later date, which saves no page."""
    if isinstance(page, ClinicalPage):
        try:
            publishing.allow(page, page.get_latest_revision())
        except NotSigned:
            messages.error(request, str(NEEDS_SIGNATURE))
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def check_bulk_publishing(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Refuse to publish many at once if one of them must not be, and name it."""
    if action_type != "publish":
        return None
    _may, without = action.get_actionable_objects()
    chosen = [one.specific for one in (*objects, *without["items_with_no_access"])]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        below = [page.get_descendants().not_live().specific() for page in chosen]
        chosen += [page for pages in below for page in pages]
    for page in chosen:
        reason = _why_not(page, request.user) if isinstance(page, ClinicalPage) else ""
        if reason:
            messages.error(request, f"{page.get_admin_display_title()}: {reason}")
            return redirect(action.next_url)
    return None


def _why_not(page: ClinicalPage, user: Any) -> str:
    if not page.permissions_for_user(user).can_publish():
        return str(NEEDS_SIGNATURE)
    latest = page.get_latest_revision_as_object()
    try:
        latest.full_clean()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    named = [one.role for one in latest.contributions.all()]
    problems = problems_before_publishing(named, latest.last_reviewed, latest.next_review)
    return " ".join(line for problem in problems for line in problem.messages)


# --- review dates -----------------------------------------------------------------------------


@hooks.register("register_admin_urls")
def review_addresses() -> list[URLPattern]:
    view = reviews.ReviewDatesView
    return [
        path("reports/review-dates/", view.as_view(), name="review_dates"),
        path(
            "reports/review-dates/results/",
            view.as_view(results_only=True),
            name="review_dates_results",
        ),
        path(
            "reports/review-dates/<int:page_id>/unchanged/",
            reviews.confirm_unchanged,
            name="confirm_unchanged",
        ),
    ]


class ReviewDatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reviews.may_see_review_dates(request.user)


@hooks.register("register_reports_menu_item")
def review_dates_in_menu() -> MenuItem:
    return ReviewDatesMenuItem(
        _("Review dates"), reverse("review_dates"), icon_name="calendar-check", order=90
    )


class ConfirmUnchangedItem(ActionMenuItem):
    """ "Reviewed, no change" beside the editor's other buttons, for whoever may sign."""

    name = "action-confirm-unchanged"
    label = _("Reviewed, no change")
    icon_name = "calendar-check"
    order = 70

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, ClinicalPage) or not page.live:
            return False
        return may_sign(page, context["request"].user, live=True)

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("confirm_unchanged", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def confirm_unchanged_in_menu() -> ActionMenuItem:
    return ConfirmUnchangedItem()
