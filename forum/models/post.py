"""One contribution, and the life it may lead."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models import rewriting
from forum.models.states import HoldReason, InvalidTransition, State
from forum.querysets import PostQuerySet

if TYPE_CHECKING:
    # Ruff does not see the names in the strings below.
    from accounts.models import User
    from accounts.models.user import Reader

HELD_LONG = timedelta(hours=12)


class Post(models.Model):
    """A post's text is kept as it was typed (`body_source`) and as readers get it (`body_html`).

    `position` is its place in the topic: given at publication, counted from 1, never given
    again. `version` counts the texts of this post; whoever judges names the version they read.
    `written_at` never changes; `published_at` is set once.
    """

    State = State
    HoldReason = HoldReason

    class Format(models.TextChoices):
        HTML = "html", _("Rich text")
        TEXT = "text", _("Plain text")

    TRANSITIONS: dict[str, set[str]] = {
        State.PENDING: {
            State.PUBLISHED,
            State.RETURNED,
            State.DECLINED,
            State.WITHDRAWN,
            State.EXPIRED,
        },
        State.RETURNED: {State.PENDING, State.WITHDRAWN, State.EXPIRED},
        State.DECLINED: {State.PENDING},
        State.PUBLISHED: {State.HIDDEN, State.PURGED},
        State.HIDDEN: {State.PUBLISHED, State.PURGED},
        State.WITHDRAWN: set(),
        State.EXPIRED: set(),
        State.PURGED: set(),
    }
    # States in which a post has held its place in the topic; a reader sees text or a tombstone.
    PLACED = (State.PUBLISHED, State.HIDDEN, State.PURGED)

    topic = models.ForeignKey("forum.Topic", models.CASCADE, related_name="posts")
    opens_topic = models.BooleanField(default=False, editable=False)
    position = models.PositiveIntegerField(null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    guest_name = models.CharField(max_length=60, blank=True)
    guest_says = models.CharField(_("what the guest says they are"), max_length=80, blank=True)
    # The author of a post that is anonymous to peers is known through `peer` alone; what readers
    # see is `peer_label`. `author` and `guest_name` are empty then, so nothing can betray them.
    peer = models.ForeignKey(
        "forum.Peer",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="posts",
        db_index=False,
    )
    peer_label = models.CharField(
        max_length=60, blank=True, default="", db_default="", editable=False
    )
    reply_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    body_source = models.TextField(blank=True)
    body_format = models.CharField(max_length=4, choices=Format, default=Format.TEXT)
    body_html = models.TextField(blank=True, editable=False)
    body_text = models.TextField(blank=True, editable=False)
    hold_reasons = models.JSONField(default=list, blank=True, editable=False)
    # What the checks found in this version, never the words themselves: {"version": "…",
    # "findings": [{"family", "kind", "severity", "field", "start", "end"}, …],
    # "spam": {"score": 3, "parts": {…}}}; offsets count in `body_text` or the title.
    screening = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    # Somebody may need help now: the short lane of the queue.
    is_urgent = models.BooleanField(default=False, db_default=False, editable=False)
    # When its author asked another moderator to look at a refusal again; once.
    appealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When a guest's post became a member's.
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Readers' reports that wait, counted in the transaction of each.
    open_reports = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    removal_reason = models.CharField(max_length=200, blank=True, editable=False)
    is_moderator_note = models.BooleanField(default=False)
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What is said about the latest edit, and whether somebody else than the author made it.
    edit_note = models.CharField(max_length=140, blank=True, db_default="", editable=False)
    edited_by_moderator = models.BooleanField(default=False, db_default=False, editable=False)
    # When the waiting began: writing, or the latest resubmission.
    held_at = models.DateTimeField(default=timezone.now, editable=False)
    # Readers' reactions by kind, counted in the transaction of each: {"helpful": 3}.
    reaction_counts = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Few posts have one: the index below holds those alone.
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    # Picked by a moderator; readers' votes recommend a post as well.
    recommended_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Fields of a case or a practice tip, shown as a box above the text.
    details = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    # What the cards of this text's links say, by address; see forum.cards.
    cards = models.JSONField(default=dict, db_default={}, blank=True, editable=False)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    # When its readers' notices were written; a published post without it is still to announce.
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        permissions = [("moderate_post", "Can decide on held posts")]
        constraints = [
            models.UniqueConstraint(fields=["topic", "position"], name="one_post_per_position"),
            models.UniqueConstraint(
                fields=["topic"], condition=Q(opens_topic=True), name="one_opening_post"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="post_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["published", "hidden", "purged"])
                & Q(position__isnull=False)
                & Q(published_at__isnull=False)
                | ~Q(state__in=["published", "hidden", "purged"])
                & Q(position=None)
                & Q(published_at=None),
                name="post_placed_only_when_published",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | Q(guest_name=""), name="post_by_member_or_guest"
            ),
            models.CheckConstraint(
                condition=Q(peer=None) & Q(peer_label="")
                | ~Q(peer_label="") & Q(author=None, guest_name=""),
                name="anonymous_post_names_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(state="purged") | Q(body_source="", body_html="", body_text=""),
                name="purged_post_has_no_text",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="post_version_counts_from_1"),
        ]
        indexes = [
            models.Index(fields=["held_at", "id"], name="post_queue", condition=Q(state="pending")),
            models.Index(
                fields=["peer", "id"], name="post_of_peer", condition=Q(peer__isnull=False)
            ),
            models.Index(
                fields=["open_reports", "id"],
                name="post_reported",
                condition=Q(open_reports__gt=0),
            ),
            models.Index(
                fields=["published_at"],
                name="post_to_announce",
                condition=Q(state="published", announced_at=None),
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="post_latest",
                condition=Q(state="published"),
            ),
            models.Index(
                fields=["accepted_by"],
                name="post_accepted_by",
                condition=Q(accepted_by__isnull=False),
            ),
            models.Index(fields=["author", "-published_at"], name="post_by_author"),
            models.Index(fields=["author", "-written_at"], name="post_written_by_author"),
        ]

    def __str__(self) -> str:
        return f"Post {self.pk} ({self.state})"

    def get_absolute_url(self) -> str:
        return reverse("forum:post", args=[self.pk])

    # --- who -------------------------------------------------------------------------------

    @property
    def is_by_guest(self) -> bool:
        return bool(self.guest_name)

    @property
    def author_name(self) -> str:
        if self.author:
            return self.author.display_name
        return self.guest_name or self.peer_label or str(_("Former member"))

    @property
    def is_anonymous(self) -> bool:
        """Whether its author is a member whom readers know by a label alone."""
        return bool(self.peer_label)

    @property
    def peer_name(self) -> str:
        """The label without the badge that may follow it."""
        return self.peer_label.partition(",")[0]

    @property
    def peer_is_verified(self) -> bool:
        return "," in self.peer_label

    @property
    def writer_id(self) -> int | None:
        """The member who wrote it, by name or anonymously; for rules, never to be shown."""
        if self.peer_id and self.peer:
            return self.peer.person_id
        return self.author_id

    @property
    def writer(self) -> "User | None":
        """See `writer_id`."""
        return self.peer.person if self.peer_id and self.peer else self.author

    def is_by(self, reader: "Reader") -> bool:
        """Whether `reader` wrote it, by name or anonymously. A visitor wrote nothing."""
        return reader.is_authenticated and self.writer_id == reader.pk

    @property
    def hold_reason_names(self) -> list[str]:
        return [str(HoldReason(reason).label) for reason in self.hold_reasons]

    @property
    def was_held_long(self) -> bool:
        """Whether readers should be told that this was written before it appeared.

        Not of an anonymous post: when somebody sat down to write may tell who it was.
        """
        if self.is_anonymous:
            return False
        return bool(self.published_at and self.published_at - self.written_at > HELD_LONG)

    @property
    def was_edited(self) -> bool:
        """Whether readers saw another text before; a change before publication is none of theirs."""
        return bool(self.edited_at and self.published_at and self.edited_at > self.published_at)

    @property
    def edit_window_is_over(self) -> bool:
        """Whether its author may no longer change it without anybody reading the new text."""
        hours = settings.EDIT_WINDOW_HOURS
        if not hours or self.published_at is None:
            return False
        return timezone.now() - self.published_at > timedelta(hours=hours)

    # --- states -----------------------------------------------------------------------------

    @property
    def is_pending(self) -> bool:
        return self.state == State.PENDING

    @property
    def is_appealed(self) -> bool:
        """Whether a refusal of it is being looked at again."""
        return self.state == State.PENDING and self.appealed_at is not None

    @property
    def may_be_appealed(self) -> bool:
        return self.state == State.DECLINED and self.appealed_at is None

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def may_be_resubmitted(self) -> bool:
        return self.state in (State.PENDING, State.RETURNED)

    def publish(self, *, position: int, now: datetime) -> None:
        """First publication: takes a place; the caller holds the locks of post and topic."""
        if self.state != State.PENDING:
            raise InvalidTransition(f"Post {self.pk} is {self.state} and cannot be published.")
        self._move_to(State.PUBLISHED)
        self.position = position
        self.published_at = now
        self._save("position", "published_at")

    def return_to_author(self) -> None:
        self._move_to(State.RETURNED)
        self._save()

    def decline(self) -> None:
        self._move_to(State.DECLINED)
        self._save()

    def withdraw(self) -> None:
        self._move_to(State.WITHDRAWN)
        self._save()

    def expire(self) -> None:
        self._move_to(State.EXPIRED)
        self._save()

    def hide(self, *, reason: str) -> None:
        self._move_to(State.HIDDEN)
        self.removal_reason = reason
        self._save("removal_reason")

    def keep_hidden(self, *, reason: str) -> None:
        """Readers see another reason in the place of a hidden post."""
        if self.state != State.HIDDEN:
            raise InvalidTransition(f"Post {self.pk} is {self.state} and not hidden.")
        self.removal_reason = reason
        self._save("removal_reason")

    def restore(self) -> None:
        """Back to the readers; `published_at` and place stay what they were."""
        if self.state != State.HIDDEN:
            raise InvalidTransition(f"Post {self.pk} is {self.state} and cannot be restored.")
        self._move_to(State.PUBLISHED)
        self.removal_reason = ""
        self._save("removal_reason")

    def purge(self, *, reason: str) -> None:
        """Erase the text for good; the place stays as a tombstone."""
        self._move_to(State.PURGED)
        self.removal_reason = reason
        self._erase()

    def erase_unpublished(self) -> None:
        """Erase a text that readers never saw, for good; what became of it stays on record."""
        if self.state in self.PLACED or self.may_be_resubmitted:
            raise InvalidTransition(f"Post {self.pk} is {self.state} and cannot be erased so.")
        self._erase()

    @property
    def is_erased(self) -> bool:
        """Whether its words are gone for good; no post was ever without any."""
        return not self.body_source

    def _erase(self) -> None:
        self.body_source = self.body_html = self.body_text = ""
        self.details, self.cards, self.screening = {}, {}, {}
        self.edit_note = ""
        if self.is_by_guest:
            # What a guest calls themselves is their text as well.
            self.guest_name, self.guest_says = str(_("Guest")), ""
        self.versions.all().delete()
        self.edits.erase()
        self.remarks.all().delete()
        self.mentions.clear()
        texts = ("body_source", "body_html", "body_text", "edit_note", "details", "cards")
        self._save("removal_reason", "screening", "guest_name", "guest_says", *texts)

    resubmit = rewriting.resubmit
    reopen = rewriting.reopen
    edit = rewriting.edit

    def _move_to(self, state: str) -> None:
        if state not in self.TRANSITIONS[self.state]:
            raise InvalidTransition(f"Post {self.pk} cannot go from {self.state} to {state}.")
        self.state = state

    def _save(self, *fields: str) -> None:
        if self._state.adding:
            # A post that need not wait is written once, already published.
            self.save()
        else:
            self.save(update_fields=["state", *fields])
