"""HTML to tagged PDF. WeasyPrint and its libraries are loaded here: import it in a task alone."""

from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from PIL import ImageFile
from weasyprint import HTML  # type: ignore[import-untyped]
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

# WeasyPrint switches this on for the whole process when it is loaded; with it, cut-off uploads
# would pass for whole ones.
ImageFile.LOAD_TRUNCATED_IMAGES = False


class NotOurs(ValueError):
    """An address outside our own media and static files."""


class OwnFiles(URLFetcher):
    """Opens files of our own storages, by their name there; knows no network and no disk."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The file at `url`, read from the storage it belongs to, else `NotOurs`."""
        for root, read in ((default_storage.url("/"), _media), (settings.STATIC_URL, _static)):
            root = urljoin(f"{settings.SITE_ADDRESS}/", root).rstrip("/") + "/"
            if url.startswith(root):
                name = unquote(urlsplit(url.removeprefix(root)).path)
                kind = guess_type(name)[0] or "application/octet-stream"
                return URLFetcherResponse(url, read(name), {"Content-Type": kind})
        raise NotOurs(url)


def _media(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def _static(name: str) -> bytes:
    # On a developer's machine nothing is collected: the finders know where the file is.
    if not staticfiles_storage.exists(name) and (place := finders.find(name)):
        return Path(place).read_bytes()
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())


def write(html: str, address: str) -> bytes:
    """`html`, which stands at `address`, as a tagged PDF (PDF/UA-1)."""
    document = HTML(string=html, base_url=address, url_fetcher=OwnFiles())
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
