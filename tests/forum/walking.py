"""Walking through the site as a reader does who follows every link."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client


class Links(HTMLParser):
    """Addresses that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if name in ("href", "src", "action") and value
        ]


def crawl(client: Client, seeds: list[str]) -> Iterator[tuple[str, Any]]:
    """Every answer to `seeds` and to what their pages link to on this site, redirects included."""
    todo, known = list(seeds), set(seeds)
    while todo:
        address = todo.pop()
        response = client.get(address)
        assert response.status_code < 500, address
        yield address, response
        more = [response["Location"]] if response.has_header("Location") else []
        if response.get("Content-Type", "").startswith("text/html"):
            links = Links()
            links.feed(response.content.decode())
            more += links.found
        for link in more:
            absolute = urldefrag(urljoin(address, link))[0]
            parts = urlsplit(absolute)
            if parts.netloc not in ("", "testserver", "localhost:8000"):
                continue
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            # Signing out would end the walk; files of the style sheet say nothing.
            if path.startswith(("/static/", "/accounts/", "/cms/", "/django-admin/", "/media/")):
                continue
            # A hand-out is a page of the library on paper, made by a worker.
            if path.endswith(".pdf"):
                continue
            if path not in known and len(known) < 3000:
                known.add(path)
                todo.append(path)


def words_met(client: Client, seeds: list[str], words: Iterable[str]) -> dict[str, str]:
    """Which of `words` the reader meets, each with the first address that showed it."""
    met: dict[str, str] = {}
    for address, response in crawl(client, seeds):
        body = b"".join(response) if response.streaming else response.content
        seen = body.decode(errors="replace") + repr(dict(response.headers))
        # What a reader typed into the address comes back; that is no leak.
        typed = address.split("?", 1)[-1] if "?" in address else ""
        for word in words:
            if word in seen and word not in typed:
                met.setdefault(word, address)
    return met
