"""One held post: reading it, and deciding on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.models import InvalidTransition, Post
from moderation import actions
from moderation.forms import DecisionForm, OpinionForm, RemarkForm
from moderation.marks import BadMarks, read_marks
from moderation.models import Decision
from moderation.permissions import can_decide, for_moderators, moderator_of
from moderation.reading import around_post
from moderation.reading.beside import earlier_decisions, sentences_of
from moderation.views.desk import desk, to_next
from moderation.wordings import message_for, passages_in_words


@require_safe
@for_moderators
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One held post with the conversation it would join; of any other what became of it."""
    post = find(request, pk)
    if not post.is_pending:
        return decided(request, post)
    return item_page(request, post)


@for_moderators
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one decision; 409 with who was faster where the text moved on."""
    if request.method != "POST":
        return redirect("moderation:item", pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return refused(request, find(request, pk), form)
    try:
        decision = actions.decide(
            pk,
            moderator=moderator_of(request),
            version=form.cleaned_data["version"],
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            message=form.cleaned_data["message"],
            marks=_marks(request, pk, form),
        )
    except BadMarks as bad:
        form.add_error(None, str(bad))
        return refused(request, find(request, pk), form)
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied(why_not(request, pk)) from own
    except actions.Stale as stale:
        return moved_on(request, stale.post, stale.decision, typed=_typed(request))
    except InvalidTransition:
        form.add_error("outcome", _("As things are, this cannot be approved; the page says why."))
        return refused(request, find(request, pk), form)
    say(request, decision)
    return to_next(request)


# --- parts, some of them shared with the other pages about one post -------------------------------


def find(request: HttpRequest, pk: int) -> Post:
    """The post the moderator may look at, or 404."""
    posts = Post.objects.moderated_by(request.user).select_related(
        "topic__category", "author", "receipt", "peer__person", "reply_to__author"
    )
    return get_object_or_404(posts, pk=pk)


def why_not(request: HttpRequest, pk: int) -> str:
    """What a moderator is told who may read a post and not decide on it."""
    post = find(request, pk)
    if post.is_appealed and not post.is_by(request.user):
        return _("You declined this before, so another moderator decides on the appeal.")
    return _("You wrote this yourself, so another moderator decides.")


def item_page(
    request: HttpRequest,
    post: Post,
    form: DecisionForm | None = None,
    status: int = 200,
    opinion_form: OpinionForm | None = None,
    remark_form: RemarkForm | None = None,
) -> HttpResponse:
    moderator = moderator_of(request)
    form = form or DecisionForm(initial={"version": post.version})
    may = can_decide(moderator, post)
    beside = around_post(post, moderator)
    picked = set(request.POST.getlist("mark"))
    sentences = sentences_of(post)
    offered = {sentence.range for sentence in sentences}
    context = {
        **desk(request, post),
        "post": post,
        "receipt": getattr(post, "receipt", None),
        "form": form,
        "beside": beside,
        "sentences": [
            (one, one.range in picked, request.POST.get(f"note:{one.range}", ""))
            for one in sentences
        ],
        # Words that were selected and are no whole sentence.
        "selected": [
            (one, request.POST.get(f"note:{one}", "")) for one in sorted(picked - offered)
        ],
        "wordings": [
            (one, message_for(one, "", post, passages=None))
            for one in (form.wordings.values() if may else ())
        ],
        "passages_in_words": [passages_in_words(number) for number in (0, 1, 99)],
        "can_decide": may,
        "why_not": "" if may else why_not(request, post.pk),
        "opinion_form": opinion_form or OpinionForm(initial={"version": post.version}),
        "remark_form": remark_form or RemarkForm(),
    }
    return render(request, "moderation/item.html", context, status=status)


def decided(request: HttpRequest, post: Post, status: int = 200) -> HttpResponse:
    """A post that waits no more: every decision on it, and what it said before."""
    context: dict[str, Any] = {
        "post": post,
        "decisions": earlier_decisions(post),
        "can_decide": can_decide(request.user, post),
        "versions": post.versions.newest_first().select_related("replaced_by"),
        "remarks": post.remarks.select_related("person").order_by("pk"),
        "latest": Decision.objects.last_on(post),
    }
    return render(request, "moderation/decided.html", context, status=status)


def refused(request: HttpRequest, post: Post, form: DecisionForm) -> HttpResponse:
    """The item again with what is missing, or what happened to it meanwhile."""
    if not can_decide(request.user, post):
        raise PermissionDenied(why_not(request, post.pk))
    if not post.is_pending:
        return moved_on(request, post, Decision.objects.on(post).last(), typed=_typed(request))
    return item_page(request, post, form, status=422)


def moved_on(
    request: HttpRequest,
    post: Post,
    decision: Decision | None,
    typed: str = "",
) -> HttpResponse:
    """What happened meanwhile, who decided, and the words the moderator had typed."""
    context = {"post": post, "decision": decision, "typed": typed}
    return render(request, "moderation/moved_on.html", context, status=409)


def say(request: HttpRequest, decision: Decision) -> None:
    """What was done, for the next page."""
    words = {
        "outcome": decision.get_outcome_display(),
        "title": decision.post.topic.title,
        "author": decision.post.author_name,
    }
    messages.success(request, _("%(outcome)s: “%(title)s”, by %(author)s.") % words)


def _typed(request: HttpRequest) -> str:
    """The message, and below it the notes on passages."""
    notes = [request.POST.get(f"note:{one}", "") for one in request.POST.getlist("mark")]
    return "\n".join(filter(None, [request.POST.get("message", ""), *notes]))


def _marks(request: HttpRequest, pk: int, form: DecisionForm) -> list[dict[str, Any]]:
    """The passages that were pointed at, in the text they were pointed at in."""
    ranges = request.POST.getlist("mark")
    if not ranges or form.cleaned_data["outcome"] != Decision.Outcome.RETURN:
        return []
    post = find(request, pk)
    if post.version != form.cleaned_data["version"]:
        return []  # the decision is refused as stale
    notes = {one: request.POST.get(f"note:{one}", "") for one in ranges}
    return read_marks(ranges, notes, post.body_text)
