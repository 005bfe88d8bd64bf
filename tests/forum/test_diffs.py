"""What the reader of a history is told about two texts: words, links and images, at a fair cost."""

import random

import pytest

from forum import diffs
from forum.diffs import Piece, compare, sequences


def told(old: str, new: str) -> list[tuple[str, str]]:
    """Every piece of the difference as (change, text)."""
    return [(p.change, p.text) for line in compare(old, new).lines for p in line.pieces]


def both_sides(old: str, new: str) -> tuple[str, str]:
    """The words of either text, put together again from all lines of the comparison."""
    lines = diffs.compare_blocks(diffs.read_blocks(old), diffs.read_blocks(new))
    pieces = [piece for line in lines for piece in line.pieces]
    return (
        " ".join(p.text for p in pieces if p.change != "ins"),
        " ".join(p.text for p in pieces if p.change != "del"),
    )


def test_one_changed_word_is_told_as_one_word():
    assert told("<p>Give 8 mg and wait an hour.</p>", "<p>Give 16 mg and wait an hour.</p>") == [
        ("same", "Give"),
        ("del", "8"),
        ("ins", "16"),
        ("same", "mg and wait an hour."),
    ]


def test_a_short_word_between_changes_does_not_break_up_the_reading():
    assert told("<p>Take eight or nine now.</p>", "<p>Take ten or twelve now.</p>") == [
        ("same", "Take"),
        ("del", "eight or nine"),
        ("ins", "ten or twelve"),
        ("same", "now."),
    ]


def test_an_added_and_a_removed_paragraph_stand_whole():
    old = "<p>First of all.</p><p>This goes away.</p>"
    new = "<p>Something else entirely new.</p><p>First of all.</p>"

    assert told(old, new) == [
        ("ins", "Something else entirely new."),
        ("same", "First of all."),
        ("del", "This goes away."),
    ]


def test_a_text_that_was_replaced_is_read_before_what_replaced_it():
    assert told("<p>Bananas are yellow.</p>", "<p>Call the pharmacy first.</p>") == [
        ("del", "Bananas are yellow."),
        ("ins", "Call the pharmacy first."),
    ]


def test_where_a_link_leads_is_told_although_its_words_are_the_same():
    old = '<p>See <a href="https://good.example/">the guideline</a>.</p>'
    new = '<p>See <a href="https://pills.example/">the guideline</a>.</p>'

    pieces = compare(old, new).lines[0].pieces

    assert Piece("del", "https://good.example/", target=True) in pieces
    assert Piece("ins", "https://pills.example/", target=True) in pieces


def test_a_link_that_shows_its_own_address_is_told_once():
    link = '<p><a href="https://a.example/">https://a.example/</a></p>'

    assert told("<p>Look:</p>", f"<p>Look:</p>{link}") == [
        ("same", "Look:"),
        ("ins", "https://a.example/"),
    ]


def test_another_image_is_told():
    old = '<p>Seen: <img src="/files/aaa/" alt="Film"></p>'
    new = '<p>Seen: <img src="/files/bbb/" alt="Film"></p>'

    assert told(old, new) == [
        ("same", "Seen:"),
        ("del", "Film /files/aaa/"),
        ("ins", "Film /files/bbb/"),
    ]


def test_formatting_alone_is_named_as_such():
    assert compare("<p>Never alone.</p>", "<p><strong>Never</strong> alone.</p>").only_form
    assert not compare("<p>Same.</p>", "<p>Same.</p>").only_form


def test_every_kind_of_block_is_recognized():
    html = (
        "<h2>Head</h2><p>Text<br>second line</p><ul><li>item</li></ul>"
        "<blockquote><p>quoted</p></blockquote><pre>  one\n  two</pre>"
        "<table><tr><th>a</th><td>b</td></tr></table>"
    )

    assert [(block.kind, " ".join(t.text for t in block.tokens)) for block in
            diffs.read_blocks(html)] == [
        ("heading", "Head"),
        ("text", "Text"),
        ("text", "second line"),
        ("item", "item"),
        ("quote", "quoted"),
        ("code", "  one"),
        ("code", "  two"),
        ("row", "a b"),
    ]  # fmt: skip


def test_unchanged_surroundings_are_counted_instead_of_shown():
    paragraphs = [f"<p>Paragraph number {n}.</p>" for n in range(20)]
    changed = [*paragraphs[:10], "<p>Paragraph number ten, changed.</p>", *paragraphs[11:]]

    lines = compare("".join(paragraphs), "".join(changed)).lines

    assert [line.skipped for line in lines] == [9, 0, 0, 0, 8]


def test_a_changed_title_is_told_by_its_words():
    diff = compare("", "", old_title="Waiting for a dose", new_title="Waiting for a film")

    assert diff.title == [
        Piece("same", "Waiting for a"),
        Piece("del", "dose"),
        Piece("ins", "film"),
    ]


def random_html(seed: int, words: int) -> str:
    dice = random.Random(seed)
    kinds = ["p", "li", "h2", "blockquote", "pre"]
    blocks = []
    for _ in range(8):
        text = " ".join(f"w{dice.randrange(words)}" for _ in range(dice.randrange(1, 30)))
        kind = dice.choice(kinds)
        blocks.append(f"<{kind}>{text}</{kind}>")
    return "".join(blocks)


@pytest.mark.parametrize("effort", [60_000, 40])
@pytest.mark.parametrize("words", [1, 3, 50])
def test_both_texts_can_be_read_off_the_difference_whatever_the_effort(monkeypatch, effort, words):
    monkeypatch.setattr(sequences, "EFFORT", effort)
    for seed in range(40):
        old, new = random_html(seed, words), random_html(seed + 1000, words)

        seen_old, seen_new = both_sides(old, new)

        assert sorted(seen_old.split()) == sorted(words_of(old))
        assert sorted(seen_new.split()) == sorted(words_of(new))


def words_of(html: str) -> list[str]:
    return [token.text for block in diffs.read_blocks(html) for token in block.tokens]


@pytest.mark.parametrize("words", [1, 2, 40, 5000])
def test_the_effort_is_bounded_for_texts_at_the_limit(monkeypatch, settings, words):
    """The table of comparisons is what could grow with the square; it never passes its limit."""
    spent = []
    longest = sequences._longest
    monkeypatch.setattr(
        sequences, "_longest", lambda a, b: spent.append(len(a) * len(b)) or longest(a, b)
    )
    dice = random.Random(7)
    old, new = (
        "<p>"
        + " ".join(f"w{dice.randrange(words)}" for _ in range(settings.BODY_MAX // 4))
        + "</p>"
        for _ in range(2)
    )

    compare(old, new)

    assert sum(spent) <= sequences.EFFORT
