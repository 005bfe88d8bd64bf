"""Several held posts declined as spam with one press, each of them a decision of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.models import User
from forum.models import Post
from moderation.actions.deciding import decide
from moderation.actions.refusals import NotYours, Stale
from moderation.models import Decision

SPAM = "promotion"  # the reason that the authors read


@dataclass
class Outcome:
    """What became of each post, by number; `gone` are not there for this moderator."""

    decided: list[Decision] = field(default_factory=list)
    moved_on: list[Stale] = field(default_factory=list)
    not_yours: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


def decline_as_spam(chosen: Sequence[tuple[int, int]], *, moderator: User) -> Outcome:
    """Decline each of `chosen`, (number, version that was seen), in a transaction of its own.

    One that was decided, changed or withdrawn meanwhile stops none of the others.
    """
    outcome = Outcome()
    for number, version in sorted(set(chosen)):
        try:
            decision = decide(
                number,
                moderator=moderator,
                version=version,
                outcome=Decision.Outcome.DECLINE,
                reason=SPAM,
            )
        except Post.DoesNotExist:
            outcome.gone.append(number)
        except NotYours:
            outcome.not_yours.append(number)
        except Stale as stale:
            outcome.moved_on.append(stale)
        else:
            outcome.decided.append(decision)
    return outcome
