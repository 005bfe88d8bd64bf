"""Removing a published post, bringing it back, and taking any decision back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.models import Post
from forum.models.topic import page_of
from moderation import actions
from moderation.forms import RemovalForm, RestoreForm
from moderation.models import Decision
from moderation.permissions import can_decide, for_moderators, moderator_of
from moderation.views.items import find, moved_on, why_not
from moderation.wordings import message_for


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a published post, with a reason that readers see in its place."""
    post = find(request, pk)
    if not can_decide(request.user, post):
        raise PermissionDenied(why_not(request, pk))
    if request.method != "POST":
        if not post.is_published:
            return redirect("moderation:item", post.pk)
        return _page(request, post, RemovalForm(initial={"version": post.version}))
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _page(request, post, form, status=422)
    try:
        actions.hide(
            post.pk,
            moderator=moderator_of(request),
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            message=form.cleaned_data["message"],
        )
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied(why_not(request, pk)) from own
    except actions.Stale as stale:
        return moved_on(request, stale.post, stale.decision, typed=form.cleaned_data["message"])
    if post.opens_topic:
        messages.success(request, _("The topic was removed from the readers' sight."))
        return redirect("moderation:log")
    messages.success(request, _("The post was removed. Readers see the reason in its place."))
    return redirect(
        f"{post.topic.get_absolute_url()}?page={page_of(post.position or 1)}#post-{post.pk}"
    )


@for_moderators
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a removed post back; 409 where it is another text by now."""
    if request.method != "POST":
        return redirect("moderation:item", pk)
    post = find(request, pk)
    if not can_decide(request.user, post):
        raise PermissionDenied(why_not(request, pk))
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return moved_on(request, post, Decision.objects.on(post).last())
    try:
        actions.restore(
            post.pk, moderator=moderator_of(request), version=form.cleaned_data["version"]
        )
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied(why_not(request, pk)) from own
    except actions.Stale as stale:
        return moved_on(request, stale.post, stale.decision)
    messages.success(request, _("The post is back in its place."))
    return redirect(post)


@for_moderators
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back with a new one; 409 where something happened since."""
    if request.method != "POST":
        return redirect("moderation:log")
    try:
        decision = actions.undo(pk, moderator=moderator_of(request))
    except (Decision.DoesNotExist, Post.DoesNotExist) as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied(
            _("You wrote this, or declined it before, so another moderator decides.")
        ) from own
    except actions.TooLate as late:
        raise PermissionDenied(
            _("Your time to take this back is over. Another moderator can do it from the log.")
        ) from late
    except actions.Stale as stale:
        return moved_on(request, stale.post, stale.decision)
    messages.success(request, _words_for(decision))
    return redirect("moderation:item", decision.post_id)


def _words_for(decision: Decision) -> str:
    return {
        Decision.Outcome.HIDE: _("Undone: readers see a note in its place while you read again."),
        Decision.Outcome.RESTORE: _("Undone: the post is back in its place."),
        Decision.Outcome.REOPEN: _("Undone: the post waits again."),
    }[Decision.Outcome(decision.outcome)]


def _page(request: HttpRequest, post: Post, form: RemovalForm, status: int = 200) -> HttpResponse:
    wordings = [(one, message_for(one, "", post)) for one in form.wordings.values()]
    context = {"post": post, "form": form, "wordings": wordings}
    return render(request, "moderation/hide.html", context, status=status)
