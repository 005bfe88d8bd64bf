"""The states of a post, and why it may have to wait."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvalidTransition(Exception):
    """A post was asked for a move that its state does not allow."""


class State(models.TextChoices):
    PENDING = "pending", _("Awaiting approval")
    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Changes asked for")
    DECLINED = "declined", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    HIDDEN = "hidden", _("Removed by a moderator")
    PURGED = "purged", _("Erased")


class HoldReason(models.TextChoices):
    """Why a post waits for a moderator; a post may have several."""

    GUEST = "guest", _("Written by a guest")
    FIRST_POST = "first_post", _("First post of a member")
    PATIENT = "patient", _("Possible patient details")
    LANGUAGE = "language", _("A slur")
    LINK = "link", _("Link from a new member")
    ANONYMOUS = "anonymous", _("Anonymous to peers")
    PROBATION = "probation", _("Member on probation")
    CATEGORY = "category", _("Every post in this category waits")
    EDIT_WINDOW = "edit_window", _("After the time for edits")
