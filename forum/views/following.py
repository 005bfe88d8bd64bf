"""Following and muting, and the address in every mail that stops such mail."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from forum import actions
from forum.emails import read_stop_token
from forum.forms.following import FollowForm
from forum.models import Category, Tag, Topic


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow, mute or leave one topic, category or tag that the member may see."""
    person = request.user
    if not isinstance(person, User):
        return redirect_to_login(_next(request, reverse("home")))
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise BadRequest("No such thing to follow.")
    number, level = form.cleaned_data["id"], form.cleaned_data["level"]
    thing: Topic | Category | Tag
    if form.cleaned_data["what"] == "topic":
        topics = Topic.objects.visible_to(person).select_related("category")
        thing = topic = get_object_or_404(topics, pk=number)
        actions.follow(person, topic=topic, level=level)
    elif form.cleaned_data["what"] == "category":
        thing = category = get_object_or_404(Category.objects.visible_to(person), pk=number)
        actions.follow(person, category=category, level=level)
    else:
        thing = tag = get_object_or_404(Tag, pk=number)
        actions.follow(person, tag=tag, level=level)
    messages.success(request, _said(level, str(thing)))
    return redirect(_next(request, thing.get_absolute_url()))


@csrf_exempt  # the token in the address is the credential, and mail programs know no other
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a GET asks, a POST stops, signed in or not. A token not ours is 404."""
    asked = read_stop_token(token)
    if asked is None or not User.objects.filter(pk=asked.person).exists():
        raise Http404
    stopped = request.method == "POST"
    if stopped:
        actions.stop(asked)
    response = render(request, "forum/unsubscribe.html", {"asked": asked, "stopped": stopped})
    response["Referrer-Policy"] = "no-referrer"
    return response


def _next(request: HttpRequest, otherwise: str) -> str:
    """Where the form wants to lead, if that is a page of ours."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return there if ours and there.startswith("/") else otherwise


def _said(level: str, name: str) -> str:
    words = {
        "all": _("You follow “%(name)s”."),
        "topics": _("You hear of new discussions in “%(name)s”."),
        "muted": _("“%(name)s” is muted. You hear nothing of it."),
        "none": _("You no longer follow “%(name)s”."),
    }
    return words[level] % {"name": name}
