"""The worker fetches from the open Internet and is nobody's hand inside our network."""

import gzip
import socket

import pytest

from forum import fetching
from forum.fetching import Refused, Unreachable, fetch, is_public

HTML = ("text/html",)
NAME = "provider.example"


@pytest.fixture
def open_sink(settings, open_provider, sink):
    """The sink's port is open as well: only the look at the address keeps anybody out."""
    settings.FETCH_PORTS = {*settings.FETCH_PORTS, sink.port}
    return sink


def get(address, *, limit=10_000, accept=HTML, **more):
    return fetch(address, limit_bytes=limit, accept=accept, **more)


def test_a_page_is_fetched_by_its_name_without_telling_who_reads(open_provider, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    open_provider.page("/a", "<title>É</title>", type="text/html; charset=utf-8")

    page = get(f"{open_provider.url}/a?b=1")

    assert page.body.decode() == "<title>É</title>"
    assert (page.content_type, page.charset) == ("text/html", "utf-8")
    assert open_provider.hits == ["/a?b=1"]
    [sent] = open_provider.headers
    assert sent["Host"] == f"{NAME}:{open_provider.port}"
    assert set(sent) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


def test_the_guard_is_real_for_the_provider_too(open_provider, settings):
    settings.FETCH_TRUSTED = frozenset()
    open_provider.page("/", "x")

    with pytest.raises(Refused, match="network"):
        get(open_provider.url)

    assert open_provider.hits == []


# --- the private network ------------------------------------------------------------------------

# Ways to write an address of this machine or of a network behind it. {p} is the sink's port.
HOSTILE = [
    f"http://{host}:{{p}}/"
    for host in (
        *("127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.254", "0", "0.0.0.0"),
        *("2130706433", "0x7f000001", "0x7f.1", "0x7F.0x0.0x0.0x1", "017700000001", "0177.0.0.1"),
        *("0177.0.0.01", "00177.1", "127.0.0.1.", "localhost", "LOCALHOST", "localhost."),
        *("ip6-localhost", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]"),
        *("[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[::7f00:1]"),
        *("[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]"),
        *("[2002:7f00:1::1]", "[2001:0:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]"),
        *("[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[fec0::1]", "[100::1]", "[2001:db8::1]"),
        *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
        *("169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.170.2"),
        *("100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1"),
        *("192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.1.1.1"),
        *("240.0.0.1", "255.255.255.255", "127.0.0.1%00.example", "①②⑦.⓪.⓪.①", "127。0。0。1"),
        *("loop.example", "both.example", "mapped.example", "metadata.example", "bracket.example"),
        *("user@127.0.0.1", "provider.example@127.0.0.1", "127.0.0.1#@provider.example"),
    )
] + [
    "http://provider.example:{p}/",
    "http://127.0.0.1:{p}\\@provider.example/",
    "http://provider.example\\@127.0.0.1:{p}/",
    "http:127.0.0.1:{p}/",
    "http:/127.0.0.1:{p}/",
    "http:///127.0.0.1:{p}/",
    "//127.0.0.1:{p}/",
    "127.0.0.1:{p}",
    "HTTP://127.0.0.1:{p}/",
    "hTtP://[::ffff:127.0.0.1]:{p}/",
    "https://127.0.0.1:{p}/",
    "ftp://127.0.0.1:{p}/",
    "gopher://127.0.0.1:{p}/_GET%20/",
    "file:///etc/passwd",
    "file://127.0.0.1:{p}/",
    "dict://127.0.0.1:{p}/",
    "data:text/html,x",
    "jar:http://127.0.0.1:{p}/!/",
    "http://127.0.0.1\t:{p}/",
    "http://127.0.0.1\n:{p}/",
    "http://\x00127.0.0.1:{p}/",
    " http://127.0.0.1:{p}/",
    "http://127.0.0.1:{p}:80/",
    "http://127.0.0.1:-{p}/",
    "http://127.0.0.1:0{p}/",
    "http://[127.0.0.1]:{p}/",
    "http://[::1:{p}/",
    "http://:{p}/",
    "http://",
    "",
]


def test_the_list_is_long_enough():
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("address", HOSTILE)
def test_no_way_of_writing_an_address_reaches_the_private_network(open_sink, settings, address):
    settings.FETCH_HOSTS = {
        **settings.FETCH_HOSTS,
        "loop.example": ["127.0.0.1"],
        "both.example": ["93.184.216.34", "127.0.0.1"],
        "mapped.example": ["::ffff:127.0.0.1"],
        "metadata.example": ["169.254.169.254"],
        "bracket.example": ["fe80::1%lo"],
    }

    with pytest.raises((Refused, Unreachable)):
        get(address.format(p=open_sink.port))

    assert open_sink.hits == []


@pytest.mark.parametrize("address", HOSTILE)
def test_no_redirect_reaches_the_private_network(open_provider, open_sink, address):
    open_provider.redirect(
        "/",
        address.format(p=open_sink.port)
        .encode("latin-1", "ignore")
        .decode("latin-1")
        .replace("\n", "")
        .replace("\x00", ""),
    )

    with pytest.raises((Refused, Unreachable)):
        get(f"{open_provider.url}/")

    assert open_sink.hits == []


def test_the_connection_goes_to_the_address_that_was_checked(open_sink, settings, monkeypatch):
    """A name server that answers differently the second time is not asked a second time."""
    asked = []
    system = socket.getaddrinfo

    def rebinding(host, port, *rest, **more):
        if host != "rebind.example":
            return system(host, port, *rest, **more)
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    went_to = []
    monkeypatch.setattr(
        fetching, "_connection", lambda target, ip, deadline: went_to.append(ip) or _refuse()
    )

    with pytest.raises(Unreachable):
        get(f"http://rebind.example:{open_sink.port}/")

    assert (went_to, asked, open_sink.hits) == (["93.184.216.34"], ["rebind.example"], [])


def _refuse():
    raise Unreachable("test")


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 8000, 8443, 11211])
def test_other_ports_than_the_webs_are_refused(settings, port):
    settings.FETCH_HOSTS = {NAME: ["93.184.216.34"]}

    with pytest.raises(Refused, match="port"):
        get(f"http://{NAME}:{port}/")


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "130.14.29.110", "2606:2800:220:1::1", "2a00:1450:4001::1"],
)
def test_addresses_of_the_open_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["", "x", "1.2.3", "2002:5db8:d822::1", "2001:0:1::1", "::5db8:d822"]
)
def test_relays_and_nonsense_are_not(address):
    assert not is_public(address)


# --- redirects ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_an_open_page_is_followed(open_provider, status):
    open_provider.redirect("/", "/there", status)
    open_provider.page("/there", "here")

    page = get(open_provider.url)

    assert (page.body, page.address) == (b"here", f"{open_provider.url}/there")


def test_a_loop_of_redirects_ends(open_provider, settings):
    open_provider.redirect("/", "/")

    with pytest.raises(Refused, match="redirects"):
        get(f"{open_provider.url}/")

    assert len(open_provider.hits) == settings.FETCH_REDIRECTS_MAX + 1


def test_every_host_of_the_chain_is_asked_for(open_provider, settings):
    settings.FETCH_HOSTS = {**settings.FETCH_HOSTS, "other.example": ["127.0.0.1"]}
    open_provider.redirect("/", f"http://other.example:{open_provider.port}/there")
    open_provider.page("/there", "x")

    with pytest.raises(Refused, match="host"):
        get(f"{open_provider.url}/", may_visit=lambda host: host == NAME)

    assert open_provider.hits == ["/"]


def test_a_redirect_to_another_scheme_is_refused(open_provider):
    open_provider.redirect("/", "file:///etc/passwd")

    with pytest.raises(Refused, match="scheme"):
        get(open_provider.url)


# --- what comes back ----------------------------------------------------------------------------


def test_a_large_answer_is_refused_before_it_is_read_whole(open_provider):
    open_provider.page("/", b"x" * 20_000_000)

    with pytest.raises(Refused, match="size"):
        get(open_provider.url)


def test_a_large_answer_that_hides_its_size_is_refused(open_provider):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    open_provider.drip("/", head, b"x" * 4096, every=0.001)

    with pytest.raises(Refused, match="size"):
        get(open_provider.url)


def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(open_provider):
    bomb = gzip.compress(b"\0" * 50_000_000)
    open_provider.page("/", bomb, Content_Encoding="gzip")

    with pytest.raises(Refused, match="size"):
        get(open_provider.url, limit=100_000)


def test_a_packed_answer_is_unpacked(open_provider):
    open_provider.page("/", gzip.compress(b"<p>x</p>"), Content_Encoding="gzip")

    assert get(open_provider.url).body == b"<p>x</p>"


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd", "nonsense"])
def test_other_packings_are_refused(open_provider, encoding):
    open_provider.page("/", b"x", Content_Encoding=encoding)

    with pytest.raises(Refused, match="encoding"):
        get(open_provider.url)


@pytest.mark.parametrize("type", ["application/pdf", "image/png", "text/plain", "", "nonsense"])
def test_another_type_is_refused(open_provider, type):
    open_provider.page("/", b"x", type=type)

    with pytest.raises(Refused, match="type"):
        get(open_provider.url)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n",
    ],
)
def test_a_site_that_sends_a_byte_at_a_time_is_hung_up_on(open_provider, settings, head):
    settings.FETCH_SECONDS = 1
    open_provider.drip("/", head, b"x", every=0.05)

    with pytest.raises(Unreachable):
        get(open_provider.url)


def test_a_site_that_says_nothing_is_hung_up_on(open_provider, settings):
    settings.FETCH_SILENCE_SECONDS = 0.2
    open_provider.drip("/", b"", b"", every=60)

    with pytest.raises(Unreachable):
        get(open_provider.url)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, Refused),
        (403, Refused),
        (410, Refused),
        (204, Refused),
        (429, Unreachable),
        (503, Unreachable),
    ],
)
def test_a_no_for_good_and_a_no_for_now_differ(open_provider, status, outcome):
    open_provider.status("/", status)

    with pytest.raises(outcome):
        get(open_provider.url)


@pytest.mark.parametrize(
    "answer",
    [
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 2000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b",
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
    ],
)
def test_a_broken_answer_is_no_answer(open_provider, answer):
    open_provider.pages["/"] = lambda request: request.wfile.write(answer)

    with pytest.raises((Refused, Unreachable)):
        get(open_provider.url)


def test_a_closed_port_and_an_unknown_name_are_worth_another_try(open_provider, settings):
    open_provider.close()
    settings.FETCH_HOSTS = {NAME: ["127.0.0.1"]}

    with pytest.raises(Unreachable):
        get(open_provider.url)
    with pytest.raises(Unreachable):
        get("http://no-such-name.invalid/")
