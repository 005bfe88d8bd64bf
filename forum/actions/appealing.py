"""The author of a refused post asks, once, for another moderator."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.actions.moves import record
from forum.models import InvalidTransition, Move, Post, Remark


@transaction.atomic
def appeal(post_id: int, *, text: str, actor: User | None = None) -> Post:
    """Put a declined post back into the queue with what its author says about the refusal.

    It waits as a new version, so that each version is judged once; whoever declined it may not
    decide again (`can_decide`). `actor` None is the guest who holds the receipt. Raises
    InvalidTransition where the post is not declined or was appealed before.
    """
    post = Post.objects.select_related("topic").locked(post_id)
    if not post.may_be_appealed:
        raise InvalidTransition(f"Post {post.pk} is {post.state} and cannot be appealed.")
    before, now = post.state, timezone.now()
    post.reopen(appealed_at=now)
    record(post, before, by=Move.By.AUTHOR, actor=actor, now=now)
    # Moderators read who said it, which an anonymous author does not tell them.
    person = None if post.is_anonymous else actor
    Remark.objects.create(post=post, by_author=True, person=person, text=text, at=now)
    return post
