"""Whatever changes on a page is seen with the next request, although the page was kept."""

from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import (
    Contribution,
    CreditedImage,
    HouseWords,
    Person,
    Reference,
    SectionIndexPage,
)
from forum.actions import moves
from forum.models import Post
from tests.cms import pages
from tests.cms.serving import discussed, get
from tests.factories import UserFactory, make_reply, moderator
from tests.fixtures.pictures import picture
from tests.forum import promoting


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def changed(page, **fields):
    """The page's own fields, published."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish(skip_permission_checks=True)


def save(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def with_term(definition):
    return pages.term("low-barrier care", "low-barrier-care", definition)


def term_text():
    return {
        "body": [
            pages.prose(
                '<a linktype="term" slug="low-barrier-care">low-barrier care</a>', "moe-2021"
            )
        ]
    }


class Told:
    """A page, what is done, and the words that stand on it before and after ("" for nothing)."""

    def __init__(self, page, act, *, before="", after=""):
        self.page, self.act, self.before, self.after = page, act, before, after


def a_new_version():
    page = pages.article(title="An old title")
    return Told(
        page, lambda: changed(page, title="A new title"), before="An old title", after="A new title"
    )


def a_status():
    page = pages.article()
    return Told(page, lambda: changed(page, status="retired"), after="This page is retired")


def a_term():
    term = with_term("What it was.")
    page = pages.article(**term_text())
    return Told(
        page,
        lambda: save(term, definition="What it is."),
        before="What it was.",
        after="What it is.",
    )


def a_term_taken_down():
    term = with_term("What it was.")
    page = pages.article(**term_text())
    return Told(page, term.unpublish, before="What it was.")


def a_retraction():
    page = pages.article()
    source = Reference.objects.get(slug="moe-2021")
    return Told(page, lambda: save(source, is_retracted=True), after="retracted")


def a_person():
    page = pages.article()
    person = Person.objects.get(name=pages.AUTHOR)
    return Told(page, lambda: save(person, bio="Grew up in a valley."), after="in a valley")


def a_members_handle():
    person = UserFactory(handle="old-handle")
    author = Person.objects.create(name="Kiri Tamahori", user=person)
    page = pages.article(contributors=[(author, Contribution.Role.AUTHOR)])
    return Told(
        page, lambda: save(person, handle="new-handle"), before="/old-handle/", after="/new-handle/"
    )


def words_of_the_house():
    page = pages.play()
    words = HouseWords.objects.get_or_create()[0]
    return Told(
        page, lambda: save(words, what_a_play_is="Something to try."), after="Something to try."
    )


def a_quotation_granted():
    begun = promoting.begin()
    begun.answer(begun.guest_reply, "name")
    begun.publish()
    return Told(
        begun.page, lambda: begun.answer(begun.reply, "name"), after=promoting.MEMBERS_WORDS
    )


def a_quotation(act):
    begun = promoting.begin()
    begun.answer(begun.reply, "name")
    begun.publish()
    return Told(begun.page, lambda: act(begun.reply), before=promoting.MEMBERS_WORDS)


def a_quoted_post_hidden():
    return a_quotation(lambda post: judge(post, "hide"))


def a_quoted_post_purged():
    return a_quotation(lambda post: judge(post, "purge"))


def the_discussion_it_grew_out_of_hidden():
    begun = promoting.begin()
    begun.publish()
    opening = begun.topic.posts.get(opens_topic=True)
    return Told(begun.page, lambda: judge(opening, "hide"), before=begun.topic.title)


def a_comment():
    page = pages.article()
    topic = discussed(page)
    return Told(page, lambda: make_reply(topic, body="Said just now."), after="Said just now.")


def a_comment_purged():
    page = pages.article()
    topic = discussed(page)
    post = make_reply(topic, body="Said too much.")
    return Told(page, lambda: judge(post, "purge"), before="Said too much.")


def a_related_page_taken_down():
    other = pages.article(title="Read this too")
    page = pages.article()
    return Told(page, lambda: fresh(other).unpublish(), before="Read this too")


def a_related_page_closed():
    other = pages.article(title="Read this too")
    page = pages.article()
    return Told(page, lambda: close(other), before="Read this too")


def a_series():
    page = pages.article()
    series = pages.series(page, pages.article(), title="A road through it")
    return Told(page, lambda: fresh(series).delete(), before="A road through it")


def a_section():
    page = pages.article()
    section = SectionIndexPage.objects.get(slug="articles")
    return Told(page, lambda: save(section, title="Writings"), after="Writings")


def a_picture():
    name = "precipitated-withdrawal-counts"
    figure = {"image": f"{name}.png", "caption": "", "citations": []}
    page = pages.article(body=[("figure", figure)])
    image = CreditedImage.objects.get()
    new = ImageFile(BytesIO(picture(size=(500, 300))), name="new-picture.png")
    return Told(page, lambda: save(image, file=new), before=name, after="new-picture")


@pytest.mark.parametrize(
    "story",
    [
        a_new_version,
        a_status,
        a_term,
        a_term_taken_down,
        a_retraction,
        a_person,
        a_members_handle,
        words_of_the_house,
        a_quotation_granted,
        a_quoted_post_hidden,
        a_quoted_post_purged,
        the_discussion_it_grew_out_of_hidden,
        a_comment,
        a_comment_purged,
        a_related_page_taken_down,
        a_related_page_closed,
        a_series,
        a_section,
        a_picture,
    ],
)
def test_a_change_is_seen_with_the_next_request(library, media, story):
    told = story()
    address = told.page.url
    get(address)
    kept, warm = get(address)
    assert len(warm) <= 2
    told.act()
    shown, _queries = get(address, headers={"if-none-match": kept["ETag"]})
    assert shown.status_code == 200
    before, after = kept.content.decode(), shown.content.decode()
    if told.before:
        assert told.before in unescape(before)
        assert told.before not in unescape(after)
    if told.after:
        assert told.after not in unescape(before)
        assert told.after in unescape(after)


def test_a_review_date_passes_at_midnight(library, monkeypatch):
    day = timezone.localdate() + timedelta(days=1)
    page = pages.article(last_reviewed=day - timedelta(days=300), next_review=day)
    get(page.url)
    kept, _queries = get(page.url)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    shown, _queries = get(page.url)
    assert "Review is overdue" not in kept.content.decode()
    assert "Review is overdue" in shown.content.decode()


@pytest.mark.parametrize("act", [lambda page: fresh(page).unpublish(), lambda page: close(page)])
def test_what_strangers_may_not_read_is_never_taken_from_what_was_kept(library, act):
    page = pages.article(title="For a few")
    address = page.url
    kept, _queries = get(address)
    act(page)
    cache_before = kept["ETag"]
    shown, _queries = get(address, headers={"if-none-match": cache_before})
    assert shown.status_code in (302, 404)
    assert "For a few" not in shown.content.decode()
    for list_of_pages in ("/library/", "/library/articles/"):
        assert "For a few" not in get(list_of_pages)[0].content.decode()


# --- doing ------------------------------------------------------------------------------------


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def close(page):
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")


def judge(post, verb):
    with transaction.atomic():
        locked = Post.objects.select_related("topic__category", "author").locked(post.pk)
        getattr(moves, verb)(locked, actor=moderator(), reason="off-topic")
