"""A moderator words a waiting text anew and publishes that."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.forms import RevisionForm, revision_form
from forum.models import InvalidTransition, Post
from moderation import actions
from moderation.awkward import circumstances
from moderation.forms import EditedForm
from moderation.models import Decision
from moderation.permissions import can_decide, for_moderators, moderator_of
from moderation.reading import checks_of
from moderation.views.desk import to_next
from moderation.views.items import find, moved_on, say, why_not


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def edit_first(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a held post to change; sending it publishes what was changed, and only that."""
    post = find(request, pk)
    if not can_decide(request.user, post):
        raise PermissionDenied(why_not(request, pk))
    if request.method != "POST":
        if not post.is_pending:
            return redirect("moderation:item", pk)
        return _page(request, post, revision_form(post), EditedForm())
    form, said = revision_form(post, request.POST), EditedForm(request.POST)
    # Whoever changes it here has seen what the checks found, and decides.
    form.asks_back = False
    typed = "\n\n".join(
        filter(None, (request.POST.get(name, "") for name in ("title", "body", "note", "message")))
    )
    if not post.is_pending:
        return moved_on(request, post, Decision.objects.on(post).last(), typed=typed)
    if not form.is_valid() or not said.is_valid():
        said.is_valid()
        return _page(request, post, form, said, status=422)
    try:
        decision = actions.publish_edited(
            pk,
            moderator=moderator_of(request),
            version=form.cleaned_data["version"],
            writing=form.writing,
            title=form.cleaned_data.get("title", ""),
            details=form.said_in_fields(),
            note=said.cleaned_data["note"],
            message=said.cleaned_data["message"],
        )
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied(why_not(request, pk)) from own
    except actions.Stale as stale:
        return moved_on(request, stale.post, stale.decision, typed=typed)
    except InvalidTransition:
        said.add_error(None, _("As things are, this cannot be published; the page says why."))
        return _page(request, find(request, pk), form, said, status=422)
    say(request, decision)
    return to_next(request)


def _page(
    request: HttpRequest, post: Post, form: RevisionForm, said: EditedForm, status: int = 200
) -> HttpResponse:
    form.fields["body"].label = _("Text")
    context = {
        "post": post,
        "form": form,
        "said": said,
        "checks": checks_of(post, post.topic.title if post.opens_topic else ""),
        "circumstances": circumstances(post),
    }
    return render(request, "moderation/edit_first.html", context, status=status)
