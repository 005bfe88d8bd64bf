"""Adds what Akismet says to the score of a guest's post that waits."""

from django.conf import settings
from django.db import transaction

from forum.models import Post
from forum.screening.spam import with_verdict
from forum.spam.akismet import Akismet, Question


def may_be_asked_about(post: Post) -> bool:
    """Whether the text of `post` may be sent away: a guest's, public by intent, no patient in it."""
    if not settings.AKISMET_KEY or not (post.is_by_guest and post.is_pending):
        return False
    found = post.screening.get("findings", [])
    return not any(one["family"] == "patient" for one in found)


def ask_about(post_id: int) -> None:
    """Ask once about the version that waits and keep the answer beside it.

    The answer of a text that changed or was decided meanwhile is dropped.
    """
    asked = Post.objects.select_related("receipt").filter(pk=post_id).first()
    if asked is None or not may_be_asked_about(asked):
        return
    receipt = getattr(asked, "receipt", None)
    verdict = Akismet(settings.AKISMET_KEY).ask(
        Question(
            text=asked.body_text,
            name=asked.guest_name,
            address=(receipt.address or "") if receipt else "",
            browser=receipt.browser if receipt else "",
            kind="forum-post" if asked.opens_topic else "reply",
        )
    )
    if not verdict:
        return
    with transaction.atomic():
        post = Post.objects.select_for_update(no_key=True, of=("self",)).get(pk=post_id)
        if post.is_pending and post.version == asked.version:
            post.screening["spam"] = with_verdict(post.screening.get("spam", {}), verdict)
            post.save(update_fields=["screening"])
