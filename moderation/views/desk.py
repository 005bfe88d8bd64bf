"""The queue, and what stands beside every item of it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from forum.models import Category, PendingEdit, Post
from moderation.actions.claiming import claim, seat
from moderation.listing import Show, Wish, address_of, mark_of, read_page
from moderation.models import Claim
from moderation.permissions import can_decide, can_decide_edit, for_moderators, moderator_of
from moderation.querysets.backlog import figures
from moderation.querysets.queue import next_mark


@require_safe
@for_moderators
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this moderator: the short lane first, then the oldest."""
    return render(request, "moderation/queue.html", desk(request))


def desk(request: HttpRequest, current: Post | PendingEdit | None = None) -> dict[str, Any]:
    """What stands around the open item: figures, list, filter, and who else is here.

    The number of queries is the same whatever waits. Opening `current` claims it. That is a write
    on GET, as reading marks are: whoever has no scripts is seen by the others too, nobody but a
    moderator gets here, and doing it twice is doing it once. HEAD and prefetching claim nothing.
    """
    moderator, now = moderator_of(request), timezone.now()
    wish = Wish.of(request.GET)
    found = figures(
        moderator,
        goal=now - timedelta(hours=settings.MODERATION_GOAL_HOURS),
        today=timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
        recent=now - timedelta(seconds=settings.UNDO_SECONDS),
    )
    mark = mark_of(current) if current is not None else None
    item = mark.item if mark else seat(moderator)
    claims = {one.item: one for one in Claim.objects.live()}
    _open(request, moderator, item, current, claims)
    page = read_page(moderator, wish, claims, current=mark)
    here = {one.moderator_id: one.moderator for one in claims.values()} | {moderator.pk: moderator}
    return {
        "rows": page.rows,
        "more": page.more,
        "is_open": mark is not None,
        "steps": page.steps,
        "wish": wish,
        "shows": Show.choices,
        "reasons": Post.HoldReason.choices,
        "categories": Category.objects.moderated_by(moderator).in_order(),
        "figures": found,
        # The header need not count again.
        "waiting_count": found.count,
        "goal": now - timedelta(hours=settings.MODERATION_GOAL_HOURS),
        "goal_hours": settings.MODERATION_GOAL_HOURS,
        "here": list(here.values()),
        "claimed_item": item,
        "claim": claims.get(item),
        "stay": wish.as_query(after=wish.after, at=mark),
        "back": wish.as_query(after=wish.after),
        "poll_seconds": settings.DESK_POLL_SECONDS,
        "renew_seconds": settings.CLAIM_MINUTES * 60 // 3,
        "undo_seconds": settings.UNDO_SECONDS,
    }


def to_next(request: HttpRequest) -> HttpResponseRedirect:
    """After a decision: what follows it in the same filter, or the list where nothing does."""
    wish = Wish.of(request.GET)
    following = next_mark(moderator_of(request), wish.filter, after=wish.at)
    if following is None:
        return redirect(address_of_queue(wish))
    # Begun again from the top, the list is shown from its top as well.
    after = wish.after if wish.after and following > wish.after else None
    return redirect(address_of(following) + wish.as_query(after=after))


def address_of_queue(wish: Wish) -> str:
    """The list as it was asked for, from its beginning."""
    return reverse("moderation:queue") + wish.as_query()


# --- parts ------------------------------------------------------------------------------------


def _open(
    request: HttpRequest,
    moderator: User,
    item: str,
    current: Post | PendingEdit | None,
    claims: dict[str, Claim],
) -> None:
    """Claim `item` where nobody else has it; `claims` says afterwards whose it is."""
    known = claims.get(item)
    if known is not None and known.moderator_id != moderator.pk:
        return
    if request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return
    if isinstance(current, PendingEdit) and not can_decide_edit(moderator, current):
        return
    if isinstance(current, Post) and not can_decide(moderator, current):
        return
    claims[item] = claim(item, moderator=moderator)
