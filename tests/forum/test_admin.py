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


def test_the_admin_has_no_sign_in_of_its_own(client):
    response = client.get("/django-admin/login/?next=/django-admin/")
    assert response.url.startswith("/accounts/login/")

    client.force_login(User.objects.create_user("member@example.org", display_name="A Member"))
    assert client.get("/django-admin/login/?next=/django-admin/").status_code == 403


@pytest.fixture
def admin_site():
    from django.contrib.admin import site

    return site
