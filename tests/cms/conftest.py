from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from accounts import roles
from accounts.models import User
from cms import actions
from cms.models import (
    ArticlePage,
    Contribution,
    Kind,
    LibraryIndexPage,
    Person,
    Reference,
)
from tests.cms import pages, reviewing
from tests.fixtures.library import prepared_library


@pytest.fixture
def library(db) -> LibraryIndexPage:
    """The prepared library, with the roles filled where their command is installed."""
    library = prepared_library()
    call_command("sync_roles", verbosity=0)
    return library


@pytest.fixture
def editor(library) -> User:
    return _person_with_role("editor@example.org", "Teodoro Baptiste", roles.EDITOR)


@pytest.fixture
def reviewer(library) -> User:
    return _person_with_role("reviewer@example.org", "Tomasz Lindqvist", roles.REVIEWER)


@pytest.fixture
def member(db) -> User:
    return User.objects.create_user("member@example.org", "secret", display_name="Kiri Tamahori")


def _person_with_role(email: str, name: str, role: roles.Role) -> User:
    user = User.objects.create_user(email, "secret", display_name=name)
    user.groups.add(Group.objects.get(name=role.group))
    return user


@pytest.fixture
def signed_in():
    """Signs a person in and returns their browser."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="accounts.backends.EmailBackend")
        return client

    return sign_in


@pytest.fixture
def references(library) -> list[Reference]:
    slugs = ["soares-2024", "thakrar-2024", "moe-2021"]
    return [Reference.objects.get(slug=slug) for slug in slugs]


@pytest.fixture
def write_article(editor):
    """Writes and publishes a small article; what matters to a test is passed in."""

    def write(**fields: Any) -> ArticlePage:
        content = {
            "title": "A small article",
            "slug": "a-small-article",
            "summary": "What a small article says.",
        }
        return pages.article(**content | fields, by=editor)

    return write


@pytest.fixture
def draft(editor) -> ArticlePage:
    """An article that was never published, written by the editor."""
    author = Person.objects.create(name="Noor Ashgrove")
    content = {
        "title": "Low-dose starts",
        "slug": "low-dose-starts",
        "summary": "What is known.",
        "body": [pages.heading("What it is"), pages.prose("A first claim.", "moe-2021")],
    }
    written = actions.write_page(
        Kind.ARTICLE, content, by=editor, contributors=[(author, Contribution.Role.AUTHOR)]
    )
    return ArticlePage.objects.get(pk=written.pk)


@pytest.fixture
def in_review(draft, editor) -> ArticlePage:
    """The same, past the editorial check and waiting for a clinical reviewer."""
    reviewing.submit(draft, editor)
    return reviewing.fresh(draft)
