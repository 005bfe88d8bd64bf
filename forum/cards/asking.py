"""A card on its way: taken by one worker, noted, and copied into the posts that wait for it."""

from django.db import transaction
from django.utils import timezone

from forum.models import LinkCard, Post


@transaction.atomic
def take(card_id: int) -> LinkCard | None:
    """The card, if it is due and no other worker has it; the row is not locked while fetching."""
    now = timezone.now()
    due = LinkCard.objects.due(now).select_for_update(no_key=True, skip_locked=True)
    card = due.filter(pk=card_id).first()
    if card is not None:
        card.take(now)
    return card


@transaction.atomic
def note(card_id: int, *, words: dict[str, str] | None = None, for_good: bool = True) -> None:
    """What came of fetching: the page's words, a failure for good, or one for now.

    The row is locked before it is read: a post that asks at the same moment either sees the
    answer or is seen by `tell_posts`.
    """
    now = timezone.now()
    card = LinkCard.objects.select_for_update(no_key=True).get(pk=card_id)
    if words is not None:
        card.say(title=words["title"], summary=words["summary"], site=words["site"], now=now)
    elif for_good:
        card.fail(now)
    else:
        card.postpone(now)


def tell_posts(card_id: int) -> int:
    """Copy a finished card into the posts that wait for it; returns how many waited.

    A transaction for each: the locks of posts come before those of cards everywhere. May run
    twice.
    """
    card = LinkCard.objects.get(pk=card_id)
    if card.is_waiting:
        return 0
    waiting = list(card.posts.values_list("pk", flat=True))
    for post_id in waiting:
        with transaction.atomic():
            post = Post.objects.select_for_update(no_key=True).filter(pk=post_id).first()
            if post is None:
                continue
            if card.is_ready and card.address in post.cards:
                post.cards[card.address] = card.words
                post.save(update_fields=["cards"])
            card.posts.remove(post)
    return len(waiting)
