"""One press on a post: a reaction, an accepted answer, a recommendation."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from forum import actions
from forum.models import Post, Reaction

Pressed = Callable[[HttpRequest, int, User], HttpResponse]


def press(view: Pressed) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view of one button under a post, for members: POST only, anything else leads to the post.

    A visitor is asked to sign in, as long as they may see the post. 404 for a post that readers
    do not see, 403 for one that is not the member's to judge.
    """

    @wraps(view)
    def checked(request: HttpRequest, pk: int) -> HttpResponse:
        address = reverse("forum:post", args=[pk])
        if request.method != "POST":
            return redirect(address)
        person = request.user
        if not isinstance(person, User):
            get_object_or_404(Post.objects.listed_for(AnonymousUser()), pk=pk)
            return redirect_to_login(address)
        try:
            return view(request, pk, person)
        except Post.DoesNotExist as unseen:
            raise Http404 from unseen
        except actions.NotYours as refused:
            raise PermissionDenied from refused

    return checked


@press
def react(request: HttpRequest, pk: int, person: User) -> HttpResponse:
    """Put or take back one reaction; scripts get the buttons anew, others the post."""
    kind = request.POST.get("kind")
    if kind not in Reaction.Kind.values:
        raise BadRequest("No such reaction.")
    post = actions.react(pk, person=person, kind=kind, on=wish(request))
    if not by_script(request):
        return redirect(post)
    return part(request, "forum/_react.html", post, person)


@press
def accept(request: HttpRequest, pk: int, person: User) -> HttpResponse:
    """Mark a reply as an accepted answer, or take that back."""
    post = actions.accept(pk, actor=person, on=wish(request))
    if post.accepted_at:
        messages.success(request, _("Marked as an accepted answer."))
    else:
        messages.success(request, _("No longer marked as an accepted answer."))
    return redirect(post)


@press
def recommend(request: HttpRequest, pk: int, person: User) -> HttpResponse:
    """Put a reply among the recommended ones of its topic, or take that back."""
    post = actions.recommend(pk, moderator=person, on=wish(request))
    if post.recommended_at:
        messages.success(request, _("Recommended on top of the discussion."))
    else:
        messages.success(request, _("No longer recommended by a moderator."))
    return redirect(post)


def wish(request: HttpRequest) -> bool | None:
    """`on=1` or `on=0`, in the form or the button's address; None turns over what is there."""
    asked = request.POST.get("on") or request.GET.get("on")
    return {"1": True, "0": False}.get(asked or "")


def part(request: HttpRequest, template: str, post: Post, person: User) -> HttpResponse:
    """The piece under `post` that the press changed, as it looks to `person` now."""
    fresh = Post.objects.for_reader(person).get(pk=post.pk)
    return render(request, template, {"post": fresh, "here": fresh.get_absolute_url()})


def by_script(request: HttpRequest) -> bool:
    """Whether a script asks for the changed part of the page only."""
    return request.headers.get("X-Requested-With") == "fetch"
