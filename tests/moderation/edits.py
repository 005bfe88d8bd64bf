"""Edits that wait, and deciding on them, as several tests need it."""

from forum.actions import editing
from forum.models import PendingEdit, Post
from forum.sanitize import cook
from moderation import actions
from tests.factories import make_held_reply, moderator


def guests_post(topic=None, **fields) -> Post:
    """A guest's reply that a moderator published."""
    held = make_held_reply(topic, **fields)
    actions.decide(held.pk, moderator=moderator(), version=1, outcome="publish")
    return Post.objects.get(pk=held.pk)


def make_edit(post=None, body="Rewritten.", **fields) -> PendingEdit:
    """A guest's edit that waits."""
    post = post or guests_post()
    editing.edit(
        post.pk,
        editor=None,
        seen_version=post.version,
        writing=cook(body, "text", by_guest=True),
        **fields,
    )
    return post.edits.pending().get()


def decide(edit, outcome="publish", **fields):
    chosen = {"moderator": moderator(), "version": edit.version, "base": edit.base_version}
    return actions.decide_edit(edit.pk, outcome=outcome, **{**chosen, **fields})
