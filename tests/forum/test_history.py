"""The public history of a post: what readers saw before, and nothing that they never saw."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.actions import editing
from forum.models import Post, Receipt
from forum.sanitize import cook
from moderation import actions
from tests.factories import (
    CategoryFactory,
    UserFactory,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.forum.revising import send

pytestmark = pytest.mark.django_db


def change(post, body, *, editor=None, note="", title="", **choices):
    post.refresh_from_db()
    editing.edit(
        post.pk,
        editor=editor or post.author,
        seen_version=post.version,
        writing=cook(body, "text", by_guest=False),
        note=note,
        title=title,
        **choices,
    )


@pytest.fixture
def post() -> Post:
    return make_reply(make_topic(), sender=UserFactory(), body="Give 8 mg and wait.")


def history(client, post, query="") -> str:
    return client.get(f"/posts/{post.pk}/history/{query}").content.decode()


def test_a_visitor_reads_what_changed_when_by_whom_and_why(client, post):
    change(post, "Give 16 mg and wait.", note="The dose was wrong")

    response = client.get(f"/posts/{post.pk}/history/")

    page = response.content.decode()
    assert response.status_code == 200
    assert ">8<" in page
    assert ">16<" in page
    assert "Removed:" in page
    assert "Added:" in page
    assert "The dose was wrong" in page
    assert "Edited by the author" in page


def test_it_is_not_indexed_and_sets_no_cookie(client, post):
    change(post, "Give 16 mg and wait.")

    response = client.get(f"/posts/{post.pk}/history/")

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert len(response.cookies) == 0


def test_a_moderators_edit_names_the_moderator(client, post):
    judge = moderator()
    change(post, "Give less.", editor=judge, note="Removed the dose")

    page = history(client, post)

    assert f"Edited by {judge.display_name}, moderator" in page
    assert "Edited by the author" not in page


def test_a_moderator_is_offered_to_withdraw_and_an_author_is_not(client, post):
    address = f"/posts/{post.pk}/edit/"
    client.force_login(post.author)
    assert "withdraw_earlier" not in client.get(address).content.decode()
    send(client, post, "word quibble.", withdraw_earlier="on")
    assert "quibble" in history(client, post)

    client.force_login(moderator())
    form = client.get(address).content.decode()
    post.refresh_from_db()
    send(client, post, "Less.", note="Privacy", withdraw_earlier="on")

    assert re.search(r'name="withdraw_earlier"[^>]*checked', form)
    assert "quibble" not in history(client, post)


def test_a_moderator_may_leave_the_earlier_text_in_the_history(client, post):
    client.force_login(moderator())
    send(client, post, "Give 16 mg and wait.", note="A slip of the pen")

    assert ">8<" in history(client, post)


def test_texts_from_before_publication_never_enter_it(client):
    held = make_held_reply(make_topic())
    address = f"{Receipt.objects.get(post=held).get_absolute_url()}edit/"
    client.post(address, {"body": "Second, with a secret.", "version": 1})
    client.post(address, {"body": "Third, to be published.", "version": 2})
    actions.decide(held.pk, moderator=moderator(), version=3, outcome="publish")

    page = history(client, held)
    held.refresh_from_db()

    assert not held.was_edited
    assert "No edits" in page
    for words in ("From a guest.", "secret"):
        assert words not in page


def test_a_changed_title_is_part_of_it(client):
    author = UserFactory()
    topic = make_topic(sender=author, title="Waiting for the dose", body="Opening.")
    change(topic.posts.get(), "Opening.", title="Waiting for the film")

    page = history(client, topic.posts.get())

    assert ">dose<" in page
    assert ">film<" in page
    assert "The text did not change." in page


def test_nobody_but_moderators_reads_the_history_of_a_removed_post(client, post):
    change(post, "Give 16 mg and wait.")
    actions.hide(post.pk, moderator=moderator(), reason="unsafe_dosing")
    address = f"/posts/{post.pk}/history/"

    answers = {client.get(address).status_code}
    client.force_login(post.author)
    answers.add(client.get(address).status_code)
    client.force_login(moderator())

    assert answers == {404}
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("visibility", ["members", "prescribers"])
def test_a_restricted_category_keeps_its_histories(client, visibility):
    closed = CategoryFactory(visibility=visibility, guest_policy="none")
    topic = make_topic(category=closed, sender=moderator())
    post = topic.posts.get()
    change(post, "Changed.", editor=moderator(), note="Wording")

    assert client.get(f"/posts/{post.pk}/history/").status_code == 404


def test_a_post_that_waits_has_no_history(client):
    held = make_held_reply(make_topic())

    client.force_login(moderator())

    assert client.get(f"/posts/{held.pk}/history/").status_code == 404


def test_markup_and_notes_are_shown_as_text(client, post):
    change(post, "<script>alert(1)</script> & more", note="<b>bold</b> & so on")

    page = history(client, post)

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; so on" in page


def test_a_long_history_is_read_page_by_page_without_a_gap(client, post, settings):
    settings.EDITS_PER_PAGE = 3
    for number in range(1, 9):
        change(post, f"Text number {number}.", note=f"Step {number}")

    notes, query = [], ""
    while True:
        response = client.get(f"/posts/{post.pk}/history/{query}")
        notes += [edit.note for edit in response.context["edits"]]
        if response.context["following"] is None:
            break
        query = f"?before={response.context['following']}"

    assert notes == [f"Step {number}" for number in range(8, 0, -1)]


def test_every_page_compares_with_the_text_that_followed(client, post, settings):
    settings.EDITS_PER_PAGE = 1
    change(post, "Give 16 mg and wait.")
    change(post, "Give 24 mg and wait.")

    first, second = client.get(f"/posts/{post.pk}/history/"), None
    second = client.get(f"/posts/{post.pk}/history/?before={first.context['following']}")

    words = [
        re.findall(r"<(del|ins)>.*?</span>(\d+)<", page.content.decode())
        for page in (first, second)
    ]
    assert words == [[("del", "16"), ("ins", "24")], [("del", "8"), ("ins", "16")]]


@pytest.mark.parametrize("before", ["x", "0", "-1", "99999999999", "4", "²"])
def test_a_page_that_is_not_there_is_404(client, post, before):
    change(post, "Give 16 mg and wait.")

    assert client.get(f"/posts/{post.pk}/history/?before={before}").status_code == 404


@pytest.mark.parametrize("edits", [1, 9])
def test_a_history_costs_two_queries_at_any_length(client, post, edits):
    for number in range(edits):
        change(post, f"Text number {number}.")

    with CaptureQueriesContext(connection) as captured:
        client.get(f"/posts/{post.pk}/history/")

    assert len(captured) == 2


# --- withdrawn texts ----------------------------------------------------------------------------


def test_a_moderator_takes_what_an_edit_removes_out_of_the_history(client, post):
    change(post, "word quibble. Give 16 mg.", note="Added the word quibble")
    change(post, "word quibble. Give 24 mg.", note="Dose")
    judge = moderator()
    change(post, "Give 24 mg.", editor=judge, note="Privacy", withdraw_earlier=True)
    change(post, "Give 32 mg.", note="More")

    page = history(client, post)

    assert "quibble" not in page
    assert page.count("An earlier text was withdrawn by a moderator.") == 3
    assert "Privacy" in page
    assert ">24<" in page
    assert ">32<" in page


def test_an_old_title_is_withdrawn_with_the_text(client):
    topic = make_topic(sender=UserFactory(), title="About quibble in practice", body="Opening.")
    post = topic.posts.get()
    change(
        post,
        "Opening.",
        editor=moderator(),
        note="Privacy",
        title="About a patient of mine",
        withdraw_earlier=True,
    )

    assert "quibble" not in history(client, post)


def test_withdrawn_texts_are_no_gap_between_pages(client, post, settings):
    settings.EDITS_PER_PAGE = 1
    change(post, "Give 16 mg.")
    change(post, "Give 24 mg.", editor=moderator(), note="Privacy", withdraw_earlier=True)

    second = history(client, post, "?before=2")

    assert "withdrawn by a moderator" in second
    assert "16 mg" not in second
    assert ">16<" not in second


# --- kept differences ---------------------------------------------------------------------------


def test_a_step_is_compared_and_drawn_once(client, post):
    change(post, "Give 16 mg and wait.")
    history(client, post)
    digest, _html = cache.get(f"diff:{post.pk}:1")
    cache.set(f"diff:{post.pk}:1", (digest, "<p>as it was drawn before</p>"))

    assert "<p>as it was drawn before</p>" in history(client, post)


def test_a_text_that_was_cleaned_anew_is_compared_anew(client, post):
    change(post, "Give 16 mg and wait.")
    history(client, post)
    Post.objects.filter(pk=post.pk).update(body_html="<p>Give 24 mg and wait.</p>")

    assert ">24<" in history(client, post)
