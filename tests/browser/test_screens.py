"""Every screen is usable: no serious accessibility fault, nothing wider than the window."""

import pytest

from accounts.roles import MODERATOR
from forum.models import Post
from tests.browser.looking import SEVERE, faults_of
from tests.browser.writing import signed_in
from tests.factories import UserFactory, fill_topic, make_held_reply, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses():
    topic = make_topic(title="Withdrawal got worse after the first 8 mg")
    make_reply(topic)
    removed = make_reply(topic)
    removed.hide(reason="it could have identified a patient")
    held = make_held_reply(topic)
    fill_topic(make_topic(), 45)
    return {
        "home": "/",
        "topics": "/discussions/",
        "category": topic.category.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "long topic": Post.objects.get(position=21).topic.get_absolute_url() + "?page=2",
        "reply": topic.get_absolute_url() + "reply/",
        "new topic": "/discussions/new/",
        "receipt": held.receipt.get_absolute_url(),
        "receipt edit": held.receipt.get_absolute_url() + "edit/",
        "search": "/search/?q=withdrawal",
        "nothing found": "/search/?q=zzzz",
        "sign in": "/accounts/login/",
        "sign up": "/accounts/signup/",
        "not found": "/no-such-page/",
        "queue": "/moderation/",
        "item": f"/moderation/items/{held.pk}/",
        "log": "/moderation/log/",
        "remove": f"/moderation/posts/{topic.posts.get(position=2).pk}/hide/",
    }


def test_every_screen_is_accessible_and_fits(browser_context, client, addresses):
    visitor = browser_context(reduced_motion="reduce").new_page()
    moderator = signed_in(
        browser_context(reduced_motion="reduce"), client, UserFactory(groups=(MODERATOR,))
    )
    faults = []
    for name, address in addresses.items():
        page = moderator if address.startswith("/moderation") else visitor
        page.goto(address)
        faults += faults_of(page, name, impacts=SEVERE)

    assert faults == []
