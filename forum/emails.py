"""The mail about a notice, and the signed address that stops such mail."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.emails import Letter, letter
from accounts.models import User
from forum.models import NoticeKind, Post
from forum.recipients import Cause

# Stands for the recipient's own token in a letter that is written once for all of them.
ANYBODY = "token-of-the-recipient"
_signer = Signer(salt="forum.stop", sep="~")


@dataclass(frozen=True)
class Stop:
    """What an address in a mail stops: mail of one kind, or following one thing."""

    person: int
    what: str
    number: int = 0


def notice_letter(post: Post, cause: Cause, *, actor: User | None = None) -> Letter:
    """The letter to everybody who hears of `post` for the same cause; see `addressed_to`.

    Holds none of the post's text: it may be changed or removed while the mail lies around.
    """
    topic = post.topic
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    stop = settings.SITE_ADDRESS + reverse("forum:stop", args=[ANYBODY])
    written = letter(
        "forum/email/notice",
        {
            "kind": cause.kind,
            "followed": cause.what,
            "name": _name(cause, actor, post),
            "topic": topic,
            "opens_topic": post.opens_topic,
            "tag": _tag_name(post, cause),
            "address": settings.SITE_ADDRESS + _address(cause, post),
            "stop_address": stop,
            "settings_address": settings.SITE_ADDRESS + reverse("forum:notice_settings"),
        },
    )
    thread = f"<topic-{topic.pk}@{host}>"
    headers = {
        "In-Reply-To": thread,
        "References": thread,
        "List-Id": f"<{topic.category.slug}.{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return replace(written, headers=headers)


def addressed_to(person: int, cause: Cause, written: Letter) -> Letter:
    """The letter with this person's own address to stop it; far cheaper than writing anew."""
    token = stop_token(person, cause)
    headers = {name: value.replace(ANYBODY, token) for name, value in written.headers.items()}
    return Letter(
        subject=written.subject,
        text=written.text.replace(ANYBODY, token),
        html=written.html.replace(ANYBODY, token),
        headers=headers,
    )


def stop_token(person: int, cause: Cause) -> str:
    """Names the person and what is stopped; nobody can make one for another."""
    thing = f"{cause.what}-{cause.number}" if cause.what else cause.kind
    return _signer.sign(f"{person}.{thing}")


def read_stop_token(token: str) -> Stop | None:
    """What `token` stops, or None where it is not one of ours."""
    try:
        person, thing = _signer.unsign(token).split(".", 1)
    except BadSignature:
        return None
    what, _dash, number = thing.partition("-")
    if what not in NoticeKind.values and what not in ("topic", "category", "tag"):
        return None  # a kind from before an update
    return Stop(int(person), what, int(number or 0))


def _name(cause: Cause, actor: User | None, post: Post) -> str:
    """Whose doing it was. Nobody but the asker of an anonymous question accepts without a name."""
    person = actor or (None if cause.kind == NoticeKind.ACCEPTED else post.author)
    if person is None:
        return post.topic.author_name if cause.kind == NoticeKind.ACCEPTED else post.author_name
    return ", ".join(part for part in (person.display_name, person.credentials) if part)


def _address(cause: Cause, post: Post) -> str:
    """Where the letter leads: the post, or the form that answers a request to be quoted."""
    if cause.kind == NoticeKind.CONSENT:
        return reverse("forum:consent_of_post", args=[post.pk])
    return post.get_absolute_url()


def _tag_name(post: Post, cause: Cause) -> str:
    if cause.kind != NoticeKind.FOLLOWED or cause.what != "tag":
        return ""
    return str(post.topic.tags.get(pk=cause.number))
