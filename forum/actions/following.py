"""Members say what they want to hear about, and how."""

from django.db import transaction

from accounts.models import User
from forum.emails import Stop
from forum.models import Category, Follow, NoticeKind, NoticeSetting, Tag, Topic

NONE = "none"  # the level of what is not followed; no row says it


def follow(
    person: User,
    *,
    topic: Topic | None = None,
    category: Category | None = None,
    tag: Tag | None = None,
    level: str,
) -> None:
    """Follow one thing at `level`, or with "none" not any more. Asked twice, noted once.

    Whether `person` may see it is the caller's question.
    """
    if level == NONE:
        Follow.objects.of(person).filter(topic=topic, category=category, tag=tag).delete()
        return
    Follow.objects.update_or_create(
        person=person, topic=topic, category=category, tag=tag, defaults={"level": level}
    )


@transaction.atomic
def choose_ways(person: User, ways: dict[str, str]) -> None:
    """How `person` wants to hear of each kind named in `ways`; the others stay as they are."""
    NoticeSetting.objects.bulk_create(
        [NoticeSetting(person=person, kind=kind, way=way) for kind, way in ways.items()],
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["way"],
    )


@transaction.atomic
def stop(asked: Stop) -> None:
    """What the address in a mail says: no mail of a kind any more, or not following a thing.

    Only ever makes it quieter: what was switched off stays off, what was muted stays muted.
    """
    if asked.number:
        loud = Follow.objects.filter(person=asked.person).exclude(level=Follow.Level.MUTED)
        loud.filter(**{f"{asked.what}_id": asked.number}).delete()
        return
    chosen, created = NoticeSetting.objects.get_or_create(
        person_id=asked.person,
        kind=NoticeKind(asked.what),
        defaults={"way": NoticeSetting.Way.LIST},
    )
    if not created and chosen.way == NoticeSetting.Way.MAIL:
        chosen.way = NoticeSetting.Way.LIST
        chosen.save(update_fields=["way"])
