"""Other texts that link to a discussion whose title was erased."""

import re
from collections.abc import Callable

from django.db import transaction

from forum import diffs
from forum.models import Draft, PendingEdit, Post, PostVersion, Topic

Put = Callable[[str], str]


def forget_address(topic_id: int) -> None:
    """Make every text that names the address of a topic name the one it has now.

    An address holds the words of the title it was made of; an older one redirects, whatever it
    says. Run it after the title was erased. Each post in a transaction of its own; may run twice.
    """
    topic = Topic.objects.select_related("category").get(pk=topic_id)
    older = re.compile(rf"(/discussions/[\w-]+/{topic_id}-)[\w-]+(?=/)")
    now = rf"\g<1>{topic.slug}"

    def put(text: str) -> str:
        return older.sub(now, text)

    named = f"/{topic_id}-"
    for model in (PostVersion, PendingEdit):
        for row in model._default_manager.filter(body_source__contains=named):
            _rewrite(row, put)
            _forget_differences(row.post_id)
    for draft in Draft.objects.filter(body__contains=named):
        Draft.objects.filter(pk=draft.pk, version=draft.version).update(body=put(draft.body))
    for pk in Post.objects.filter(body_source__contains=named).values_list("pk", flat=True):
        with transaction.atomic():
            post = Post.objects.select_for_update(no_key=True).get(pk=pk)
            post.cards = {put(address): words for address, words in post.cards.items()}
            post.save(update_fields=["cards"])
            _rewrite(post, put)
        _forget_differences(pk)


def _rewrite(row: Post | PostVersion | PendingEdit, put: Put) -> None:
    names = ["body_source", "body_html"]
    if not isinstance(row, PostVersion):
        names.append("body_text")
    texts = {name: put(getattr(row, name)) for name in names}
    type(row)._default_manager.filter(pk=row.pk).update(**texts)


def _forget_differences(post_id: int) -> None:
    versions = PostVersion.objects.filter(post=post_id).values_list("version", flat=True)
    last = Post.objects.values_list("version", flat=True).get(pk=post_id)
    diffs.forget(post_id, [*versions, last])
