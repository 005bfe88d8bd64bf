"""A member's unfinished texts: saved, overtaken, discarded, sent."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.models.user import Reader
from forum.models import Draft, Post, Topic


class Overtaken(Exception):
    """Another tab or device saved a newer text; `draft` is that one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"Version {draft.version} was saved meanwhile.")
        self.draft = draft


class NoSuchTarget(Exception):
    """The draft is for nothing that its writer may see."""


def check_target(reader: Reader, target: str) -> None:
    """Raise NoSuchTarget unless `reader` may see what the draft is for."""
    kind, _, number = target.partition(":")
    key = int(number) if number.isascii() and number.isdigit() and len(number) <= 18 else 0
    if target == "new":
        return
    if kind == "topic" and Topic.objects.visible_to(reader).filter(pk=key).exists():
        return
    own = Post.objects.visible_to(reader).of_writer(reader) if reader.is_authenticated else None
    if kind == "edit" and own is not None and own.filter(pk=key).exists():
        return
    raise NoSuchTarget


def save_draft(
    person: User, target: str, *, seen: int, body: str, body_format: str, fields: dict[str, Any]
) -> Draft | None:
    """Keep the text as the next version after `seen` (0: none); None where nothing is left.

    Raises Overtaken where the stored version is another than `seen` and its text differs, and
    NoSuchTarget. A draft that was sent or discarded elsewhere begins anew.
    """
    check_target(person, target)
    content = {"body": body, "body_format": body_format, "fields": fields}
    own = Draft.objects.of(person).for_target(target)
    if not body.strip() and not any(fields.values()):
        own.filter(version=seen).delete()
        _refuse_if_overtaken(own.first(), content)
        return None
    now = timezone.now()
    version = seen + 1
    if own.filter(version=seen).update(version=version, saved_at=now, **content):
        return own.first()
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                person=person, target=target, version=version, saved_at=now, **content
            )
            _keep_latest(person)
    except IntegrityError:
        return _refuse_if_overtaken(own.first(), content)
    return draft


def _refuse_if_overtaken(stored: Draft | None, content: dict[str, Any]) -> Draft | None:
    """`stored` where it says the same already, for example because an answer was lost."""
    if stored and any(getattr(stored, name) != value for name, value in content.items()):
        raise Overtaken(stored)
    return stored


def _keep_latest(person: User) -> None:
    drafts = Draft.objects.of(person).latest_first()
    if surplus := list(drafts.values_list("pk", flat=True)[settings.DRAFTS_MAX :]):
        Draft.objects.filter(pk__in=surplus).delete()


def forget_sent_draft(person: User, target: str, version: int) -> None:
    """Erase the draft whose text was just sent; a newer one of another tab stays."""
    Draft.objects.of(person).for_target(target).filter(version__lte=version).delete()


def discard_draft(person: Reader, target: str) -> Draft | None:
    """Erase a draft; returns what it was, so that it can be put back."""
    draft = Draft.objects.of(person).for_target(target).first()
    if draft:
        Draft.objects.filter(pk=draft.pk).delete()
    return draft
