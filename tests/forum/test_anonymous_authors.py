"""What the author of an anonymous post has all the same, as of any other of theirs."""

import uuid

import pytest

from accounts.models import OutboxMessage
from forum import actions
from forum.actions import editing
from forum.models import Notice, PendingEdit, PostVersion
from forum.permissions import can_accept, can_edit, can_react, can_revise
from forum.sanitize import cook
from moderation import actions as desk
from tests.factories import (
    UserFactory,
    make_reply,
    make_topic,
    moderator,
)
from tests.forum.test_anonymous import (
    anonymous_reply,
    anonymous_topic,
    approve,
    client_of,
    quiet_category,
)

pytestmark = pytest.mark.django_db


def test_the_author_sees_it_wait_marked_as_theirs_and_nobody_else_does():
    topic, author = make_topic(category=quiet_category()), UserFactory()
    anonymous_reply(topic, author, body="Only for my eyes so far.")
    address = topic.get_absolute_url()

    own = client_of(author).get(address).content.decode()
    others = client_of(UserFactory()).get(address).content.decode()

    assert "Only for my eyes so far." in own
    assert "You, anonymously" in own
    assert "Only for my eyes so far." not in others


def test_the_author_of_a_held_topic_opens_it_and_others_do_not():
    author = UserFactory()
    topic = anonymous_topic(quiet_category(), author)

    assert client_of(author).get(topic.get_absolute_url()).status_code == 200
    assert client_of(UserFactory()).get(topic.get_absolute_url()).status_code == 404


def test_a_published_one_is_marked_for_its_author_alone():
    topic, author = make_topic(category=quiet_category()), UserFactory()
    approve(anonymous_reply(topic, author))
    address = topic.get_absolute_url()

    assert "You, anonymously" in client_of(author).get(address).content.decode()
    for reader in (UserFactory(), moderator()):
        assert "You, anonymously" not in client_of(reader).get(address).content.decode()


def test_the_author_revises_and_withdraws_what_waits():
    topic, author = make_topic(category=quiet_category()), UserFactory()
    post = anonymous_reply(topic, author)
    desk.decide(post.pk, moderator=moderator(), version=1, outcome="return", reason="wording")
    browser = client_of(author)

    browser.post(f"/posts/{post.pk}/edit/", {"body": "Kinder words.", "version": 1})
    post.refresh_from_db()
    revised = (post.state, post.body_text, post.author)
    browser.post(f"/posts/{post.pk}/withdraw/")
    post.refresh_from_db()

    assert revised == ("pending", "Kinder words.", None)
    assert post.state == "withdrawn"
    assert not post.moves.filter(actor=author).exists()
    assert not can_revise(UserFactory(), post)


def test_an_edit_of_a_published_one_waits_and_leaves_no_name_behind():
    topic, author = make_topic(category=quiet_category()), moderator()
    post = approve(anonymous_reply(topic, author))

    outcome = editing.edit(
        post.pk,
        editor=author,
        seen_version=1,
        writing=cook("Said better.", "text", by_guest=False),
    )
    edit = PendingEdit.objects.get(post=post)
    desk.decide_edit(edit.pk, moderator=moderator(), version=1, base=1, outcome="publish")

    post.refresh_from_db()
    assert outcome == editing.Outcome.WAITING
    assert post.body_text == "Said better."
    assert edit.author is None
    assert PostVersion.objects.get(post=post).replaced_by is None
    assert not post.moves.filter(actor=author).exists()
    assert not post.edited_by_moderator


def test_the_author_hears_of_replies_quotes_mentions_and_decisions():
    category, author = quiet_category(), UserFactory()
    opened = anonymous_topic(category, author)
    approve(opened.posts.get())
    opened.refresh_from_db()
    answer = make_reply(opened)
    from forum.notices import announce

    announce(opened.posts.get(opens_topic=True).pk)
    announce(answer.pk)
    notices = Notice.objects.filter(person=author).values_list("kind", "post")

    assert set(notices) == {
        ("decision", opened.posts.get(opens_topic=True).pk),
        ("reply", answer.pk),
    }
    assert OutboxMessage.objects.filter(to=author.email, kind="decision publish").count() == 1


def test_whoever_answers_an_anonymous_reply_is_told_to_its_author():
    from forum.notices import announce

    topic, author = make_topic(category=quiet_category()), UserFactory()
    said = approve(anonymous_reply(topic, author))
    source = f'<p class="source"><a href="/posts/{said.pk}/">Member 1, #2</a></p>'
    quoting = f'<blockquote cite="/posts/{said.pk}/">{source}<p>Said.</p></blockquote><p>Yes.</p>'
    answer = actions.submit_reply(
        topic_id=topic.pk,
        sender=UserFactory(),
        writing=cook("Yes.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
        reply_to=said,
    ).post
    quote = actions.submit_reply(
        topic_id=topic.pk,
        sender=UserFactory(),
        writing=cook(quoting, "html", by_guest=False),
        submission_key=uuid.uuid4(),
    ).post
    for post in (answer, quote):
        announce(post.pk)

    told = set(Notice.objects.filter(person=author).values_list("kind", "post"))
    assert {("reply", answer.pk), ("quote", quote.pk)} <= told


def test_the_asker_accepts_an_answer_without_a_name():
    category, asker = quiet_category(), UserFactory(display_name="Named Nowhere")
    topic = anonymous_topic(category, asker)
    approve(topic.posts.get())
    topic.refresh_from_db()
    answer = make_reply(topic)
    assert can_accept(asker, answer)

    actions.accept(answer.pk, actor=asker)

    answer.refresh_from_db()
    notice = Notice.objects.get(person=answer.author, kind="accepted")
    mail = OutboxMessage.objects.get(to=answer.author.email)
    page = client_of(UserFactory()).get(topic.get_absolute_url()).content.decode()
    assert answer.accepted_at
    assert (answer.accepted_by, notice.actor, notice.who) == (None, None, "Member 1")
    assert "Member 1 accepted your answer" in mail.text
    assert "Chosen by the author" in page
    assert "Named Nowhere" not in page


def test_nobody_reacts_to_their_own_or_edits_anothers():
    topic, author = make_topic(category=quiet_category()), UserFactory()
    post = approve(anonymous_reply(topic, author))

    assert not can_react(author, post)
    assert can_react(UserFactory(), post)
    assert can_edit(author, post)
    assert not can_edit(UserFactory(), post)


def test_an_image_of_the_author_shows_in_an_anonymous_post():
    from forum.models import Upload

    author = UserFactory()
    image = Upload.objects.create(
        owner=author,
        token="a" * 32,
        file="x.webp",
        content_type="image/webp",
        width=1,
        height=1,
        size=1,
    )
    html = f'<p>Look</p><p><img src="/files/{image.token}/" alt="A chart"></p>'
    post = actions.submit_reply(
        topic_id=make_topic(category=quiet_category()).pk,
        sender=author,
        writing=cook(html, "html", by_guest=False),
        submission_key=uuid.uuid4(),
        anonymous=True,
    ).post

    image.refresh_from_db()
    assert image.post == post
