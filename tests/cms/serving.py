"""Asking for pages and counting what it took; pages with their discussion."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.actions import discussing
from tests.factories import make_reply


def get(address, client=None, **options):
    """The answer and the queries it took."""
    with CaptureQueriesContext(connection) as captured:
        response = (client or Client()).get(address, **options)
    return response, [query["sql"] for query in captured]


def discussed(page, replies=1):
    """The page with its discussion and comments."""
    topic = discussing.follow_page(page.pk)
    for number in range(replies):
        make_reply(topic, body=f"Comment number {number}.")
    return topic
