"""A person with an account."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts import names, roles
from accounts.models.name_word import NameWord
from accounts.querysets import UserManager

type_of_handle = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{1,28}[a-z0-9])\Z",
    _("Use 3 to 30 small letters, digits and hyphens, starting and ending with a letter or digit."),
)


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in by e-mail; is named by display name and addressed by handle."""

    email = models.EmailField(_("e-mail"), unique=True)
    handle = models.CharField(_("handle"), max_length=30, unique=True, validators=[type_of_handle])
    display_name = models.CharField(_("display name"), max_length=60)
    credentials = models.CharField(_("credentials"), max_length=40, blank=True)
    specialty = models.CharField(_("specialty"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=40, blank=True)
    bio = models.TextField(_("bio"), max_length=1000, blank=True)
    # How both names look, see accounts.names; kept so that imitation is one indexed look-up.
    name_skeleton = models.CharField(max_length=120, db_index=True, editable=False)
    handle_skeleton = models.CharField(max_length=60, db_index=True, editable=False)
    # A member's first post waits for a moderator; set once, when a post of theirs is published.
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Discussions without news since then need not be read: joining, or "mark all as read".
    read_until = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    # Notices not read yet, kept with each; so that a page need not count them.
    unread_notices = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # What moderation decided about this person, written with its record by moderation's actions.
    # A ban is a suspension without an end.
    suspended_at = models.DateTimeField(null=True, blank=True, editable=False)
    suspended_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Until then every post waits for a moderator.
    probation_until = models.DateTimeField(null=True, blank=True, editable=False)
    # A moderator's warning that was not acknowledged yet; nothing is posted before.
    must_acknowledge = models.BooleanField(default=False, db_default=False, editable=False)
    # False for a moderator of some categories alone; see Category.moderators.
    moderates_all = models.BooleanField(
        _("moderates every category"), default=True, db_default=True
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the Django admin"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
            models.UniqueConstraint(Lower("handle"), name="one_account_per_handle"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.handle:
            self.handle = free_handle(self.display_name or self.email.split("@")[0])
        self.name_skeleton = names.skeleton(self.display_name)
        self.handle_skeleton = names.skeleton(self.handle)
        written = kwargs.get("update_fields")
        if written is not None and {"display_name", "handle", "is_active"}.isdisjoint(written):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            is_new = self._state.adding
            super().save(*args, **kwargs)
            NameWord.objects.rewrite(self, is_new=is_new)

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    def holds(self, role: roles.Role) -> bool:
        """Whether the person has a role; free of queries after `with_roles()`."""
        answer = getattr(self, f"holds_{role.code}", None)
        if answer is None:
            answer = self.groups.filter(name=role.group).exists()
            setattr(self, f"holds_{role.code}", answer)
        return answer

    @property
    def is_administrator(self) -> bool:
        return self.is_superuser or self.holds(roles.ADMINISTRATOR)

    @property
    def is_moderator(self) -> bool:
        return self.holds(roles.MODERATOR) or self.is_administrator

    @property
    def is_editor(self) -> bool:
        return self.holds(roles.EDITOR) or self.is_administrator

    @property
    def is_prescriber(self) -> bool:
        return self.holds(roles.PRESCRIBER)

    @property
    def is_suspended(self) -> bool:
        """Whether this person may not post now; a suspension ends by itself, a ban does not."""
        if self.suspended_at is None:
            return False
        return self.suspended_until is None or self.suspended_until > timezone.now()

    @property
    def is_on_probation(self) -> bool:
        return self.probation_until is not None and self.probation_until > timezone.now()

    @property
    def may_write(self) -> bool:
        """Whether no sanction stands in the way of writing; reading and signing in stay free."""
        return not (self.is_suspended or self.must_acknowledge)

    def is_silenced_now(self) -> bool:
        """What `may_write` denies, asked of the database: another request may have written it."""
        return User.objects.kept_from_writing().filter(pk=self.pk).exists()

    @property
    def waits_for_first_post(self) -> bool:
        """Whether the next post is the first, which a moderator reads; staff need not wait."""
        return self.first_published_at is None and not (self.is_moderator or self.is_editor)


# Whoever is reading: a person with an account, or a visitor without one.
Reader = User | AnonymousUser


def free_handle(name: str) -> str:
    """A handle made from `name` that nobody has yet."""
    base = slugify(name)[:26].strip("-") or "member"
    base = base if len(base) >= 3 else f"{base}-member"
    handle, number = base, 2
    while User.objects.filter(handle__iexact=handle).exists():
        handle, number = f"{base}-{number}", number + 1
    return handle
