"""Authors are asked whether they agree to be quoted, answer, and change their minds."""

from django.conf import settings
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import owe_mail, withdraw_mail
from accounts.models import OutboxMessage, User
from cms.actions import crediting, quoting
from forum import quotations
from forum.models import Consent, Notice, NoticeKind, Post, Receipt
from forum.notices import refresh_unread, tell
from forum.querysets import NoticeQuerySet
from forum.recipients import Cause

MAIL = "consent"  # the kind of a guest's mail in the outbox


class Choice(TextChoices):
    """What an author may answer."""

    NAME = "name", gettext_lazy("Yes, with my name")
    ROLE = "role", gettext_lazy("Yes, as “a colleague”, without my name")
    NO = "no", gettext_lazy("No, do not quote me")


class Overtaken(Exception):
    """The words are not those that the author saw, or there are none any more."""


class NotOffered(Exception):
    """Who wrote anonymously to peers is never named."""


def ask(consent: Consent, *, by: User, note: str) -> None:
    """Ask the author of `consent.post`, for the first time or about other words.

    A member gets a notice, a guest finds the question on the receipt and gets one mail where the
    address is confirmed. Neither holds a word of the quotation. The caller holds the post's lock.
    """
    consent.asked_by, consent.note = by, note
    consent.answer, consent.credit, consent.answered_at = Consent.Answer.WAITING, "", None
    consent.asked_at = timezone.now()
    consent.save()
    _tell_author(consent, by)


@transaction.atomic
def answer(consent_id: int, choice: str, *, seen: str) -> Consent:
    """What the author said counts at once, on every copy of the page; it may be changed later.

    `seen` is the `stamp` of the words that the author was shown. A refusal erases them. Who asks
    to answer is the view's question. Raises Overtaken, NotOffered.
    """
    known = Consent.objects.get(pk=consent_id)
    post = Post.objects.select_related("author", "peer__person", "topic").locked(known.post_id)
    consent = Consent.objects.select_related("quotation").get(pk=consent_id)
    consent.post = post
    if consent.stamp != seen or not consent.is_open:
        raise Overtaken
    if choice == Choice.NAME and post.is_anonymous:
        raise NotOffered
    if choice == Choice.NO:
        _refuse(consent)
    else:
        _agree(consent, choice)
    consent.answered_at = timezone.now()
    consent.save(update_fields=["answer", "credit", "answered_at"])
    _note_answered(consent)
    return consent


def carry_over(post: Post, member: User) -> None:
    """A guest's post became `member`'s: so did the answers, and the questions that wait.

    Who agreed under the guest's name is named as the member from now on. The caller holds the
    post's lock and erases what the guest was known by.
    """
    for consent in Consent.objects.of_posts([post.pk]).still_open().select_related("quotation"):
        consent.post = post
        withdraw_mail(OutboxMessage.objects.filter(key__startswith=_mail_key(consent)))
        if consent.answer == Consent.Answer.WAITING:
            _tell_author(consent, consent.asked_by)
        elif consent.credit == Consent.Credit.NAME:
            _agree(consent, Choice.NAME)


# --- parts ------------------------------------------------------------------------------------


def _agree(consent: Consent, choice: str) -> None:
    post, page_id = consent.post, consent.quotation.page_id
    if choice == Choice.ROLE:
        quotations.take_name_back(consent)
    consent.answer, consent.credit = Consent.Answer.GRANTED, choice
    # The page before its entry in the lists, in the order in which a publication locks them.
    if choice == Choice.NAME and post.author and page_id:
        crediting.credit(page_id, post.author)
    quoting.grant(consent.quotation, credit=credit_of(post, choice))


def _refuse(consent: Consent) -> None:
    if consent.answer == Consent.Answer.GRANTED:
        quotations.take_back(consent)
    else:
        quoting.decline(consent.quotation)
    consent.answer, consent.credit = Consent.Answer.DECLINED, ""


def credit_of(post: Post, choice: str) -> str:
    """How the author of `post` is named under the quotation, in the language of the site."""
    if choice == Choice.ROLE:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        if post.author:
            known = (post.author.display_name, post.author.credentials)
            return ", ".join(part for part in known if part)
        return _("%(name)s (guest)") % {"name": post.guest_name}


def _tell_author(consent: Consent, by: User | None) -> None:
    post = consent.post
    if writer := post.writer:
        earlier = _asking(post)
        # One line for each post: the latest question is the one to answer.
        earlier.delete()
        causes = {writer.pk: [Cause(NoticeKind.CONSENT)]}
        tell(post, causes, told=Notice.objects.none(), actor=by)
        return
    receipt = Receipt.objects.filter(post=post).first()
    if receipt and receipt.email and receipt.email_confirmed_at:
        owe_mail(
            MAIL,
            to=receipt.email,
            key=f"{_mail_key(consent)}{consent.stamp}",
            template="forum/email/consent",
            context={
                "topic": post.topic,
                "address": settings.SITE_ADDRESS + reverse("forum:receipt", args=[receipt.token]),
            },
        )


def _note_answered(consent: Consent) -> None:
    """The line in the author's list has been answered, if no other question about it waits."""
    if Consent.objects.of_posts([consent.post_id]).still_open().waiting().exists():
        return
    asking = _asking(consent.post).unread()
    people = asking.people()
    if people:
        asking.update(read_at=timezone.now())
        refresh_unread(people)


def _asking(post: Post) -> NoticeQuerySet:
    return Notice.objects.about(post).of_kinds([NoticeKind.CONSENT])


def _mail_key(consent: Consent) -> str:
    return f"{MAIL} {consent.pk} "
