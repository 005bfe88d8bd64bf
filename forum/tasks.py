"""Work done by the Celery worker for the forum."""

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from forum import cards, guest_news, quotations, similar
from forum.fetching import NotFetched, Unreachable, fetch
from forum.forgetting import forget
from forum.models import Draft, LinkCard, Notice, Post, Receipt, Topic
from forum.notices import announce, refresh_unread, remind, withdraw_unseen_mail
from forum.orphans import sweep
from forum.requoting import refresh_batch
from forum.spam.asking import ask_about

log = logging.getLogger(__name__)


@shared_task
def forget_guests() -> int:
    """Erase what identifies guests `GUEST_DATA_DAYS` after they wrote; returns how many.

    The receipt's address stays, so that a guest who kept it still finds their text. Mail to the
    erased address goes as well, and so does what it followed.
    """
    edge = timezone.now() - timedelta(days=settings.GUEST_DATA_DAYS)
    return forget(Receipt.objects.older_than(edge))


@shared_task
def tell_guests() -> int:
    """Mail guests about new replies in what they follow; returns how many mails are owed.

    Run twice, it tells once. What strangers may not read any more is taken back first.
    """
    guest_news.withdraw_unseen()
    return guest_news.tell_due()


@shared_task
def announce_post(post_id: int) -> int:
    """Tell whom a published post concerns; run twice, it tells once. Returns how many people."""
    return announce(post_id)


@shared_task
def refresh_quotes(post_id: int) -> None:
    """Show or take out quotes of a post, of an opening post with all of its topic, everywhere.

    What the transaction that moved the post could not know: many quotes, and those being sent
    at the same moment. Run twice, it changes nothing more.
    """
    post = Post.objects.filter(pk=post_id).first()
    if post is None:
        return
    topic = Post.objects.filter(topic=post.topic_id)
    quoted = list(topic.values_list("pk", flat=True)) if post.opens_topic else [post.pk]
    for start in range(0, len(quoted), settings.QUOTES_AT_ONCE):
        after = 0
        while True:
            after = refresh_batch(quoted[start : start + settings.QUOTES_AT_ONCE], after=after)
            if not after:
                break


@shared_task
def sweep_announcements() -> int:
    """Hand out every post that is still to announce: the net under a lost task.

    What is too old to be told is noted as announced here, in one statement. Waiting mail that
    its person may no longer see, after a change of role for example, is withdrawn.
    """
    now = timezone.now()
    due = Post.objects.to_announce()
    too_old = due.filter(published_at__lt=now - timedelta(days=settings.NOTICE_DAYS))
    Post.objects.filter(pk__in=too_old.values("pk")).update(announced_at=now)
    waiting = list(
        due.order_by("published_at").values_list("pk", flat=True)[: settings.NOTICE_BATCH]
    )
    for post_id in waiting:
        announce_post.delay(post_id)
    withdraw_unseen_mail()
    return len(waiting)


@shared_task
def mend_unread_counts() -> None:
    """Count anew where a role decides what is seen: roles come and go without being told here."""
    refresh_unread(Notice.objects.unread().in_room("prescribers").people())


@shared_task
def remind_of_follow_ups() -> int:
    """Remind authors of cases whose follow-up date has come, once; returns how many."""
    within = timedelta(days=settings.FOLLOW_UP_DAYS)
    cases = Post.objects.to_follow_up(timezone.localdate(), within=within)
    return sum(remind(post_id) for post_id in list(cases.values_list("pk", flat=True)))


@shared_task
def forget_drafts() -> int:
    """Erase drafts that nobody came back to within `DRAFT_KEEP_DAYS`; returns how many."""
    edge = timezone.now() - timedelta(days=settings.DRAFT_KEEP_DAYS)
    return Draft.objects.saved_before(edge).delete()[0]


@shared_task
def sweep_uploads() -> int:
    """Erase images that no text needs any more; returns how many."""
    return sweep()


@shared_task
def find_similar(topic_id: int) -> None:
    """Work out the neighbors of a topic, and anew those of its neighbors, whom it may join."""
    topics = Topic.objects.public().select_related("category")
    for topic in topics.filter(pk=topic_id):
        for neighbor in topics.filter(pk__in=similar.remember(topic)):
            similar.remember(neighbor)


@shared_task
def refresh_similar() -> int:
    """Read topics whose words are not kept yet, and find anew the neighbors of active ones.

    Returns how many topics were looked at. What one night does is bounded; the next goes on.
    """
    for topic in Topic.objects.without_words()[: settings.SIMILAR_BATCH]:
        similar.index(topic)
    since = timezone.now() - timedelta(days=settings.SIMILAR_DAYS)
    active = Topic.objects.public().active_since(since).latest_first().select_related("category")
    topics = active[: settings.SIMILAR_BATCH]
    for topic in topics:
        similar.remember(topic)
    return len(topics)


@shared_task
def fetch_card(card_id: int) -> None:
    """Make the card of one address and copy it into the posts that wait for it.

    A site that does not answer is asked again with growing waits; whatever else goes wrong, the
    link stays a plain one. Run twice, it fetches once.
    """
    card = cards.take(card_id)
    if card is None:
        return
    try:
        page = fetch(
            card.address,
            limit_bytes=settings.CARD_MAX_BYTES,
            accept=cards.TYPES,
            may_visit=cards.is_card_site,
        )
        words = cards.words_of(page.body, page.charset, page.address)
    except Unreachable as trouble:
        log.info("Link card %s did not come: %s", card_id, trouble.reason)
        cards.note(card_id, for_good=False)
    except (NotFetched, cards.NothingToSay) as refusal:
        log.info("Link card %s was given up: %s", card_id, refusal)
        cards.note(card_id)
    else:
        cards.note(card_id, words=words)
    cards.tell_posts(card_id)


@shared_task
def sweep_cards() -> int:
    """Hand out cards that are due, and those whose posts were not told; returns how many."""
    due = list(
        LinkCard.objects.due(timezone.now()).values_list("pk", flat=True)[: settings.CARD_BATCH]
    )
    for card_id in due:
        fetch_card.delay(card_id)
    owed = list(
        LinkCard.objects.owed_to_posts().values_list("pk", flat=True)[: settings.CARD_BATCH]
    )
    for card_id in owed:
        cards.tell_posts(card_id)
    return len(due) + len(owed)


@shared_task
def settle_quotations() -> int:
    """Take back words on library pages that nobody stands for any more; safe to run twice.

    Returns how many quotations: of members who left, of pages and posts that were deleted.
    """
    return quotations.settle_left_behind()


@shared_task
def ask_akismet(post_id: int) -> None:
    """Add Akismet's opinion on a guest's waiting post to its score; asked twice, kept once."""
    ask_about(post_id)
