"""The page of a merge: what it says before, and what is refused with words."""

import pytest

from forum.models import (
    Post,
    Topic,
)
from moderation import actions
from moderation.models import ToolUse
from tests.factories import (
    CategoryFactory,
    guest,
    make_held_reply,
    make_reply,
    make_topic,
    moderator,
)
from tests.moderation.tooling import latest, merge, send, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client):
    person = moderator()
    client.force_login(person)
    return person


def texts(topic: Topic) -> list[str]:
    return list(topic.posts.published().in_reading_order().values_list("body_text", flat=True))


def pair() -> tuple[Topic, Topic]:
    """A topic with an opening and two replies, and one with a single reply."""
    source = make_topic(title="Same question again", body="Source opening.")
    make_reply(source, body="Source one.")
    make_reply(source, body="Source two.")
    target = make_topic(title="The question", body="Target opening.")
    make_reply(target, body="Target one.")
    source.refresh_from_db()
    target.refresh_from_db()
    return source, target


def test_merging_into_what_takes_nothing_is_refused_with_words(judge, client):
    source, _ = pair()
    gone, other = make_topic(), make_topic()
    merge(gone, other)
    hidden = make_topic()
    actions.hide(hidden.posts.get().pk, moderator=moderator(), reason="wording")
    waiting = make_topic(sender=guest())
    before = list(Post.objects.order_by("pk").values_list("pk", "topic", "position"))

    for into, words in [
        (source, "merged into itself"),
        (gone, "was merged into another one"),
        (hidden, "is not public"),
        (waiting, "is not public"),
    ]:
        answer = send(
            client, source, "merge", into=into.pk, seen_target=latest(into), reason="Same."
        )
        assert answer.status_code == 409
        assert words in answer.content.decode()
    nowhere = send(client, source, "merge", into=10**9, seen_target=0, reason="Same.")
    assert nowhere.status_code == 409
    assert "Choose another one." in nowhere.content.decode()
    source.refresh_from_db()
    assert source.is_public
    assert list(Post.objects.order_by("pk").values_list("pk", "topic", "position")) == before
    assert ToolUse.objects.count() == 1


def test_a_hidden_topic_is_not_merged():
    source, target = pair()
    actions.hide(source.posts.get(position=1).pk, moderator=moderator(), reason="wording")

    with pytest.raises(actions.Refused):
        merge(source, target)


def test_merging_needs_a_reason_and_both_topics_as_they_were_seen(judge, client):
    source, target = pair()
    form = {"into": target.pk, "seen_target": latest(target)}
    assert send(client, source, "merge", **form).status_code == 422
    use("pin", target, pinned=True)

    answer = send(client, source, "merge", **form, reason="Same question.")

    assert answer.status_code == 409
    assert "was faster" in answer.content.decode()
    assert "Same question." in answer.content.decode()
    assert Topic.objects.get(pk=source.pk).is_public


def test_the_page_finds_the_other_topic_and_says_what_will_happen(judge, client):
    source, target = pair()
    make_held_reply(source)
    address = f"/moderation/topics/{source.pk}/merge/"

    by_words = client.get(address, {"into": "The quest"}).content.decode()
    assert f"into={target.pk}" in by_words
    for typed in (str(target.pk), f"#{target.pk}", f"https://x.test{target.get_absolute_url()}"):
        page = client.get(address, {"into": typed}).content.decode()
        assert "3 posts of “Same question again” go behind the posts of “The question”." in page
        assert "1 reply that waits for a decision goes along." in page
    none = client.get(address, {"into": "10000000"}).content.decode()
    assert "There is no discussion with this number or address" in none
    for odd in ("\0", "%00", "9" * 40, "<b>", "discussions//"):
        assert client.get(address, {"into": odd}).status_code == 200


def test_the_page_warns_where_other_people_read(judge, client):
    source, target = pair()
    room = CategoryFactory(visibility="members", guest_policy="none")
    use("move", source, category_id=room.pk)

    page = client.get(f"/moderation/topics/{source.pk}/merge/?into={target.pk}").content.decode()

    assert "More people will read these posts than their authors wrote for." in page
