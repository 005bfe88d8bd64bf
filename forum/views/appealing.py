"""A member asks for another moderator, or answers one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum import actions
from forum.actions import remarking
from forum.forms import AnswerForm, AppealForm, revision_form
from forum.limits import TooMany
from forum.models import InvalidTransition, Move, Post
from forum.permissions import can_appeal, can_withdraw
from forum.views.revising import talk_about
from forum.wait import in_minutes, usual_wait_in_words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, once, that another moderator reads a declined post; 409 where that is not open."""
    posts = Post.objects.visible_to(request.user).select_related("topic__category", "author")
    post = get_object_or_404(posts, pk=pk)
    if not post.is_by(request.user):
        raise PermissionDenied
    if not can_appeal(request.user, post):
        typed = request.POST.get("text", "")
        return render(
            request, "forum/appeal_closed.html", {"post": post, "typed": typed}, status=409
        )
    form = AppealForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return _page(request, post, form, status)
    text = form.cleaned_data["text"]
    try:
        actions.appeal(post.pk, text=text, actor=post.writer)
    except InvalidTransition:
        post.refresh_from_db()
        return render(
            request, "forum/appeal_closed.html", {"post": post, "typed": text}, status=409
        )
    messages.success(request, _("Another moderator reads it now."))
    return redirect(f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}")


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something to the moderators; a text that was sent back waits again as it is."""
    if request.method != "POST":
        return redirect("forum:edit", pk)
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    if not post.is_by(request.user):
        raise PermissionDenied
    if not can_withdraw(request.user, post):
        return _too_late(request, post)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = {**talk_about(post), "form": revision_form(post), "answer_form": form}
        return render(request, "forum/edit.html", context, status=422)
    try:
        remarking.answer(post.pk, text=form.cleaned_data["text"], actor=post.writer)
    except InvalidTransition:
        post.refresh_from_db()
        return _too_late(request, post)
    except TooMany as limit:
        form.add_error(
            "text",
            _("You wrote several answers lately. Please wait %(wait)s; your text is kept.")
            % {"wait": in_minutes(limit.wait)},
        )
        context = {**talk_about(post), "form": revision_form(post), "answer_form": form}
        page = render(request, "forum/edit.html", context, status=429)
        page["Retry-After"] = str(int(limit.wait.total_seconds()) + 1)
        return page
    messages.success(request, _("The moderators can read your answer."))
    return redirect(f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}")


def _too_late(request: HttpRequest, post: Post) -> HttpResponse:
    """A moderator was faster: the answer reached nobody, and is given back."""
    context = {"post": post, "typed": request.POST.get("text", "")}
    return render(request, "forum/answer_closed.html", context, status=409)


def _page(request: HttpRequest, post: Post, form: AppealForm, status: int) -> HttpResponse:
    told = Move.objects.last_of_each([post]).get(post.pk)
    context = {"post": post, "form": form, "told": told, "usual_wait": usual_wait_in_words()}
    return render(request, "forum/appeal.html", context, status=status)
