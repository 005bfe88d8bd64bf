"""A real Celery worker makes cards, sees failures through, and leaves plain links behind."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from forum.models import LinkCard
from forum.tasks import sweep_cards
from tests.factories import make_reply, make_topic

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

PAGE = """<!doctype html><html><head><title>Buprenorphine labeling</title>
<meta name="description" content="What changed in December 2024.">
<meta property="og:site_name" content="FDA"></head><body>x</body></html>"""


def eventually(happened: Callable[[], Any], seconds: float = 30) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := happened():
            return result
        time.sleep(0.1)
    raise AssertionError(f"did not happen in {seconds} seconds")


@pytest.fixture
def start_worker(celery_worker_process, provider, settings):
    settings.FETCH_PORTS = frozenset({80, 443, provider.port})

    def start(**more: Any):
        return celery_worker_process(
            DJANGO_SETTINGS_MODULE="tests.fixtures.provider_settings",
            PROVIDER_PORT=str(provider.port),
            **more,
        )

    return start


def test_a_worker_turns_a_published_link_into_a_card(start_worker, provider, client):
    provider.page("/label", PAGE)
    start_worker()
    address = f"http://www.fda.gov:{provider.port}/label"
    topic = make_topic()

    post = make_reply(topic, body=f"See\n\n{address}")

    eventually(lambda: LinkCard.objects.ready().exists())
    eventually(lambda: post.refresh_from_db() or post.cards[address])
    assert post.cards == {
        address: {
            "title": "Buprenorphine labeling",
            "summary": "What changed in December 2024.",
            "site": "FDA",
        }
    }
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f'<a class="linkcard" href="{address}" rel="ugc noopener">' in page
    assert "Buprenorphine labeling" in page
    assert provider.hits == ["/label"]


def test_a_link_that_fails_stays_a_plain_link(start_worker, provider, sink, client):
    provider.redirect("/moved", f"http://127.0.0.1:{sink.port}/")
    start_worker()
    address = f"http://www.fda.gov:{provider.port}/moved"
    topic = make_topic()

    post = make_reply(topic, body=address)

    eventually(lambda: LinkCard.objects.filter(state="failed").exists())
    post.refresh_from_db()
    assert post.cards == {address: {}}
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f'<p><a href="{address}" rel="ugc noopener">{address}</a></p>' in page
    assert "linkcard" not in page
    assert sink.hits == []


def test_a_card_that_was_lost_with_the_broker_is_made_by_the_sweep(start_worker, provider, valkey):
    provider.page("/label", PAGE)
    address = f"http://www.fda.gov:{provider.port}/label"
    post = make_reply(make_topic(), body=address)
    valkey.empty()
    LinkCard.objects.update(next_try_at=timezone.now())

    worker = start_worker()
    sweep_cards.delay()

    eventually(lambda: post.refresh_from_db() or post.cards[address])
    assert worker.running
