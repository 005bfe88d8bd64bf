"""What tests of images in posts share: sending them, posts that show them, who sees them."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forum import actions
from forum.models import Post, Topic, Upload
from forum.sanitize import cook
from tests.factories import make_topic
from tests.fixtures.pictures import picture


def sent_file(content: bytes | None = None, name: str = "scan.png") -> SimpleUploadedFile:
    """A file as a browser sends it: an honest picture unless `content` is given."""
    return SimpleUploadedFile(name, picture() if content is None else content)


def send(client: Client, content: bytes | None = None, name: str = "scan.png") -> Any:
    """Sends an image as the composer does; gives the answer."""
    return client.post(reverse("forum:upload"), {"image": sent_file(content, name)})


def stored_image(owner: User) -> Upload:
    return actions.store_image(owner, picture())


def reply_with(upload: Upload, sender: User, topic: Topic | None = None) -> Post:
    """A reply whose text shows `upload`."""
    body = f'<p>See this.</p><img src="{upload.get_absolute_url()}" alt="a chart">'
    return actions.submit_reply(
        topic_id=(topic or make_topic()).pk,
        sender=sender,
        writing=cook(body, "html", by_guest=False),
        submission_key=uuid.uuid4(),
    ).post


def all_files() -> list[Path]:
    """Every file in the storage of post images."""
    folder = Path(Upload._meta.get_field("file").storage.location)
    return [path for path in folder.rglob("*") if path.is_file()]


def seen_by(person: User | None, upload: Upload) -> int:
    """The status that `person`, or a visitor, gets for the image."""
    client = Client()
    if person:
        client.force_login(person)
    return client.get(upload.get_absolute_url()).status_code


def grow_old(**age: float) -> None:
    """Every image was sent so long ago."""
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(**age))
