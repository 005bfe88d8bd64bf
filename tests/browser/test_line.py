"""A reader whose line goes away in the middle of a page."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_who_is_offline_is_told_and_told_again_when_it_is_over(page):
    page.goto(make_topic().get_absolute_url())
    banner = page.get_by_text("You are offline.")
    expect(banner).to_be_hidden()

    page.context.set_offline(True)
    expect(banner).to_be_visible()
    page.context.set_offline(False)
    expect(banner).to_be_hidden()
