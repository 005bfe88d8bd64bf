"""What tests of the reply form share: where it is."""

from django.urls import reverse

from forum.models import Topic


def reply_address(topic: Topic) -> str:
    return reverse("forum:reply", args=[topic.category.slug, topic.pk, topic.slug])
