"""A member's own post: a new version while it waits, an edit once it is public, taking back."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from forum import actions, holds, limits, permissions
from forum.actions import editing
from forum.actions.editing import Outcome
from forum.forms import AnswerForm, EditForm, RevisionForm, edit_form, revision_form
from forum.models import InvalidTransition, PendingEdit, Post
from forum.reading import asked_of
from forum.views.checking import take_changes
from forum.views.drafts import initial_of, kept_draft, sent_draft
from forum.views.files import refuse_image, take_image
from forum.views.silenced import silenced
from forum.wait import in_minutes, usual_wait_in_words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new text for one's own post; a moderator changes any that is published."""
    if not isinstance(request.user, User):
        if request.method == "POST":
            typed = {"typed": request.POST.get("body", "")}
            return render(request, "forum/signed_out.html", typed, status=403)
        return redirect_to_login(request.get_full_path())
    posts = Post.objects.visible_to(request.user).select_related("topic__category", "author")
    post = get_object_or_404(posts, pk=pk)
    if not post.is_by(request.user) and not permissions.can_edit(request.user, post):
        raise PermissionDenied
    if not permissions.may_write(request.user):
        return silenced(request)
    if post.is_published:
        return _edit_published(request, post, request.user)
    return _revise_waiting(request, post)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A member takes back their own post while it waits or was returned."""
    if request.method != "POST":
        return redirect("forum:edit", pk)
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    if not permissions.can_withdraw(request.user, post):
        raise PermissionDenied
    try:
        actions.withdraw(post.pk, actor=post.writer)
    except InvalidTransition:
        messages.error(request, _("A moderator decided in the meantime; it was not withdrawn."))
        return redirect("forum:topics")
    messages.success(request, _("Your post was withdrawn. Nobody else has seen it."))
    return redirect("forum:topics")


@login_required
def withdraw_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A member takes back an edit that waits; the published text stays as it is."""
    if request.method != "POST":
        return redirect("forum:edit", pk)
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    if not post.is_by(request.user):
        raise PermissionDenied
    try:
        editing.withdraw_edit(post.pk)
    except InvalidTransition:
        messages.error(request, _("A moderator decided in the meantime; it was not withdrawn."))
    else:
        messages.success(request, _("Your edit was withdrawn. Readers see the text as before."))
    return redirect(post)


# --- parts, some of them shared with the receipts ------------------------------------------------


def _revise_waiting(request: HttpRequest, post: Post) -> HttpResponse:
    if request.method != "POST":
        if not permissions.can_revise(request.user, post):
            raise PermissionDenied
        form = revision_form(post)
        context = {"form": form, **talk_about(post), **_continue_draft(request, post, form)}
        return render(request, "forum/edit.html", context)
    refusal = take_image(request)
    changing = take_changes(request, revision_form, post)
    form = revision_form(post, request.POST)
    refuse_image(form, refusal)
    if not permissions.can_revise(request.user, post):
        return overtaken(request, post, form)
    if not form.is_valid() or changing:
        context = {"form": form, "changes_made": "apply" in request.POST, **talk_about(post)}
        return render(request, "forum/edit.html", context, status=200 if changing else 422)
    try:
        taken = revise(form, post, actor=post.writer)
    except limits.TooMany as limit:
        return _must_wait(request, {"form": form, **talk_about(post)}, limit.wait)
    if not taken:
        return overtaken(request, post, form)
    forget_draft(request, post)
    messages.success(request, _("Your new version is with the moderators."))
    return redirect(f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}")


def _edit_published(request: HttpRequest, post: Post, editor: User) -> HttpResponse:
    by_author = post.is_by(editor)
    waiting = post.edits.pending().first() if by_author else None
    if not permissions.can_edit(editor, post):
        context = {
            "post": post,
            "hours": settings.EDIT_WINDOW_HOURS,
            "typed": request.POST.get("body", ""),
        }
        return render(request, "forum/edit_closed.html", context, status=403)
    if request.method != "POST":
        form = edit_form(post, waiting=waiting, by_author=by_author)
        context = edit_context(post, form, waiting, editor)
        if by_author:
            context |= _continue_draft(request, post, form)
        return render(request, "forum/edit.html", context)
    refusal = take_image(request)
    make = partial(edit_form, waiting=waiting, by_author=by_author)
    changing = take_changes(request, make, post)
    form = make(post, request.POST)
    refuse_image(form, refusal)
    if not form.is_valid() or changing:
        context = edit_context(post, form, waiting, editor)
        context["changes_made"] = "apply" in request.POST
        return render(request, "forum/edit.html", context, status=200 if changing else 422)
    try:
        outcome = send_edit(form, post, editor=editor)
    except limits.TooMany as limit:
        return _must_wait(request, edit_context(post, form, waiting, editor), limit.wait)
    if outcome is None:
        return overtaken(request, post, form)
    forget_draft(request, post)
    messages.success(request, words_for(outcome))
    return redirect(post)


def talk_about(post: Post) -> dict[str, Any]:
    """What moderators asked of the author of `post`, and what both said. Three queries at most."""
    return {
        "post": post,
        "asked": asked_of(post),
        "remarks": post.remarks.in_order(),
        "answer_form": AnswerForm(),
    }


def _continue_draft(request: HttpRequest, post: Post, form: RevisionForm) -> dict[str, Any]:
    """Put the writer's draft into `form`, unless it was begun on another text than the form has.

    Such a draft would undo what changed meanwhile: both are shown then, and the writer chooses.
    """
    kept = kept_draft(request.user, f"edit:{post.pk}")
    version, edit_version = form.initial["version"], form.initial.get("edit_version", 0)
    here = f"{version}.{edit_version}"
    if kept and not kept.is_based_on(version, edit_version) and request.GET.get("onto") != here:
        form.initial["draft"] = 0
        return {"outdated_draft": kept, "onto": here}
    form.initial.update(initial_of(kept))
    return {}


def _must_wait(request: HttpRequest, context: dict[str, Any], wait: timedelta) -> HttpResponse:
    """429: the form again with all that was typed, and for how long to wait."""
    context |= {"wait": in_minutes(wait)}
    page = render(request, "forum/edit.html", context, status=429)
    page["Retry-After"] = str(int(wait.total_seconds()) + 1)
    return page


def forget_draft(request: HttpRequest, post: Post) -> None:
    """What was sent as an edit is no draft any more."""
    if isinstance(request.user, User) and (version := sent_draft(request)):
        actions.forget_sent_draft(request.user, f"edit:{post.pk}", version)


def edit_context(
    post: Post, form: EditForm, waiting: PendingEdit | None, editor: User | None
) -> dict[str, Any]:
    """What an edit page says: who reads the new text first, and what became of the last one."""
    by_author = editor is None or post.is_by(editor)
    latest = post.edits.newest() if by_author and waiting is None else None
    return {
        "post": post,
        "form": form,
        "waiting": waiting,
        "by_author": by_author,
        "waits": holds.edit_waits(post, editor),
        "usual_wait": usual_wait_in_words(),
        "declined": latest if latest and latest.state == PendingEdit.State.DECLINED else None,
    }


def words_for(outcome: Outcome) -> str:
    """What a member reads after sending an edit."""
    return {
        Outcome.PUBLISHED: _("Your edit is visible. The history of the post shows what changed."),
        Outcome.WAITING: _("Your edit waits for a moderator. Readers see the earlier text so far."),
        Outcome.TAKEN_BACK: _("This is the published text again, so no edit waits any more."),
        Outcome.UNCHANGED: _("Nothing was changed."),
    }[outcome]


def send_edit(form: EditForm, post: Post, *, editor: User | None) -> Outcome | None:
    """What came of the edit; None where the text moved on or may not be changed any more."""
    try:
        return editing.edit(
            post.pk,
            editor=editor,
            seen_version=form.cleaned_data["version"],
            seen_edit=form.cleaned_data["edit_version"],
            writing=form.writing,
            title=form.cleaned_data.get("title", ""),
            details=form.said_in_fields(),
            reading=form.reading,
            note=form.cleaned_data["note"],
            withdraw_earlier=form.cleaned_data.get("withdraw_earlier", False),
        )
    except (editing.Overtaken, editing.NotEditable):
        return None


def revise(form: RevisionForm, post: Post, *, actor: User | None = None) -> bool:
    """Send the new version; False where the post was decided or changed meanwhile."""
    try:
        actions.resubmit(
            post.pk,
            seen_version=form.cleaned_data["version"],
            writing=form.writing,
            title=form.cleaned_data.get("title", ""),
            details=form.said_in_fields(),
            reading=form.reading,
            actor=actor,
        )
    except InvalidTransition:
        return False
    return True


def overtaken(request: HttpRequest, post: Post, form: RevisionForm) -> HttpResponse:
    """409: the post is not what the writer saw any more; both texts are shown."""
    post.refresh_from_db()
    context = {
        "post": post,
        "waiting": post.edits.pending().first() if isinstance(form, EditForm) else None,
        "typed": form.data.get("body", ""),
        "typed_title": form.data.get("title", ""),
        "typed_note": form.data.get("note", ""),
    }
    return render(request, "forum/overtaken.html", context, status=409)
