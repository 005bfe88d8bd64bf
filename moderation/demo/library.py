"""A blog post that began with a colleague's question in the discussions."""

from typing import Any

from accounts.models import User
from cms import starter
from cms.models import BlogPage, ClinicalPage, Kind
from forum.actions import consenting, promoting
from forum.models import Consent, Post
from moderation.demo.content import load

NOTE = "Your question is asked often. May we open our answer with your words?"


def begin_blog_post(people: dict[str, User]) -> list[ClinicalPage]:
    """Begin the starter library's blog post from the question it answers, with consent.

    Returns its draft; nothing where the post is there already.
    """
    content = starter.blog_post()
    if BlogPage.objects.filter(slug=content["slug"]).exists():
        return []
    asked = _question(starter.answered_post())
    page = promoting.promote(
        asked.topic_id,
        [promoting.Pick(asked.pk)],
        kind=Kind.BLOG,
        title=content["title"],
        editor=people["teodoro-baptiste"],
        note=NOTE,
        answers=asked.pk,
    )
    consent = Consent.objects.get(quotation__page=page)
    consenting.answer(consent.pk, consenting.Choice.NAME, seen=consent.stamp)
    page.slug = content["slug"]
    page.save()
    return [page]


def _question(answers: dict[str, Any]) -> Post:
    thread = next(one for one in load("threads")["threads"] if one["slug"] == answers["thread"])
    return Post.objects.get(
        topic__title=thread["title"], position=answers["post"], state=Post.State.PUBLISHED
    )
