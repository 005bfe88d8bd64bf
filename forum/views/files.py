"""Images in posts: sent by the composer or by a form, and shown as far as their post is."""

import logging
from datetime import timedelta
from html import escape
from threading import BoundedSemaphore

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import condition, require_POST, require_safe

from accounts.models import User
from forum import actions, fetching, images, limits
from forum.models import Post, Upload

AROUND_FILE = 20_000  # bytes that a form's borders and other fields may take
# Fetching holds a thread of the web process: two at once leave the others for readers.
_fetches = BoundedSemaphore(2)
logger = logging.getLogger(__name__)


@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """One image, to whoever may see its post's text; 404 to everybody else. One query."""
    uploads = Upload.objects.visible_to(request.user).with_post()
    upload = get_object_or_404(uploads, token=token)

    @condition(etag_func=lambda request: f'"{upload.token}"')
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(_content(upload), content_type=upload.content_type)

    response = answer(request)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="image.{images.EXTENSION}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if upload.is_public:
        # Not for ever: what a moderator removes must leave the caches as well.
        patch_cache_control(
            response, public=True, max_age=settings.UPLOAD_CACHE_SECONDS, immutable=True
        )
    else:
        response["Cache-Control"] = "private, no-store"
    return response


def _content(upload: Upload) -> bytes:
    try:
        with upload.file.open("rb") as stored:
            return bytes(stored.read())
    except FileNotFoundError as missing:
        logger.exception("The file of an image is missing")
        raise Http404 from missing


@csrf_exempt  # `_take` asks for the token; here the size is refused before anything is read
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one image from the composer: 201 with its address, or why not."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": _sign_in_first()}, status=403)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > settings.UPLOAD_MAX_BYTES + AROUND_FILE:
        return JsonResponse({"error": str(images.too_large())}, status=422)
    return _take(request)


@csrf_protect
def _take(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101 - `upload` has looked
    try:
        stored = _store(request) or _store_from_address(request, request.user)
    except limits.TooMany as limit:
        answer = JsonResponse({"error": _wait_sentence(limit.wait)}, status=429)
        answer["Retry-After"] = str(int(limit.wait.total_seconds()) + 1)
        return answer
    except images.Busy:
        answer = JsonResponse({"error": _busy()}, status=429)
        answer["Retry-After"] = str(2 * images.TURN_SECONDS)
        return answer
    except images.Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    except actions.CannotStore:
        return JsonResponse({"error": _no_room()}, status=507)
    if stored is None:
        return JsonResponse({"error": _("Choose an image first.")}, status=422)
    url = stored.get_absolute_url()
    return JsonResponse({"url": url, "width": stored.width, "height": stored.height}, status=201)


def take_image(request: HttpRequest) -> str:
    """Store the image a form sent and put it at the end of the text; says why not, else "".

    For browsers without scripts. The image is in the request's text by then, so a form that
    comes back for another reason still has it.
    """
    if request.method != "POST":
        return ""
    try:
        stored = _store(request)
    except limits.TooMany as limit:
        return _wait_sentence(limit.wait)
    except images.Busy:
        return _busy()
    except images.Refused as refusal:
        return str(refusal)
    except actions.CannotStore:
        return _no_room()
    if stored is not None:
        typed: QueryDict = request.POST.copy()
        typed["body"] = _with_image(typed, stored)
        if (sent := request.FILES.get(images.FIELD)) and sent.name:
            typed.appendlist("image_name", sent.name)
        request.POST = typed  # type: ignore[assignment]
    return ""


def _with_image(typed: QueryDict, stored: Upload) -> str:
    """The text that was typed with an image at its end, in the format it was typed in."""
    described = " ".join(typed.get("image_alt", "").split())[: settings.ALT_MAX]
    before = typed.get("body", "").rstrip()
    here = stored.get_absolute_url()
    if typed.get("body_format") == Post.Format.HTML:
        size = f'width="{stored.width}" height="{stored.height}"'
        return f'{before}<p><img src="{here}" alt="{escape(described)}" {size}></p>'
    plain = described.translate(str.maketrans("[]", "()"))
    return f"{before}\n\n![{plain}]({here})".strip()


def refuse_image(form: forms.Form, sentence: str) -> None:
    """Let `form` say why its image was not taken; everything else stays as typed."""
    if sentence and form.errors is not None:
        form.add_error("body", sentence)


def _store(request: HttpRequest) -> Upload | None:
    """The request's image, stored; None where it has none."""
    sent = request.FILES.get(images.FIELD)
    if sent is None and not _was_too_large(request):
        return None
    if not isinstance(request.user, User):
        raise images.Refused(_sign_in_first())
    if sent is None:
        raise images.too_large()
    return actions.store_image(request.user, sent.read())


def _store_from_address(request: HttpRequest, owner: User) -> Upload | None:
    """The image at the address that a script asks for, fetched by us and never by readers."""
    address = request.POST.get("address", "").strip()
    if not address:
        return None
    actions.check_image(owner)
    if not _fetches.acquire(blocking=False):
        raise images.Busy
    try:
        found = fetching.fetch(
            address, limit_bytes=settings.UPLOAD_MAX_BYTES, accept=images.CONTENT_TYPES
        )
    except fetching.NotFetched as reason:
        if reason.reason == "size":
            raise images.too_large() from reason
        raise images.Refused(
            _("We could not get an image from this address. Save it and add the file instead.")
        ) from reason
    finally:
        _fetches.release()
    return actions.store_image(owner, found.body)


def _was_too_large(request: HttpRequest) -> bool:
    return any(getattr(handler, "too_large", False) for handler in request.upload_handlers)


def _sign_in_first() -> str:
    return _("Sign in to add images. Your text is kept.")


def _busy() -> str:
    return _("Other images are being prepared. Please try again in a moment; your text is kept.")


def _no_room() -> str:
    return _(
        "We cannot store images at the moment. Your text is kept; send it without the image, or "
        "try again later."
    )


def _wait_sentence(wait: timedelta) -> str:
    minutes = int(wait.total_seconds()) // 60 + 1
    return ngettext(
        "You have added many images. Please wait %(n)s minute before the next one.",
        "You have added many images. Please wait %(n)s minutes before the next one.",
        minutes,
    ) % {"n": minutes}
