"""The writing field as the page delivers it, before any script."""

import json
import re
from html import unescape

import pytest
from django.contrib.staticfiles import finders

from forum.emoji import PATTERN
from tests.factories import UserFactory, make_topic

pytestmark = pytest.mark.django_db


def attribute(page: str, name: str) -> str:
    found = re.search(rf'data-{name}="([^"]*)"', page)
    assert found, f"no data-{name}"
    return unescape(found.group(1))


@pytest.fixture
def reply_page(client):
    return make_topic().get_absolute_url() + "reply/"


def test_every_part_the_page_names_is_a_file_of_ours(client, reply_page):
    page = client.get(reply_page).content.decode()
    modules = json.loads(attribute(page, "modules"))
    addresses = [attribute(page, "module"), *modules.pop("attached").values(), *modules.values()]

    assert [each for each in addresses if not finders.find(each.removeprefix("/static/"))] == []


def test_the_page_carries_words_and_the_definition_of_an_emoji(client, reply_page):
    page = client.get(reply_page).content.decode()

    words = json.loads(attribute(page, "words"))
    assert words["pasted"] == "Pasted as rich text."
    assert words["paste_plain"] == "Paste as plain text instead"
    assert words["card_off"] == "Display as a link instead"
    assert attribute(page, "emoji-pattern") == PATTERN
    assert attribute(page, "emoji-max") == "75"


def test_a_guest_gets_no_address_to_upload_to_and_a_member_does(client, reply_page):
    assert "data-upload-url" not in client.get(reply_page).content.decode()
    client.force_login(UserFactory())

    page = client.get(reply_page).content.decode()

    assert attribute(page, "upload-url") == "/compose/image/"


def test_a_refused_formatted_text_comes_back_to_be_edited_as_it_looks(client, reply_page):
    client.force_login(UserFactory())
    body = "<p><strong>Kept</strong> " + "😀" * 76 + "</p>"
    sent = {"body": body, "body_format": "html", "submission_key": "not-a-key"}

    answer = client.post(reply_page, sent)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "data-eager" in page
    assert "&lt;strong&gt;Kept&lt;/strong&gt;" in page
    assert "Emoji 76 of 75. Remove 1." in page


def test_an_empty_or_plain_field_waits_for_its_first_focus(client, reply_page):
    assert "data-eager" not in client.get(reply_page).content.decode()
