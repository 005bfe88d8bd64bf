"""Which posts a topic names on top, through everything that may happen to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.actions import highlights
from forum.models import Post, Topic
from forum.reading import first_sentences
from moderation import actions as desk
from tests.factories import UserFactory, make_reply, make_topic, moderator

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refreshed(topic: Topic) -> Topic:
    topic.refresh_from_db()
    return topic


def accept(post: Post, by=None, *, ago: int = 0) -> None:
    moment = timezone.now() - timedelta(minutes=ago)
    Post.objects.filter(pk=post.pk).update(accepted_at=moment, accepted_by=by)


def helpful(post: Post, votes: int) -> None:
    Post.objects.filter(pk=post.pk).update(reaction_counts={"helpful": votes})


def refresh(topic: Topic) -> Topic:
    highlights.refresh(refreshed(topic))
    return refreshed(topic)


def test_answers_come_in_order_of_acceptance_and_recommended_posts_after_them(settings):
    topic = make_topic()
    picked, second, voted, first = [make_reply(topic) for _ in range(4)]
    accept(first, ago=5)
    accept(second, ago=1)
    Post.objects.filter(pk=picked.pk).update(recommended_at=timezone.now())
    helpful(voted, settings.RECOMMENDED_FROM_VOTES)

    topic = refresh(topic)

    assert topic.highlighted == [first.pk, second.pk, picked.pk, voted.pk]
    assert topic.accepted_count == 2


def test_one_vote_too_few_recommends_nothing(settings):
    topic = make_topic()
    helpful(make_reply(topic), settings.RECOMMENDED_FROM_VOTES - 1)

    assert refresh(topic).highlighted == []


def test_an_answer_that_is_recommended_as_well_is_named_once(settings):
    topic = make_topic()
    answer = make_reply(topic)
    accept(answer)
    helpful(answer, settings.RECOMMENDED_FROM_VOTES)

    assert refresh(topic).highlighted == [answer.pk]


def test_the_question_is_never_its_own_answer(settings):
    topic = make_topic()
    helpful(topic.posts.get(), settings.RECOMMENDED_FROM_VOTES)

    assert refresh(topic).highlighted == []


def test_no_more_than_the_setting_allows_are_named_and_all_answers_are_counted(settings):
    settings.HIGHLIGHTS_MAX = 2
    topic = make_topic()
    for _ in range(3):
        accept(make_reply(topic))

    topic = refresh(topic)

    assert len(topic.highlighted) == 2
    assert topic.accepted_count == 3


def test_a_removed_answer_is_named_no_longer_and_again_when_it_is_back():
    topic, judge = make_topic(), moderator()
    answer = make_reply(topic)
    accept(answer)
    helpful(answer, 3)
    Topic.objects.filter(pk=topic.pk).update(helpful_count=3)
    refresh(topic)

    desk.hide(answer.pk, moderator=judge, reason="wording")
    topic = refreshed(topic)
    assert (topic.highlighted, topic.accepted_count, topic.helpful_count) == ([], 0, 0)

    desk.restore(answer.pk, moderator=judge)
    topic = refreshed(topic)
    assert (topic.highlighted, topic.accepted_count, topic.helpful_count) == ([answer.pk], 1, 3)


@pytest.mark.parametrize("hidden_before", [False, True])
def test_a_purged_post_takes_its_votes_away_exactly_once(hidden_before):
    from forum import actions

    topic, judge = make_topic(), moderator()
    post = make_reply(topic)
    helpful(post, 4)
    Topic.objects.filter(pk=topic.pk).update(helpful_count=6)
    post.refresh_from_db()
    if hidden_before:
        actions.hide(post, actor=judge, reason="wording")

    actions.purge(post, actor=judge, reason="wording")

    assert refreshed(topic).helpful_count == 2


def test_the_box_on_top_tells_each_answer_briefly_and_who_chose_it(client):
    author = UserFactory(display_name="Rosalind Achterberg")
    topic = make_topic(sender=author)
    by_author = make_reply(topic, body="More buprenorphine, early. Treat symptoms too.")
    by_moderator = make_reply(topic, body="Stay in contact by phone.")
    accept(by_author, author, ago=2)
    accept(by_moderator, moderator(), ago=1)
    refresh(topic)

    page = client.get(topic.get_absolute_url()).content.decode()

    box = page[page.index('class="brief"') : page.index('class="thread"')]
    assert box.index("More buprenorphine, early.") < box.index("Stay in contact by phone.")
    assert box.index("Chosen by the author") < box.index("Chosen by a moderator")
    assert f'href="#post-{by_author.pk}"' in box
    assert "chosen by Rosalind Achterberg" in page
    assert "Answered" in page


def test_highlights_of_another_page_are_linked_there(client, settings):
    settings.POSTS_PER_PAGE = 2
    topic = make_topic()
    posts = [make_reply(topic) for _ in range(4)]
    accept(posts[3])
    Post.objects.filter(pk=posts[2].pk).update(recommended_at=timezone.now())
    refresh(topic)

    page = client.get(topic.get_absolute_url()).content.decode()

    assert "Recommended posts" in page
    address = topic.get_absolute_url()
    assert f'href="{address}?page=3#post-{posts[3].pk}"' in page
    assert f'href="{address}?page=2#post-{posts[2].pk}"' in page
    assert f'id="post-{posts[3].pk}"' not in page, "its article is on its own page"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Short answer", "Short answer"),
        ("One sentence here. " + "X" * 300, "One sentence here."),
        ("Give 8 mg at 0.5 hours. Then look again. " + "Y" * 240, None),
    ],
)
def test_whole_sentences_are_told(text, told):
    assert first_sentences(text) == (told or "Give 8 mg at 0.5 hours. Then look again.")


def test_a_first_sentence_without_an_end_is_cut_between_words():
    told = first_sentences("words and more " * 60)

    assert len(told) <= 240
    assert told.endswith("…")
    assert not told.removesuffix("…").endswith(" ")
