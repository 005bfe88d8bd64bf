"""How much may one sender send? Counted from the rows, where there are any: no cache forgets."""

from datetime import timedelta
from time import time
from zlib import crc32

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.network import network_of
from forum.guests import Guest
from forum.models import Post, Receipt

HOUR = timedelta(hours=1)


class TooMany(Exception):
    """The sender must wait; `wait` says how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"Wait {wait}.")
        self.wait = wait


def check(sender: User | Guest) -> None:
    """Raise TooMany where `sender` must wait. Call it inside the transaction that writes.

    Guests of one neighborhood take turns, so that many sent at once are counted one by one.
    """
    if isinstance(sender, Guest):
        _take_turn(network_of(sender.address))
    if wait := wait_of(sender):
        raise TooMany(wait)


def _take_turn(network: str) -> None:
    """Hold a lock named after `network` until the transaction ends; SQLite has one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(network.encode())])


def wait_of(sender: User | Guest) -> timedelta | None:
    """How long `sender` must wait before the next post; None if not at all."""
    if isinstance(sender, Guest):
        return wait_of_guest(sender.address)
    return None if sender.is_moderator else wait_of_member(sender)


def wait_of_guest(address: str | None) -> timedelta | None:
    """How long a guest at `address` must wait before the next post; None if not at all.

    Counts the last hour's posts of the address and of its neighborhood.
    """
    since = timezone.now() - HOUR
    recent = Receipt.objects.since(since)
    own = recent.from_address(address).oldest_of_latest(settings.GUEST_POSTS_PER_HOUR)
    near = recent.from_network(network_of(address)).oldest_of_latest(
        settings.GUEST_POSTS_PER_HOUR_NETWORK
    )
    waits = [oldest - since for oldest in (own, near) if oldest is not None]
    return max(waits, default=None)


def wait_of_member(author: User) -> timedelta | None:
    """How long a member must wait before the next post; None if not at all."""
    since = timezone.now() - HOUR
    oldest = Post.objects.written_by(author).oldest_of_latest(settings.MEMBER_POSTS_PER_HOUR, since)
    return None if oldest is None else oldest - since


def check_preview(address: str | None) -> None:
    """Raise TooMany where a visitor at `address` looked at too many previews this minute.

    Nothing is stored by them, so they are counted in the cache alone.
    """
    key = f"previews:{network_of(address)}:{int(time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        looked_at = cache.incr(key)
    except ValueError:
        # The cache forgot in between.
        return
    if looked_at > settings.PREVIEWS_PER_MINUTE:
        raise TooMany(timedelta(seconds=60 - time() % 60))
