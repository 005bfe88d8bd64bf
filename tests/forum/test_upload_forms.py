"""Without scripts an image is sent with the form that its text is sent with."""

import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.roles import EDITOR
from forum.models import Upload
from tests.factories import UserFactory, make_topic
from tests.forum.replying import reply_address
from tests.forum.uploading import sent_file

pytestmark = pytest.mark.django_db


def test_a_form_stores_its_image_and_puts_it_at_the_end_of_the_text(client, member):
    topic = make_topic()

    client.post(
        reply_address(topic),
        {
            "body": "Look at this curve.",
            "submission_key": uuid.uuid4(),
            "image": sent_file(),
            "image_alt": "COWS score [first hour]",
        },
    )

    upload, post = Upload.objects.get(), topic.posts.get(opens_topic=False)
    assert upload.post == post
    assert f'src="/files/{upload.token}/"' in post.body_html
    assert 'alt="COWS score (first hour)"' in post.body_html
    assert post.body_html.index("Look at") < post.body_html.index("<img")


def test_rich_text_gets_its_image_as_html(client, member):
    topic = make_topic()

    client.post(
        reply_address(topic),
        {
            "body": "<p>Look.</p>",
            "body_format": "html",
            "submission_key": uuid.uuid4(),
            "image": sent_file(),
            "image_alt": '"quoted" <b>',
        },
    )

    post = topic.posts.get(opens_topic=False)
    assert "<img" in post.body_html
    assert "<b>" not in post.body_html


def test_a_form_that_comes_back_still_has_its_image(client, member):
    answer = client.post(
        reverse("forum:new_topic"),
        {"title": "short", "body": "My text", "submission_key": uuid.uuid4(), "image": sent_file()},
    )

    upload = Upload.objects.get()
    assert answer.status_code == 422
    assert f"![]({upload.get_absolute_url()})" in answer.content.decode()
    assert "My text" in answer.content.decode()


@pytest.mark.parametrize("content", [b"no image", b""], ids=["words", "empty"])
def test_a_refused_image_in_a_form_leaves_the_text(client, member, content):
    topic = make_topic()

    answer = client.post(
        reply_address(topic),
        {
            "body": "Words that stay.",
            "submission_key": uuid.uuid4(),
            "image": sent_file(content, "a.png"),
        },
    )

    assert answer.status_code == 422
    assert "Words that stay." in answer.content.decode()
    assert topic.posts.count() == 1


def test_an_image_too_large_for_a_form_leaves_the_text(client, member, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    topic = make_topic()

    answer = client.post(
        reply_address(topic),
        {"body": "Words.", "submission_key": uuid.uuid4(), "image": sent_file(bytes(200_000))},
    )

    assert answer.status_code == 422
    assert "larger than" in answer.content.decode()
    assert "Words." in answer.content.decode()


def test_a_guests_form_with_an_image_is_told_to_sign_in(client):
    topic = make_topic()

    answer = client.post(
        reply_address(topic),
        {
            "body": "From a guest.",
            "guest_name": "Jory M.",
            "submission_key": uuid.uuid4(),
            "image": sent_file(),
        },
    )

    assert answer.status_code == 422
    assert "Sign in to add images" in answer.content.decode()
    assert "From a guest." in answer.content.decode()
    assert not Upload.objects.exists()


def test_no_form_of_ours_takes_any_other_file(client, member, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    topic = make_topic()

    client.post(
        reply_address(topic),
        {"body": "Words.", "submission_key": uuid.uuid4(), "other": sent_file(bytes(4_000_000))},
    )

    assert topic.posts.count() == 2
    assert list(tmp_path.glob("*.upload*")) == []


def test_of_many_images_in_one_request_one_is_kept_in_memory(member, rf):
    request = rf.post("/", {"image": [sent_file(bytes(50_000)) for _ in range(20)], "body": "x"})

    assert len(request.FILES.getlist("image")) == 1
    assert request.POST["body"] == "x"


def test_a_second_image_is_not_taken_where_the_first_was_too_large(rf, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    request = rf.post("/", {"image": [sent_file(bytes(50_000)), sent_file(bytes(500))]})

    assert not request.FILES


class Unread:
    """A body of so many bytes that fails the test when it is read."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def send_unread(client, path: str, length: int):
    return client.generic(
        "POST",
        path,
        b"",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": Unread()},
    )


@pytest.mark.parametrize("path", ["/discussions/new/", "/cms/login/", "/django-admin/login/"])
def test_a_request_larger_than_an_image_and_a_form_is_refused_unread(path):
    strict = Client(enforce_csrf_checks=True)

    assert send_unread(strict, path, 20_000_000).status_code == 413


def test_staffs_tools_take_other_files_and_not_any(rf, settings):
    call_command("sync_roles", verbosity=0)
    editor = UserFactory(groups=(EDITOR,))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert send_unread(strict, "/cms/", settings.STAFF_UPLOAD_MAX_BYTES + 1).status_code == 413

    for person, kept in [(editor, 2), (UserFactory(), 0)]:
        request = rf.post("/cms/images/add/", {"file": [sent_file(), sent_file()]})
        request.user = person
        assert len(request.FILES.getlist("file")) == kept
