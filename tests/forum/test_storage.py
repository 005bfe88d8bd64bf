"""STORAGE_URL: images on an S3-compatible store, through the real client."""

import json
import os
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client

from config.settings.buckets import bucket_at
from forum import actions, orphans
from forum.models import Upload
from tests.factories import UserFactory
from tests.fixtures.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_store(object_store, monkeypatch, settings):
    """Images in posts go to the store, with the options that the settings make of its address."""
    options = bucket_at(object_store.url)
    backend = "storages.backends.s3.S3Storage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": {**options, "location": "media"}},
        "posts": {"BACKEND": backend, "OPTIONS": {**options, "location": "posts"}},
    }
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", storages["posts"])
    return object_store


def test_an_image_is_stored_shown_and_erased(on_store, client):
    owner = UserFactory()
    client.force_login(owner)

    upload = actions.store_image(owner, picture())

    assert on_store.names == [f"rounds/posts/{upload.file.name}"]
    answer = client.get(upload.get_absolute_url())
    assert answer.content[:4] == b"RIFF"
    assert len(answer.content) == upload.size
    Upload.objects.filter(pk=upload.pk).release()
    assert orphans.erase([upload.pk]) == 1
    assert on_store.names == []


def test_rights_hold_on_a_store_as_well(on_store):
    upload = actions.store_image(UserFactory(), picture())

    assert Client().get(upload.get_absolute_url()).status_code == 404


def test_the_librarys_files_are_apart_from_those_of_posts(on_store):
    storages["default"].save("images/a.png", ContentFile(picture()))
    actions.store_image(UserFactory(), picture())

    assert [name.split("/")[1] for name in on_store.names] == ["media", "posts"]


def test_a_store_without_room_leaves_no_image(on_store):
    on_store.is_full = True

    with pytest.raises(actions.CannotStore):
        actions.store_image(UserFactory(), picture())

    assert not Upload.objects.exists()
    assert on_store.names == []


def test_a_store_that_is_away_leaves_no_image_that_anybody_sees(on_store):
    on_store.stop()

    with pytest.raises(actions.CannotStore):
        actions.store_image(UserFactory(), picture())

    assert not Upload.objects.exclude(owner=None).exists()


def test_an_image_that_the_store_lost_is_404(on_store, client):
    owner = UserFactory()
    client.force_login(owner)
    upload = actions.store_image(owner, picture())
    on_store.folder.joinpath(*on_store.names[0].split("/")).unlink()

    assert client.get(upload.get_absolute_url()).status_code == 404


# --- the setting --------------------------------------------------------------------------------

SHOW = """
import json
from config.settings import base
posts = base.STORAGES["posts"]
print(json.dumps([posts["BACKEND"], str(posts["OPTIONS"]["location"]), base.IMAGE_SOURCES]))
"""


def start(url: str) -> subprocess.CompletedProcess[str]:
    inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**inherited, "STORAGE_URL": url, "DATA_DIR": "/srv/rounds"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_the_setting_images_are_files_apart_from_the_public_ones():
    shown = start("")

    backend, folder, sources = json.loads(shown.stdout)
    assert backend == "django.core.files.storage.FileSystemStorage"
    assert folder == "/srv/rounds/posts"
    assert sources == []


def test_an_address_of_a_store_is_taken_apart():
    options = bucket_at("s3://k%2F1:s%40x@objects.example:9000/rounds?region=eu-1&scheme=http")

    assert options["access_key"] == "k/1"
    assert options["secret_key"] == "s@x"
    assert options["endpoint_url"] == "http://objects.example:9000"
    assert (options["bucket_name"], options["region_name"]) == ("rounds", "eu-1")


def test_pages_may_show_the_librarys_images_from_the_store():
    backend, folder, sources = json.loads(start("s3://k:s@objects.example/rounds").stdout)

    assert backend == "storages.backends.s3.S3Storage"
    assert folder == "posts"
    assert sources == ["https://objects.example"]


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "https://k:s@objects.example/rounds",
        "s3://objects.example/rounds",
        "s3://k@objects.example/rounds",
        "s3://k:s@objects.example",
        "s3://k:s@objects.example/rounds/folder",
        "s3://k:s@/rounds",
        "s3://k:s@objects.example:port/rounds",
        "s3://k:s@objects.example/rounds?scheme=ftp",
        "s3://k:s@objects.example/rounds?colour=red",
        "s3://k:s@objects.example/rounds?region",
        "s3://k:s@[objects/rounds",
    ],
)
def test_a_bad_address_stops_the_start_with_a_sentence(url):
    stopped = start(url)

    assert stopped.returncode != 0
    assert "Open Rounds cannot start: set STORAGE_URL to s3://key:secret@host" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert "objects.example" not in stopped.stderr
