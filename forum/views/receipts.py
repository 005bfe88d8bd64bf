"""A guest's private page: state, reason, edit, withdraw, confirm the address.

What a guest says to the moderators, and whether they want to hear more, is in `answering`.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from forum import actions, limits, permissions
from forum.actions import editing, guest_following
from forum.diffs import diff_of_edit
from forum.forms import AnswerForm, AppealForm, EditForm, RevisionForm, edit_form, revision_form
from forum.forms.promoting import consent_form
from forum.models import InvalidTransition, PendingEdit, Receipt
from forum.reading import asked_of
from forum.views.checking import take_changes
from forum.views.revising import edit_context, overtaken, revise, send_edit
from forum.wait import in_minutes, usual_wait_in_words


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An answer that no cache keeps, no search engine lists and no other site hears of.

    The secret in the address is the only credential here, and no cookie adds to it: a foreign
    site that could forge a form would already hold everything. So no further token is asked for,
    which `no-referrer` would make the browser spoil anyway (it sends "Origin: null").
    """

    @csrf_exempt
    @wraps(view)
    def kept_private(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_private


@private
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What the guest sent and what became of it; who claimed it since is led to the post."""
    receipts = Receipt.objects.with_post().filter(token=token, post__claimed_at__isnull=False)
    claimed = receipts.first()
    if claimed and claimed.post.is_by(request.user):
        return redirect(claimed.post)
    return receipt_page(request, find_receipt(token))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, token: str) -> HttpResponse:
    """A new version of a text that waits, or of one that readers see; a moderator reads it."""
    found = find_receipt(token)
    if permissions.guest_can_edit(found.post):
        return _edit_published(request, found)
    if request.method != "POST":
        if not found.post.may_be_resubmitted:
            return redirect(found)
        return _form_page(request, found, revision_form(found.post))
    changing = take_changes(request, revision_form, found.post)
    form = revision_form(found.post, request.POST)
    if not found.post.may_be_resubmitted:
        return overtaken(request, found.post, form)
    if not form.is_valid() or changing:
        return _form_page(request, found, form, status=200 if changing else 422)
    if wait := _wait_of(found, form):
        return _later(_form_page(request, found, form, status=429), wait)
    if not revise(form, found.post):
        return overtaken(request, found.post, form)
    return redirect(found)


@private
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take the post back; where a moderator was faster, the page says so."""
    found = find_receipt(token)
    if request.method != "POST":
        return redirect(found)
    try:
        actions.withdraw(found.post_id)
    except InvalidTransition:
        found.refresh_from_db()
        return receipt_page(request, found, status=409, too_late=True)
    return redirect(found)


@private
def withdraw_edit(request: HttpRequest, token: str) -> HttpResponse:
    """Take an edit of a published text back; readers see that text as before."""
    found = find_receipt(token)
    if request.method != "POST":
        return redirect(found)
    try:
        editing.withdraw_edit(found.post_id)
    except InvalidTransition:
        found.refresh_from_db()
        return receipt_page(request, found, status=409, too_late=True)
    return redirect(found)


@private
def ask_to_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the confirmation mail that was not sent, because the address just had one."""
    found = find_receipt(token)
    if request.method != "POST":
        return redirect(found)
    if not actions.ask_to_confirm(found):
        return receipt_page(request, found, status=429, mailed_lately=True)
    return redirect(found)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST confirms: a mail scanner that follows links confirms nothing."""
    found = get_object_or_404(Receipt.objects.with_post().unclaimed(), email_token=token)
    if request.method != "POST":
        return render(request, "forum/confirm_email.html", {"receipt": found})
    actions.confirm_email(found.pk)
    return redirect(found)


def find_receipt(token: str) -> Receipt:
    """The receipt with this secret; 404 for a wrong one, and for one whose post was claimed."""
    return get_object_or_404(Receipt.objects.with_post().unclaimed(), token=token)


def receipt_page(
    request: HttpRequest, found: Receipt, status: int = 200, **more: Any
) -> HttpResponse:
    """The page with all that may be done; `more` says what just came of one of these."""
    post = found.post
    edit = found.post.edits.newest()
    waiting = edit if edit and edit.is_pending else None
    context = {
        "receipt": found,
        "post": found.post,
        "topic": found.post.topic,
        "is_open": guest_following.is_open(post.topic),
        "can_edit": permissions.guest_can_edit(found.post),
        "waiting": waiting,
        "diff": diff_of_edit(waiting) if waiting else None,
        "declined": edit if edit and edit.state == PendingEdit.State.DECLINED else None,
        "latest": post.moves.latest_by_moderator(),
        "asked": asked_of(post) if post.may_be_resubmitted else None,
        "remarks": post.remarks.in_order(),
        "answer_form": AnswerForm() if post.may_be_resubmitted else None,
        "appeal_form": AppealForm() if post.may_be_appealed else None,
        "may_follow": guest_following.may_follow(found),
        "consents": [(one, consent_form(one)) for one in post.consents.for_page().newest_first()],
        "follow": getattr(found, "follow", None),
        "usual_wait": usual_wait_in_words(),
        **more,
    }
    return render(request, "forum/receipt.html", context, status=status)


def _form_page(
    request: HttpRequest, found: Receipt, form: RevisionForm, status: int = 200
) -> HttpResponse:
    context = {
        "receipt": found,
        "post": found.post,
        "form": form,
        "asked": asked_of(found.post),
        "changes_made": "apply" in request.POST,
    }
    return render(request, "forum/receipt_edit.html", context, status=status)


def _wait_of(found: Receipt, form: RevisionForm) -> timedelta | None:
    """How long the guest must wait before the next new text; `form` says so and keeps the text."""
    try:
        limits.check_edit_of_guest(found.post)
    except limits.TooMany as limit:
        words = _("You sent many new versions lately. Please wait %(wait)s; your text is kept.")
        form.add_error(None, words % {"wait": in_minutes(limit.wait)})
        return limit.wait
    return None


def _later(page: HttpResponse, wait: timedelta) -> HttpResponse:
    page["Retry-After"] = str(int(wait.total_seconds()) + 1)
    return page


def _edit_published(request: HttpRequest, found: Receipt) -> HttpResponse:
    """The guest's edit of what readers see: it waits, and the text stays as it is meanwhile."""
    post = found.post
    waiting = post.edits.pending().first()
    if request.method != "POST":
        form = edit_form(post, waiting=waiting)
        return _edit_page(request, found, form, waiting)
    make = partial(edit_form, waiting=waiting)
    changing = take_changes(request, make, post)
    form = make(post, request.POST)
    if not form.is_valid() or changing:
        return _edit_page(request, found, form, waiting, status=200 if changing else 422)
    if wait := _wait_of(found, form):
        return _later(_edit_page(request, found, form, waiting, status=429), wait)
    if send_edit(form, post, editor=None) is None:
        return overtaken(request, post, form)
    return redirect(found)


def _edit_page(
    request: HttpRequest,
    found: Receipt,
    form: EditForm,
    waiting: PendingEdit | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "receipt": found,
        "changes_made": "apply" in request.POST,
        **edit_context(found.post, form, waiting, None),
    }
    return render(request, "forum/receipt_edit.html", context, status=status)
