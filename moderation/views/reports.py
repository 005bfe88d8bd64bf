"""Reports: a reader's page to send one, and the desk's page to answer all of a post."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.network import client_address
from forum.limits import TooMany
from forum.models import Post
from forum.permissions import can_report, may_write
from forum.reading import entries_around
from forum.wait import in_minutes, usual_wait_in_words
from moderation import actions
from moderation.forms import ReportForm, ReportsForm
from moderation.models import Decision, Report
from moderation.permissions import can_decide, can_sanction, for_moderators, moderator_of
from moderation.views.desk import desk, to_next

# --- readers ------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask moderators to look at a post; visitors may, as often as their network allows."""
    post = _readable(request, pk)
    if can_decide(request.user, post):
        # Who may decide need not ask.
        return redirect("moderation:reported", post.pk)
    if not can_report(request.user, post):
        return _not_theirs(request, post)
    if request.method != "POST":
        form = ReportForm(initial={"version": post.version})
        return _report_page(request, post, form)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _report_page(request, post, form, status=422)
    try:
        filed = actions.report(
            post.pk,
            reporter=request.user if isinstance(request.user, User) else None,
            address=client_address(request),
            version=form.cleaned_data["version"],
            why=form.cleaned_data["why"],
            note=form.cleaned_data["note"],
        )
    except Post.DoesNotExist as gone:
        raise Http404 from gone
    except actions.NotYours:
        return _not_theirs(request, post)
    except TooMany as limit:
        page = _report_page(request, post, form, status=429, wait=in_minutes(limit.wait))
        page["Retry-After"] = str(int(limit.wait.total_seconds()) + 1)
        return page
    context = {"post": post, "filed": filed, "usual_wait": usual_wait_in_words()}
    return render(request, "moderation/report_thanks.html", context)


def _readable(request: HttpRequest, pk: int) -> Post:
    """The post as readers see it; moderators may follow the link to a removed one as well."""
    posts = Post.objects.visible_to(request.user).select_related(
        "topic__category", "author", "peer"
    )
    post = get_object_or_404(posts, pk=pk)
    if not ((post.is_published and post.topic.is_public) or can_decide(request.user, post)):
        raise Http404
    return post


def _report_page(
    request: HttpRequest, post: Post, form: ReportForm, status: int = 200, wait: str = ""
) -> HttpResponse:
    context = {"post": post, "form": form, "wait": wait, "usual_wait": usual_wait_in_words()}
    if isinstance(request.user, User):
        context["earlier"] = Report.objects.open().on(post).of(request.user).first()
    return render(request, "moderation/report.html", context, status=status)


def _not_theirs(request: HttpRequest, post: Post) -> HttpResponse:
    """403: why this reader cannot report the post, and what they typed."""
    context = {
        "post": post,
        "silenced": not may_write(request.user),
        "typed": request.POST.get("note", ""),
    }
    return render(request, "moderation/report_refused.html", context, status=403)


# --- the desk -----------------------------------------------------------------------------------


@require_safe
@for_moderators
def reported(request: HttpRequest, pk: int) -> HttpResponse:
    """A reported post in its conversation, with who reported it and why."""
    post = _find(request, pk)
    form = ReportsForm(initial={"version": post.version, "seen": _numbers(post)})
    return _reported_page(request, post, form)


@for_moderators
def decide_reports(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer every report that waits; 409 where others came, or somebody was faster."""
    if request.method != "POST":
        return redirect("moderation:reported", pk)
    form = ReportsForm(request.POST)
    if not form.is_valid():
        post = _find(request, pk)
        if not can_decide(request.user, post):
            raise PermissionDenied
        if not post.open_reports:
            typed = request.POST.get("message", "")
            return _moved_on(request, post, Decision.objects.on(post).last(), typed)
        return _reported_page(request, post, form, status=422)
    typed = form.cleaned_data["message"]
    try:
        decision = actions.judge_reports(
            pk,
            moderator=moderator_of(request),
            version=form.cleaned_data["version"],
            seen=form.cleaned_data["seen"],
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            message=typed,
        )
    except Post.DoesNotExist as missing:
        raise Http404 from missing
    except actions.NotYours as own:
        raise PermissionDenied from own
    except actions.StaleReports as stale:
        return _moved_on(request, stale.post, stale.decision, typed)
    messages.success(request, _("Reports answered: %s.") % decision.get_outcome_display())
    return to_next(request)


def _find(request: HttpRequest, pk: int) -> Post:
    posts = Post.objects.moderated_by(request.user).select_related(
        "topic__category", "author", "receipt", "peer"
    )
    return get_object_or_404(posts, pk=pk)


def _moved_on(
    request: HttpRequest, post: Post, decision: Decision | None, typed: str
) -> HttpResponse:
    """What happened meanwhile, who decided, and the words the moderator had typed."""
    context = {"post": post, "decision": decision, "typed": typed}
    return render(request, "moderation/reported_moved_on.html", context, status=409)


def _numbers(post: Post) -> str:
    return ",".join(map(str, Report.objects.open().filter(post=post).numbers()))


def _reported_page(
    request: HttpRequest, post: Post, form: ReportsForm, status: int = 200
) -> HttpResponse:
    reports = list(Report.objects.on(post))
    waiting = [one for one in reports if one.closed_at is None]
    moderator = moderator_of(request)
    context: dict[str, Any] = {
        **desk(request, post if waiting else None),
        "post": post,
        "form": form,
        "waiting": waiting,
        "newer": [one for one in waiting if one.version < post.version],
        # One that its sender replaced by another was answered by nobody.
        "answered": [one for one in reports if one.decision_id],
        "is_hidden_by_rule": post.state == Post.State.HIDDEN and bool(waiting),
        "conversation": entries_around(post),
        "moves": post.moves.told(),
        "decisions": Decision.objects.on(post),
        "can_decide": can_decide(request.user, post),
        "may_warn": post.author is not None and can_sanction(moderator, post.author),
    }
    return render(request, "moderation/reported.html", context, status=status)
