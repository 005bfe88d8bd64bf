"""What tests of notices share: a topic nobody has news of, and who heard of a post."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from forum.models import Notice, Post, Topic
from forum.notices import announce
from tests.factories import make_topic


def quiet_topic(**fields: Any) -> Topic:
    """A topic whose opening post was announced long ago."""
    topic = make_topic(**fields)
    Post.objects.update(announced_at=timezone.now())
    return topic


def told(post: Post) -> dict[User, str]:
    """Announces `post`; gives everybody who has a notice of it, with its kind."""
    announce(post.pk)
    return {notice.person: notice.kind for notice in Notice.objects.about(post)}
