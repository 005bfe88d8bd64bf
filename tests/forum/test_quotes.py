"""A quote carries its source from the editor, from plain text and back."""

import pytest

from forum.mentions import prepare
from forum.sanitize import cook, quoted_posts
from tests.factories import UserFactory, make_reply, make_topic

RICH = (
    '<blockquote cite="/posts/{pk}/"><p class="source"><a href="/posts/{pk}/">{name}, #1</a></p>'
    "<p>Wait two hours.</p></blockquote>"
)


@pytest.mark.django_db
def test_both_ways_of_writing_a_quote_give_the_same_html():
    post = make_reply(make_topic())
    name = post.author_name

    rich = cook(RICH.format(pk=post.pk, name=name), "html", by_guest=False)
    plain = cook(f"> [{name}, #1](/posts/{post.pk}/)\n> Wait two hours.", "text", by_guest=False)

    assert plain.html == rich.html == RICH.format(pk=post.pk, name=name)
    assert rich.quoted == plain.quoted == (post.pk,)


def test_every_quoted_post_is_named_once():
    typed = "\n\nand\n\n".join(f"> [A, #{n}](/posts/{n}/)\n> x" for n in (4, 9, 4))

    assert cook(typed, "text", by_guest=False).quoted == (4, 9)


def test_a_quote_without_a_source_quotes_no_post():
    assert quoted_posts(cook("> x\n> [a](/posts/1/)", "text", by_guest=False).html) == ()


@pytest.mark.parametrize(
    "source",
    ["/posts/x/", "/posts/1/edit/", "//e.org/posts/1/", "/posts/" + "1" * 19 + "/", "/members/a/"],
)
def test_a_source_that_is_no_post_is_a_plain_link_or_text(source):
    rich = cook(
        f'<blockquote cite="{source}"><p class="source"><a href="{source}">A, #1</a></p></blockquote>',
        "html",
        by_guest=False,
    )
    plain = cook(f"> [A, #1]({source})\n> x", "text", by_guest=False)

    assert "cite" not in rich.html + plain.html
    assert 'class="source"' not in rich.html + plain.html


@pytest.mark.django_db
def test_a_quote_of_a_text_with_a_mention_keeps_the_link_and_calls_nobody():
    person = UserFactory(handle="kim-lee", display_name="Kim Lee")
    post = make_reply(make_topic())
    said = prepare("Ask @kim-lee", "text", by_guest=False).html

    quote = RICH.format(pk=post.pk, name="A").replace("<p>Wait two hours.</p>", said)
    cooked = prepare(quote, "html", by_guest=False)

    assert f'href="/members/{person.handle}/">@Kim Lee</a>' in cooked.html
    assert cooked.mentions == ()
    assert cooked.quoted == (post.pk,)
