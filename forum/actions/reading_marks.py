"""How far members have read."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from forum.models import ReadMark, Topic


def mark_read(reader: User, topic: Topic, position: int, *, known: int | None) -> None:
    """Note that `reader` has seen the places of `topic` up to `position`.

    `known` is the mark as the page found it, None for none; a page that shows nothing new costs
    no query, any other one write. A mark never goes backwards, whatever another tab did.
    """
    if known is None:
        mark = ReadMark(person=reader, topic=topic, position=position)
        ReadMark.objects.bulk_create([mark], ignore_conflicts=True)
    elif position > known:
        ReadMark.objects.filter(person=reader, topic=topic).advance(position)


@transaction.atomic
def mark_all_read(reader: User) -> None:
    """Nothing is unread for `reader` any more.

    Topics they never opened are covered by `read_until`. Marks of those they did are brought to
    the end rather than deleted, so that the next reply is still found by "first unread".
    """
    now = timezone.now()
    User.objects.filter(pk=reader.pk).update(read_until=now)
    reader.read_until = now
    ends = Topic.objects.filter(pk=OuterRef("topic"))
    ReadMark.objects.filter(person=reader).update(
        position=Subquery(ends.values("last_position")), read_at=F("read_at")
    )
