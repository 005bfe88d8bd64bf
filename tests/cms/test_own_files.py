"""What a PDF may be made from: our own media and static files, nothing else."""

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms.pdf import NotOurs, OwnFiles, write

SITE = "http://localhost:8000"


@pytest.fixture
def picture(settings):
    """A file of ours in the media folder; its address."""
    settings.SITE_ADDRESS = SITE
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    return SITE + default_storage.url(default_storage.save("own.svg", ContentFile(svg.encode())))


def test_our_own_files_are_read(picture):
    assert b"<svg" in OwnFiles().fetch(picture).read()
    style = OwnFiles().fetch(f"{SITE}/static/css/print.css")
    assert b"@page" in style.read()
    assert style.content_type == "text/css"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "http://127.0.0.1/secret",
        "http://127.0.0.1:8000/media/own.svg",
        "http://[::1]/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:8000/accounts/login/",
        "http://localhost:8000/media",
        "http://localhost:80001/media/own.svg",
        "http://localhost:8000@evil.example/media/own.svg",
        "https://localhost:8000/media/own.svg",
        "//evil.example/media/own.svg",
        "http://localhost:8000/media/../../etc/passwd",
        "http://localhost:8000/media/%2e%2e/%2e%2e/etc/passwd",
        "http://localhost:8000/media/..%2f..%2fetc/passwd",
        "http://localhost:8000/media//etc/passwd",
        "http://localhost:8000/static/../../etc/passwd",
        "http://localhost:8000/static/%2e%2e/%2e%2e/manage.py",
        "http://localhost:8000/static//etc/passwd",
        "ftp://localhost/media/own.svg",
        "data:text/css,body{}",
        "javascript:alert(1)",
        "/media/own.svg",
        "",
    ],
)
def test_no_other_address_is_opened(picture, address):
    with pytest.raises((NotOurs, SuspiciousFileOperation, OSError)):
        OwnFiles().fetch(address)


def test_a_hostile_document_reaches_no_disk_and_no_network(picture, provider, sink):
    """`provider` and `sink` are real servers; the one would redirect to the other."""
    provider.redirect("/moved", f"http://127.0.0.1:{sink.port}/")
    hostile = f"""<!doctype html><html lang="en"><head><title>Hostile</title>
      <link rel="stylesheet" href="file:///etc/passwd">
      <link rel="attachment" href="file:///etc/passwd">
      <style>@import url(http://127.0.0.1:{sink.port}/style.css);
      body {{ background: url(http://127.0.0.1:{provider.port}/moved) }}</style></head>
      <body><img src="http://127.0.0.1:{sink.port}/x.png" alt="One">
      <img src="file:///etc/passwd" alt="Two"><img src="{picture}" alt="Ours">
      <object data="http://127.0.0.1:{sink.port}/object"></object>
      <iframe src="http://127.0.0.1:{sink.port}/frame"></iframe></body></html>"""

    content = write(hostile, f"{SITE}/library/articles/hostile/")

    assert content.startswith(b"%PDF")
    assert provider.hits == []
    assert sink.hits == []
    assert b"/EmbeddedFile" not in content
    with open("/etc/passwd", "rb") as secret:
        assert secret.readline().strip() not in content
