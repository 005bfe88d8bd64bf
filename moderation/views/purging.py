"""Erasing a post for good: what will go, and a word to type."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.models import Draft, Post, Upload
from moderation import actions
from moderation.forms import PurgeForm
from moderation.models import Decision
from moderation.permissions import can_decide, for_moderators, moderator_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def purge(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase a text in whatever state, after a reason was chosen and a word typed."""
    posts = Post.objects.moderated_by(request.user).select_related(
        "topic__category", "author", "peer"
    )
    post = get_object_or_404(posts, pk=pk)
    if not can_decide(request.user, post):
        raise PermissionDenied
    if post.is_erased:
        typed = request.POST.get("message", "")
        return _moved_on(request, post, Decision.objects.on(post).last(), typed)
    if request.method != "POST":
        return _page(request, post, PurgeForm(initial={"version": post.version}))
    form = PurgeForm(request.POST)
    if not form.is_valid():
        return _page(request, post, form, status=422)
    typed = form.cleaned_data["message"]
    try:
        actions.purge(
            post.pk,
            moderator=moderator_of(request),
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            message=typed,
        )
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied from own
    except actions.Stale as stale:
        return _moved_on(request, stale.post, stale.decision, typed)
    messages.success(request, _("The text was erased for good. The log says only that it was."))
    return redirect("moderation:log")


def _page(request: HttpRequest, post: Post, form: PurgeForm, status: int = 200) -> HttpResponse:
    """What will go, in numbers."""
    context = {
        "post": post,
        "form": form,
        "was_public": post.state in Post.PLACED,
        "versions": post.versions.count(),
        "edits": post.edits.count(),
        "images": Upload.objects.of_post(post).count(),
        "quotes": Post.objects.quoting([post.pk]).count(),
        "drafts": Draft.objects.for_target(f"edit:{post.pk}").count(),
        "replies": post.topic.reply_count if post.opens_topic else 0,
    }
    return render(request, "moderation/purge.html", context, status=status)


def _moved_on(
    request: HttpRequest, post: Post, decision: Decision | None, typed: str = ""
) -> HttpResponse:
    context = {"post": post, "decision": decision, "typed": typed}
    return render(request, "moderation/purge_moved_on.html", context, status=409)
