"""Safer words in a text as it was typed: all of them, at their own places, however many."""

import pytest
from django.conf import settings

from forum import checks
from forum.checks import Passage, changed, parts_of, passages
from forum.sanitize import cook
from tests.factories import make_topic
from tests.forum.checking import form, typed_text

pytestmark = pytest.mark.django_db

LINE = "Her number is 555-123-4567."
SAFER = "Her number is [phone number]."


def found_in(text: str) -> list[Passage]:
    writing = cook(text, "text", by_guest=False)
    reading = checks.read(writing)
    return passages(reading, parts_of(reading.text, {}, writing.text))


def made_safer(text: str) -> str:
    return changed("body", text, found_in(text))


def test_the_same_detail_in_many_places_is_changed_in_all_of_them():
    assert made_safer("\n".join([LINE] * 200)) == "\n".join([SAFER] * 200)


def test_quotes_blank_lines_and_spaces_between_words_stay():
    text = f"{LINE}\n\n> {LINE}\n> And  more.\n\n  {LINE}"

    assert made_safer(text) == text.replace(LINE, SAFER)


def test_an_address_that_has_the_same_words_is_left_alone():
    """The words of an image are for readers, its address is not."""
    text = f"{LINE}\n\n![555-123-4567](/files/555-123-4567/)\n\n{LINE}"

    assert made_safer(text) == (f"{SAFER}\n\n![[phone number]](/files/555-123-4567/)\n\n{SAFER}")


def test_a_text_that_grows_too_long_comes_back_changed_and_says_so_when_it_is_sent(client, member):
    address = f"{make_topic().get_absolute_url()}reply/"
    line = "MRN 8841234, seen."
    body = "\n".join([line] * (settings.BODY_MAX // (len(line) + 1)))

    changed_form = client.post(address, form(body=body, apply="patient"))
    text = typed_text(changed_form)
    sent = client.post(address, form(body=text))

    assert (changed_form.status_code, sent.status_code) == (200, 422)
    assert "8841234" not in text
    assert len(text) > settings.BODY_MAX
    assert "the limit is 30,000" in sent.content.decode()
    assert typed_text(sent) == text
