"""What tests of a topic's page share: the page as text."""

from django.test import Client

from forum.models import Topic


def shown(client: Client, topic: Topic, query: str = "") -> str:
    """The page of `topic` as `client` gets it."""
    return client.get(topic.get_absolute_url() + query).content.decode()
