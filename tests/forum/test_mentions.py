"""A name with an @ is a link to a member, written once by the server and never by the writer."""

import pytest

from forum import actions
from forum.actions import texts
from forum.mentions import called_by, prepare
from forum.models import Post
from forum.sanitize import Cooked, clean, cook
from tests.factories import UserFactory, guest, make_reply, make_topic

KIM = '<a class="mention" href="/members/kim-lee/">@Kim Lee</a>'


@pytest.fixture
def kim(db):
    return UserFactory(handle="kim-lee", display_name="Kim Lee")


def html_of(typed: str, format: str = "text", *, by_guest: bool = False) -> str:
    return prepare(typed, format, by_guest=by_guest).html


@pytest.mark.parametrize(
    ("typed", "cooked"),
    [
        ("@kim-lee", f"<p>{KIM}</p>"),
        ("Ask @Kim-Lee.", f"<p>Ask {KIM}.</p>"),
        ("(@kim-lee), “@kim-lee”", f"<p>({KIM}), “{KIM}”</p>"),
        ("@kim-lee's idea", f"<p>{KIM}'s idea</p>"),
        ("@kim-lee: yes", f"<p>{KIM}: yes</p>"),
        ("x@kim-lee", "<p>x@kim-lee</p>"),
        ("mail kim@kim-lee.org", "<p>mail kim@kim-lee.org</p>"),
        ("@kim-lee.org", "<p>@kim-lee.org</p>"),
        ("@kim-lee@mastodon", "<p>@kim-lee@mastodon</p>"),
        ("@kim-lees", "<p>@kim-lees</p>"),
        ("@kim-lee-", "<p>@kim-lee-</p>"),
        ("@kim", "<p>@kim</p>"),
        ("/@kim-lee", "<p>/@kim-lee</p>"),
        ("@nobody-here", "<p>@nobody-here</p>"),
        ("@@kim-lee", "<p>@@kim-lee</p>"),
    ],
)
def test_a_name_of_a_member_becomes_a_link_and_everything_else_stays_text(kim, typed, cooked):
    assert html_of(typed) == cooked


@pytest.mark.parametrize(
    "typed",
    [
        "<pre>@kim-lee</pre>",
        "<p><code>@kim-lee</code></p>",
        '<p><a href="https://e.org/@kim-lee">@kim-lee</a></p>',
        "<p>https://e.org/@kim-lee</p>",
    ],
)
def test_names_in_code_and_links_call_nobody(kim, typed):
    cooked = prepare(typed, "html", by_guest=False)

    assert "mention" not in cooked.html
    assert cooked.mentions == ()


def test_the_name_shown_is_the_members_whatever_was_typed(kim):
    forged = '<p><a class="mention" href="/members/kim-lee/">@Chief Medical Officer</a></p>'

    assert html_of(forged, "html") == f"<p>{KIM}</p>"


def test_a_name_with_markup_is_escaped(db):
    UserFactory(handle="odd-name", display_name='<b>"A & B"</b>')

    cooked = prepare("@odd-name", "text", by_guest=False)

    assert "<b>" not in cooked.html
    assert '@&lt;b&gt;"A &amp; B"&lt;/b&gt;</a>' in cooked.html
    assert cooked.text == '@<b>"A & B"</b>'


def test_a_resolved_text_passes_the_cleaner_unchanged(kim):
    once = html_of("Thanks @kim-lee & all\n> said @kim-lee")

    assert clean(once, rel="ugc noopener") == once
    assert html_of(once, "html") == once


def test_a_member_who_may_not_sign_in_is_text(kim):
    kim.is_active = False
    kim.save()

    assert html_of("@kim-lee") == "<p>@kim-lee</p>"


def test_a_quote_calls_nobody(kim):
    cooked = prepare("> @kim-lee said so\n\nI agree", "text", by_guest=False)

    assert KIM in cooked.html
    assert cooked.mentions == ()


def test_more_people_than_the_limit_stay_text(db, settings):
    settings.MENTIONS_MAX = 2
    people = [UserFactory() for _ in range(3)]

    cooked = prepare(" ".join(f"@{one.handle}" for one in people), "text", by_guest=False)

    assert cooked.mentions == (people[0].pk, people[1].pk)
    assert cooked.html.count("mention") == 2
    assert f"@{people[2].handle}" in cooked.html


def test_names_cost_one_query_and_a_text_without_any_none(kim, django_assert_num_queries):
    with django_assert_num_queries(0):
        prepare("No names here, 5 mg a day", "text", by_guest=False)
    with django_assert_num_queries(1):
        prepare("@kim-lee @kim-lee @someone @another-one", "text", by_guest=False)


def test_who_is_called_can_be_read_from_a_stored_text(kim):
    cooked = prepare("@kim-lee\n> @kim-lee", "text", by_guest=False)
    stored = Cooked(cooked.source, cooked.format, cooked.html, cooked.text)

    assert called_by(stored) == (kim.pk,)


def test_a_reply_keeps_whom_it_calls_and_a_revision_calls_anew(kim, client):
    other = UserFactory(handle="ann-roe", display_name="Ann Roe")
    topic = make_topic()
    author = UserFactory()
    client.force_login(author)
    address = topic.get_absolute_url() + "reply/"
    key = "7d9a2f4e-6a3c-4a53-9a55-1c0de0000001"

    client.post(address, {"body": "Ask @kim-lee", "submission_key": key})

    post = Post.objects.get(submission_key=key)
    assert list(post.mentions.all()) == [kim]
    post.version += 1
    texts.settle(post, prepare("Ask @ann-roe", "text", by_guest=False))
    assert list(post.mentions.all()) == [other]
    texts.settle(post, prepare("Ask nobody", "text", by_guest=False))
    assert not post.mentions.exists()


def test_a_guests_revised_text_calls_whom_the_new_version_names(kim):
    post = make_reply(make_topic(), sender=guest(), body="Nobody")
    writing = prepare("@kim-lee, please", "text", by_guest=True)

    actions.resubmit(post.pk, seen_version=1, writing=writing)

    assert list(post.mentions.all()) == [kim]


def test_a_plain_reply_costs_no_query_for_its_text(db, django_assert_num_queries):
    post = make_reply(make_topic())

    with django_assert_num_queries(0):
        texts.settle(post, cook("Plain words, 4 mg.", "text", by_guest=False))
