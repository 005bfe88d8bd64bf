"""How allauth speaks for this site: profile at sign-up, mail through the outbox, own host only."""

from typing import Any
from uuid import uuid4

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as request_context
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.actions import owe_mail

# In the session: an address was just confirmed, or somebody signed in with theirs.
LOOK_FOR_GUEST_POSTS = "look_for_guest_posts"
LIFETIMES = {  # seconds a mailed code works
    "account/email/login_code": "LOGIN_BY_CODE_TIMEOUT",
    "account/email/email_confirmation": "EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
    "account/email/email_confirmation_signup": "EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail and password do not match."),
        "incorrect_code": _("This is not the code we sent. Check it and try again."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _(
            "Too many tries for now. Please wait 5 minutes, or choose a new password."
        ),
        "rate_limited": _("Too many requests for now. Please wait a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have a handle instead, which is set with their profile."""

    def save_user(
        self, request: HttpRequest, user: Any, form: BaseForm, commit: bool = True
    ) -> Any:
        """The profile is there at the first save: names are never empty in the database."""
        for name in ("display_name", "handle", "credentials", "specialty"):
            setattr(user, name, form.cleaned_data.get(name) or "")
        return super().save_user(request, user, form, commit)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            request.session[LOOK_FOR_GUEST_POSTS] = True
        return confirmed

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        request.session[LOOK_FOR_GUEST_POSTS] = True
        return super().post_login(request, user, **options)

    def is_safe_url(self, url: str | None) -> bool:
        """After signing in nobody is sent to another host."""
        request = request_context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the letter through the outbox; each call is an event of its own."""
        lifetime = LIFETIMES.get(template_prefix)
        minutes = getattr(app_settings, lifetime) // 60 if lifetime else None
        owe_mail(
            template_prefix.rsplit("/", 1)[-1],
            to=email,
            key=f"{template_prefix}:{uuid4()}",
            template=template_prefix,
            context={
                **context,
                "email": email,
                "minutes": minutes,
                "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
            },
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of a change to how they sign in."""
        address = email or EmailAddress.objects.get_primary_email(user)
        if not address:
            return
        change = template_prefix.rsplit("/", 1)[-1]
        owe_mail(
            change,
            to=address,
            key=f"{template_prefix}:{uuid4()}",
            template="account/email/changed",
            context={"change": change},
        )
