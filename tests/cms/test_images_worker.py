"""A real worker makes the sizes of a picture, so that no reader's request encodes one."""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from cms.models import CreditedImage, CreditedRendition
from tests.cms import pages
from tests.fixtures.library import prepared_library
from tests.fixtures.pictures import GPS, photograph
from tests.forum.test_cards_worker import eventually

pytestmark = pytest.mark.django_db(transaction=True)


def uploaded(content: bytes, name: str = "clinic.jpg", title: str = "The clinic") -> CreditedImage:
    image = CreditedImage(title=title, description="A door.", credit="A. Photographer")
    image.file = ImageFile(BytesIO(content), name=name)
    image.save()
    return image


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.mark.worker
def test_a_worker_makes_the_sizes_of_an_upload_and_pages_show_them(
    celery_worker_process, media, tmp_path
):
    prepared_library()
    celery_worker_process(DATA_DIR=str(tmp_path))
    name = "precipitated-withdrawal-counts.png"
    page = pages.article(body=[("figure", {"image": name, "caption": "", "citations": []})])
    html = eventually(lambda: shown_with(page.url, "image/avif"))
    sources = re.findall(r'<source type="image/(\w+)" srcset="([^"]+)" sizes="[^"]+">', html)
    assert [kind for kind, _srcset in sources] == ["avif", "webp", "jpeg"]
    for _kind, srcset in sources:
        for part in srcset.split(", "):
            address, width = part.split(" ")
            with default_storage.open(address.removeprefix("/media/")) as file:
                assert Image.open(file).width == int(width.removesuffix("w"))
    assert re.search(
        r'<img src="/media/[^"]+" width="\d+" height="\d+" alt="[^"]+" loading="lazy"', html
    )


def shown_with(address: str, words: str) -> str:
    html = Client().get(address).content.decode()
    return html if words in html else ""


def test_until_then_a_page_shows_the_picture_as_it_came_and_encodes_nothing(media):
    prepared_library()
    name = "precipitated-withdrawal-counts.png"
    page = pages.article(body=[("figure", {"image": name, "caption": "", "citations": []})])
    html = Client().get(page.url).content.decode()
    assert "<source" not in html
    assert re.search(r'<img src="/media/original_images/[^"]+" width="\d+" height="\d+"', html)
    assert not CreditedRendition.objects.exists()


def test_an_upload_loses_what_hides_beside_the_picture(media):
    prepared_library()
    image = uploaded(photograph(orientation=6))
    with image.file.open() as file:
        content = file.read()
    assert GPS not in content
    assert b"Exif" not in content
    assert (image.width, image.height) == (40, 80)  # upright
    assert image.file_size == len(content)


@pytest.mark.parametrize("name", ["drawing.svg", "moving.gif"])
def test_other_kinds_are_refused_by_the_form(media, name):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from wagtail.images.forms import get_image_form

    content = b"<svg xmlns='http://www.w3.org/2000/svg'/>" if "svg" in name else b"GIF89a"
    form = get_image_form(CreditedImage)(
        {"title": "One"}, {"file": SimpleUploadedFile(name, content)}
    )
    assert "file" in form.errors
