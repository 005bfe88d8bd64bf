"""Every account page opens in the site's look; visitors keep no session; staff doors hold."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import OutboxMessage, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    user = User.objects.create_user(
        "dana@clinic.example", "violet-harbor-42", display_name="Dana Quill"
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_request_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_a_visitor_sees_the_page_and_gets_no_session(client: Client, name: str) -> None:
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert 'class="top"' in page.content.decode()
    assert "sessionid" not in page.cookies
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize(
    "name", ["account_email", "account_change_password", "account_logout", "account_reauthenticate"]
)
def test_a_member_sees_the_page(client: Client, user: User, name: str) -> None:
    client.force_login(user)
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert user.handle in page.content.decode()
    assert "style=" not in page.content.decode()


def test_a_used_reset_link_says_so(client: Client) -> None:
    page = client.get(reverse("account_reset_password_from_key", args=["1", "no-such-key"]))

    assert "used or is too old" in page.content.decode()


def test_the_staff_door_asks_a_visitor_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("accounts:staff_entry"), {"next": "/cms/pages/"})

    assert answer["Location"] == f"{reverse('account_login')}?next=/cms/pages/"


def test_the_staff_door_is_closed_to_a_member(client: Client, user: User) -> None:
    client.force_login(user)

    assert client.get(reverse("accounts:staff_entry")).status_code == 403


def test_a_member_meets_a_closed_door_at_the_cms_not_a_loop(client: Client, user: User) -> None:
    client.force_login(user)
    page = client.get("/cms/", follow=True)

    assert page.status_code == 403
    assert len(page.redirect_chain) == 1


def test_a_superuser_enters_the_cms(client: Client, user: User) -> None:
    user.is_superuser = True
    user.save()
    client.force_login(user)

    assert client.get("/cms/").status_code == 200


def owed() -> OutboxMessage:
    return OutboxMessage.objects.create(
        key="k",
        kind="login_code",
        to="a@clinic.example",
        subject="Your code",
        text="ABCD",
        html="<p>",
    )


def test_the_outbox_lists_and_shows_mail(client: Client) -> None:
    message = owed()
    listed = client.get(reverse("accounts:outbox"))
    shown = client.get(reverse("accounts:outbox_message", args=[message.pk]))

    assert message.to in listed.content.decode()
    assert "ABCD" in shown.content.decode()
    assert "&lt;p&gt;" in shown.content.decode()


def test_the_outbox_is_not_there_in_production(client: Client, settings) -> None:
    settings.SHOW_OUTBOX = False
    message = owed()

    assert client.get(reverse("accounts:outbox")).status_code == 404
    assert client.get(reverse("accounts:outbox_message", args=[message.pk])).status_code == 404


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_stored_theme_is_used(client: Client, theme: str) -> None:
    client.cookies["theme"] = theme

    assert f'data-theme="{theme}"' in client.get(reverse("account_login")).content.decode()


def test_a_made_up_theme_is_ignored(client: Client) -> None:
    client.cookies["theme"] = "x onload"

    assert "data-theme" not in client.get(reverse("account_login")).content.decode()


def test_an_administrator_cannot_change_a_superuser(client: Client, user: User) -> None:
    chief = User.objects.create_superuser(
        "chief@clinic.example", "amber-lantern-77", display_name="Chief"
    )
    user.is_staff = True
    user.save()
    user.user_permissions.set(
        user.user_permissions.model.objects.filter(codename__in=["view_user", "change_user"])
    )
    client.force_login(user)
    address = reverse("admin:auth_user_password_change", args=[chief.pk])
    page = reverse("admin:accounts_user_change", args=[chief.pk])

    assert client.get(address).status_code == 403
    assert client.post(page, {"display_name": "Mine"}).status_code == 403
