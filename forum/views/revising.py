"""A member's own post: a new version while it waits, or taking it back."""

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
from forum import actions, permissions
from forum.forms import RevisionForm
from forum.models import InvalidTransition, Post


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A member revises their own post while it waits or was returned."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            typed = {"typed": request.POST.get("body", "")}
            return render(request, "forum/signed_out.html", typed, status=403)
        return redirect_to_login(request.get_full_path())
    posts = Post.objects.visible_to(request.user).select_related("topic__category", "author")
    post = get_object_or_404(posts, pk=pk)
    if post.author_id != request.user.pk:
        raise PermissionDenied
    if request.method != "POST":
        if not permissions.can_revise(request.user, post):
            raise PermissionDenied
        return render(request, "forum/edit.html", {"post": post, "form": RevisionForm(post=post)})
    form = RevisionForm(request.POST, post=post)
    if not permissions.can_revise(request.user, post):
        return overtaken(request, post, form)
    if not form.is_valid():
        return render(request, "forum/edit.html", {"post": post, "form": form}, status=422)
    if not revise(form, post, actor=post.author):
        return overtaken(request, post, form)
    messages.success(request, _("Your new version is with the moderators."))
    return redirect(f"{post.topic.get_absolute_url()}?page=last#post-{post.pk}")


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A member takes back their own post while it waits or was returned."""
    if request.method != "POST":
        return redirect("forum:edit", pk)
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    if not permissions.can_revise(request.user, post):
        raise PermissionDenied
    try:
        actions.withdraw(post.pk, actor=post.author)
    except InvalidTransition:
        messages.error(request, _("A moderator decided in the meantime; it was not withdrawn."))
        return redirect("forum:topics")
    messages.success(request, _("Your post was withdrawn. Nobody else has seen it."))
    return redirect("forum:topics")


def revise(form: RevisionForm, post: Post, *, actor: User | None = None) -> bool:
    """Send the new version; False where the post was decided or changed meanwhile."""
    try:
        actions.resubmit(
            post.pk,
            seen_version=form.cleaned_data["version"],
            writing=form.writing,
            title=form.cleaned_data.get("title", ""),
            actor=actor,
        )
    except InvalidTransition:
        return False
    return True


def overtaken(request: HttpRequest, post: Post, form: RevisionForm) -> HttpResponse:
    """409: the post is not what the writer saw any more; both texts are shown."""
    post.refresh_from_db()
    return render(
        request,
        "forum/overtaken.html",
        {"post": post, "typed": form.data.get("body", "")},
        status=409,
    )
