"""Pages are drawn by a worker ahead of their readers, and what is drawn counts while it is true."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from cms import ready, tasks
from cms.compiled import Compiled
from cms.models import ReadyPage, Reference
from cms.shelf import renew_shelf_mark
from tests.cms import pages
from tests.cms.serving import discussed, get
from tests.cms.test_serving import quoting_article, rich_article, rich_play
from tests.cms.test_serving_changes import close, fresh, judge
from tests.forum import promoting


def cold(address, **options):
    """The answer of a process that keeps nothing."""
    cache.clear()
    return get(address, **options)


@pytest.mark.both_databases
@pytest.mark.parametrize("written", [rich_article, rich_play, quoting_article])
def test_a_ready_page_is_what_the_request_would_have_drawn_and_costs_five_queries(library, written):
    page = written()
    drawn, _queries = cold(page.url)
    tasks.prepare_pages(page.pk)
    assert ready.unprepared() == []
    shown, queries = cold(page.url)
    assert shown.content == drawn.content
    assert len(queries) <= 5, "\n".join(queries)
    assert not any("cms_reference" in query for query in queries)
    assert not any(query.startswith(("INSERT", "UPDATE", "DELETE")) for query in queries)


def test_what_changed_is_never_taken_from_what_was_ready(library):
    page = pages.article()
    tasks.prepare_pages(page.pk)
    source = Reference.objects.get(slug="moe-2021")
    source.is_retracted = True
    source.save()
    assert "retracted" in cold(page.url)[0].content.decode()
    assert ready.unprepared() == [page.pk]
    tasks.sweep_ready_pages()
    shown, queries = cold(page.url)
    assert "retracted" in shown.content.decode()
    assert not any("cms_reference" in query for query in queries)


def test_a_new_day_is_a_new_page(library, monkeypatch):
    tomorrow = timezone.now() + timedelta(days=1)
    page = pages.article(
        last_reviewed=timezone.localdate() - timedelta(days=300),
        next_review=tomorrow.date(),
    )
    tasks.sweep_ready_pages()
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert "Review is overdue" in cold(page.url)[0].content.decode()


def test_words_and_comments_of_people_are_not_stored_with_the_page(library):
    begun = promoting.begin()
    begun.answer(begun.reply, "name")
    begun.publish()
    discussed(begun.page)
    tasks.prepare_pages(begun.page.pk)
    shown = cold(begun.page.url)[0].content.decode()
    assert promoting.MEMBERS_WORDS in shown
    assert "Comment number 0." in shown
    stored = str(ReadyPage.objects.get(page=begun.page.pk).parts)
    assert begun.page.title in stored
    assert promoting.MEMBERS_WORDS not in stored
    assert "Comment number 0." not in stored
    judge(begun.reply, "purge")
    assert promoting.MEMBERS_WORDS not in cold(begun.page.url)[0].content.decode()
    # Names of contributors stand in a drawn page until the next sweep, and no longer.
    assert begun.page.pk in list(ready.sweep())
    assert not ReadyPage.objects.exists()


@pytest.mark.parametrize("act", [lambda page: fresh(page).unpublish(), close])
def test_what_is_not_public_any_more_is_neither_shown_nor_stored(library, act):
    page = pages.article(title="For a few")
    tasks.prepare_pages(page.pk)
    act(page)
    assert cold(page.url)[0].status_code in (302, 404)
    tasks.sweep_ready_pages()
    assert not ReadyPage.objects.filter(page=page.pk).exists()


def test_what_changes_while_a_page_is_drawn_makes_the_drawing_void(library, monkeypatch):
    page = pages.article(title="As it was")
    draw = ready.draw

    def and_changed(specific, stranger):
        drawn = draw(specific, stranger)
        type(page).objects.filter(pk=page.pk).update(title="As it is")
        renew_shelf_mark()
        return drawn

    monkeypatch.setattr(ready, "draw", and_changed)
    ready.prepare(page.pk)
    monkeypatch.setattr(ready, "draw", draw)
    shown = cold(page.url)[0].content.decode()
    assert "As it is" in shown
    assert "As it was" not in shown.partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.both_databases
def test_a_compiled_query_gives_what_the_query_set_gives(library):
    first, second = pages.article(), pages.article()
    one = Compiled(
        lambda title, page: Page.objects.filter(pk=page, title=title).select_related("owner"),
        title=str,
        page=int,
    )
    for page in (first, second, first):
        found = one.ask(title=page.title, page=page.pk)
        assert [(row.pk, row.path, row.first_published_at) for row in found] == [
            (page.pk, page.path, page.first_published_at)
        ]
    assert one.ask(title="Another", page=first.pk) == []
