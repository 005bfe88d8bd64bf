"""A moderator opens the name behind a label: with a reason, on record, told to a second one."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import owe_mail
from accounts.models import User
from forum.models import Post
from forum.permissions import can_decide, moderates
from moderation.actions.refusals import NotYours
from moderation.models import Opening


class NobodyThere(Exception):
    """The post was never anonymous, or the account behind its label was deleted."""


@dataclass(frozen=True)
class Opened:
    """Whose name it is, shown once and stored nowhere, beside the row that says it happened."""

    opening: Opening
    person: User


@transaction.atomic
def open_name(post_id: int, *, moderator: User, reason: str) -> Opened:
    """Write down that `moderator` looks at who wrote a post and why, tell another, and say who.

    Raises Post.DoesNotExist where they may not see it, NotYours where they may not decide on it,
    NobodyThere where there is no name to open. Nothing is written then.
    """
    posts = Post.objects.moderated_by(moderator).select_related("topic__category", "peer__person")
    post = posts.locked(post_id)
    if not can_decide(moderator, post):
        raise NotYours
    person = post.peer.person if post.peer else None
    if person is None:
        raise NobodyThere
    opening = Opening.objects.create(
        post=post,
        moderator=moderator,
        reason=_without_names(reason, person),
        told=_second(post, besides={moderator.pk, person.pk}),
    )
    if opening.told:
        owe_mail(
            "name opened",
            to=opening.told.email,
            key=f"opening {opening.pk}",
            template="moderation/email/opening",
            context={
                "opening": opening,
                "topic": post.topic,
                "address": settings.SITE_ADDRESS + reverse("moderation:queue"),
            },
        )
    return Opened(opening, person)


@transaction.atomic
def acknowledge(opening_id: int, *, moderator: User) -> Opening:
    """Note that the second moderator has seen it; where nobody could be told, who saw it first.

    Raises Opening.DoesNotExist where it is not theirs to see.
    """
    openings = Opening.objects.for_second(moderator).select_for_update(of=("self",), no_key=True)
    opening = openings.get(pk=opening_id)
    opening.told, opening.seen_at = moderator, timezone.now()
    opening.save(update_fields=["told", "seen_at"])
    return opening


def _second(post: Post, *, besides: set[int]) -> User | None:
    """The moderator of this category who was told of an opening least lately; else an
    administrator; None where there is nobody but those `besides`."""
    people = [person for person in User.objects.moderators() if person.pk not in besides]
    here = [person for person in people if moderates(person, post.topic.category)]
    plain = [person for person in here if not person.is_administrator]
    chosen = plain or here or [person for person in people if person.is_administrator]
    latest = Opening.objects.latest_told()
    return min(chosen, key=lambda person: (latest.get(person.pk, 0), person.pk), default=None)


def _without_names(reason: str, person: User) -> str:
    """The row says why, never whose: a name that slipped into the reason is left out."""
    names = sorted({person.display_name, person.handle, person.email}, key=len, reverse=True)
    for name in filter(None, names):
        reason = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", reason, flags=re.IGNORECASE)
    # A first name alone says it too; in its own letters, since "may" and "will" are words.
    for part in re.findall(r"\w{3,}", person.display_name):
        reason = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", reason)
    return reason
