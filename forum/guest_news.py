"""Guests who follow a discussion by mail: what they are told, and what is taken back.

Written when it is due and of nothing but what a stranger may see: no name, no text, only how
many replies came to a discussion that everybody may read.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import owe_letter, withdraw_mail
from accounts.emails import Letter, letter
from accounts.models import OutboxMessage
from accounts.querysets import OutboxQuerySet
from forum.models import GuestFollow, Post, Topic
from forum.querysets import TopicQuerySet

MAIL = "guest news"  # the kind of these messages in the outbox


def tell_due(now: datetime | None = None) -> int:
    """Owe one mail to each guest with news in what they follow; returns how many.

    At most one mail per discussion and `GUEST_NEWS_MINUTES`; what came meanwhile is one number.
    """
    now = now or timezone.now()
    due = GuestFollow.objects.with_news(now - timedelta(minutes=settings.GUEST_NEWS_MINUTES))
    numbers = list(due.order_by("pk").values_list("pk", flat=True)[: settings.NOTICE_BATCH])
    return sum(_tell(number, now) for number in numbers)


def withdraw_unseen() -> int:
    """Take back waiting mail about discussions that a stranger may not read any more.

    Returns how many messages. Costs one query as long as none waits.
    """
    waiting = {key: int(key.split(".")[1]) for key in _waiting().values_list("key", flat=True)}
    if not waiting:
        return 0
    seen = set(_open_topics().filter(pk__in=waiting.values()).values_list("pk", flat=True))
    unseen = [key for key, topic in waiting.items() if topic not in seen]
    return withdraw_mail(_waiting().filter(key__in=unseen)) if unseen else 0


def withdraw_mail_of(follows: Iterable[int]) -> None:
    """What waits for these followers, by their numbers, is not sent. One query if none waits."""
    numbers = set(follows)
    waiting = _waiting().values_list("key", flat=True) if numbers else []
    if keys := [key for key in waiting if int(key.rpartition(".")[2]) in numbers]:
        withdraw_mail(_waiting().filter(key__in=keys))


@transaction.atomic
def _tell(number: int, now: datetime) -> int:
    follows = GuestFollow.objects.active().select_related("receipt")
    follow = follows.filter(pk=number).select_for_update(of=("self",), no_key=True).first()
    if follow is None:
        return 0
    topic = _open_topics().select_related("category").filter(pk=follow.topic_id).first()
    if topic is None or topic.last_position <= follow.told_until:
        return 0
    new = Post.objects.listed_for(AnonymousUser()).filter(topic=topic)
    # Their own reply is no news to them.
    others = new.after(follow.told_until).exclude(pk=follow.receipt.post_id)
    first, count = others.first(), others.count()
    follow.told_until = topic.last_position
    if first is None:
        follow.save(update_fields=["told_until"])
        return 0
    follow.told_at = now
    follow.save(update_fields=["told_until", "told_at"])
    owe_letter(
        MAIL,
        to=follow.receipt.email,
        key=f"{MAIL}.{topic.pk}.{topic.last_position}.{follow.pk}",
        letter=_letter(follow, topic, first, count),
    )
    return 1


def _letter(follow: GuestFollow, topic: Topic, first: Post, count: int) -> Letter:
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    stop = settings.SITE_ADDRESS + reverse("forum:stop_following", args=[follow.token])
    written = letter(
        "forum/email/guest_news",
        {
            "topic": topic,
            "count": count,
            "address": settings.SITE_ADDRESS + first.get_absolute_url(),
            "stop_address": stop,
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


def _open_topics() -> TopicQuerySet:
    return Topic.objects.listed_for(AnonymousUser())


def _waiting() -> OutboxQuerySet:
    return OutboxMessage.objects.waiting().filter(kind=MAIL)
