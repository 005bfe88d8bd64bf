"""A member as moderators see them, what is decided about one, and the page where they read it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from forum.models import Post
from moderation import actions
from moderation.forms import AcknowledgeForm, LiftForm, NoteForm, SanctionForm
from moderation.models import Decision, MemberNote, Sanction
from moderation.permissions import can_sanction, for_moderators, kinds_for, moderator_of

SHOWN = 20  # posts and decisions of one member


@require_safe
@for_moderators
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """Posts and outcomes, sanctions, notes; and the forms, where the moderator may use them."""
    return _member_page(request, _find(handle))


@for_moderators
def sanction(request: HttpRequest, handle: str) -> HttpResponse:
    """Warn, put on probation, suspend or ban; 409 where somebody decided meanwhile."""
    person = _find(handle)
    if request.method != "POST":
        return redirect("moderation:member", handle)
    moderator = moderator_of(request)
    if not can_sanction(moderator, person):
        raise PermissionDenied
    form = SanctionForm(request.POST)
    if not form.is_valid():
        return _member_page(request, person, sanction_form=form, status=422)
    said = form.cleaned_data
    try:
        made = actions.impose(
            person.pk,
            moderator=moderator,
            kind=said["kind"],
            reason=said["reason"],
            seen=said["seen"],
            days=said["days"],
            post=_post_of(request, said["post"]),
        )
    except actions.NotAllowed as refused:
        raise PermissionDenied from refused
    except actions.StaleRecord as stale:
        context = {"person": person, "latest": stale.latest, "typed": said["reason"]}
        return render(request, "moderation/member_moved_on.html", context, status=409)
    words = {"kind": made.get_kind_display(), "name": person.display_name}
    messages.success(request, _("%(kind)s on record. %(name)s gets a mail about it.") % words)
    return redirect("moderation:member", handle)


@for_moderators
def note(request: HttpRequest, handle: str) -> HttpResponse:
    """Keep a note that moderators alone read."""
    person = _find(handle)
    if request.method != "POST":
        return redirect("moderation:member", handle)
    moderator = moderator_of(request)
    if moderator.pk == person.pk:
        raise PermissionDenied
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _member_page(request, person, note_form=form, status=422)
    actions.note_member(person.pk, moderator=moderator, text=form.cleaned_data["text"])
    messages.success(request, _("The note is kept. Moderators alone see it."))
    return redirect("moderation:member", handle)


@require_http_methods(["GET", "HEAD", "POST"])
@for_moderators
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what is in force, with a reason that the member reads."""
    found = get_object_or_404(Sanction.objects.for_record().select_related("person"), pk=pk)
    moderator = moderator_of(request)
    if not can_sanction(moderator, found.person, found.kind):
        raise PermissionDenied
    if not found.is_in_force:
        return _no_longer(request, found, request.POST.get("reason", ""))
    form = LiftForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"sanction": found, "person": found.person, "form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "moderation/member_lift.html", context, status=status)
    try:
        actions.lift(found.pk, moderator=moderator, reason=form.cleaned_data["reason"])
    except actions.NotAllowed as refused:
        raise PermissionDenied from refused
    except actions.StaleRecord:
        found.refresh_from_db()
        return _no_longer(request, found, form.cleaned_data["reason"])
    messages.success(request, _("Lifted. The member gets a mail about it."))
    return redirect("moderation:member", found.person.handle)


# --- what the member reads -----------------------------------------------------------------------


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def warnings(request: HttpRequest) -> HttpResponse:
    """Why, until when and how to object; a warning is acknowledged here before the next post."""
    person = _reader(request)
    in_force = list(Sanction.objects.of(person).in_force())
    open_ones = [one.pk for one in in_force if one.kind == Sanction.Kind.WARNING]
    form = AcknowledgeForm(request.POST or None, warnings=open_ones)
    there = _next(request)
    if request.method == "POST" and form.is_valid():
        if actions.read_warnings(person, form.cleaned_data["warning"]):
            messages.success(request, _("Thank you. You can write again."))
            return redirect(there or "forum:topics")
        return redirect("moderation:warnings")
    refused = request.method == "POST" and bool(open_ones)
    context = {
        "in_force": in_force,
        "open_warnings": open_ones,
        "earlier": Sanction.objects.of(person).exclude(pk__in=[one.pk for one in in_force])[:SHOWN],
        "form": form if refused else None,
        "next": there,
    }
    return render(request, "moderation/warnings.html", context, status=422 if refused else 200)


# --- parts ---------------------------------------------------------------------------------------


def _find(handle: str) -> User:
    return get_object_or_404(User.objects.with_roles(), handle=handle)


def _reader(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _next(request: HttpRequest) -> str:
    """Where the reader came from, as long as that is on this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if allowed else ""


def _post_of(request: HttpRequest, number: object) -> Post | None:
    """The post that a sanction is about, as far as the moderator may see it."""
    if not isinstance(number, int):
        return None
    return Post.objects.visible_to(request.user).filter(pk=number).first()


def _asked_about(request: HttpRequest, person: User) -> Post | None:
    asked = request.GET.get("post") or request.POST.get("post") or ""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    posts = Post.objects.visible_to(request.user).written_by(person)
    return posts.select_related("topic__category").filter(pk=int(asked)).first()


def _no_longer(request: HttpRequest, found: Sanction, typed: str = "") -> HttpResponse:
    context = {"person": found.person, "latest": found, "typed": typed, "was_lift": True}
    return render(request, "moderation/member_moved_on.html", context, status=409)


def _member_page(
    request: HttpRequest,
    person: User,
    *,
    sanction_form: SanctionForm | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    moderator = moderator_of(request)
    is_own = moderator.pk == person.pk
    record = list(Sanction.objects.of(person).for_record())
    about = _asked_about(request, person)
    seen = record[0].pk if record else 0
    sanction_form = sanction_form or SanctionForm(
        initial={"seen": seen, "post": about.pk if about else None}
    )
    kinds = kinds_for(moderator, person)
    sanction_form.offer(kinds)
    posts = Post.objects.visible_to(moderator).written_by(person)
    context: dict[str, Any] = {
        "person": person,
        "is_own": is_own,
        "about": about,
        "record": [(one, one.kind in kinds and one.is_in_force) for one in record],
        "notes": [] if is_own else MemberNote.objects.about(person),
        "posts": posts.for_list().order_by("-written_at")[:SHOWN],
        "states": [
            (Post.State(state).label, number) for state, number in sorted(posts.by_state().items())
        ],
        "decisions": Decision.objects.on_posts_of(person, moderator)[:SHOWN],
        "may_sanction": bool(kinds),
        "sanction_form": sanction_form,
        "note_form": note_form or NoteForm(),
    }
    return render(request, "moderation/member.html", context, status=status)
