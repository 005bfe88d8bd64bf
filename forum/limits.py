"""How much may one sender send? Counted from the rows, where there are any: no cache forgets."""

from datetime import timedelta
from time import time
from zlib import crc32

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.models.user import Reader
from accounts.network import network_of
from forum.guests import Guest
from forum.models import PendingEdit, Post, PostVersion, Receipt, Topic

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
        take_turn(network_of(sender.address))
    if wait := wait_of(sender):
        raise TooMany(wait)


def take_turn(network: str) -> None:
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
    most = settings.MEMBER_POSTS_PER_HOUR
    oldest = Post.objects.oldest_of_latest(most, since, writer=author)
    return None if oldest is None else oldest - since


def check_slow_mode(sender: User, topic: Topic) -> None:
    """Raise TooMany where `sender` wrote in `topic` a moment ago. Call it under its lock."""
    if wait := wait_in_slow_mode(sender, topic):
        raise TooMany(wait)


def wait_in_slow_mode(sender: User, topic: Topic) -> timedelta | None:
    """How long a member must wait before the next post in `topic`; None if not at all.

    Counts what they wrote by name or anonymously, and what still waits.
    """
    latest = topic.posts.of_writer(sender).latest_written() if topic.slow_mode else None
    if latest is None:
        return None
    wait = latest + timedelta(seconds=topic.slow_mode) - timezone.now()
    return wait if wait > timedelta(0) else None


def check_edit(editor: User) -> None:
    """Raise TooMany where a member must wait before the next new text of an own post.

    Counts the last hour's: those in place already, and those that wait or waited for a moderator.
    """
    if editor.is_moderator:
        return
    since, most = timezone.now() - HOUR, settings.EDITS_PER_HOUR
    changed = PostVersion.objects.changed_by_author(editor, since, most)
    # What was accepted has its version.
    sent = PendingEdit.objects.sent_by(editor, since, most)
    times = sorted([*changed, *sent], reverse=True)
    if len(times) >= most:
        raise TooMany(times[most - 1] - since)


def check_edit_of_guest(post: Post) -> None:
    """Raise TooMany where the guest of a receipt sent too many new texts for `post` this hour."""
    _count(f"guest-edits:{post.submission_key}", HOUR, settings.EDITS_PER_HOUR)


def check_preview(address: str | None) -> None:
    """Raise TooMany where a visitor at `address` looked at too many previews this minute.

    Nothing is stored by them, so they are counted in the cache alone.
    """
    _count(f"previews:{network_of(address)}", timedelta(minutes=1), settings.PREVIEWS_PER_MINUTE)


def check_screening(reader: Reader, address: str | None, *, length: int) -> None:
    """Raise TooMany where a member, or a visitor's network, had texts screened too often.

    A long text counts for several: one for each `CHECK_CHARACTERS` begun.
    """
    who = reader.pk if reader.is_authenticated else network_of(address)
    weight = 1 + length // settings.CHECK_CHARACTERS
    _count(f"checks:{who}", timedelta(minutes=1), settings.CHECKS_PER_MINUTE, weight)


def check_image(owner: User) -> None:
    """Raise TooMany where a member had images fetched or decoded too often this hour.

    What is refused leaves no row and is work all the same, so tries are counted in the cache.
    """
    _count(f"images:{owner.pk}", HOUR, settings.UPLOAD_TRIES_PER_HOUR)


def _count(name: str, span: timedelta, most: int, weight: int = 1) -> None:
    seconds = int(span.total_seconds())
    key = f"{name}:{int(time() // seconds)}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        counted = cache.incr(key, weight)
    except ValueError:
        # The cache forgot in between.
        return
    if counted > most:
        raise TooMany(timedelta(seconds=seconds - time() % seconds))
