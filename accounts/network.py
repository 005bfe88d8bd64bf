"""Where a request comes from."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

# Some proxies pass an IPv4 address on with the port it came from.
WITH_PORT = re.compile(r"\d+\.\d+\.\d+\.\d+:\d+")


def client_address(request: HttpRequest) -> str | None:
    """The sender's network address, or None where it is not a valid one.

    Behind `TRUSTED_PROXY_COUNT` proxies it is read from X-Forwarded-For, counted from the right,
    so that a made-up header of the sender's own changes nothing.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXY_COUNT
    if proxies:
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(passed) >= proxies:
            address = passed[-proxies]
    if WITH_PORT.fullmatch(address):
        address = address.partition(":")[0]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    # An IPv4 sender on a socket of both kinds comes as ::ffff:192.0.2.1.
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)


def network_of(address: str | None) -> str:
    """The neighborhood of `address`: its /24 (IPv4) or /48 (IPv6); empty without an address."""
    if address is None:
        return ""
    bits = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
