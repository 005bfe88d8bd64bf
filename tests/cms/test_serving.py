"""Pages come fast from what is kept; what is personal stays with its person."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings

from tests.cms import pages
from tests.cms.serving import discussed, get
from tests.cms.whole_play import whole_play
from tests.forum import promoting

MANY = 12  # comments, more than are shown under a page


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


def rich_article():
    """With comments, further reading, a series, a term, sources and another page linked."""
    pages.term("low-barrier care", "low-barrier-care")
    other = pages.article()
    text = (
        'Offer <a linktype="term" slug="low-barrier-care">low-barrier care</a>, '
        f'and read <a linktype="page" slug="{other.slug}">this</a>.'
    )
    page = pages.article(body=[pages.heading("First"), pages.prose(text, "moe-2021")])
    pages.series(page, other)
    discussed(page, MANY)
    return page


def rich_play():
    page = whole_play()
    pages.series(page, pages.article())
    discussed(page, MANY)
    return page


def quoting_article():
    begun = promoting.begin()
    begun.answer(begun.reply, "name")
    begun.publish()
    discussed(begun.page, MANY)
    return begun.page


@pytest.mark.parametrize("written", [rich_article, rich_play, quoting_article])
def test_a_page_costs_twelve_queries_and_two_where_it_is_kept(library, written):
    page = written()
    cache.clear()
    first, cold = get(page.url)
    again, warm = get(page.url)
    assert first.status_code == 200
    assert again.content == first.content
    assert len(cold) <= 12, "\n".join(cold)
    assert len(warm) <= 2, "\n".join(warm)
    assert not first.cookies
    assert first["Cache-Control"] == "no-cache"
    unchanged, asked = get(page.url, headers={"if-none-match": first["ETag"]})
    assert unchanged.status_code == 304
    assert not unchanged.content
    assert len(asked) <= 2


def test_members_share_what_is_kept_and_keep_what_is_theirs(library, signed_in, member):
    page = pages.article()
    discussed(page)
    visitor, _queries = get(page.url)
    browser = signed_in(member)
    get(page.url, browser)
    shown, queries = get(page.url, browser)
    assert "Kiri Tamahori" in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert not any("cms_reference" in query for query in queries)
    again, _queries = get(page.url)
    assert again.content == visitor.content
    assert not again.cookies


@pytest.mark.parametrize("address", ["/library/", "/library/articles/", "/library/plays/?page=1"])
def test_lists_cost_two_queries_where_they_are_kept(library, address):
    pages.article(), pages.play()
    first, _cold = get(address)
    again, warm = get(address)
    assert first.status_code == 200
    assert again.content == first.content
    assert len(warm) <= 2
    assert not again.cookies
    pages.article(title="Come a moment ago"), pages.play(title="Come a moment ago")
    assert "Come a moment ago" in get(address)[0].content.decode()


def test_a_theme_a_message_and_a_question_have_pages_of_their_own(library):
    page = pages.article()
    light = get(page.url)[0].content.decode()
    dark = Client()
    dark.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in get(page.url, dark)[0].content.decode()
    assert get(page.url)[0].content.decode() == light
    assert 'value="naloxone"' in get(f"{page.url}?q=naloxone")[0].content.decode()
    assert get(page.url)[0].content.decode() == light


def test_without_its_cache_a_page_is_slower_and_whole(library):
    address = pages.article(title="Here all the same").url
    away = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
    with override_settings(CACHES={"default": away}):
        response, _queries = get(address)
    assert response.status_code == 200
    assert "Here all the same" in response.content.decode()
