"""What a published text used to say: for everybody who may read it now."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.models import User
from forum.diffs import Step, shown
from forum.models import Post, PostVersion


@dataclass(frozen=True)
class Edit:
    """One step from a text that readers saw to the next one.

    `changes` is None where a moderator withdrew the earlier text.
    """

    version: int
    at: datetime
    note: str
    changes: SafeString | None
    by_moderator: bool
    editor: User | None


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The edits since publication, latest first. Texts that never were public are not among them."""
    posts = Post.objects.visible_to(request.user).select_related("topic__category", "author")
    post = get_object_or_404(posts, pk=pk)
    if post.published_at is None:
        raise Http404
    size = settings.EDITS_PER_PAGE
    replaced = post.versions.of_history().newest_first()
    if before := request.GET.get("before"):
        # The text where the page before ended is where this one begins.
        newest = get_object_or_404(replaced, version=_number(before))
        replaced = replaced.before(newest.version)
        text = (newest.body_html, newest.title)
    else:
        text = (post.body_html, post.topic.title if post.opens_topic else "")
    rows = list(replaced[: size + 1])
    if rows and not (text[1] and rows[0].title):
        # It opens a topic only now, or did once: that is no edit of a title.
        text = (text[0], rows[0].title)
    edits = _edits(post, text, rows[:size])
    context = {
        "post": post,
        "topic": post.topic,
        "edits": edits,
        "before": before,
        "following": rows[size - 1].version if len(rows) > size else None,
    }
    response = render(request, "forum/history.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _edits(post: Post, text: tuple[str, str], replaced: list[PostVersion]) -> list[Edit]:
    """The steps to `text`, body and title, from the texts it replaced, newest first."""
    steps = {}
    for row in replaced:
        if row.was_public:
            steps[row.version] = Step(row.version, row.body_html, text[0], row.title, text[1])
        text = (row.body_html, row.title)
    drawn = dict(zip(steps, shown(post.pk, list(steps.values())), strict=True))
    return [
        Edit(
            version=row.version + 1,
            at=row.replaced_at,
            # What an author said about a text may say what was in it.
            note=row.note if row.was_public or row.by_moderator else "",
            changes=drawn.get(row.version),
            by_moderator=row.by_moderator,
            editor=row.replaced_by,
        )
        for row in replaced
    ]


def _number(asked: str) -> int:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 8):
        raise Http404
    return int(asked)
