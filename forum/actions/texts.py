"""What follows from a text that was saved: people called, images, cards of its links."""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from forum import cards
from forum.actions.announcing import tell_mentioned
from forum.actions.uploading import claim_uploads
from forum.mentions import called_by
from forum.models import LinkCard, Post
from forum.requoting import settled
from forum.sanitize import Cooked
from forum.tasks import fetch_card

log = logging.getLogger(__name__)


def settle(post: Post, writing: Cooked, *, editor: User | None = None) -> None:
    """Call it in the transaction that saved `writing` as the post's text, first or changed.

    Sets whom the post calls, makes its images its own and notes the cards its links may have;
    other sites are asked for them once the post is published. What it quotes of posts that are
    not public is taken out. A plain text that is a post's
    first costs no query.
    """
    settled(post, writing)
    changed = post.version > 1
    called = called_by(writing)
    if called or changed:
        post.mentions.set(called)
    if writing.images or changed:
        claim_uploads(post, editor)
    wanted = cards.wanted(writing.addresses)
    # What is known of an address that stays is not asked again.
    kept = {address: words or post.cards.get(address, {}) for address, words in wanted.items()}
    if kept != post.cards:
        post.cards = kept
        post.save(update_fields=["cards"])
    if post.is_published:
        ask_for_cards(post)
        if called and changed:
            tell_mentioned(post)


def ask_for_cards(post: Post) -> None:
    """Ask for the cards that a published post still misses, after the commit; none, no query.

    The caller holds the post's lock. The cards' rows are locked in the order of their addresses.
    """
    missing = [address for address, words in post.cards.items() if not words]
    if not missing:
        return
    found = _locked_cards(missing)
    for card in found:
        if card.is_ready:
            post.cards[card.address] = card.words
        elif card.is_waiting:
            card.posts.add(post)
            _fetch_soon(card)
    if any(card.is_ready for card in found):
        post.save(update_fields=["cards"])


@transaction.atomic
def ask_for_card(address: str) -> LinkCard:
    """The card of an address that somebody is writing about; asked for where it is not here."""
    [card] = _locked_cards([address])
    if card.is_waiting:
        _fetch_soon(card)
    return card


def _locked_cards(addresses: list[str]) -> list[LinkCard]:
    """The rows under lock, made where there are none; what failed long ago waits once more."""
    now = timezone.now()
    LinkCard.objects.bulk_create(
        [LinkCard(address=address) for address in sorted(addresses)], ignore_conflicts=True
    )
    rows = LinkCard.objects.at(addresses).select_for_update(no_key=True).order_by("address")
    found = list(rows)
    again = timedelta(hours=settings.CARD_FAILED_HOURS)
    for card in found:
        if card.has_failed and card.fetched_at and now - card.fetched_at > again:
            card.ask_again(now)
    return found


def _fetch_soon(card: LinkCard) -> None:
    transaction.on_commit(partial(_ask_a_worker, card.pk), robust=True)


def _ask_a_worker(card_id: int) -> None:
    try:
        fetch_card.delay(card_id)
    except OperationalError:
        log.warning("The broker is away; link card %s waits for the sweep.", card_id)
