"""A quote lasts as long as readers may see the post it came from.

A text keeps its quotes as they were typed (`body_source`); what readers get of it has a neutral
line in place of a quote whose post was hidden or erased, alone or with its topic. Only stored
texts change, so a page asks nothing more. Rows are locked in the order of their numbers.
"""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from forum import diffs
from forum.details import with_details
from forum.mentions import prepare
from forum.models import Draft, PendingEdit, Post, PostVersion
from forum.querysets import PostQuerySet
from forum.quoting import without_quotes, without_typed_quotes
from forum.sanitize import Cooked, TooMuch, plain, quoted_posts


def settled(post: Post, writing: Cooked) -> bool:
    """Take out of a text that was just saved what it quotes of posts that are not public.

    True where something was taken out. One query for a text with quotes, none for any other.
    """
    gone = Post.objects.gone(writing.quoted) if writing.quoted else set()
    if not gone:
        return False
    _put(post, without_quotes(writing.html, gone))
    return True


def lock_quoting(post: Post) -> list[Post]:
    """The posts that quote `post` and came after it, under lock: the first `QUOTES_AT_ONCE`.

    Call it with `post` locked and before its topic is. The rest is a worker's.
    """
    rows = Post.objects.quoting([post.pk]).filter(pk__gt=post.pk)
    return list(_locked(rows)[: settings.QUOTES_AT_ONCE])


def refresh(quoting: Iterable[Post]) -> None:
    """Show or take out each quote of these locked posts, as its own post is public now or not."""
    for one in quoting:
        _refresh(one)


def refresh_batch(quoted: Collection[int], *, after: int = 0) -> int:
    """The next posts that quote one of `quoted`, in a transaction of their own.

    Returns the number of the last one looked at; 0 where there are no more. Run twice, it changes
    nothing more.
    """
    with transaction.atomic():
        rows = list(
            _locked(Post.objects.quoting(quoted).filter(pk__gt=after))[: settings.QUOTES_AT_ONCE]
        )
        refresh(rows)
    return rows[-1].pk if len(rows) == settings.QUOTES_AT_ONCE else 0


def forget_typed(post: Post) -> None:
    """What drafts have typed off an erased post goes as well."""
    for draft in Draft.objects.quoting([post.pk]).select_for_update(no_key=True).order_by("pk"):
        draft.body = without_typed_quotes(draft.body, draft.body_format, {post.pk})
        draft.save(update_fields=["body"])


# --- parts ------------------------------------------------------------------------------------


def _locked(rows: PostQuerySet) -> PostQuerySet:
    posts = rows.select_related("topic").select_for_update(of=("self",), no_key=True)
    return posts.order_by("pk")


def _refresh(post: Post) -> None:
    source = Cooked(post.body_source, post.body_format, post.body_html, post.body_text)
    html, source_now = _settled(post, source, post.details)
    if source_now != post.body_source:
        post.body_source = source_now
        post.save(update_fields=["body_source"])
    _put(post, html)
    changed = [*_texts(post, post.versions.all()), *_texts(post, post.edits.all())]
    if changed:
        versions = [post.version, *post.versions.values_list("version", flat=True)]
        transaction.on_commit(partial(diffs.forget, post.pk, versions), robust=True)


def _texts(post: Post, rows: Iterable[PostVersion | PendingEdit]) -> list[int]:
    """The same for the texts it had before, and for edits that wait."""
    changed = []
    for row in rows:
        text = Cooked(row.body_source, row.body_format, row.body_html, plain(row.body_html))
        details = row.details if isinstance(row, PendingEdit) else None if post.details else {}
        html, source = _settled(post, text, details)
        if (html, source) == (row.body_html, row.body_source):
            continue
        fields = {"body_html": html, "body_source": source}
        if isinstance(row, PendingEdit):
            fields["body_text"] = plain(html)
        type(row)._default_manager.filter(pk=row.pk).update(**fields)
        changed.append(row.pk)
    return changed


def _settled(post: Post, text: Cooked, details: dict[str, Any] | None) -> tuple[str, str]:
    """What readers get of `text` now, and its source without what was erased for good."""
    typed = _cooked(post, text, details)
    gone = Post.objects.gone(typed.quoted)
    erased = Post.objects.erased(gone)
    source = text.source
    if erased:
        source = without_typed_quotes(source, text.format, erased)
    shown = set(quoted_posts(text.html))
    if gone.isdisjoint(shown) and set(typed.quoted) - gone <= shown:
        return text.html, source
    return without_quotes(typed.html, gone), source


def _cooked(post: Post, text: Cooked, details: dict[str, Any] | None) -> Cooked:
    """The text as its writer sent it, quotes and all.

    As it is where a limit has changed since, and where nobody knows any more what its fields
    said (`details` None): a quote can be taken out of it then, but does not come back.
    """
    if details is None:
        return text
    try:
        written = prepare(text.source, text.format, by_guest=post.is_by_guest)
    except TooMuch:
        return text
    return with_details(written, details, by_guest=post.is_by_guest)


def _put(post: Post, html: str) -> None:
    if html != post.body_html:
        post.body_html, post.body_text = html, plain(html)
        post.save(update_fields=["body_html", "body_text"])
