"""The author of a text that waits, or was sent back, says something to the moderators."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.actions.moves import record
from forum.limits import TooMany
from forum.models import InvalidTransition, Move, Post, Remark


@transaction.atomic
def answer(post_id: int, *, text: str, actor: User | None = None) -> Remark:
    """Keep an answer for the moderators; a text that was sent back waits again as it is.

    Without that nobody would read the answer: the queue holds what waits. `actor` None is the
    guest who holds the receipt. Raises InvalidTransition where nothing waits or was sent back,
    TooMany after `REMARKS_PER_HOUR`.
    """
    posts = Post.objects.select_related("topic")
    post = posts.locked(post_id)
    if not post.may_be_resubmitted:
        raise InvalidTransition(f"Post {post.pk} is {post.state} and takes no answer.")
    now = timezone.now()
    since = now - timedelta(hours=1)
    if oldest := Remark.objects.on(post).oldest_of_latest(settings.REMARKS_PER_HOUR, since):
        raise TooMany(oldest - since)
    person = None if post.is_anonymous else actor  # moderators read who said it
    remark = Remark.objects.create(post=post, by_author=True, person=person, text=text, at=now)
    if post.state == Post.State.RETURNED:
        before = post.state
        post.reopen()
        post.held_at = now
        post.save(update_fields=["held_at"])
        record(post, before, by=Move.By.AUTHOR, actor=actor, now=now)
    return remark
