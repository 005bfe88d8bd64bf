"""Akismet is asked only where a site has said so, and never about patients."""

import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest

from forum.actions.doubting import ask_akismet_soon
from forum.models import Post
from forum.spam.akismet import Akismet, Question
from forum.spam.asking import ask_about
from tests.factories import make_held_reply, make_reply, make_topic, newcomer

QUESTION = Question(text="Buy now", name="Bo", address="192.0.2.1", browser="Test")


@pytest.fixture
def akismet(settings):
    """A server that plays Akismet: `says` is its answer, `asked` what it was told."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = int(self.headers["Content-Length"])
            asked.append(parse_qs(self.rfile.read(size).decode()))
            status, body, tip = server.says
            self.send_response(status)
            if tip:
                self.send_header("X-akismet-pro-tip", tip)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.says, server.asked = (200, b"true", ""), asked
    Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    settings.AKISMET_KEY = "the-key"
    settings.AKISMET_ADDRESS = f"http://127.0.0.1:{server.server_address[1]}/1.1/comment-check"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ((200, b"true", ""), "spam"),
        ((200, b"true", "discard"), "blatant"),
        ((200, b"false", ""), "ham"),
        ((200, b"invalid", ""), ""),
        ((500, b"true", ""), ""),
        ((302, b"", ""), ""),
    ],
)
def test_its_answer_is_understood(akismet, says, verdict):
    akismet.says = says

    assert Akismet("the-key").ask(QUESTION) == verdict


def test_without_a_key_nothing_is_sent(akismet):
    assert Akismet("").ask(QUESTION) == ""
    assert akismet.asked == []


def test_a_server_that_is_away_is_a_line_in_the_log_without_text(settings, caplog):
    settings.AKISMET_ADDRESS = "http://127.0.0.1:9/"

    with caplog.at_level(logging.WARNING):
        assert Akismet("the-key", seconds=1).ask(QUESTION) == ""

    assert "no answer" in caplog.text
    assert not any(word in caplog.text for word in ("Buy now", "the-key", "192.0.2.1"))


def test_its_verdict_joins_the_score_of_a_waiting_guest_post(db, akismet):
    post = make_held_reply()
    post.screening = {"version": "1", "spam": {"score": 1, "parts": {"no-proof": 1}}}
    post.save()

    ask_about(post.pk)
    ask_about(post.pk)

    post.refresh_from_db()
    assert post.screening["spam"] == {"score": 5, "parts": {"no-proof": 1, "akismet": 4}}
    assert akismet.asked[0]["comment_content"] == [post.body_text]
    assert "comment_author_email" not in akismet.asked[0]


@pytest.mark.parametrize("why", ["patient", "member", "decided", "off"])
def test_what_must_stay_here_is_not_sent(db, akismet, settings, why):
    post = make_reply(make_topic(), sender=newcomer()) if why == "member" else make_held_reply()
    if why == "patient":
        post.screening = {"findings": [{"family": "patient", "kind": "phone"}]}
        post.save()
    if why == "decided":
        post.withdraw()
    if why == "off":
        settings.AKISMET_KEY = ""

    ask_about(post.pk)

    assert akismet.asked == []


def test_a_text_that_changed_meanwhile_keeps_its_own_score(db, akismet, monkeypatch):
    post = make_held_reply()

    def edits_meanwhile(self, question):
        Post.objects.filter(pk=post.pk).update(version=2)
        return "spam"

    monkeypatch.setattr(Akismet, "ask", edits_meanwhile)
    ask_about(post.pk)

    post.refresh_from_db()
    assert "akismet" not in post.screening["spam"]["parts"]


def test_a_worker_is_asked_after_the_commit_and_only_with_a_key(
    db, akismet, settings, django_capture_on_commit_callbacks
):
    post = make_held_reply()
    with django_capture_on_commit_callbacks() as later:
        ask_akismet_soon(post)
    assert len(later) == 1

    settings.AKISMET_KEY = ""
    with django_capture_on_commit_callbacks() as later:
        ask_akismet_soon(post)
    assert later == []
