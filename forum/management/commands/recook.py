"""Clean every stored text anew, after the rules of forum.sanitize changed."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Model

from forum import cards
from forum.details import with_details
from forum.mentions import prepare
from forum.models import PendingEdit, Post, PostVersion
from forum.sanitize import Cooked, TooMuch, gate, plain

Row = Post | PostVersion | PendingEdit


class Command(BaseCommand):
    """Each row is read again under its lock, so that it may run beside people who edit."""

    help = (
        "Makes the HTML and the plain words of posts, earlier versions and waiting edits anew "
        "from what was typed. Run twice, the second time changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=200, help="rows of one transaction")
        parser.add_argument("--check", action="store_true", help="count only; change nothing")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        verb = "would change" if options["check"] else "changed"
        for model, recook in (
            (Post, recook_post),
            (PostVersion, recook_text),
            (PendingEdit, recook_text),
        ):
            looked = changed = 0
            for keys in _batches(model, options["batch"]):
                with transaction.atomic():
                    looked += len(keys)
                    changed += _recook(model, keys, recook, check=options["check"])
            self.stdout.write(f"{model._meta.verbose_name_plural}: {changed} of {looked} {verb}")


def recook_post(post: Post) -> dict[str, Any]:
    """The fields of a post that follow from its source, details and links."""
    writing = _cooked(post, post)
    wanted = cards.wanted(writing.addresses)
    kept = {address: words or post.cards.get(address, {}) for address, words in wanted.items()}
    return {"body_html": writing.html, "body_text": writing.text, "cards": kept}


def recook_text(row: PostVersion | PendingEdit) -> dict[str, Any]:
    """The fields of an earlier or a waiting text of a post."""
    writing = _cooked(row, row.post)
    words = {} if isinstance(row, PostVersion) else {"body_text": writing.text}
    return {"body_html": writing.html, **words}


def _cooked(row: Row, post: Post) -> Cooked:
    """Today's rules; a text beyond today's limits at least passes the last gate."""
    try:
        writing = prepare(row.body_source, row.body_format, by_guest=post.is_by_guest)
    except TooMuch:
        html = gate(row.body_html)
        return Cooked(row.body_source, row.body_format, html, plain(html))
    return with_details(writing, post.details, by_guest=post.is_by_guest)


def _batches(model: type[Model], size: int) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = model._default_manager.filter(pk__gt=last).exclude(body_source="")
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:size])
        if not keys:
            return
        yield keys
        last = keys[-1]


def _recook(
    model: type[Model], keys: list[int], recook: Callable[[Any], dict[str, Any]], *, check: bool
) -> int:
    rows = model._default_manager.filter(pk__in=keys).order_by("pk")
    rows = rows if model is Post else rows.select_related("post")
    changed = 0
    for row in rows.select_for_update(of=("self",), no_key=True):
        fresh = {name: value for name, value in recook(row).items() if getattr(row, name) != value}
        changed += bool(fresh)
        if fresh and not check:
            model._default_manager.filter(pk=row.pk).update(**fresh)
    return changed
