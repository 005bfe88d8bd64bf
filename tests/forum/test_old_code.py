"""While a new version is being put in place, the one before still writes to the same tables."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import NotSupportedError, connection, models
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from accounts.models import OutboxMessage, User
from forum.indexes import AddIndexBesideWriters
from forum.models import Post, PostVersion, Topic
from moderation.models import Decision
from tests.factories import CategoryFactory, make_held_reply, make_reply, make_topic

pytestmark = [pytest.mark.both_databases]


@pytest.fixture(scope="module")
def before() -> Any:
    """The models as the first release had them; they name its columns and no other."""
    first = [(app, "0001_initial") for app in ("accounts", "forum", "moderation")]
    return MigrationLoader(None).project_state(first).apps


@pytest.mark.django_db
def test_the_code_of_before_writes_every_row_it_wrote(before):
    category = CategoryFactory()
    user = before.get_model("accounts", "User").objects.create(
        email="old@example.org", handle="old-code", display_name="Old Code"
    )
    before.get_model("accounts", "OutboxMessage").objects.create(key="x 1", kind="x", to="a@b.org")
    topic = before.get_model("forum", "Topic").objects.create(
        category_id=category.pk, title="Written by old code", slug="old", author_id=user.pk
    )
    post = before.get_model("forum", "Post").objects.create(topic=topic, author_id=user.pk)
    before.get_model("forum", "PostVersion").objects.create(
        post=post, version=1, body_source="a", body_format="text", body_html="a"
    )
    before.get_model("moderation", "Decision").objects.create(
        post_id=post.pk, version=1, moderator_id=user.pk, outcome="publish"
    )

    row = Post.objects.get(pk=post.pk)
    assert (row.cards, row.details, row.reaction_counts) == ({}, {}, {})
    assert (row.edit_note, row.edited_by_moderator) == ("", False)
    version = PostVersion.objects.get(post=row)
    assert (version.was_public, version.by_moderator, version.withdrawn) == (False,) * 3
    found = Topic.objects.get(pk=topic.pk)
    assert (found.similar, found.highlighted, found.helpful_count) == ([], [], 0)
    assert OutboxMessage.objects.get().headers == {}
    assert Decision.objects.get().edit is None
    person = User.objects.get(pk=user.pk)
    assert person.unread_notices == 0
    assert abs((timezone.now() - person.read_until).total_seconds()) < 3600


@pytest.mark.django_db
def test_posts_from_before_the_notices_count_as_announced_some_at_a_time(monkeypatch):
    migration = import_module("forum.migrations.0003_old_posts_announced")
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    topic = make_topic()
    for _ in range(4):
        make_reply(topic)
    held = make_held_reply(topic)
    Post.objects.update(announced_at=None)

    migration.consider_announced(apps, SimpleNamespace(connection=connection))

    held.refresh_from_db()
    assert held.announced_at is None
    published = Post.objects.published()
    assert published.count() == 5
    assert published.filter(announced_at=models.F("published_at")).count() == 5


# --- indexes ------------------------------------------------------------------------------------


def statements(operation: AddIndexBesideWriters, direction: str) -> list[str]:
    state = MigrationLoader(connection).project_state()
    with connection.schema_editor(atomic=False, collect_sql=True) as editor:
        getattr(operation, direction)("forum", editor, state, state)
    return [str(statement) for statement in editor.collected_sql]


@pytest.fixture
def operation() -> AddIndexBesideWriters:
    index = models.Index(fields=["written_at"], name="post_written")
    return AddIndexBesideWriters(model_name="post", index=index)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("direction", ["database_forwards", "database_backwards"])
def test_an_index_is_built_and_dropped_beside_writers(operation, direction):
    sql = " ".join(statements(operation, direction))

    assert "post_written" in sql
    assert ("CONCURRENTLY" in sql) == (connection.vendor == "postgresql")


@pytest.mark.django_db(transaction=True)
def test_a_build_that_was_interrupted_runs_again(operation):
    state = MigrationLoader(connection).project_state()
    if connection.vendor == "postgresql":
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("forum", editor, state, state)
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("forum", editor, state, state)
        operation.database_backwards("forum", editor, state, state)

    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "forum_post")
    assert "post_written" not in found
    assert {"post_latest", "post_to_announce", "post_accepted_by"} <= set(found)


@pytest.mark.django_db
def test_inside_a_transaction_it_is_refused(operation):
    with pytest.raises(NotSupportedError):
        statements(operation, "database_forwards")
