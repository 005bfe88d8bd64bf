"""The member's list of what they began and did not send."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models.user import Reader
from forum.models import Draft, Post, Topic


@dataclass(frozen=True)
class Unfinished:
    """A draft, what it is for, and where it goes on ("" where that place is gone)."""

    draft: Draft
    name: str
    address: str = ""


def drafts_of(reader: Reader) -> list[Unfinished]:
    """The reader's drafts, latest first. At most three queries, however many there are."""
    drafts = list(Draft.objects.of(reader).latest_first())
    topics = {
        topic.pk: topic
        for topic in Topic.objects.visible_to(reader)
        .filter(pk__in=_numbers(drafts, "topic"))
        .select_related("category")
    }
    posts = {
        post.pk: post
        for post in Post.objects.visible_to(reader)
        .filter(pk__in=_numbers(drafts, "edit"))
        .select_related("topic", "peer")
        if post.is_by(reader)
    }
    return [_unfinished(draft, topics, posts) for draft in drafts]


def _numbers(drafts: list[Draft], kind: str) -> list[int]:
    targets = (draft.target.partition(":") for draft in drafts)
    return [int(number) for named, _colon, number in targets if named == kind]


def _unfinished(draft: Draft, topics: dict[int, Topic], posts: dict[int, Post]) -> Unfinished:
    kind, _colon, number = draft.target.partition(":")
    if kind == "new":
        title = draft.fields.get("title") or _("New discussion")
        return Unfinished(draft, title, reverse("forum:new_topic"))
    if kind == "topic" and (topic := topics.get(int(number))):
        here = reverse("forum:reply", args=[topic.category.slug, topic.pk, topic.slug])
        return Unfinished(draft, _("Reply in “%(title)s”") % {"title": topic.title}, here)
    if kind == "edit" and (post := posts.get(int(number))):
        here = reverse("forum:edit", args=[post.pk])
        return Unfinished(draft, _("Edit in “%(title)s”") % {"title": post.topic.title}, here)
    if kind == "edit":
        return Unfinished(draft, _("Edit of a post that is not here any more"))
    return Unfinished(draft, _("Reply in a discussion that is not here any more"))
