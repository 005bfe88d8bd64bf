"""What tests of promotion begin with: a discussion, an editor, and a page begun from it."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Revision

from accounts import roles
from accounts.models import User
from cms.models import ClinicalPage, Contribution, Person, Quotation
from forum.actions import consenting, promoting
from forum.actions.promoting import Pick
from forum.models import Consent, Post, Receipt, Topic
from tests.factories import UserFactory, guest, make_reply, make_topic, moderator
from tests.fixtures.library import prepared_library

MEMBERS_WORDS = "We wait for a clear COWS and start low."
GUESTS_WORDS = "Our clinic calls each patient the next morning."


@dataclass
class Begun:
    """A draft that quotes a member's reply and a guest's."""

    editor: User
    member: User
    topic: Topic
    reply: Post
    guest_reply: Post
    receipt: Receipt
    page: ClinicalPage

    def consent(self, post: Post) -> Consent:
        return Consent.objects.select_related("quotation").get(
            post=post, quotation__page=self.page.pk
        )

    def quotation(self, post: Post) -> Quotation:
        return self.consent(post).quotation

    def answer(self, post: Post, choice: str) -> Consent:
        consent = self.consent(post)
        return consenting.answer(consent.pk, choice, seen=consent.stamp)

    def publish(self) -> None:
        """Publish the draft as it stands, with an author."""
        page = Page.objects.get(pk=self.page.pk).specific.get_latest_revision_as_object()
        page.summary = "What a discussion came to."
        author, _new = Person.objects.get_or_create(name="Noor Ashgrove")
        if not any(one.person_id == author.pk for one in page.contributions.all()):
            page.contributions.add(Contribution(person=author, role="author"))
        draft = page.save_revision(user=self.editor)
        Revision.objects.get(pk=draft.pk).publish()
        self.page = Page.objects.get(pk=self.page.pk).specific


def make_editor(**fields: Any) -> User:
    return UserFactory(groups=(roles.EDITOR,), **fields)


def published_guest_reply(topic: Topic, body: str, **fields: Any) -> Post:
    from moderation import actions as desk

    post = make_reply(topic, sender=guest(**fields), body=body)
    desk.decide(post.pk, moderator=moderator(), version=1, outcome="publish")
    post.refresh_from_db()
    return post


def begin(*, kind: str = "article", **fields: Any) -> Begun:
    """Begin a page from a discussion with a member's and a guest's reply."""
    prepared_library()
    editor = make_editor()
    member = UserFactory(display_name="Kiri Tamahori", credentials="NP")
    topic = make_topic(title="How low do you start?")
    reply = make_reply(topic, sender=member, body=f"{MEMBERS_WORDS}\n\nThat is all.")
    guest_reply = published_guest_reply(topic, GUESTS_WORDS, email="jory@example.org")
    page = promoting.promote(
        topic.pk,
        [Pick(reply.pk, MEMBERS_WORDS), Pick(guest_reply.pk)],
        kind=kind,
        title="Starting low",
        editor=editor,
        note="For a page on low starts.",
        **fields,
    )
    return Begun(
        editor=editor,
        member=member,
        topic=Topic.objects.get(pk=topic.pk),
        reply=Post.objects.get(pk=reply.pk),
        guest_reply=guest_reply,
        receipt=Receipt.objects.get(post=guest_reply),
        page=page,
    )
