"""Links: where they lead, and whether they hide it."""

import pytest

from forum.sanitize import cook
from forum.screening.links import find, host_of, is_within, read


def kinds(html, text=""):
    return [one.kind for one in find(text, html)]


def anchor(address, words="here"):
    return f'<p><a href="{address}" rel="ugc noopener">{words}</a></p>'


@pytest.mark.parametrize(
    ("address", "words", "kind"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/1/", "pubmed.ncbi.nlm.nih.gov/1/", "link"),
        ("https://www.samhsa.gov/x", "samhsa.gov", "link"),
        ("https://bit.ly/3abc", "here", "shortener"),
        ("https://notbit.ly/3abc", "here", "link"),
        ("https://evil.example/", "www.samhsa.gov", "disguised"),
        ("https://samhsa.gov.evil.example/", "here", "look-alike"),
        ("https://sarnhsa.gov/", "here", "look-alike"),
        ("https://xn--80ak6aa92e.com/", "here", "look-alike"),
        ("https://www.nih.gov@evil.example/", "here", "disguised"),
        ("http://192.0.2.7/pay", "here", "number"),
    ],
)
def test_a_link_is_called_what_it_is(address, words, kind):
    assert kinds(anchor(address, words)) == [kind]


def test_own_pages_and_mail_addresses_are_no_links_to_elsewhere():
    html = anchor("/posts/1/") + anchor("mailto:a@example.org") + anchor("https://rounds.example/a")

    assert read(html, own=["rounds.example"]).count == 0


def test_a_host_is_compared_on_a_dot_boundary():
    assert is_within("a.nih.gov", ["nih.gov"])
    assert not is_within("evilnih.gov", ["nih.gov"])
    assert not is_within("nih.gov.example.com", ["nih.gov"])


def test_the_words_of_a_link_are_marked_where_they_stand():
    cooked = cook("See https://bit.ly/a and https://bit.ly/b now.", "text", by_guest=True)

    found = find(cooked.text, cooked.html)

    assert [cooked.text[one.start : one.end] for one in found] == [
        "https://bit.ly/a",
        "https://bit.ly/b",
    ]


def test_without_html_written_addresses_are_found_and_end_before_the_full_stop():
    text = "Look at https://bit.ly/abc, or (www.example.com/x)."

    assert [text[one.start : one.end] for one in find(text)] == [
        "https://bit.ly/abc",
        "www.example.com/x",
    ]


@pytest.mark.parametrize(
    "text", ["WhatsApp +1 555 0100", "Call us now at the number", "E-mail: sales@example.com"]
)
def test_an_advert_that_asks_for_an_answer_elsewhere_is_seen(text):
    assert [(one.family, one.kind) for one in find(text)] == [("spam", "contact")]


@pytest.mark.parametrize(
    "address", ["http://[", "https://", "//", "javascript:x", "", "http://a b"]
)
def test_a_broken_address_is_no_host_and_no_error(address):
    host_of(address)
    find("x", anchor(address))


def test_nothing_of_the_text_is_kept_beside_hosts():
    links = read(anchor("https://bit.ly/secret-path", "secret words"))

    assert links.hosts == ("bit.ly",)
    assert "secret" not in repr(links)
