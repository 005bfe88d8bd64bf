"""Review dates in the admin: the report, and "reviewed, no change"."""

from datetime import timedelta
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView

from accounts import roles
from accounts.models import User
from accounts.models.user import Reader
from cms import actions
from cms.actions.signing import Refused
from cms.models import Kind, LibraryEntry, SignOff, Status
from cms.models.authorship import may_sign
from cms.models.signing_form import SigningForm

WINDOWS = [("overdue", _("Overdue")), ("30", _("Within 30 days")), ("90", _("Within 90 days"))]


class ReviewDatesFilters(WagtailFilterSet):
    due = django_filters.ChoiceFilter(label=_("Review"), choices=WINDOWS, method="in_window")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices)

    class Meta:
        model = LibraryEntry
        fields = ["due", "kind", "status"]

    def in_window(
        self, rows: QuerySet[LibraryEntry], name: str, value: str
    ) -> QuerySet[LibraryEntry]:
        days = 0 if value == "overdue" else int(value)
        return rows.filter(next_review__lte=timezone.localdate() + timedelta(days=days))


def may_see_review_dates(user: Reader) -> bool:
    if not isinstance(user, User):
        return False
    return user.is_editor or user.holds(roles.REVIEWER)


class ReviewDatesView(ReportView):
    """Every published page with the day its next review is promised for, the longest due first."""

    page_title = _("Review dates")
    header_icon = "calendar-check"
    index_url_name = "review_dates"
    index_results_url_name = "review_dates_results"
    results_template_name = "cms/admin/review_dates_results.html"
    filterset_class = ReviewDatesFilters
    model = LibraryEntry
    is_searchable = False
    list_export = [
        "title",
        "kind",
        "status",
        "last_reviewed",
        "next_review",
        "page.owner",
        "address",
    ]
    export_headings = {
        "title": _("Title"),
        "kind": _("Kind"),
        "status": _("Status"),
        "last_reviewed": _("Last reviewed"),
        "next_review": _("Next review"),
        "page.owner": _("Owner"),
        "address": _("Address"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_review_dates(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self) -> str:
        return f"review-dates-{timezone.localdate():%Y-%m-%d}"

    def get_queryset(self) -> QuerySet[LibraryEntry]:
        dated = LibraryEntry.objects.exclude(next_review=None)
        return dated.select_related("page__owner").order_by("next_review", "pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        claiming = LibraryEntry.objects.filter(status__in=["current", "under-review"])
        return super().get_context_data(*args, **kwargs) | {
            "today": today,
            "soon": today + timedelta(days=30),
            "may_confirm": self.request.user.holds(roles.REVIEWER),
            "undated": claiming.filter(next_review=None).select_related("page"),
        }


def confirm_unchanged(request: HttpRequest, page_id: int) -> HttpResponse:
    """Sign what readers see as it stands: a page to confirm, then one click."""
    entry = get_object_or_404(LibraryEntry.objects.select_related("page"), pk=page_id)
    page = entry.page.specific
    user = request.user
    if not isinstance(user, User) or not may_sign(page, user, live=True):
        messages.error(
            request, _("Only a clinical reviewer who did not write this text can sign it.")
        )
        return redirect("wagtailadmin_home")
    form = SigningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_unchanged(page_id, user, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Signed. The new review date is on the page."))
            return redirect(reverse("review_dates"))
    return render(
        request,
        "cms/admin/confirm_unchanged.html",
        {
            "entry": entry,
            "page": page,
            "form": form,
            "last": SignOff.objects.approvals().filter(page_id=page.pk).order_by("-id").first(),
        },
        status=422 if form.errors else 200,
    )
