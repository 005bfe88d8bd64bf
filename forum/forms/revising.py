"""A new version of a text."""

from typing import Any

from django import forms

from forum.forms.fields import Title
from forum.forms.writing import WritingFields
from forum.models import Post


class RevisionForm(WritingFields):
    """A new version of a text that waits; names the version it replaces."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    title = Title()

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "body": post.body_source,
                "body_format": post.body_format,
                "version": post.version,
                "title": post.topic.title if post.opens_topic else "",
            },
        )
        super().__init__(*args, **kwargs)
        self.by_guest = post.is_by_guest
        if not post.opens_topic:
            del self.fields["title"]
