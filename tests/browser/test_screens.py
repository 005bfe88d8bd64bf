"""Every screen is usable: no serious accessibility fault, nothing wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.roles import MODERATOR
from forum.models import Post
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_every_screen_is_accessible_and_fits(browser_context, client, addresses, width, scheme):
    judge = UserFactory(groups=(MODERATOR,))
    client.force_login(judge)
    session = client.cookies["sessionid"].value
    faults = []
    for name, address in addresses.items():
        context = browser_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        if address.startswith("/moderation"):
            cookie = {"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}
            context.add_cookies([cookie])
        page = context.new_page()
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{name}: wider than {width}")
        found = Axe().run(page).response["violations"]
        faults += [
            f"{name}: {fault['id']} {fault['nodes'][0]['html'][:120]}"
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]
        context.close()

    assert faults == []
