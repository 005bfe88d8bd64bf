"""Getting something from another site without becoming anybody's hand inside our network.

A name is resolved once, every address it has must be a public one, and the connection goes to
exactly the address that was checked; the certificate is still the name's. Every redirect begins
anew. Size, time and type are limited, and nothing of us is sent: no cookie, no proxy's password,
no reader's address.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
# Letters, digits, dots, hyphens; or an IPv6 address. Anything else is no host we know how to read.
HOST = re.compile(r"(?!-)[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}")
IN_PATHS = "/?%:@!$&'()*+,;=~[]"
CHUNK = 16_384
# Beside what Python calls not global: relays into other networks, whatever they lead to, and the
# machine rooms' own service addresses.
CLOSED = [
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24"),
        *("198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
]
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")


class NotFetched(Exception):
    """Nothing was fetched. `reason` is a word for logs and decisions, never an address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(NotFetched):
    """It breaks a rule of ours, or the other site said no for good: asking again changes nothing."""


class Unreachable(NotFetched):
    """No answer, or none for now: worth another try later."""


@dataclass(frozen=True)
class Fetched:
    """What the last address of the chain answered. `body` is unpacked."""

    address: str
    content_type: str
    charset: str
    body: bytes


@dataclass(frozen=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def fetch(
    address: str,
    *,
    limit_bytes: int,
    accept: Collection[str],
    may_visit: Callable[[str], bool] | None = None,
) -> Fetched:
    """Get `address` over http or https; raises Refused or Unreachable.

    `accept` names the content types taken, `limit_bytes` bounds the body as sent and unpacked,
    and `may_visit(host)` is asked for the first host and for that of each redirect. All of it
    ends within `FETCH_SECONDS`.
    """
    deadline = time.monotonic() + settings.FETCH_SECONDS
    for _hop in range(settings.FETCH_REDIRECTS_MAX + 1):
        target = _target(address)
        if may_visit is not None and not may_visit(target.host):
            raise Refused("host")
        answer = _ask(target, address, limit_bytes, accept, deadline)
        if isinstance(answer, Fetched):
            return answer
        try:
            address = urljoin(address, answer)
        except ValueError:
            raise Refused("address") from None
    raise Refused("redirects")


def is_public(address: str) -> bool:
    """Whether `address` (of IPv4 or IPv6) belongs to the open Internet and nothing else."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (
        found.scope_id is not None or found not in PUBLIC_IPV6
    ):
        # Mapped, translated and tunneled IPv4 lies outside, or in the networks above.
        return False
    if found.is_multicast or found.is_reserved or found.is_private or not found.is_global:
        return False
    return not any(found in network for network in CLOSED if network.version == found.version)


# --- where to ---------------------------------------------------------------------------------


def _target(address: str) -> _Target:
    """The parts of an address, or Refused where it could be read in two ways."""
    if re.search(r"[\x00-\x20\x7f-\xa0\\]", address):
        raise Refused("address")
    try:
        parts = urlsplit(address)
        port, host = parts.port, (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise Refused("address") from None
    if parts.scheme not in PORTS:
        raise Refused("scheme")
    if parts.username is not None or parts.password is not None or not HOST.fullmatch(host):
        raise Refused("address")
    port = PORTS[parts.scheme] if port is None else port
    if port not in settings.FETCH_PORTS:
        raise Refused("port")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return _Target(parts.scheme, host, port, quote(path, safe=IN_PATHS))


def _checked_address(target: _Target, deadline: float) -> str:
    """The one address to connect to; Refused unless every address of the name is public."""
    found = settings.FETCH_HOSTS.get(target.host) or _resolved(target, deadline)
    if not found:
        raise Unreachable("name")
    for address in found:
        if not is_public(address) and (address, target.port) not in settings.FETCH_TRUSTED:
            raise Refused("network")
    return found[0]


def _resolved(target: _Target, deadline: float) -> list[str]:
    """Ask the system for the name's addresses; it knows no time limit, so a thread waits."""
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            rows = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_left(deadline))
    return list(found) if not asking.is_alive() else []


# --- the conversation -------------------------------------------------------------------------


def _ask(
    target: _Target, address: str, limit: int, accept: Collection[str], deadline: float
) -> Fetched | str:
    """One request: what was fetched, or the address it redirects to."""
    connection = _connection(target, _checked_address(target, deadline), deadline)
    headers = {
        "Host": target.host_header,
        "User-Agent": settings.FETCH_USER_AGENT,
        "Accept": ", ".join(sorted(accept)),
        "Accept-Encoding": "gzip, identity",
    }
    try:
        with _ended_at(deadline, connection):
            connection.request("GET", target.path, headers=headers, preload_content=False)
            response = connection.getresponse()
            return _answer(response, address, limit, accept)
    except ssl.SSLCertVerificationError:
        raise Refused("certificate") from None
    except (OSError, HTTPError, http.client.HTTPException, ValueError) as trouble:
        raise Unreachable(type(trouble).__name__) from None
    finally:
        connection.close()


def _connection(target: _Target, ip: str, deadline: float) -> HTTPConnection:
    """To exactly `ip`; over TLS the name is sent and its certificate demanded."""
    wait = min(settings.FETCH_SILENCE_SECONDS, _left(deadline))
    if target.scheme == "http":
        return HTTPConnection(ip, target.port, timeout=wait)
    context = ssl.create_default_context(cafile=settings.FETCH_CA_FILE or None)
    return HTTPSConnection(
        ip,
        target.port,
        timeout=wait,
        ssl_context=context,
        server_hostname=target.host,
    )


@contextmanager
def _ended_at(deadline: float, connection: HTTPConnection) -> Iterator[None]:
    """Hang up at the deadline, also on a site that sends one byte at a time, in TLS or headers.

    Python's time-outs begin anew with every byte, so the line is cut from outside. It is cut at
    a copy of the socket, since TLS takes the first one away.
    """
    plain = connection._new_conn()
    line = plain.dup()
    cut = threading.Timer(_left(deadline), _hang_up, [line])
    cut.daemon = True
    cut.start()
    connection._new_conn = lambda: plain  # type: ignore[method-assign]
    try:
        yield
    except Refused:
        # What we cut off may look like a page without a type, or one that is packed wrongly.
        _left(deadline)
        raise
    finally:
        cut.cancel()
        line.close()
        plain.close()
    # Or like one that ended.
    _left(deadline)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _answer(
    response: HTTPResponse, address: str, limit: int, accept: Collection[str]
) -> Fetched | str:
    if response.status in REDIRECTS:
        location = response.headers.get("Location")
        if not location:
            raise Refused("redirects")
        return location
    if response.status == 429 or response.status >= 500:
        raise Unreachable(f"status {response.status}")
    if response.status != 200:
        raise Refused(f"status {response.status}")
    said = Message()
    said["Content-Type"] = response.headers.get("Content-Type", "")
    kind = said.get_content_type() if response.headers.get("Content-Type") else ""
    if kind not in accept:
        raise Refused("type")
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    body = _body(response, encoding, limit)
    return Fetched(address, kind, (said.get_content_charset() or "").strip(), body)


def _body(response: HTTPResponse, encoding: str, limit: int) -> bytes:
    """The body, unpacked piece by piece, so that a small one cannot become a huge one."""
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise Refused("encoding")
    unpack = zlib.decompressobj(wbits=31) if encoding != "identity" else None
    body = bytearray()
    sent = 0
    for piece in response.stream(CHUNK, decode_content=False):
        sent += len(piece)
        if unpack is not None:
            try:
                piece = unpack.decompress(piece, limit + 1 - len(body))
            except zlib.error:
                raise Refused("encoding") from None
        body += piece
        if sent > limit or len(body) > limit:
            raise Refused("size")
    if unpack is not None and not unpack.eof:
        raise Unreachable("incomplete")
    return bytes(body)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unreachable("time")
    return left
