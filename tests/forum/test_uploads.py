"""Images for posts: taken, refused in words, and stored whole or not at all."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum import actions, images, orphans
from forum.models import Upload
from tests.factories import make_topic
from tests.fixtures.pictures import photograph, picture
from tests.forum.replying import reply_address
from tests.forum.uploading import all_files, grow_old, send, sent_file, stored_image

pytestmark = pytest.mark.django_db


# --- sending ------------------------------------------------------------------------------------


def test_a_member_sends_an_image_and_gets_its_address_and_size(client, member):
    answer = send(client, picture("JPEG", (640, 480)))

    upload = Upload.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"url": f"/files/{upload.token}/", "width": 640, "height": 480}
    assert (upload.owner, upload.post) == (member, None)
    with upload.file.open() as stored:
        assert upload.size == len(stored.read())


def test_the_address_is_random_and_the_file_has_a_name_of_ours(client, member):
    send(client, name="../../etc/jane-doe.png.php")

    upload = Upload.objects.get()
    assert len(upload.token) >= 32
    assert "jane" not in upload.file.name
    assert upload.file.name.endswith(".webp")
    assert [path.name for path in all_files()] == [Path(upload.file.name).name]


def test_post_images_are_apart_from_what_a_proxy_hands_out(settings):
    folder = Path(settings.STORAGES["posts"]["OPTIONS"]["location"])

    assert Path(settings.DATA_DIR) / "media" not in [folder, *folder.parents]


def test_a_wrong_name_does_not_matter_for_an_honest_image(client, member):
    assert send(client, picture("GIF"), name="a.html").status_code == 201


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG"),
        (photograph()[:900], "damaged"),
    ],
)
def test_a_refused_image_says_why_and_leaves_nothing(client, member, content, says):
    answer = send(client, content, name="x.png")

    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert not Upload.objects.exists()
    assert all_files() == []


def test_a_form_without_a_file_is_told_to_choose_one(client, member):
    answer = client.post(reverse("forum:upload"), {"words": "none"})

    assert answer.status_code == 422
    assert "Choose an image" in answer.json()["error"]


def test_a_guest_is_told_to_sign_in(client):
    answer = send(client)

    assert answer.status_code == 403
    assert "Sign in to add images" in answer.json()["error"]
    assert not Upload.objects.exists()


def test_a_foreign_site_cannot_send_an_image_for_a_member(member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    assert send(strict).status_code == 403
    assert not Upload.objects.exists()


def test_too_many_bytes_are_refused_before_they_are_read(client, member, settings):
    settings.UPLOAD_MAX_BYTES = 1000

    class Untouched:
        def read(self, *_: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    answer = client.generic(
        "POST",
        reverse("forum:upload"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(40_000_000),
        **{"wsgi.input": Untouched()},
    )

    assert answer.status_code == 422
    assert "larger than" in answer.json()["error"]


def test_a_file_beyond_the_limit_is_not_even_kept_in_memory(client, member, settings):
    settings.UPLOAD_MAX_BYTES = 15_000

    answer = send(client, bytes(30_000))

    assert answer.status_code == 422
    assert "larger than" in answer.json()["error"]


def test_so_many_images_in_an_hour_and_then_a_wait(client, member, settings):
    settings.UPLOADS_PER_HOUR = 2
    send(client), send(client)

    answer = send(client)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 3500
    assert "Please wait" in answer.json()["error"]
    grow_old(hours=2)
    assert send(client).status_code == 201


def test_refused_images_and_addresses_count_as_well(client, member, settings):
    settings.UPLOAD_TRIES_PER_HOUR = 3
    send(client, b"no image"), send(client, b"no image")
    client.post(reverse("forum:upload"), {"address": "http://127.0.0.1/x.png"})

    by_file = send(client, b"no image")
    by_address = client.post(reverse("forum:upload"), {"address": "http://127.0.0.1/x.png"})
    in_form = client.post(
        reply_address(make_topic()),
        {"body": "Words.", "submission_key": uuid.uuid4(), "image": sent_file()},
    )

    assert (by_file.status_code, by_address.status_code) == (429, 429)
    assert int(by_file["Retry-After"]) > 0
    assert in_form.status_code == 422
    assert "Please wait" in in_form.content.decode()


def test_while_other_images_are_prepared_one_is_asked_to_come_again(client, member, monkeypatch):
    monkeypatch.setattr(images, "TURN_SECONDS", 0.01)
    topic = make_topic()
    with images._turn(), images._turn():
        sent = send(client)
        in_form = client.post(
            reply_address(topic),
            {"body": "Words.", "submission_key": uuid.uuid4(), "image": sent_file()},
        )

    assert sent.status_code == 429
    assert "Retry-After" in sent
    assert in_form.status_code == 422
    assert "Words." in in_form.content.decode()
    assert send(client).status_code == 201


# --- no half images -----------------------------------------------------------------------------


class FullDisk(FileSystemStorage):
    """Takes some bytes of every file and then has no room left, as a real disk does."""

    def _save(self, name, content):
        whole = content.read()
        content.truncate(0)
        content.seek(0)
        super()._save(name, type(content)(whole[: len(whole) // 2]))
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_told_and_leaves_neither_file_nor_row(client, member, monkeypatch, tmp_path):
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", FullDisk(tmp_path / "full"))

    answer = send(client)

    assert answer.status_code == 507
    assert "Your text is kept" in answer.json()["error"]
    assert not Upload.objects.exists()
    assert all_files() == []


def test_a_storage_that_cannot_be_used_stops_no_text(client, member, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    unusable = FileSystemStorage(tmp_path / "file" / "posts")
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", unusable)
    topic = make_topic()

    refused = client.post(
        reply_address(topic),
        {"body": "Words.", "submission_key": uuid.uuid4(), "image": sent_file()},
    )
    taken = client.post(reply_address(topic), {"body": "Words.", "submission_key": uuid.uuid4()})

    assert refused.status_code == 422
    assert "We cannot store images" in refused.content.decode()
    assert taken.status_code == 302
    # Even erasing fails there: what is left belongs to nobody and waits for the sweep.
    assert not Upload.objects.exclude(owner=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_fails_leaves_no_file(member):
    def refuse(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "forum_upload" in sql:
            raise DatabaseError("gone")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), pytest.raises(actions.CannotStore):
        actions.store_image(member, picture())

    assert not Upload.objects.exists()
    assert all_files() == []


def test_what_a_killed_process_left_is_swept(member):
    upload = stored_image(member)
    long_ago = timezone.now() - timedelta(hours=2)
    Upload.objects.filter(pk=upload.pk).update(owner=None, uploaded_at=long_ago)

    assert orphans.sweep() == 1
    assert not Upload.objects.exists()
    assert all_files() == []
