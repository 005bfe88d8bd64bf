"""The door to the staff tools, and the outbox of a machine that sends no real mail."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import OutboxMessage

MESSAGES_PER_PAGE = 50


@require_safe
def staff_entry(request: HttpRequest) -> HttpResponse:
    """Where the admin tools send whoever may not enter: 403 for people who are signed in.

    Sending them to the sign-in page would send them back here, for ever.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/"), settings.LOGIN_URL)


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    if not settings.SHOW_OUTBOX:
        raise Http404
    pages = Paginator(OutboxMessage.objects.newest_first(), MESSAGES_PER_PAGE)
    return render(
        request, "accounts/outbox.html", {"page": pages.get_page(request.GET.get("page"))}
    )


@require_safe
def outbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    if not settings.SHOW_OUTBOX:
        raise Http404
    message = get_object_or_404(OutboxMessage, pk=pk)
    return render(request, "accounts/outbox_message.html", {"message": message})
