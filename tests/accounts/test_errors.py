"""Pages for what went wrong render, say where the text is, and survive a broken site."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from config import errors

pytestmark = pytest.mark.django_db


def test_an_unknown_address_is_404_in_our_look(client: Client) -> None:
    page = client.get("/nowhere/at/all/")

    assert page.status_code == 404
    assert "We cannot find that page" in page.content.decode()
    assert "sessionid" not in page.cookies


@pytest.mark.parametrize("name", ["400", "403", "404", "413", "429", "403_csrf"])
def test_an_error_page_renders_for_a_bare_request(rf: RequestFactory, name: str) -> None:
    page = render_to_string(f"{name}.html", {}, request=rf.get("/"))

    assert "<h1>" in page
    assert "!" not in page.replace("<!doctype", "").replace("<!--", "")


def test_the_500_page_needs_nothing_at_all() -> None:
    assert "Something broke on our side" in render_to_string("500.html")


def test_a_server_error_is_styled(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "css/open-rounds" in answer.content.decode()


def test_a_form_too_large_is_413(rf: RequestFactory) -> None:
    answer = errors.bad_request(rf.post("/"), RequestDataTooBig())

    assert answer.status_code == 413


def test_a_form_too_large_is_413_on_the_way_in(client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = client.post("/accounts/login/", {"login": "x" * 500})

    assert answer.status_code == 413


def test_another_bad_request_is_400(rf: RequestFactory) -> None:
    assert errors.bad_request(rf.get("/"), ValueError()).status_code == 400


def test_waiting_is_said_in_words_and_in_the_header(rf: RequestFactory) -> None:
    answer = errors.too_many(rf.post("/"), 40, {"text": "my words"})

    assert answer.status_code == 429
    assert answer["Retry-After"] == "40"
    assert "Please wait 40 seconds" in answer.content.decode()
    assert "my words" in answer.content.decode()


def test_a_long_wait_is_said_in_minutes(rf: RequestFactory) -> None:
    assert "Please wait 15 minutes" in errors.too_many(rf.post("/"), 900).content.decode()


def test_an_expired_form_gives_the_text_back() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"body": "Long <b>text</b>", "title": "My title"})

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Long &lt;b&gt;text&lt;/b&gt;" in page
    assert "My title" in page
    assert 'href="/accounts/login/"' in page
