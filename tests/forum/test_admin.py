"""The Django admin changes settings of topics and categories, and nothing else of them."""

import pytest

from accounts.models import User
from forum.admin import CategoryAdmin, TopicAdmin
from forum.models import Category, Topic
from tests.factories import make_reply, make_topic

pytestmark = pytest.mark.django_db


class Form:
    def __init__(self, *changed: str) -> None:
        self.changed_data = list(changed)


def test_closing_a_topic_leaves_counters_that_moved_meanwhile(admin_site, rf):
    topic = make_topic()
    stale = Topic.objects.get(pk=topic.pk)
    make_reply(topic)

    stale.is_locked = True
    TopicAdmin(Topic, admin_site).save_model(rf.get("/"), stale, Form("is_locked"), change=True)

    topic.refresh_from_db()
    assert (topic.is_locked, topic.reply_count, topic.last_position) == (True, 1, 2)


def test_reordering_a_category_leaves_its_counters(admin_site, rf):
    topic = make_topic()
    stale = Category.objects.get(pk=topic.category_id)
    make_reply(topic)

    stale.order = 5
    CategoryAdmin(Category, admin_site).save_model(rf.get("/"), stale, Form("order"), change=True)

    assert Category.objects.get(pk=stale.pk).post_count == 2


@pytest.mark.parametrize("door", ["/django-admin/login/", "/cms/login/", "/library/_util/login/"])
def test_no_tool_has_a_sign_in_of_its_own(client, door):
    person = User.objects.create_user("member@example.org", "sesame", display_name="A Member")
    form = {"username": person.email, "password": "sesame"}

    assert client.get(f"{door}?next=/").url.startswith("/accounts/login/")
    client.post(door, form)
    assert "_auth_user_id" not in client.session

    client.force_login(person)
    assert client.get(door).status_code == 403


def test_the_library_resets_no_passwords(client):
    assert client.get("/cms/password_reset/").status_code == 404


@pytest.fixture
def admin_site():
    from django.contrib.admin import site

    return site
