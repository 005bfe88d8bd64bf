"""Spam declined in one go: chosen in the list, looked at once more, decided one by one."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forum.models import Post
from moderation.actions.bulk import decline_as_spam
from moderation.listing import Wish
from moderation.models import Claim
from moderation.permissions import for_moderators, moderator_of

NAMED = re.compile(r"([1-9][0-9]{0,17}):([1-9][0-9]{0,6})\Z")


@for_moderators
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask once more, then decline what was chosen and say what became of each.

    A post is named with the version that the list showed, "12:1". Sent a second time, the same
    form finds everything decided and does nothing.
    """
    wish = Wish.of(request.GET)
    back = wish.as_query(after=wish.after)
    if request.method != "POST":
        return redirect("moderation:queue")
    named = request.POST.getlist("item")
    chosen = [(int(one[1]), int(one[2])) for name in named if (one := NAMED.match(name))]
    if not chosen or len(chosen) != len(named) or len(chosen) > settings.DESK_PAGE:
        words = _("Choose between 1 and %(n)s posts in the list.") % {"n": settings.DESK_PAGE}
        context = {"fault": words, "back": back}
        return render(request, "moderation/bulk.html", context, status=422)
    moderator = moderator_of(request)
    if request.POST.get("sure") != "1":
        return _ask(request, chosen, back)
    outcome = decline_as_spam(chosen, moderator=moderator)
    return render(request, "moderation/bulk_done.html", {"outcome": outcome, "back": back})


def _ask(request: HttpRequest, chosen: list[tuple[int, int]], back: str) -> HttpResponse:
    """What was chosen, with what is different from what the list showed."""
    moderator = moderator_of(request)
    versions = dict(chosen)
    posts = Post.objects.moderated_by(moderator).filter(pk__in=versions).for_desk()
    looking = {one.item: one for one in Claim.objects.live().of_others(moderator)}
    rows = [
        {
            "post": post,
            "version": versions[post.pk],
            "is_new": not post.is_pending or post.version != versions[post.pk],
            "claim": looking.get(f"post:{post.pk}"),
        }
        for post in posts.oldest_waiting_first()
    ]
    return render(request, "moderation/bulk.html", {"rows": rows, "back": back})
