"""The name behind a label: asked for with a reason, shown once, told to a second moderator."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.models import Post
from moderation import actions
from moderation.forms import OpeningForm
from moderation.models import Opening
from moderation.permissions import can_decide, for_moderators, moderator_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks why; POST writes it down and shows the name, on that one page alone."""
    posts = Post.objects.moderated_by(request.user).exclude(peer_label="")
    post = get_object_or_404(posts.select_related("topic__category"), pk=pk)
    if not can_decide(request.user, post):
        raise PermissionDenied
    form = OpeningForm(request.POST if request.method == "POST" else None)
    context = {"post": post, "form": form, "earlier": Opening.objects.of_post(post)}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "moderation/opening.html", context, status=status)
    try:
        opened = actions.open_name(
            pk, moderator=moderator_of(request), reason=form.cleaned_data["reason"]
        )
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as refused:
        raise PermissionDenied from refused
    except actions.NobodyThere:
        context["nobody"] = True
        return render(request, "moderation/opening.html", context, status=409)
    context |= {"opened": opened.opening, "person": opened.person}
    return render(request, "moderation/opening.html", context)


@for_moderators
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The second moderator says that they know of it."""
    if request.method != "POST":
        return redirect("moderation:queue")
    try:
        actions.acknowledge(pk, moderator=moderator_of(request))
    except Opening.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Noted in the log that you have seen it."))
    return redirect("moderation:queue")
