"""One held post: reading it, deciding on it; removing and restoring published ones."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forum.models import InvalidTransition, Post
from forum.models.topic import page_of
from forum.reading import entries_around
from moderation import actions
from moderation.forms import DecisionForm, ReasonForm
from moderation.models import Decision
from moderation.permissions import can_decide, for_moderators, moderator_of
from moderation.views.desk import desk, to_next


@require_safe
@for_moderators
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One held post with the conversation it would join."""
    post = _find(request, pk)
    if not post.is_pending:
        decisions = Decision.objects.on(post)
        context = {
            "post": post,
            "decisions": decisions,
            "can_decide": can_decide(request.user, post),
        }
        return render(request, "moderation/decided.html", context)
    form = DecisionForm(initial={"version": post.version})
    return _item_page(request, post, form)


@for_moderators
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one decision; 409 with who was faster where the text moved on."""
    if request.method != "POST":
        return redirect("moderation:item", pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refused(request, _find(request, pk), form)
    try:
        decision = actions.decide(
            pk,
            moderator=moderator_of(request),
            version=form.cleaned_data["version"],
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            message=form.cleaned_data["message"],
        )
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied from own
    except actions.Stale as stale:
        return _moved_on(request, stale.post, stale.decision, typed=form.cleaned_data["message"])
    except InvalidTransition:
        form.add_error("outcome", _("Its topic is no longer public, so this cannot be approved."))
        return _refused(request, _find(request, pk), form)
    messages.success(
        request,
        _("%(outcome)s: “%(title)s”, by %(author)s.")
        % {
            "outcome": decision.get_outcome_display(),
            "title": decision.post.topic.title,
            "author": decision.post.author_name,
        },
    )
    return to_next(request)


def _refused(request: HttpRequest, post: Post, form: DecisionForm) -> HttpResponse:
    """The item again with what is missing, or what happened to it meanwhile."""
    if not can_decide(request.user, post):
        raise PermissionDenied
    if not post.is_pending:
        return _moved_on(request, post, Decision.objects.on(post).last())
    return _item_page(request, post, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a published post, with a reason that readers see in its place."""
    post = _find(request, pk)
    if not can_decide(request.user, post):
        raise PermissionDenied
    if request.method != "POST":
        if not post.is_published:
            return redirect("moderation:item", post.pk)
        return render(request, "moderation/hide.html", {"post": post, "form": ReasonForm()})
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "moderation/hide.html", {"post": post, "form": form}, status=422)
    try:
        actions.hide(
            post.pk,
            moderator=moderator_of(request),
            reason=form.cleaned_data["reason"],
            message=form.cleaned_data["message"],
        )
    except actions.Stale as stale:
        return _moved_on(request, stale.post, stale.decision, typed=form.cleaned_data["message"])
    if post.opens_topic:
        messages.success(request, _("The topic was removed from the readers' sight."))
        return redirect("moderation:log")
    messages.success(request, _("The post was removed. Readers see the reason in its place."))
    return redirect(
        f"{post.topic.get_absolute_url()}?page={page_of(post.position or 1)}#post-{post.pk}"
    )


@for_moderators
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a removed post back."""
    if request.method != "POST":
        return redirect("moderation:item", pk)
    post = _find(request, pk)
    if not can_decide(request.user, post):
        raise PermissionDenied
    try:
        actions.restore(post.pk, moderator=moderator_of(request))
    except actions.Stale as stale:
        return _moved_on(request, stale.post, stale.decision)
    messages.success(request, _("The post is back in its place."))
    return redirect(post)


# --- parts -------------------------------------------------------------------------------------


def _find(request: HttpRequest, pk: int) -> Post:
    """The post the moderator may look at, or 404."""
    posts = Post.objects.visible_to(request.user)
    return get_object_or_404(posts.select_related("topic__category", "author", "receipt"), pk=pk)


def _item_page(
    request: HttpRequest, post: Post, form: DecisionForm, status: int = 200
) -> HttpResponse:
    context = {
        **desk(request),
        "post": post,
        "receipt": getattr(post, "receipt", None),
        "form": form,
        "conversation": entries_around(post),
        "moves": post.moves.told(),
        "versions": post.versions.newest_first(),
        "earlier": Decision.objects.about_author(post).newest_first()[:5],
        "can_decide": can_decide(request.user, post),
    }
    return render(request, "moderation/item.html", context, status=status)


def _moved_on(
    request: HttpRequest,
    post: Post,
    decision: Decision | None,
    typed: str = "",
) -> HttpResponse:
    """What happened meanwhile, who decided, and the words the moderator had typed."""
    context = {"post": post, "decision": decision, "typed": typed}
    return render(request, "moderation/moved_on.html", context, status=409)
