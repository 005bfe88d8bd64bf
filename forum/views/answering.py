"""What a guest says to the moderators through the receipt, and whether they hear of replies."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.actions import appealing, guest_following, remarking
from forum.forms import AnswerForm, AppealForm
from forum.limits import TooMany
from forum.models import GuestFollow, InvalidTransition
from forum.views.receipts import find_receipt, private, receipt_page
from forum.wait import in_minutes


@private
def remark(request: HttpRequest, token: str) -> HttpResponse:
    """Answer the moderator; a text that was sent back waits again as it is."""
    found = find_receipt(token)
    if request.method != "POST":
        return redirect(found)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return receipt_page(request, found, status=422, answer_form=form)
    try:
        remarking.answer(found.post_id, text=form.cleaned_data["text"])
    except InvalidTransition:
        found = find_receipt(token)
        return receipt_page(request, found, status=409, not_taken=form.cleaned_data["text"])
    except TooMany as limit:
        form.add_error(
            "text",
            _("You wrote several answers lately. Please wait %(wait)s; your text is kept.")
            % {"wait": in_minutes(limit.wait)},
        )
        page = receipt_page(request, found, status=429, answer_form=form)
        page["Retry-After"] = str(int(limit.wait.total_seconds()) + 1)
        return page
    return redirect(found)


@private
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, once, for another moderator."""
    found = find_receipt(token)
    if request.method != "POST":
        return redirect(found)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return receipt_page(request, found, status=422, appeal_form=form)
    try:
        appealing.appeal(found.post_id, text=form.cleaned_data["text"])
    except InvalidTransition:
        found = find_receipt(token)
        return receipt_page(request, found, status=409, not_taken=form.cleaned_data["text"])
    return redirect(found)


@private
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Hear of replies by mail, or no more; only at an address that was confirmed."""
    found = find_receipt(token)
    if request.method != "POST":
        return redirect(found)
    known: GuestFollow | None = getattr(found, "follow", None)
    if "stop" in request.POST and known:
        guest_following.stop_as_guest(known.token)
        return redirect(found)
    try:
        guest_following.follow_as_guest(found.pk)
    except guest_following.NotConfirmed:
        return receipt_page(request, found, status=409, not_followed=True)
    return redirect(found)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def stop_following(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a GET asks, a POST stops. A token not ours is 404."""
    known = GuestFollow.objects.filter(token=token).first()
    if known is None:
        raise Http404
    if request.method == "POST":
        known = guest_following.stop_as_guest(token)
    return render(request, "forum/receipt_stop.html", {"stopped": known.stopped_at is not None})
