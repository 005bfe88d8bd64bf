"""What many tests of the forum begin with."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory


@pytest.fixture
def member(client: Client) -> User:
    """An established member, signed in as `client`."""
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def site_address(settings: Any) -> str:
    """The address that the site gives for itself in what others keep of it."""
    settings.SITE_ADDRESS = "https://rounds.example.org"
    return settings.SITE_ADDRESS
