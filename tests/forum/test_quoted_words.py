"""Where quoted words may stand, and how long a copy of them is kept."""

import pickle
import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from cms import parts
from cms.models import PageChange
from tests.forum.promoting import MEMBERS_WORDS, Begun, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun() -> Iterator[Begun]:
    """A published page whose quotations wait."""
    cache.clear()
    begun = begin()
    begun.publish()
    yield begun
    cache.clear()


def test_words_stand_on_the_page_their_author_was_asked_about_and_on_no_copy_of_it(begun):
    begun.answer(begun.reply, "name")
    copy = begun.page.copy(update_attrs={"slug": "a-copy", "title": "A copy"}, keep_live=True)
    assert MEMBERS_WORDS in Client().get(begun.page.url).text

    shown = Client().get(copy.url).text + Client().get(f"{copy.url}print/").text

    assert "A copy" in shown
    assert MEMBERS_WORDS not in shown


def test_quoted_words_and_names_leave_the_caches_server_soon_after_the_page(begun):
    begun.answer(begun.reply, "name")
    begun.publish()
    assert MEMBERS_WORDS in Client().get(begun.page.url).text
    change = PageChange.objects.of(begun.page.pk).first()
    difference = f"{begun.page.url}history/{change.number}/"
    assert "Kiri Tamahori" in Client().get(difference).text

    begun.answer(begun.reply, "no")

    assert "Kiri Tamahori" not in Client().get(difference).text
    kept = {name: pickle.loads(value) for name, value in cache._cache.items()}
    telling = [
        name
        for name, value in kept.items()
        if MEMBERS_WORDS in str(value) or "Kiri Tamahori" in str(value)
    ]
    assert len(telling) >= 2
    latest = time.time() + parts.KEEP_OF_PEOPLE
    assert all(cache._expire_info[name] <= latest for name in telling)
