"""The words of one revision, apart from what changes around them."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Page,
    PageLogEntry,
    Revision,
    TaskState,
)

from cms.models.rights import UNREVIEWED

# Told about a text, not part of it. Signing writes some of them; a reviewer signs the rest.
AROUND_THE_TEXT = {
    "change_note",
    "change_significance",
    "expire_at",
    "go_live_at",
    "last_reviewed",
    "next_review",
    "review_months",
    "status",
    "superseded_by",
    "show_in_menus",
    COMMENTS_RELATION_NAME,
}
OF_THE_ROW = {"pk", "page", "series", "content_object", "translation_key", "locale"}


def is_settled(revision: Revision) -> bool:
    """Whether more than a draft hangs on these words: a step of a review, a signature, a schedule,
    an administrator's word or a publication.
    """
    known = Revision.objects.get(pk=revision.pk)
    return (
        known.approved_go_live_at is not None
        or TaskState.objects.filter(revision=known).exists()
        or PageLogEntry.objects.filter(revision=known, action=UNREVIEWED).exists()
        or Page.objects.filter(live_revision=known).exists()
    )


def as_stored(content: Mapping[str, Any]) -> dict[str, Any]:
    """A revision's content as the database gives it back: one just made still holds dates."""
    stored: dict[str, Any] = json.loads(DjangoJSONEncoder().encode(content))
    return stored


def as_published(content: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a version for good: not what editors wrote to each other beside it."""
    stored = as_stored(content)
    stored.pop(COMMENTS_RELATION_NAME, None)
    return stored


def fingerprint(model: type[Page], content: Mapping[str, Any]) -> str:
    """A digest of the words and people of a revision's content.

    Two revisions with the same one say the same to readers, whatever their dates and notes.
    """
    return sha256(json.dumps(text_of(model, content), sort_keys=True).encode()).hexdigest()


def text_of(model: type[Page], content: Mapping[str, Any]) -> dict[str, Any]:
    """Field by field what a revision's content says to readers, comparable with another's."""
    kept: dict[str, Any] = {}
    core = {field.name for field in Page._meta.get_fields()} - {
        "title",
        "slug",
        "seo_title",
        "search_description",
    }
    for name, value in as_stored(content).items():
        if name in AROUND_THE_TEXT or name in OF_THE_ROW:
            continue
        if name == "contributions":
            kept[name] = [row for row in _rows(value) if row["role"] != "clinical-reviewer"]
        elif isinstance(value, list):
            kept[name] = _rows(value)
        elif name not in core and not name.endswith("_ptr"):
            kept[name] = _stream(model, name, value)
    return kept


def changed_fields(model: type[Page], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The names editors know of the fields in which two revisions differ."""
    before, after = text_of(model, old), text_of(model, new)
    names = [
        name for name in {**before, **after} if before.get(name, None) != after.get(name, None)
    ]
    return sorted(_label(model, name) for name in names)


def _rows(value: list[Any]) -> list[Any]:
    """Rows of a child table without their keys, which a draft's new rows do not have yet."""
    rows = [
        {key: part for key, part in row.items() if key not in OF_THE_ROW}
        if isinstance(row, dict)
        else row
        for row in value
    ]
    if all(isinstance(row, dict) and "sort_order" in row for row in rows):
        rows.sort(key=lambda row: (row["sort_order"] is None, row["sort_order"]))
        return [{key: part for key, part in row.items() if key != "sort_order"} for row in rows]
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def _stream(model: type[Page], name: str, value: Any) -> Any:
    """A stream field's value as data: its JSON may be written in more than one way."""
    field = model._meta.get_field(name)
    if isinstance(field, StreamField) and isinstance(value, str):
        return json.loads(value or "[]")
    return value


def _label(model: type[Page], name: str) -> str:
    field = model._meta.get_field(name)
    if field.is_relation and field.auto_created:
        return str(field.related_model._meta.verbose_name_plural)
    return str(getattr(field, "verbose_name", name))
