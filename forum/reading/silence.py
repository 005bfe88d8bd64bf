"""Long silences in words."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

from forum.models import Post


def between(before: Post | None, post: Post) -> timedelta:
    if before is None or before.published_at is None or post.published_at is None:
        return timedelta(0)
    return post.published_at - before.published_at


def gap_in_words(silence: timedelta) -> str:
    """ "7 months later" for a silence of `TIME_GAP_DAYS` or more, else ""."""
    days = silence.days
    if days < settings.TIME_GAP_DAYS:
        return ""
    if days >= 365:
        years = days // 365
        return ngettext("%(n)s year later", "%(n)s years later", years) % {"n": years}
    months = max(1, round(days / 30.44))
    return ngettext("%(n)s month later", "%(n)s months later", months) % {"n": months}


def how_old(moment: datetime) -> str:
    """ "2 years" where `moment` is `OLD_TOPIC_DAYS` or more ago, else ""."""
    days = (timezone.now() - moment).days
    if days < settings.OLD_TOPIC_DAYS:
        return ""
    if days < 365:
        months = max(1, round(days / 30.44))
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return ngettext("%(n)s year", "%(n)s years", days // 365) % {"n": days // 365}
