"""A member's drafts: kept while writing, listed, continued, discarded."""

import json
import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.models.user import Reader
from forum import actions
from forum.models import Draft, Post
from forum.reading.drafts import drafts_of

# Fields of our forms that are no text of the writer's.
NOT_TYPED = (
    *("csrfmiddlewaretoken", "submission_key", "target", "version", "draft", "next"),
    *("edit_version", "body", "body_format", "fields", "image", "image_alt"),
)

# A NUL and half of a surrogate pair: no database takes them.
NOT_STORABLE = re.compile(r"[\0\ud800-\udfff]")


@never_cache
@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Everything the member began and did not send."""
    return render(request, "forum/drafts.html", {"drafts": drafts_of(request.user)})


@never_cache
@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """The text of `?target=` for the composer: 204 where there is none."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": _sign_in_first()}, status=403)
    kept = kept_draft(request.user, _target(request.GET))
    return JsonResponse(kept.as_json()) if kept else HttpResponse(status=204)


@never_cache
@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Keep a text. 409 with the newer one where another tab was faster; nothing is lost.

    Takes a form or JSON. Scripts get JSON, a browser without them a page.
    """
    if not isinstance(request.user, User):
        return _refusal(request, _sign_in_first(), status=403)
    try:
        given = _given(request)
    except ValueError as problem:
        return _refusal(request, str(problem), status=422)
    try:
        kept = actions.save_draft(request.user, **given)
    except actions.NoSuchTarget:
        return _refusal(request, _("There is nothing here to write to any more."), status=404)
    except actions.Overtaken as newer:
        return _conflict(request, given, newer.draft)
    if _wants_json(request):
        return JsonResponse({"version": kept.version if kept else 0})
    messages.success(request, _("Draft saved."))
    return redirect("forum:drafts")


@never_cache
@login_required
@require_POST
def discard_draft(request: HttpRequest) -> HttpResponse:
    """Erase a draft and say so, with a button that puts it back."""
    gone = actions.discard_draft(request.user, _target(request.POST))
    if _wants_json(request):
        return JsonResponse({"version": 0})
    back_to = request.GET.get("next", "")
    if back_to and url_has_allowed_host_and_scheme(back_to, {request.get_host()}):
        return redirect(back_to)
    context = {"drafts": drafts_of(request.user), "discarded": gone}
    return render(request, "forum/drafts.html", context)


def kept_draft(reader: Reader, target: str) -> Draft | None:
    return Draft.objects.of(reader).for_target(target).first()


def draft_of(reader: Reader, target: str) -> dict[str, Any]:
    """What an empty form begins with: the fields of the reader's draft, if there is one."""
    return initial_of(kept_draft(reader, target))


def initial_of(kept: Draft | None) -> dict[str, Any]:
    """What a form that continues `kept` begins with."""
    if kept is None:
        return {"draft": 0}
    return {
        **{name: value for name, value in kept.fields.items() if name not in NOT_TYPED},
        "body": kept.body,
        "body_format": kept.body_format,
        "draft": kept.version,
    }


def sent_draft(request: HttpRequest) -> int | None:
    """The version of the draft that a form says it sends; None where it names none."""
    named = request.POST.get("draft", "")
    return (int(named) or None) if named.isascii() and named.isdigit() and len(named) < 9 else None


# --- parts -------------------------------------------------------------------------------------


def _given(request: HttpRequest) -> dict[str, Any]:
    """The arguments of `actions.save_draft`; ValueError with a sentence for the writer."""
    nonsense = ValueError(_("This draft could not be read. Your text is still on your screen."))
    try:
        sent = _sent(request)
        fields = dict(sent.get("fields") or {})
        given = {
            "target": sent["target"],
            "seen": int(sent.get("version") or 0),
            "body": sent.get("body") or "",
            "body_format": sent.get("body_format") or Post.Format.TEXT.value,
            "fields": {name: value for name, value in fields.items() if name not in NOT_TYPED},
        }
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as problem:
        raise nonsense from problem
    texts = [given["target"], given["body"], given["body_format"], *fields, *fields.values()]
    if not all(isinstance(text, str) and not NOT_STORABLE.search(text) for text in texts):
        raise nonsense
    if given["body_format"] not in Post.Format.values or not 0 <= given["seen"] < 10**9:
        raise nonsense
    too_long = len(given["body"]) > settings.BODY_MAX
    if too_long or len(json.dumps(fields)) > settings.DRAFT_FIELDS_MAX:
        raise ValueError(_("This text is too long to be saved as a draft. Please shorten it."))
    return given


def _target(sent: QueryDict) -> str:
    return sent.get("target", "").replace("\0", "")[:40]


def _sent(request: HttpRequest) -> dict[str, Any]:
    """A JSON body, or a form: its other fields as JSON in `fields`, or simply beside the text."""
    if request.content_type == "application/json":
        return dict(json.loads(request.body))
    sent: dict[str, Any] = request.POST.dict()
    if "fields" in sent:
        return {**sent, "fields": json.loads(sent["fields"])}
    return {**sent, "fields": {name: sent[name] for name in sent if name not in NOT_TYPED}}


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _sign_in_first() -> str:
    return _("Sign in to keep drafts here. Until then your text is kept on your device.")


def _refusal(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": sentence}, status=status)
    context = {"drafts": drafts_of(request.user), "problem": sentence}
    context["typed"] = request.POST.get("body", "")
    return render(request, "forum/drafts.html", context, status=status)


def _conflict(request: HttpRequest, given: dict[str, Any], newer: Draft) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(newer.as_json(), status=409)
    mine = Draft(
        target=given["target"],
        version=newer.version,
        body=given["body"],
        body_format=given["body_format"],
        fields=given["fields"],
    )
    context = {"drafts": drafts_of(request.user), "mine": mine, "newer": newer}
    return render(request, "forum/drafts.html", context, status=409)
