"""What is known of who wrote an item, as far as a moderator may know it."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from forum.models import Post, Receipt
from moderation.models import Decision


@dataclass(frozen=True)
class AuthorBefore:
    """Earlier outcomes of a member; of a guest only how many others wrote from the network.

    Of an anonymous author nothing: what they did elsewhere would tell who they are.
    """

    outcomes: list[tuple[str, int]]
    latest: list[Decision]
    same_network: int | None = None

    @property
    def decided(self) -> int:
        return sum(number for _outcome, number in self.outcomes)


LATEST = 5


def author_before(post: Post, moderator: User) -> AuthorBefore:
    """Two queries about a member, one about a guest, none about an anonymous author."""
    if post.is_anonymous:
        return AuthorBefore([], [])
    if post.is_by_guest:
        return AuthorBefore([], [], same_network=_others_in_network(post))
    theirs = Decision.objects.about_author(post).readable_for(moderator)
    names = dict(Decision.Outcome.choices)
    counted = [(str(names[code]), number) for code, number in theirs.by_outcome()]
    return AuthorBefore(counted, list(theirs.newest_first().with_reason_names()[:LATEST]))


def _others_in_network(post: Post) -> int | None:
    """How many other names wrote from the same network lately; None where it is not known."""
    receipt: Receipt | None = getattr(post, "receipt", None)
    if receipt is None or not receipt.network:
        return None
    since = timezone.now() - timedelta(days=settings.GUEST_DATA_DAYS)
    others = Receipt.objects.from_network(receipt.network).since(since)
    return others.exclude(pk=receipt.pk).names_beside(post.guest_name)
