"""Sending a reply, a new topic, or a new version of a text that waits."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.network import client_address
from forum import actions, limits, permissions
from forum.forms import SendFields, reply_form, topic_form
from forum.models import Post, Tag, Topic
from forum.quoting import quotation
from forum.reading import slow_mode
from forum.similar import similar_to_title
from forum.spam import signals_of
from forum.views.checking import changes_made, take_changes, wants_changes
from forum.views.composing import as_readers_see_it
from forum.views.drafts import draft_of, sent_draft
from forum.views.files import refuse_image, take_image
from forum.views.silenced import silenced
from forum.views.topic import find_topic
from forum.wait import in_minutes, usual_wait_in_words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, category: str, pk: int, slug: str) -> HttpResponse:
    """The reply form as a page, and its destination."""
    refusal = take_image(request)
    take_changes(request, reply_form)
    is_sent = request.method == "POST" and not _wants_it_back(request)
    form = reply_form(request.user, request.POST if is_sent else None, _typed(request, pk))
    refuse_image(form, refusal)
    if not form.is_valid():
        topic = find_topic(request, pk)
        if not permissions.can_reply(request.user, topic):
            return _closed(request, topic)
        return _reply_page(request, topic, form, status=422 if is_sent else 200)
    sender = _sender(request, form)
    try:
        sent = actions.submit_reply(
            topic_id=pk,
            sender=sender,
            writing=form.writing,
            submission_key=form.cleaned_data["submission_key"],
            reply_to=_answered(request, pk),
            category=category,
            wants_to_follow=form.cleaned_data.get("follow", False),
            anonymous=form.cleaned_data.get("anonymous", False),
            reading=form.reading,
            signals=signals_of(request, form),
            draft=sent_draft(request),
        )
    except actions.NotOffered:
        form.refuse_anonymous()
        return _reply_page(request, find_topic(request, pk), form, status=422)
    except actions.Elsewhere:
        return _repeated(form, sender) or _elsewhere(request, find_topic(request, pk), form)
    except (actions.NotOpen, Topic.DoesNotExist):
        topic = find_topic(request, pk)
        if topic.pk != pk and permissions.can_reply(request.user, topic):
            return _repeated(form, sender) or _elsewhere(request, topic, form)
        return _repeated(form, sender) or _closed(request, topic)
    except limits.TooMany as limit:
        page = _reply_page(request, find_topic(request, pk), form, status=429, wait=limit.wait)
        return _repeated(form, sender) or _wait_page(page, limit.wait)
    except actions.KeyTaken:
        form = _with_new_key(reply_form, request)
        return _reply_page(request, find_topic(request, pk), form, status=422)
    return _sent(request, sent)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_topic(request: HttpRequest) -> HttpResponse:
    """The new-topic form and its destination."""
    if not permissions.may_write(request.user):
        return silenced(request)
    refusal = take_image(request)
    take_changes(request, topic_form)
    if request.method != "POST" or _wants_it_back(request):
        return _topic_page(request, topic_form(request.user, initial=_typed(request)))
    form = topic_form(request.user, request.POST)
    refuse_image(form, refusal)
    if not form.is_valid():
        return _topic_page(request, form, status=422)
    sender = _sender(request, form)
    try:
        sent = actions.submit_topic(
            category=form.cleaned_data["category"],
            title=form.cleaned_data["title"],
            kind=form.cleaned_data["kind"],
            tags=form.cleaned_data["tags"],
            sender=sender,
            writing=form.writing,
            submission_key=form.cleaned_data["submission_key"],
            details=form.said_in_fields(),
            follow_up_on=form.cleaned_data["follow_up_on"],
            wants_to_follow=form.cleaned_data.get("follow", False),
            anonymous=form.cleaned_data.get("anonymous", False),
            reading=form.reading,
            signals=signals_of(request, form),
            draft=sent_draft(request),
        )
    except actions.NotOffered:
        form.refuse_anonymous()
        return _topic_page(request, form, status=422)
    except actions.NotOpen:
        form.add_error("category", form.fields["category"].error_messages["invalid_choice"])
        return _topic_page(request, form, status=422)
    except limits.TooMany as limit:
        page = _topic_page(request, form, status=429, wait=limit.wait)
        return _repeated(form, sender) or _wait_page(page, limit.wait)
    except actions.KeyTaken:
        return _topic_page(request, _with_new_key(topic_form, request), status=422)
    return _sent(request, sent)


# --- parts -------------------------------------------------------------------------------------


def _sender(request: HttpRequest, form: SendFields) -> User | actions.Guest:
    if isinstance(request.user, User):
        return request.user
    return actions.Guest(
        name=form.cleaned_data["guest_name"],
        says=form.cleaned_data["guest_says"],
        email=form.cleaned_data["guest_email"].lower(),
        address=client_address(request),
        browser=request.headers.get("User-Agent", ""),
    )


def _with_new_key(make: Callable[..., SendFields], request: HttpRequest) -> SendFields:
    """The form as it was typed, with a key of its own."""
    typed = request.POST.copy()
    typed["submission_key"] = str(uuid.uuid4())
    form = make(request.user, typed)
    form.add_error(None, _("This form was used before. Please send it once more."))
    return form


def _wants_it_back(request: HttpRequest) -> bool:
    """Whether the form was only sent to be shown again: looked at, changed or answering nobody."""
    returning = ("preview", "answer_nobody")
    return any(button in request.POST for button in returning) or wants_changes(request)


def _typed(request: HttpRequest, topic_id: int | None = None) -> dict[str, Any]:
    """What an unsent form begins with: what was typed so far, else what its address asks for."""
    if request.method == "POST":
        ticked = {name: name in request.POST for name in ("follow", "anonymous")}
        return {**request.POST.dict(), **ticked}
    if topic_id is None:
        asked = {name: request.GET.get(name) for name in ("category", "kind")}
        asked_for = {name: value for name, value in asked.items() if value}
        return {**draft_of(request.user, "new"), **asked_for}
    quoted = _post_of(request, topic_id, request.GET.get("quote", ""))
    if quoted:
        return {"body": quotation(quoted)}
    return draft_of(request.user, f"topic:{topic_id}")


def _preview(request: HttpRequest) -> dict[str, Any]:
    """What the page says above a form that came back to be looked at."""
    if wants_changes(request):
        return changes_made(request)
    if "preview" not in request.POST:
        return {}
    if not request.user.is_authenticated:
        try:
            limits.check_preview(client_address(request))
        except limits.TooMany:
            return {"too_many": True}
    return as_readers_see_it(request)


def _answered(request: HttpRequest, topic_id: int) -> Post | None:
    """The published post of this topic that the reply names as the one it answers, if any."""
    if "answer_nobody" in request.POST:
        return None
    asked = request.POST.get("reply_to") or request.GET.get("to") or ""
    return _post_of(request, topic_id, asked)


def _post_of(request: HttpRequest, topic_id: int, asked: str) -> Post | None:
    """The published post of this topic with the number `asked`, if the reader may see it."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    posts = Post.objects.published().visible_to(request.user).select_related("author")
    return posts.filter(topic=topic_id, pk=int(asked)).first()


def _repeated(form: SendFields, sender: User | actions.Guest) -> HttpResponse | None:
    """The answer to a form that had been sent before, whatever stands in its way by now."""
    key = form.cleaned_data["submission_key"]
    try:
        earlier = actions.earlier_submission(key, sender=sender, writing=form.writing)
    except actions.KeyTaken:
        return None
    if earlier is None:
        return None
    return redirect(earlier.receipt or earlier.post)


def _wait_page(page: HttpResponse, wait: timedelta) -> HttpResponse:
    page["Retry-After"] = str(int(wait.total_seconds()) + 1)
    return page


def _reply_page(
    request: HttpRequest,
    topic: Topic,
    form: SendFields,
    status: int = 200,
    wait: timedelta | None = None,
) -> HttpResponse:
    if "anonymous" not in form.initial:
        # Whoever wrote here without their name does not give it away by forgetting to.
        form.initial["anonymous"] = bool(getattr(topic, "my_label", ""))
    context = {
        "topic": topic,
        "form": form,
        "answered": _answered(request, topic.pk),
        "slow": slow_mode(topic, request.user),
        "usual_wait": usual_wait_in_words(),
        "wait": in_minutes(wait) if wait else "",
        **_preview(request),
    }
    return render(request, "forum/reply.html", context, status=status)


def _topic_page(
    request: HttpRequest, form: SendFields, status: int = 200, wait: timedelta | None = None
) -> HttpResponse:
    title = str(form["title"].value() or "")
    context = {
        "form": form,
        "usual_wait": usual_wait_in_words(),
        "wait": in_minutes(wait) if wait else "",
        "all_tags": Tag.objects.in_order(),
        "title": title.strip(),
        "similar": similar_to_title(title[: settings.TITLE_MAX], request.user),
        **_preview(request),
    }
    return render(request, "forum/new_topic.html", context, status=status)


def _closed(request: HttpRequest, topic: Topic) -> HttpResponse:
    """403 in our look: why no reply is taken, and what was typed, to keep."""
    if request.method == "POST" or topic.is_public:
        context = {"topic": topic, "typed": request.POST.get("body", "")}
        return render(request, "forum/closed.html", context, status=403)
    raise Http404


def _elsewhere(request: HttpRequest, topic: Topic, form: SendFields) -> HttpResponse:
    """409: the discussion went on elsewhere, maybe before other readers; sent again if wanted."""
    words = _(
        "This discussion moved while you wrote. It is now “%(title)s” in “%(category)s”; readers"
        " there: %(who)s. Send your reply again if it should go there."
    )
    category = topic.category
    there = {"category": category.name, "who": category.get_visibility_display()}
    form.add_error(None, words % {"title": topic.title, **there})
    return _reply_page(request, topic, form, status=409)


def _sent(request: HttpRequest, sent: actions.Submission) -> HttpResponse:
    """Lead to what was sent: a guest to the receipt, a member to the post in its place."""
    if sent.receipt:
        return redirect(sent.receipt)
    if sent.post.is_urgent:
        messages.warning(
            request,
            _(
                "If you or somebody near you needs help now: call 911, call or text 988, or call "
                "1-800-662-4357. What you wrote is kept."
            ),
        )
    if sent.post.is_published:
        return redirect(sent.post)
    messages.success(
        request,
        _("Thank you, we have your post. A moderator reads it, usually %(wait)s.")
        % {"wait": usual_wait_in_words()},
    )
    return redirect(f"{sent.post.topic.get_absolute_url()}?page=last#post-{sent.post.pk}")
