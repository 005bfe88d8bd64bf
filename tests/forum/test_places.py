"""Every character of a text's words with its place in the HTML."""

import pytest

from forum.sanitize import cook, places, plain, quoted_ranges, replaced

HTML = [
    "<p>Plain words.</p>",
    "<p>One<br>two</p><p></p><p>three &amp; &lt;four&gt;</p>",
    "<h2>Head</h2><p>a  b\u00a0c</p><ul><li><p>one</p><ul><li><p>deep</p></li></ul></li></ul>",
    "<table><tbody><tr><th><p>A</p></th><td><p>b</p><p>c</p></td></tr></tbody></table>",
    "<blockquote><p>quoted <strong>words</strong></p></blockquote><pre><code>a\n  b</code></pre>",
    '<p>before <img src="/files/abcdefgh/" alt="a &quot;face&quot;"> after</p>',
    "<p>😀 <em>👩‍⚕️</em> \U00010400 e\u0301 https://example.org/a?b=1&amp;c=2</p><hr><p>x</p>",
    "<p>  lead <strong> in </strong> and out  </p>",
]


@pytest.mark.parametrize("html", HTML)
def test_the_characters_are_the_words_that_are_stored(html):
    cooked = cook(html, "html", by_guest=False).html

    assert "".join(place.character for place in places(cooked)) == plain(cooked)


@pytest.mark.parametrize("html", HTML)
def test_the_piece_of_html_at_each_place_is_that_character(html):
    cooked = cook(html, "html", by_guest=False).html

    for place in places(cooked):
        if not place.character.isspace() and place.end - place.start == 1:
            assert cooked[place.start] == place.character


def test_words_are_replaced_and_the_tags_between_them_stay():
    html = "<p>Saw <strong>Dorrin</strong> Vexley &amp; on 3/4.</p>"
    words = plain(html)
    start = words.index("Dorrin")

    changed = replaced(html, [(start, start + len("Dorrin Vexley"), "<a person>")])

    assert changed == "<p>Saw <strong>&lt;a person&gt;</strong> &amp; on 3/4.</p>"


def test_several_ranges_are_replaced_each_at_its_own_place():
    html = "<ul><li><p>March 3rd</p></li><li><p>March  3rd</p></li></ul>"
    words = plain(html)
    first, second = words.index("M"), words.rindex("M")

    changed = replaced(html, [(first, first + 9, "early"), (second, second + 9, "late")])

    assert changed == "<ul><li><p>early</p></li><li><p>late</p></li></ul>"


def test_what_an_image_shows_is_replaced_inside_its_description():
    html = '<p><img src="/files/abcdefgh/" alt="Chart of Dorrin"></p>'
    start = plain(html).index("Dorrin")

    changed = replaced(html, [(start, start + 6, 'a "person"')])

    assert changed == '<p><img src="/files/abcdefgh/" alt="Chart of a &quot;person&quot;"></p>'


def test_quotes_and_code_are_ranges_of_their_own():
    html = "<p>own</p><blockquote><p>theirs</p></blockquote><p>own <code>code</code></p>"

    ranges = quoted_ranges(html)

    assert [plain(html)[start:end] for start, end in ranges] == ["theirs", "code"]
    assert quoted_ranges("<p>own</p>") == []
