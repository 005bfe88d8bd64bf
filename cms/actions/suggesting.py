"""A member proposes a change of a page; an editor takes it into a draft or says why not."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Comment, Page, Revision

from accounts.actions import owe_mail
from accounts.models import User
from cms import limits
from cms.models import LibraryEntry, Suggestion

State = Suggestion.State


class Silenced(Exception):
    """A sanction keeps the member from writing."""


class Decided(Exception):
    """Another editor decided on the suggestion meanwhile."""


class Locked(Exception):
    """The page takes no change now; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@transaction.atomic
def suggest(
    entry: LibraryEntry, *, person: User, passage: str, proposal: str, source: str
) -> Suggestion:
    """Keep what `person` proposes for the page as it is published now.

    The same sent twice is kept once. Raises Silenced for a member under a sanction, TooMany where
    they must wait.
    """
    people = User.objects.select_for_update(no_key=True)
    people.get(pk=person.pk)  # their suggestions take turns, so that each is counted
    if person.is_silenced_now():
        raise Silenced
    words = {"passage": passage, "proposal": proposal, "source": source}
    same = Suggestion.objects.open().filter(person=person, page_id=entry.pk, **words).first()
    if same is not None:
        return same
    limits.check_suggestion(person)
    return Suggestion.objects.create(
        page_id=entry.pk, version=entry.version, person=person, **words
    )


@transaction.atomic
def take_suggestion(suggestion_id: int, *, editor: User) -> Suggestion:
    """Save a draft of the page by `editor` that carries the suggestion as a comment.

    Draft and comment are where the editor goes on. Raises Suggestion.DoesNotExist, Decided,
    PermissionDenied where the page is not the editor's to change, Locked where it is locked.
    """
    suggestion = _locked(suggestion_id)
    page = Page.objects.get(pk=suggestion.page_id).specific
    if not page.permissions_for_user(editor).can_edit():
        raise PermissionDenied
    lock = page.get_lock()
    if lock is not None and lock.for_user(editor):
        raise Locked(_("The page is locked: somebody is checking it, or it was locked by hand."))
    _save_draft(page, suggestion, editor)
    suggestion.decide(State.TAKEN, by=editor)
    _tell(suggestion, page)
    return suggestion


@transaction.atomic
def decline_suggestion(suggestion_id: int, *, editor: User, answer: str) -> Suggestion:
    """Tell the member why the change is not made. Raises Suggestion.DoesNotExist and Decided."""
    suggestion = _locked(suggestion_id)
    suggestion.decide(State.DECLINED, by=editor, answer=answer)
    _tell(suggestion, suggestion.page)
    return suggestion


def _locked(suggestion_id: int) -> Suggestion:
    rows = Suggestion.objects.select_related("page", "person").select_for_update(
        of=("self",), no_key=True
    )
    suggestion = rows.get(pk=suggestion_id)
    if not suggestion.is_open:
        raise Decided
    return suggestion


def _save_draft(page: Page, suggestion: Suggestion, editor: User) -> Revision:
    who = suggestion.person.display_name if suggestion.person else _("A former member")
    words = [_("%(name)s suggests: %(proposal)s") % {"name": who, "proposal": suggestion.proposal}]
    if suggestion.passage:
        words.append(_("About the passage: “%(passage)s”") % {"passage": suggestion.passage})
    if suggestion.source:
        words.append(_("Source: %(source)s") % {"source": suggestion.source})
    draft = page.get_latest_revision_as_object()
    draft.wagtail_admin_comments.add(
        Comment(page=draft, user=editor, text="\n\n".join(words), contentpath="summary")
    )
    # What is unfinished in it stays so: nothing is published here.
    return draft.save_revision(user=editor, log_action=True, clean=False)


def _tell(suggestion: Suggestion, page: Page) -> None:
    """A letter to the member, where they still have an account. Holds nothing of what was sent."""
    if suggestion.person is None or not suggestion.person.is_active:
        return
    owe_mail(
        "suggestion",
        to=suggestion.person.email,
        key=f"suggestion {suggestion.pk}",
        template="cms/email/suggestion",
        context={
            "suggestion": suggestion,
            "title": page.title,
            "taken": suggestion.state == State.TAKEN,
            "address": settings.SITE_ADDRESS + reverse("cms:suggestions"),
        },
    )
