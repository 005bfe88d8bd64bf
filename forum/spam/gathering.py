"""Gathers the signals of one sending, for `forum.screening.spam.score`."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from forum.screening import links
from forum.screening.spam import Signals, promotions_in
from forum.spam import proof, repeats, stamps

if TYPE_CHECKING:
    from forum.forms import SendFields


def signals_of(request: HttpRequest, form: "SendFields") -> Signals:
    """What the valid `form` that came with `request` says about itself. Asks the cache, no table.

    Call it once for each real sending: it takes note of the text's digest and uses up the proof.
    """
    said = form.cleaned_data
    writing = form.writing
    key = str(said["submission_key"])
    is_guest = not request.user.is_authenticated
    title = str(said.get("title") or "")
    return Signals(
        is_guest=is_guest,
        honeypot_filled=bool(said.get("website")),
        seconds_to_fill=stamps.age_of(said.get("form_stamp") or ""),
        characters=len(writing.text),
        proof=proof.checked(said.get("proof") or "", form=key) if is_guest else "absent",
        links=links.read(writing.html, text=f"{title}\n{writing.text}", own=_own_hosts()),
        times_sent_before=repeats.times_sent_before(writing.text, form=key),
        promotions=promotions_in(f"{title}\n{writing.text}"),
    )


def _own_hosts() -> list[str]:
    host = urlsplit(settings.SITE_ADDRESS).hostname
    return [host] if host else []
