"""A guest's private page for what they sent, and all we know about the sender."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils import timezone

from forum.models.post import Post
from forum.querysets import ReceiptQuerySet


def new_token() -> str:
    """192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


class Receipt(models.Model):
    """What identifies a guest lives only here, so that one row is all there is to erase."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="receipt")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    email = models.EmailField(blank=True)
    email_token = models.CharField(max_length=64, unique=True, default=new_token)
    confirmation_asked_at = models.DateTimeField(null=True, blank=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    network = models.CharField(max_length=50, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["address", "created_at"], name="receipt_by_address"),
            models.Index(fields=["network", "created_at"], name="receipt_by_network"),
            models.Index(fields=["email", "confirmation_asked_at"], name="receipt_by_email"),
        ]

    def __str__(self) -> str:
        return f"Receipt of post {self.post_id}"

    def get_absolute_url(self) -> str:
        return reverse("forum:receipt", args=[self.token])

    @property
    def may_be_mailed(self) -> bool:
        return bool(self.email and self.email_confirmed_at)
