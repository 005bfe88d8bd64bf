"""From topic to page: an editor picks posts, a draft opens, their authors are asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cms.actions import quoting
from cms.actions.beginning import begin_page
from cms.models import ClinicalPage, Kind, Quotation
from forum import quotations
from forum.actions.consenting import ask
from forum.models import Consent, Post, Promotion, Topic
from forum.permissions import can_be_quoted, can_promote
from forum.quoting import own_words
from forum.sanitize import plain
from forum.screening import is_hard, screen
from forum.wording import published_rules

KINDS = (Kind.ARTICLE, Kind.PLAY, Kind.BLOG)


class NotAllowed(Exception):
    """The editor may not begin a page from this discussion, or not any more."""


class CannotQuote(Exception):
    """`words` tell the editor why a passage of post number `post_id` cannot be taken over."""

    def __init__(self, post_id: int, words: str) -> None:
        super().__init__(words)
        self.post_id, self.words = post_id, words


@dataclass(frozen=True)
class Pick:
    """A post that is to be quoted: the passage as it was selected, "" for the whole text."""

    post_id: int
    passage: str = ""


@transaction.atomic
def promote(
    topic_id: int,
    picks: Sequence[Pick],
    *,
    kind: str,
    title: str,
    editor: User,
    note: str = "",
    answers: int = 0,
) -> ClinicalPage:
    """Begin a page of `kind` that quotes `picks` in reading order; returns its draft.

    Each author is asked for consent with the editor's `note`; readers see no word before it is
    given. A blog post may answer the post number `answers`, one of the picks. Raises NotAllowed,
    CannotQuote for the first pick that is not to be had, NoSection.
    """
    wanted = {pick.post_id: pick for pick in picks}
    posts = [_locked(number) for number in sorted(wanted)]
    topic = Topic.objects.select_related("category").locked(topic_id)
    if not can_promote(editor, topic):
        raise NotAllowed
    for post in posts:
        if post.topic_id != topic.pk:
            raise CannotQuote(post.pk, _("This post is not in the discussion any more."))
    posts.sort(key=lambda post: post.position or 0)
    taken = [(post, passage_of(post, wanted[post.pk].passage)) for post in posts]
    _check_title(title)
    asked = {
        post.pk: quoting.ask(source=post.pk, version=post.version, text=passage)
        for post, passage in taken
    }
    opening = next((asked[post.pk] for post in posts if post.opens_topic), None)
    page = begin_page(
        kind,
        title=title,
        by=editor,
        quotations=list(asked.values()),
        asked=opening,
        answers=asked.get(answers),
    )
    Promotion.objects.create(topic=topic, page=page, by=editor)
    for post in posts:
        consent = Consent(quotation=asked[post.pk], post=post)
        ask(consent, by=editor, note=note)
    return page


@transaction.atomic
def take_over(quotation_id: int, *, editor: User, passage: str = "", note: str = "") -> Quotation:
    """Put the post's present words in the place of those quoted; its author is asked again.

    Without `passage` the whole text. Raises NotAllowed, CannotQuote; Consent.DoesNotExist where
    the quotation is closed.
    """
    consent = _locked_consent(quotation_id, editor)
    post, quotation = consent.post, consent.quotation
    text = passage_of(post, passage)
    quotations.take_name_back(consent)
    quoting.ask_again(quotation, version=post.version, text=text)
    ask(consent, by=editor, note=note)
    return quotation


@transaction.atomic
def keep(quotation_id: int, *, editor: User) -> Quotation:
    """The post was changed, the words quoted of it stand. Raises as `take_over` does."""
    consent = _locked_consent(quotation_id, editor)
    passage_of(consent.post, consent.quotation.text)
    quoting.keep_words(consent.quotation, version=consent.post.version)
    return consent.quotation


@transaction.atomic
def give_up(quotation_id: int, *, editor: User) -> Quotation:
    """The page does without these words: they are erased. Raises as `take_over` does."""
    consent = _locked_consent(quotation_id, editor)
    quotations.take_back(consent)
    return consent.quotation


def own_text(post: Post) -> str:
    """What `post` says in its author's own words, without quotes of others."""
    return plain(own_words(post.body_html)).strip()


def passage_of(post: Post, wanted: str) -> str:
    """The words of `post` that read as `wanted`, "" for all of them; CannotQuote if it has none.

    Spaces and line ends may differ. Patient details are never taken over, whoever let them pass.
    """
    if not can_be_quoted(post):
        raise CannotQuote(
            post.pk, _("Nobody can be asked for this post: it, or its author's account, is gone.")
        )
    said = own_text(post)
    words = [re.escape(word) for word in wanted.split()]
    found = re.search(r"\s+".join(words), said) if words else None
    if words and found is None:
        raise CannotQuote(
            post.pk, _("These words are not in the post. Paste a passage as it stands there.")
        )
    passage = found[0] if found else said
    if not passage:
        raise CannotQuote(post.pk, _("This post has no words of its own to quote."))
    if any(map(is_hard, screen(passage, wording=published_rules()))):
        raise CannotQuote(
            post.pk,
            _("This passage may identify a patient. Choose a part without those details."),
        )
    return passage


# --- parts ------------------------------------------------------------------------------------


def _check_title(title: str) -> None:
    if any(map(is_hard, screen(title, wording=published_rules()))):
        raise CannotQuote(0, _("The title may identify a patient. Please say it in other words."))


def _locked(post_id: int) -> Post:
    try:
        return Post.objects.select_related("author", "peer__person").locked(post_id)
    except Post.DoesNotExist as missing:
        raise CannotQuote(post_id, _("This post is not in the discussion any more.")) from missing


def _locked_consent(quotation_id: int, editor: User) -> Consent:
    """An open one, with its post under lock, which whoever answers it waits for."""
    known = Consent.objects.get(quotation=quotation_id)
    post = _locked(known.post_id)
    post.topic = Topic.objects.select_related("category").locked(post.topic_id)
    consent = Consent.objects.still_open().select_related("quotation").get(pk=known.pk)
    consent.post = post
    if not can_promote(editor, post.topic):
        raise NotAllowed
    return consent
