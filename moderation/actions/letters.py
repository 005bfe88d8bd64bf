"""Mail about what a rule or a moderator did, to whom it concerns. Never any text of a post."""

from typing import Any

from django.conf import settings

from accounts.actions import owe_mail
from accounts.models import User
from forum.models import Post, Receipt


def write_to_author(
    post: Post, kind: str, *, key: str, there: str, context: dict[str, Any] | None = None
) -> None:
    """Owe a mail to the member who wrote `post`, by name or not, or to a confirmed guest.

    A member is led `there`, a guest to the receipt. `kind` names the templates.
    """
    if writer := post.writer:
        to = writer.email
    else:
        receipt: Receipt | None = getattr(post, "receipt", None)
        if receipt is None or not receipt.may_be_mailed:
            return
        to, there = receipt.email, receipt.get_absolute_url()
    _owe(kind, to=to, key=key, there=there, context={"post": post, **(context or {})})


def write_to_member(person: User, kind: str, *, key: str, there: str, **context: Any) -> None:
    """Owe a mail to `person` that leads `there`."""
    _owe(kind, to=person.email, key=key, there=there, context={"person": person, **context})


def _owe(kind: str, *, to: str, key: str, there: str, context: dict[str, Any]) -> None:
    owe_mail(
        kind.replace("_", " "),
        to=to,
        key=key,
        template=f"moderation/email/{kind}",
        context={"address": f"{settings.SITE_ADDRESS}{there}", **context},
    )
