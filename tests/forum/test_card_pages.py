"""What a fetched page says of itself is plain words, whatever it holds."""

import pytest

from forum.cards import NothingToSay, words_of

FDA = "https://www.fda.gov/label"


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (
            """<title>A</title><meta property="og:title" content="B &amp; C"><meta
            property="og:description" content=" two\n words "><meta property="og:site_name"
            content="FDA">""",
            ("B & C", "two words", "FDA"),
        ),
        ("<title> A\n page </title>", ("A page", "", "fda.gov")),
        ('<META NAME="Description" CONTENT="x"><TITLE>A</TITLE>', ("A", "x", "fda.gov")),
        ("<script>'<title>no</title>'</script><title>yes</title>", ("yes", "", "fda.gov")),
        ("<!-- <title>no</title> --><title>yes</title>", ("yes", "", "fda.gov")),
        ("<title>a</title><title>b</title>", ("a", "", "fda.gov")),
        ("<title>a\u202eb\u200b</title>", ("ab", "", "fda.gov")),
        (
            "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>",
            ("<script>alert(1)</script>", "", "fda.gov"),
        ),
        ("<title>" + "word " * 200 + "</title>", ("word " * 30 + "word…", "", "fda.gov")),
        (
            '<title>a</title></head><body><meta name="description" content="x">',
            ("a", "", "fda.gov"),
        ),
    ],
)
def test_a_page_is_named_by_its_head(head, words):
    found = words_of(f"<html><head>{head}".encode(), "utf-8", "https://www.fda.gov/x")

    assert tuple(found.values()) == words


@pytest.mark.parametrize(
    ("charset", "declared", "body"),
    [
        ("iso-8859-1", "", "é".encode("latin-1")),
        ("", '<meta charset="windows-1252">', "é".encode("cp1252")),
        ("", "", "é".encode()),
        ("nonsense", "", "é".encode()),
        ("punycode", "", "é".encode()),
        ("zlib", "", "é".encode()),
    ],
)
def test_a_page_is_read_in_its_own_letters(charset, declared, body):
    page = declared.encode() + b"<title>" + body + b"</title>"

    assert words_of(page, charset, FDA)["title"] == "é"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<title></title>",
        b"<title> \xe2\x80\x8b </title>",
        b"\0\0\0",
        b"<" * 1_000_000,
        b"<!--" * 400_000,
        b"<script" * 200_000,
        b"<meta " * 300_000,
        b'<meta content="' * 100_000,
        b"&" * 1_000_000,
    ],
)
def test_a_page_without_a_title_has_nothing_to_say(body):
    with pytest.raises(NothingToSay):
        words_of(body, "", FDA)


def test_a_number_of_thousands_of_digits_stops_no_card():
    page = f"<title>Words &#{'9' * 5000};</title>"

    assert words_of(page.encode(), "utf-8", FDA)["title"] == "Words"
