"""Over TLS the worker connects to the address it checked and still asks for the name's certificate."""

import socket
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from forum.fetching import Fetched, Refused, Unreachable, fetch

NAME = "provider.example"


def get(address: str) -> Fetched:
    return fetch(address, limit_bytes=10_000, accept=("text/html",))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for the provider's name, made for this run."""
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "both.pem"
    key = folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", str(key), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    return made, key


@pytest.fixture
def secure_provider(settings, certificate):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"secure")

        def log_message(self, *arguments):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            pass  # callers that do not trust us hang up, as they should

    made, key = certificate
    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    port = server.server_address[1]
    settings.FETCH_PORTS = {443, port}
    settings.FETCH_TRUSTED = {("127.0.0.1", port)}
    settings.FETCH_HOSTS = {NAME: ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    yield port
    server.shutdown()
    server.server_close()


def test_a_certificate_of_the_name_is_accepted_though_we_connect_to_an_address(
    secure_provider, settings, certificate
):
    settings.FETCH_CA_FILE = str(certificate[0])

    assert get(f"https://{NAME}:{secure_provider}/").body == b"secure"


def test_a_certificate_of_another_name_is_refused(secure_provider, settings, certificate):
    settings.FETCH_CA_FILE = str(certificate[0])

    with pytest.raises(Refused, match="certificate"):
        get(f"https://other.example:{secure_provider}/")


def test_a_certificate_that_nobody_vouches_for_is_refused(secure_provider):
    with pytest.raises(Refused, match="certificate"):
        get(f"https://{NAME}:{secure_provider}/")


def test_a_site_that_stalls_in_the_handshake_is_hung_up_on(open_provider, settings):
    """Plain HTTP answers to TLS byte by byte."""
    settings.FETCH_SECONDS = 1
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    settings.FETCH_PORTS = {port}
    settings.FETCH_TRUSTED = {("127.0.0.1", port)}
    over = threading.Event()

    def stall():
        line, _ = listener.accept()
        with line:
            head = b"\x16\x03\x03\x40\x00"
            for byte in head + b"\x02" * 4000:
                if over.wait(0.05):
                    return
                try:
                    line.send(bytes([byte]))
                except OSError:
                    return

    thread = threading.Thread(target=stall, daemon=True)
    thread.start()
    try:
        with pytest.raises(Unreachable):
            get(f"https://{NAME}:{port}/")
    finally:
        over.set()
        thread.join(5)
        listener.close()
