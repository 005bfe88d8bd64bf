"""What tests of drafts share: saving one, as the composer does."""

from typing import Any

from django.test import Client
from django.urls import reverse

SCRIPT = {"Accept": "application/json"}


def save(client: Client, target: str, body: str = "So far.", version: int = 0, **more: str) -> Any:
    """Saves what is typed so far at `target`, seen at `version`; gives the answer."""
    fields = {"target": target, "body": body, "version": version, **more}
    return client.post(reverse("forum:save_draft"), fields, headers=SCRIPT)
