"""The demo: every thread in its true state, made by the real actions, and only once."""

from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import User
from cms import starter
from cms.models import GlossaryTerm, LibraryEntry, PageChange, SignOff
from forum.models import Category, PendingEdit, Post, Tag, Topic
from moderation.demo import ACCOUNTS, PASSWORD
from moderation.demo.content import load
from moderation.demo.queue import keys as keys_of_queue
from moderation.listing import is_likely_spam
from moderation.models import Decision

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Written once for all tests below, which leave it as it is."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0, stdout=StringIO())
        yield
        transaction.set_rollback(True)


def counts():
    """How many there are, without the discussions of library pages."""
    return {
        **{model: model.objects.count() for model in (User, Tag, Decision)},
        Category: Category.objects.exclude(slug=settings.LIBRARY_CATEGORY).count(),
        Topic: Topic.objects.filter(page=None).count(),
        Post: Post.objects.filter(topic__page=None).count(),
        LibraryEntry: LibraryEntry.objects.count(),
        PageChange: PageChange.objects.count(),
    }


def test_every_thread_category_tag_and_person_is_there(demo):
    pack = load("topics")

    assert counts() | {Decision: 0} == {
        User: len(load("personas")["personas"]) + 1,
        Category: len(pack["categories"]),
        Tag: len(pack["tags"]),
        Topic: 24 + 1,  # and the tip that came of one
        Post: 169 + 1 + len(keys_of_queue()),
        Decision: 0,
        LibraryEntry: len(starter.pages()),
        PageChange: len(starter.pages()),
    }


def test_the_library_came_through_its_own_workflow(demo, client):
    reviewed = LibraryEntry.objects.of_kind("article", "play", "tool")
    signed = SignOff.objects.filter(decision="approved", reviewer__email="reviewer@example.org")

    assert {entry.page_id for entry in reviewed} == set(signed.values_list("page", flat=True))
    assert all(entry.last_reviewed and entry.next_review for entry in reviewed)
    for entry in LibraryEntry.objects.all():
        assert client.get(entry.address).status_code == 200
    assert Topic.objects.exclude(page=None).count() == LibraryEntry.objects.count()
    assert GlossaryTerm.objects.published().count() > 100


def test_the_blog_post_answers_a_colleague_who_agreed_to_be_quoted(demo, client):
    entry = LibraryEntry.objects.get(kind="blog")
    quotation = entry.page.quotations.get()
    asked = Post.objects.get(pk=quotation.source)

    page = client.get(entry.address).content.decode()

    assert quotation.is_shown
    assert asked.author.display_name in page
    assert f"/posts/{asked.pk}/" in page


def test_posts_keep_their_dates_and_order(demo):
    for thread in load("threads")["threads"]:
        topic = Topic.objects.get(title=thread["title"])
        written = {row["body"]: row["at"] for row in thread["posts"]}
        posts = [
            (post.body_source.split("\n\nSource:")[0], f"{post.written_at:%Y-%m-%dT%H:%M:%SZ}")
            for post in topic.posts.published()
            .exclude(submission_key__in=keys_of_queue())
            .in_reading_order()
        ]
        assert all(written[body] == at for body, at in posts)
        assert [at for _body, at in posts] == sorted(at for _body, at in posts)


def test_held_and_rejected_posts_are_in_their_true_states(demo):
    expected = {
        row["body"]: row["moderation"]["expected"]
        for thread in load("threads")["threads"]
        for row in thread["posts"]
    }
    found = Counter(
        (expected[post.body_source.split("\n\nSource:")[0]], post.state)
        for post in Post.objects.filter(topic__page=None)
        .exclude(topic__kind="tip")
        .exclude(submission_key__in=keys_of_queue())
    )

    assert found == {
        ("published", "published"): 154,
        ("approve", "published"): 4,
        ("approve", "pending"): 1,
        ("hold", "returned"): 2,
        ("reject", "declined"): 6,
        ("reject", "pending"): 2,
    }
    assert Decision.objects.exclude(post__submission_key__in=keys_of_queue()).count() == 12


def test_the_queue_holds_one_of_every_kind(demo):
    waiting = Post.objects.pending()
    reasons = {reason for post in waiting for reason in post.hold_reasons}

    assert {"guest", "patient"} <= reasons
    assert waiting.filter(is_urgent=True).exists()
    assert waiting.filter(appealed_at__isnull=False).count() == 1
    assert any(is_likely_spam(post) for post in waiting)
    assert PendingEdit.objects.queue().count() == 1
    assert Post.objects.reported().get().open_reports == 2
    assert waiting.filter(opinions__isnull=False).count() == 1


def test_decisions_were_made_in_the_order_of_their_dates(demo):
    dates = list(Decision.objects.order_by("pk").values_list("decided_at", flat=True))

    assert dates == sorted(dates)


def test_a_second_run_adds_nothing(demo):
    before = counts()

    call_command("demo", verbosity=0, stdout=StringIO())

    assert counts() == before


def test_every_demo_account_signs_in(demo, client):
    for account in [*ACCOUNTS, "admin"]:
        assert client.login(email=f"{account}@example.org", password=PASSWORD)
    others = User.objects.exclude(
        email__in=[f"{name}@example.org" for name in [*ACCOUNTS, "admin"]]
    )
    assert not any(person.has_usable_password() for person in others)


def test_it_refuses_to_run_where_its_password_would_be_a_door(settings):
    settings.DEMO_ALLOWED = False

    before = User.objects.count()

    with pytest.raises(CommandError):
        call_command("demo")

    assert User.objects.count() == before
