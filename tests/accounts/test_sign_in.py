"""Creating an account and getting into it, with the mail the site really owes."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import OutboxMessage, User

PASSWORD = "violet-harbor-42"
pytestmark = pytest.mark.django_db


def sign_up(client: Client, **changes: str):
    answers = {
        "display_name": "Marnie Okafor",
        "handle": "",
        "email": "marnie@clinic.example",
        "password1": PASSWORD,
        "credentials": "NP",
        "specialty": "Addiction medicine",
    }
    return client.post(reverse("account_signup"), {**answers, **changes})


def member(email: str = "dana@clinic.example", name: str = "Dana Quill") -> User:
    user = User.objects.create_user(email, PASSWORD, display_name=name)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def code_in(message: OutboxMessage) -> str:
    found = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{2,4})$", message.text, re.MULTILINE)
    assert found, message.text
    return found[1]


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_new_member_confirms_the_mailed_code_and_is_signed_in(client: Client) -> None:
    answer = sign_up(client)
    owed = OutboxMessage.objects.get(to="marnie@clinic.example")
    confirmed = client.post(answer["Location"], {"code": code_in(owed)})

    user = User.objects.get(email="marnie@clinic.example")
    assert confirmed.status_code == 302
    assert signed_in_as(client) == str(user.pk)
    assert (user.display_name, user.handle) == ("Marnie Okafor", "marnie-okafor")
    assert (user.credentials, user.specialty) == ("NP", "Addiction medicine")


def test_a_chosen_handle_is_kept(client: Client) -> None:
    sign_up(client, handle="Marnie-O")

    assert User.objects.get().handle == "marnie-o"


def test_no_code_is_in_the_subject_and_the_mail_has_both_parts(client: Client) -> None:
    sign_up(client)

    owed = OutboxMessage.objects.get()
    code = code_in(owed)
    assert owed.subject
    assert code not in owed.subject
    assert code in owed.html
    assert "style=" in owed.html


def test_a_wrong_code_does_not_sign_in(client: Client) -> None:
    answer = sign_up(client)
    refused = client.post(answer["Location"], {"code": "AAAA-AAAA"})

    assert refused.status_code == 200
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    "name",
    [
        "dana quill",
        "Dаna Quill",  # a Cyrillic letter
        "Dana\u200b Quill",
        "Dana Qu1ll",
        "Moderator",
        "www.pills.example",
    ],
)
def test_a_confusable_or_forbidden_name_is_refused(client: Client, name: str) -> None:
    member()
    answer = sign_up(client, display_name=name)

    assert answer.context["form"].errors.keys() == {"display_name"}
    assert User.objects.count() == 1


def test_rn_does_not_pass_for_m(client: Client) -> None:
    member(email="tim@clinic.example", name="Tim Marrow")
    answer = sign_up(client, display_name="Tirn Marrow")

    assert answer.context["form"].errors.keys() == {"display_name"}


def test_a_handle_that_imitates_a_member_is_refused(client: Client) -> None:
    member()
    answer = sign_up(client, handle="dana-qui11")

    assert answer.context["form"].errors.keys() == {"handle"}


def test_a_credential_cannot_claim_a_role(client: Client) -> None:
    answer = sign_up(client, credentials="Moderator")

    assert answer.context["form"].errors.keys() == {"credentials"}


def test_a_refused_name_says_nothing_about_any_address(client: Client) -> None:
    member()
    known = sign_up(client, display_name="dana quill", email="dana@clinic.example")
    unknown = sign_up(client, display_name="dana quill", email="nobody@clinic.example")

    assert known.context["form"].errors == unknown.context["form"].errors


def test_signing_up_with_a_known_address_looks_the_same_and_tells_only_its_owner(
    client: Client,
) -> None:
    member()
    known = sign_up(client, email="dana@clinic.example")
    unknown = sign_up(Client(), email="new@clinic.example", display_name="Noor Feld")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert OutboxMessage.objects.get(to="dana@clinic.example").kind == "account_already_exists"
    assert User.objects.filter(email="dana@clinic.example").count() == 1


def test_a_password_signs_in(client: Client) -> None:
    user = member()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert signed_in_as(client) == str(user.pk)


def test_a_wrong_password_reads_the_same_for_known_and_unknown_addresses(client: Client) -> None:
    user = member()
    wrong = {"password": "not-this-one-7"}
    known = client.post(reverse("account_login"), {"login": user.email, **wrong})
    unknown = client.post(reverse("account_login"), {"login": "no@clinic.example", **wrong})

    assert known.context["form"].errors == unknown.context["form"].errors
    assert "E-mail and password do not match." in known.content.decode()


def test_a_mailed_code_signs_in(client: Client) -> None:
    user = member()
    answer = client.post(reverse("account_request_login_code"), {"email": user.email})
    owed = OutboxMessage.objects.get(kind="login_code")
    client.post(answer["Location"], {"code": code_in(owed)})

    assert signed_in_as(client) == str(user.pk)


def test_asking_for_a_code_answers_the_same_for_known_and_unknown_addresses(
    client: Client,
) -> None:
    member()
    address = reverse("account_request_login_code")
    known = client.post(address, {"email": "dana@clinic.example"})
    unknown = Client().post(address, {"email": "nobody@clinic.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert OutboxMessage.objects.get(to="nobody@clinic.example").kind == "unknown_account"


def test_a_forgotten_password_is_replaced_through_the_mailed_link(client: Client) -> None:
    user = member()
    client.post(reverse("account_reset_password"), {"email": user.email})
    owed = OutboxMessage.objects.get(kind="password_reset_key")
    link = re.search(r"http://testserver(/accounts/\S+)", owed.text)
    assert link
    form = client.get(link[1], follow=True)
    chosen = {"password1": "amber-lantern-77", "password2": "amber-lantern-77"}
    client.post(form.redirect_chain[-1][0], chosen)

    user.refresh_from_db()
    assert user.check_password("amber-lantern-77")
    assert OutboxMessage.objects.filter(kind="password_reset", to=user.email).count() == 1


def test_a_reset_answers_the_same_for_known_and_unknown_addresses(client: Client) -> None:
    member()
    address = reverse("account_reset_password")
    known = client.post(address, {"email": "dana@clinic.example"})
    unknown = client.post(address, {"email": "nobody@clinic.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/"])
def test_nobody_is_sent_to_another_host_after_signing_in(client: Client, next_page: str) -> None:
    user = member()
    answer = client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": next_page}
    )

    assert answer["Location"] == "/"
