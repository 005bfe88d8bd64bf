"""What authors answer, and what happens to their posts, reaches every copy of the page at once."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Revision

from accounts.models import User
from cms.models import Contribution, Handout, PageChange, Quotation
from forum import actions, quotations
from forum.actions import claiming, consenting, editing, moving, promoting
from forum.actions.promoting import Pick
from forum.forgetting import forget
from forum.models import Category, Consent, Notice, Post, Promotion, Receipt, Topic
from forum.sanitize import cook
from forum.tasks import settle_quotations
from moderation import actions as desk
from moderation.actions.sanctions import impose
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic, moderator
from tests.forum.promoting import GUESTS_WORDS, MEMBERS_WORDS, Begun, begin
from tests.moderation import tooling
from tests.moderation.test_purge import dump

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def begun() -> Begun:
    """A published page whose quotations wait."""
    begun = begin()
    begun.publish()
    return begun


def read(begun: Begun) -> str:
    return Client().get(begun.page.url).text


def edit(post: Post, body: str, editor: Any, **fields: Any) -> None:
    post.refresh_from_db()
    writing = cook(body, "text", by_guest=editor is None)
    editing.edit(post.pk, editor=editor, seen_version=post.version, writing=writing, **fields)


def test_readers_see_a_quotation_only_while_its_author_agrees(begun):
    client = client_of(begun.member)
    consent = begun.consent(begun.reply)
    address = f"/consents/{consent.pk}/"

    def say(choice: str) -> Any:
        return client.post(address, {"choice": choice, "seen": consent.stamp})

    assert MEMBERS_WORDS not in read(begun)
    assert say("").status_code == 422
    assert say("name").status_code == 302
    assert MEMBERS_WORDS in read(begun)
    assert "Kiri Tamahori, NP" in read(begun)
    assert not Notice.objects.filter(person=begun.member, kind="consent", read_at=None).exists()
    # Without the name nothing leads to the post, which has it.
    assert f"/posts/{begun.reply.pk}/" in read(begun)
    say("role")
    shown = read(begun)
    assert MEMBERS_WORDS in shown
    assert "Kiri Tamahori" not in shown
    assert f"/posts/{begun.reply.pk}/" not in shown
    say("no")
    assert MEMBERS_WORDS not in read(begun)
    assert not begun.quotation(begun.reply).text
    assert say("name").status_code == 409
    assert MEMBERS_WORDS not in read(begun)


def test_a_contributor_is_named_in_the_draft_after_consent_and_nowhere_after_it_is_taken_back():
    begun = begin()

    def listed() -> list[str]:
        draft = begun.page.__class__.objects.get(pk=begun.page.pk).get_latest_revision_as_object()
        return [str(one.person) for one in draft.contributions.all() if one.role == "contributor"]

    assert listed() == []
    begun.answer(begun.reply, "name")
    assert listed() == ["Kiri Tamahori, NP"]
    begun.publish()
    PageChange.objects.get_or_create(
        page=begun.page, number=1, defaults={"content": begun.page.latest_revision.content}
    )
    assert Contribution.objects.filter(page=begun.page, role="contributor").exists()

    begun.answer(begun.reply, "no")

    assert listed() == []
    assert not Contribution.objects.filter(page=begun.page, role="contributor").exists()
    kept = [*Revision.page_revisions.all(), *PageChange.objects.all()]
    assert not [row for row in kept if '"contributor"' in str(row.content).replace("'", '"')]


def test_a_guest_answers_on_the_receipt_and_others_cannot(begun, client):
    consent = begun.consent(begun.guest_reply)
    receipt = f"/receipts/{begun.receipt.token}/"
    answer = {"choice": "name", "seen": consent.stamp}

    assert GUESTS_WORDS in client.get(receipt).text
    assert client.post(f"/receipts/not-it/consents/{consent.pk}/", answer).status_code == 404
    other = begun.consent(begun.reply)
    assert client.post(f"{receipt}consents/{other.pk}/", answer).status_code == 404
    stranger = client_of(UserFactory())
    for person in (stranger, client_of(begun.editor), client_of(moderator())):
        assert person.get(f"/consents/{consent.pk}/").status_code == 404
        assert person.post(f"/consents/{other.pk}/", answer).status_code == 404
        assert person.get(f"/posts/{begun.reply.pk}/consent/").status_code == 404
    assert client.post(f"{receipt}consents/{consent.pk}/", {}).status_code == 422

    assert client.post(f"{receipt}consents/{consent.pk}/", answer).status_code == 302

    assert GUESTS_WORDS in read(begun)
    assert "Jory M. (guest)" in read(begun)
    # After what identified the guest is erased, the receipt still takes the answer back.
    forget(Receipt.objects.all())
    client.post(f"{receipt}consents/{consent.pk}/", {**answer, "choice": "no"})
    assert GUESTS_WORDS not in read(begun)


def test_who_wrote_without_a_name_is_quoted_as_a_colleague_alone():
    from tests.fixtures.library import prepared_library
    from tests.forum.promoting import make_editor

    prepared_library()
    topic = make_topic(category=CategoryFactory(allows_anonymous=True))
    author = UserFactory(display_name="Nobody Knows")
    post = make_reply(topic, sender=author, body="I once did this.", anonymous=True)
    if post.is_pending:
        desk.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    promoting.promote(
        topic.pk, [Pick(post.pk)], kind="article", title="A title", editor=make_editor()
    )
    consent = Consent.objects.get()
    client = client_of(author)

    page = client.get(f"/consents/{consent.pk}/").text
    assert 'value="name"' not in page
    refused = {"choice": "name", "seen": consent.stamp}
    assert client.post(f"/consents/{consent.pk}/", refused).status_code == 422
    with pytest.raises(consenting.NotOffered):
        consenting.answer(consent.pk, "name", seen=consent.stamp)
    client.post(f"/consents/{consent.pk}/", {**refused, "choice": "role"})

    quotation = Quotation.objects.get()
    assert (quotation.state, quotation.credit) == ("granted", "")


def test_a_suspended_member_may_still_answer(begun):
    impose(begun.member.pk, moderator=moderator(), kind="suspension", reason="Late", seen=0, days=7)
    consent = begun.consent(begun.reply)

    answer = {"choice": "no", "seen": consent.stamp}
    assert client_of(begun.member).post(f"/consents/{consent.pk}/", answer).status_code == 302
    assert begun.quotation(begun.reply).state == "declined"


def test_an_edited_post_asks_editors_to_look_and_its_author_about_the_new_words(begun):
    begun.answer(begun.reply, "name")
    edit(begun.reply, "We start at the next visit.", begun.member)
    client = client_of(begun.editor)
    address = f"/promotions/{begun.page.pk}/"
    number = begun.quotation(begun.reply).pk

    # The words that were agreed to stand until an editor takes over others.
    assert MEMBERS_WORDS in read(begun)
    assert "The author changed the post" in client.get(address).text
    assert client.post(f"{address}{number}/", {"do": "keep"}).status_code == 422
    assert client.post(f"{address}{number}/", {"do": "take-over"}).status_code == 302

    quotation = begun.quotation(begun.reply)
    assert quotation.text == "We start at the next visit."
    assert (quotation.state, quotation.source_changed_at) == ("asked", None)
    assert MEMBERS_WORDS not in read(begun)
    assert quotation.text not in read(begun)
    assert Notice.objects.filter(person=begun.member, kind="consent", read_at=None).exists()
    with pytest.raises(consenting.Overtaken):
        consenting.answer(begun.consent(begun.reply).pk, "name", seen="2026-01-01T00:00:00+00:00")
    begun.answer(begun.reply, "role")
    assert quotation.text in read(begun)
    for other in (client_of(begun.member), client_of(moderator())):
        assert other.get(address).status_code == 404
        assert other.post(f"{address}{number}/", {"do": "give-up"}).status_code == 404
    assert client.post(f"{address}{number}/", {"do": "give-up"}).status_code == 302
    assert quotation.text not in read(begun)


def test_words_that_a_moderator_takes_out_of_the_history_leave_the_page_at_once(begun):
    begun.answer(begun.reply, "name")

    edit(begun.reply, "Nothing to see.", moderator(), note="Privacy", withdraw_earlier=True)

    assert MEMBERS_WORDS not in read(begun)
    assert begun.quotation(begun.reply).state == "withdrawn"


def hide_reply(begun: Begun, judge: User) -> None:
    desk.hide(begun.reply.pk, moderator=judge, reason="other")


def restore_reply(begun: Begun, judge: User) -> None:
    with_lock = Post.objects.select_related("topic__category").get(pk=begun.reply.pk)
    actions.restore(with_lock, actor=judge)


def hide_topic(begun: Begun, judge: User) -> None:
    desk.hide(begun.topic.posts.get(opens_topic=True).pk, moderator=judge, reason="other")


def restore_topic(begun: Begun, judge: User) -> None:
    opening = Post.objects.select_related("topic__category").get(
        topic=begun.topic, opens_topic=True
    )
    actions.restore(opening, actor=judge)


def move_inside(begun: Begun, judge: User) -> None:
    inside = CategoryFactory(visibility="members", guest_policy="none")
    topic = Topic.objects.select_related("category").get(pk=begun.topic.pk)
    moving.move(topic, inside)


def move_outside(begun: Begun, judge: User) -> None:
    topic = Topic.objects.select_related("category").get(pk=begun.topic.pk)
    moving.move(topic, CategoryFactory())


def close_category(begun: Begun, judge: User) -> None:
    category = Category.objects.get(pk=begun.topic.category_id)
    category.visibility, category.guest_policy = "members", "none"
    category.save()
    quotations.follow_category(category)


def open_category(begun: Begun, judge: User) -> None:
    category = Category.objects.get(pk=begun.topic.category_id)
    category.visibility = "public"
    category.save()
    quotations.follow_category(category)


@pytest.mark.parametrize(
    ("take_away", "give_back"),
    [
        (hide_reply, restore_reply),
        (hide_topic, restore_topic),
        (move_inside, move_outside),
        (close_category, open_category),
    ],
)
def test_a_quotation_is_shown_exactly_while_everybody_may_read_its_post(
    begun, take_away, give_back
):
    begun.answer(begun.reply, "name")
    handout(begun, MEMBERS_WORDS)
    judge = moderator()
    assert MEMBERS_WORDS in read(begun)

    take_away(begun, judge)
    assert MEMBERS_WORDS not in read(begun)
    assert not Handout.objects.exists()
    give_back(begun, judge)
    assert MEMBERS_WORDS in read(begun)


def handout(begun: Begun, words: str) -> Handout:
    """A PDF as a worker would have made it."""
    made = Handout(page=begun.page, revision_id=begun.page.live_revision_id or 0)
    made.file.save("page.pdf", ContentFile(words.encode()))
    return made


def test_a_purged_post_is_quoted_nowhere_any_more(begun, django_capture_on_commit_callbacks):
    begun.answer(begun.reply, "name")
    Consent.objects.update(note=f"You said: {MEMBERS_WORDS}")
    PageChange.objects.get_or_create(
        page=begun.page, number=1, defaults={"content": begun.page.latest_revision.content}
    )
    file = handout(begun, MEMBERS_WORDS).file
    assert MEMBERS_WORDS in read(begun)
    assert MEMBERS_WORDS in Client().get(f"{begun.page.url}print/").text
    assert MEMBERS_WORDS in dump()
    assert file.storage.exists(file.name)
    post = Post.objects.select_related("topic__category").get(pk=begun.reply.pk)

    with django_capture_on_commit_callbacks(execute=True):
        actions.purge(post, actor=moderator(), reason="privacy")

    assert MEMBERS_WORDS not in dump().replace(GUESTS_WORDS, "")
    assert MEMBERS_WORDS not in read(begun)
    assert MEMBERS_WORDS not in Client().get(f"{begun.page.url}print/").text
    assert not file.storage.exists(file.name)
    assert not Contribution.objects.filter(page=begun.page, role="contributor").exists()
    assert begun.quotation(begun.reply).state == "withdrawn"


def test_words_follow_their_posts_into_another_discussion(begun):
    begun.answer(begun.reply, "name")
    other = make_topic(title="Where it went on")

    tooling.merge(begun.topic, other)

    assert Promotion.objects.get().topic == other
    assert MEMBERS_WORDS in read(begun)
    assert "Where it went on" in read(begun)
    assert "Became an article" in Client().get(other.get_absolute_url()).text
    inside = CategoryFactory(visibility="members", guest_policy="none")
    split = tooling.split(other, [begun.reply], title="On its own", category_id=inside.pk)
    # The new discussion is not everybody's, so the words are not shown; the old one stays named.
    assert Promotion.objects.filter(topic=split).exists()
    assert MEMBERS_WORDS not in read(begun)
    assert "On its own" not in read(begun)
    assert "Where it went on" in read(begun)


def test_a_claimed_post_carries_the_answer_over(begun, monkeypatch):
    begun.answer(begun.guest_reply, "name")
    member = UserFactory(display_name="Jory Maddern")
    monkeypatch.setattr(claiming, "claimable_by", lambda _: Receipt.objects.all())

    claiming.claim(begun.guest_reply.pk, member=member)

    assert GUESTS_WORDS in read(begun)
    assert "Jory Maddern" in read(begun)
    assert "Jory M. (guest)" not in read(begun)
    consent = begun.consent(begun.guest_reply)
    assert client_of(member).get(f"/consents/{consent.pk}/").status_code == 200
    assert Client().get(f"/receipts/{begun.receipt.token}/").status_code == 404


@pytest.mark.parametrize("how", ["deleted", "closed", "page deleted"])
def test_words_that_nobody_stands_for_are_taken_back(begun, how):
    begun.answer(begun.reply, "name")
    if how == "deleted":
        User.objects.get(pk=begun.member.pk).delete()
    elif how == "closed":
        User.objects.filter(pk=begun.member.pk).update(is_active=False)
    else:
        begun.page.delete()

    assert settle_quotations() >= 1
    assert settle_quotations() == 0

    quotation = Quotation.objects.get(source=begun.reply.pk)
    assert (quotation.state, quotation.text, quotation.credit) == ("withdrawn", "", "")
    if how != "page deleted":
        assert MEMBERS_WORDS not in read(begun)
        assert "Kiri Tamahori" not in read(begun)
