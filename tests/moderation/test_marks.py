"""Passages: found in the HTML, sent by a form, shown to the author."""

import pytest

from forum.marking import Passage, marked, marked_line, sentences
from forum.models import Move
from forum.sanitize import cook
from moderation.marks import BadMarks, read_marks
from moderation.models import Decision
from tests.factories import make_held_reply, make_reply, make_topic, moderator, newcomer

TEXT = "Say <b>hi</b> & go. Then\nmore.\n\nSecond paragraph!\n\n> quoted words"


def cooked(text=TEXT, format="text"):
    return cook(text, format, by_guest=True)


def marks_of(html):
    """The words inside of marks, tag by tag."""
    return [part.split("</u>")[0] for part in html.split('<u class="phi">')[1:]]


@pytest.mark.parametrize("words", ["<b>hi</b>", "&", "Then", "Second paragraph!", "quoted words"])
def test_a_passage_is_marked_where_it_stands(words):
    writing = cooked()
    start = writing.text.index(words)

    html = marked(writing.html, writing.text, [Passage(start, start + len(words), "phi")])

    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert marks_of(html) == [escaped]


def test_a_passage_over_elements_is_marked_in_each():
    writing = cooked("<p>One <b>bold &amp; big</b> two</p><ul><li>item</li></ul>", "html")

    html = marked(writing.html, writing.text, [Passage(2, len(writing.text), "phi")])

    assert marks_of(html) == ["e", "bold &amp; big", "two", "item"]
    assert html.count("<li>") == writing.html.count("<li>")


def test_taking_the_marks_out_gives_the_text_as_it_was():
    writing = cooked()
    every = [Passage(n, n + 3, "phi") for n in range(0, len(writing.text), 3)]

    html = marked(writing.html, writing.text, every)

    assert html.replace('<u class="phi">', "").replace("</u>", "") == writing.html


def test_overlapping_passages_never_cross():
    writing = cooked("Abcdef ghi.")

    html = marked(writing.html, writing.text, [Passage(0, 6, "phi"), Passage(3, 10, "phi")])

    assert html == '<p><u class="phi">Abcdef</u> <u class="phi">ghi</u>.</p>'


def test_nothing_is_marked_in_another_text():
    writing = cooked()

    assert marked(writing.html, "Something else", [Passage(0, 4, "phi")]) == writing.html


@pytest.mark.parametrize("place", [(-5, 3), (9_000, 9_010), (4, 4)])
def test_places_outside_of_the_text_do_no_harm(place):
    writing = cooked()

    html = marked(writing.html, writing.text, [Passage(*place, "phi")])

    assert html.replace('<u class="phi">', "").replace("</u>", "") == writing.html


def test_a_line_is_escaped_with_its_marks():
    assert marked_line("a <b> c", [Passage(2, 5, "phi", title='x"y')]) == (
        'a <u class="phi" title="x&quot;y">&lt;b&gt;</u> c'
    )


def test_sentences_end_at_stops_and_lines():
    text = "One. Two? Three 2.5 mg\nFour!"

    assert [text[a:b] for a, b in sentences(text)] == ["One.", "Two?", "Three 2.5 mg", "Four!"]


@pytest.mark.parametrize(
    "ranges", [["5-3"], ["0-999"], ["a-b"], ["0-4", "2-6"], ["-1-3"], [""], ["1-1"]]
)
def test_a_range_that_is_none_is_refused(ranges):
    with pytest.raises(BadMarks):
        read_marks(ranges, {}, "Ten chars.")


# --- through the desk -------------------------------------------------------------------------


@pytest.mark.django_db
def test_marked_passages_reach_the_author_in_their_text(client):
    author = newcomer()
    post = make_reply(make_topic(), sender=author, body="Fine here. She lives in Harlow.")
    client.force_login(moderator())
    page = client.get(f"/moderation/items/{post.pk}/").content.decode()
    assert 'value="11-31"' in page

    typed = {
        "version": 1,
        "outcome": "refuse",
        "refusal": "return",
        "reason": "patient_details",
        "mark": ["11-31"],
        "note:11-31": "Leave the  place out",
    }
    assert client.post(f"/moderation/items/{post.pk}/decide/", typed).status_code == 302

    expected = [{"start": 11, "end": 31, "note": "Leave the place out"}]
    assert Decision.objects.get().marks == expected
    assert Move.objects.latest("pk").marks == expected
    client.force_login(author)
    page = client.get(f"/posts/{post.pk}/edit/").content.decode()
    assert '<mark class="asked" id="passage-1">She lives in Harlow.<sup>1</sup></mark>' in page
    assert "Leave the place out" in page


@pytest.mark.django_db
def test_a_bad_passage_is_refused_in_place_with_the_words_kept(client):
    post = make_held_reply()
    client.force_login(moderator())

    typed = {
        "version": 1,
        "outcome": "return",
        "reason": "wording",
        "message": "My words.",
        "mark": ["0-4", "0-999"],
        "note:0-4": "My note",
    }
    response = client.post(f"/moderation/items/{post.pk}/decide/", typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert "not in this text" in page
    assert "My words." in page
    assert "My note" in page
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_a_refusal_carries_no_marks(client):
    post = make_held_reply()
    client.force_login(moderator())

    typed = {"version": 1, "outcome": "decline", "reason": "wording", "mark": ["0-4"]}
    client.post(f"/moderation/items/{post.pk}/decide/", typed)

    assert Decision.objects.get().marks == []


@pytest.mark.django_db
def test_the_desk_shows_what_changed_since_the_return(client):
    from forum import actions as forum_actions
    from moderation import actions

    judge, post = moderator(), make_held_reply()
    actions.decide(post.pk, moderator=judge, version=1, outcome="return", reason="wording")
    forum_actions.resubmit(
        post.pk, seen_version=1, writing=cook("From a careful guest.", "text", by_guest=True)
    )
    client.force_login(judge)

    page = client.get(f"/moderation/items/{post.pk}/").content.decode()

    assert "What changed since version 1 was returned" in page
    assert "careful" in page.split("What changed since")[1].split("</section>")[0]
