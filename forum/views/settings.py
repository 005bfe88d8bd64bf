"""What a member hears of, and how."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from forum import actions
from forum.forms.following import NoticeWaysForm
from forum.latest import latest_page
from forum.models import Follow


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Notices are the only settings of their own so far."""
    return redirect("forum:notice_settings")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: HttpRequest) -> HttpResponse:
    """How each kind of notice reaches the member, and what they follow."""
    person = request.user
    if not isinstance(person, User):
        raise Http404
    sent = request.method == "POST"
    form = NoticeWaysForm(request.POST if sent else None, person=person)
    if sent and form.is_valid():
        actions.choose_ways(person, form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("forum:notice_settings")
    follows = Follow.objects.of(person).still_seen(person).for_settings()
    page, pager = latest_page(follows, "since", request.GET, request.path)
    context = {"ways": form, "follows": page, "pager": pager}
    return render(request, "forum/notice_settings.html", context, status=422 if sent else 200)
