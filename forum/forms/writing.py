"""What every form that makes or changes a post has."""

import json
import uuid
from html import unescape
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import Reader
from accounts.names import refusal, skeleton
from forum.details import with_details
from forum.emoji import count_emoji
from forum.forms.checking import CheckedFields
from forum.mentions import prepare
from forum.models import Post
from forum.sanitize import ENDLESS, TooMuch
from forum.spam.proof import new_challenge
from forum.spam.stamps import new_stamp

# What a browser sent, or nothing for an empty form.
Typed = QueryDict | None


class WritingFields(CheckedFields):
    """The body that every post form has. After `is_valid()`, `writing` is ready to store."""

    body = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=True,
        error_messages={"required": _("Please write something first.")},
    )
    body_format = forms.ChoiceField(
        choices=Post.Format, required=False, widget=forms.HiddenInput, initial=Post.Format.TEXT
    )
    by_guest = True

    def said_in_fields(self) -> dict[str, str]:
        """What a case or a practice tip says beside its text; see `forum.details`."""
        return {}

    def clean_body_format(self) -> str:
        return self.cleaned_data["body_format"] or Post.Format.TEXT

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "body" in cleaned and "body_format" in cleaned:
            self._cook(cleaned["body"], cleaned["body_format"])
        return cleaned

    def _cook(self, body: str, format: str) -> None:
        # An emoji spelled as an entity is one as well.
        seen = unescape(ENDLESS.sub("", body)) if format == Post.Format.HTML else body
        emoji = count_emoji(seen)
        if emoji > settings.EMOJI_MAX:
            self.add_error(
                "body",
                _("Emoji %(count)s of %(limit)s. Remove %(over)s.")
                % {
                    "count": emoji,
                    "limit": settings.EMOJI_MAX,
                    "over": emoji - settings.EMOJI_MAX,
                },
            )
            return
        try:
            writing = prepare(body, format, by_guest=self.by_guest)
        except TooMuch as refusal_of_text:
            self.add_error("body", str(refusal_of_text))
            return
        self.body_writing = writing
        self.writing = with_details(writing, self.said_in_fields(), by_guest=self.by_guest)
        if not self.writing.text:
            self.add_error("body", _("Please write something first."))
            return
        self.look()


class SendFields(WritingFields):
    """A form that makes a post: it carries the key that makes a double click harmless."""

    def full_clean(self) -> None:
        """A form that comes back with a broken hidden field carries a sound one."""
        super().full_clean()
        sound = {"submission_key": str(uuid.uuid4()), "body_format": Post.Format.TEXT.value}
        broken = sound.keys() & self.errors.keys()
        if broken and isinstance(self.data, QueryDict):
            typed = self.data.copy()
            for name in broken:
                typed[name] = sound[name]
            self.data = typed

    def refuse_anonymous(self) -> None:
        """Say that nothing was sent: under the name it must not go out either."""
        self.add_error(
            "anonymous",
            _(
                "This category takes no anonymous posts. Nothing was sent; untick this to post "
                "under your name."
            ),
        )

    submission_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={
            "required": _("This form is incomplete. Please send it once more."),
            "invalid": _("This form is incomplete. Please send it once more."),
        },
    )


class GuestFields(forms.Form):
    """Who sends without an account, and hidden fields that tell people from programs.

    The hidden fields are signals: whatever is in them, the form is taken.
    """

    # For programs that fill in whatever they find; people, password managers and screen readers
    # do not meet it.
    website = forms.Field(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "tabindex": "-1",
                "autocomplete": "off",
                "data-1p-ignore": True,
                "data-bwignore": True,
                "data-lpignore": "true",
            }
        ),
    )
    form_stamp = forms.Field(required=False, widget=forms.HiddenInput, initial=new_stamp)
    proof = forms.Field(required=False, widget=forms.HiddenInput)

    guest_name = forms.CharField(
        label=_("Name to show"),
        max_length=60,
        help_text=_("Your name or initials, not a member's."),
        error_messages={"required": _("Please give a name to show, for example “J. M., RN”.")},
    )
    guest_says = forms.CharField(
        label=_("What you do"),
        max_length=80,
        required=False,
        help_text=_("Shown beside your name, as you say it."),
    )
    guest_email = forms.EmailField(
        label=_("E-mail, never shown"),
        required=False,
        help_text=_("We ask you to confirm it, then tell you what a moderator decided."),
        error_messages={"invalid": _("Please write an address like name@example.org.")},
    )

    def proof_task(self) -> str:
        """The small task for the browser, as the page carries it."""
        return json.dumps(new_challenge())

    def clean_guest_name(self) -> str:
        name = " ".join(self.cleaned_data["guest_name"].split())
        if sentence := refusal(name):
            raise forms.ValidationError(sentence)
        look = skeleton(name)
        if not look or User.objects.looking_like(look).exists():
            raise forms.ValidationError(
                _("This name is too close to a member's name. Please choose another one."),
                code="confusable",
            )
        return name

    def clean_guest_says(self) -> str:
        says = " ".join(self.cleaned_data["guest_says"].split())
        if says and (sentence := refusal(says)):
            raise forms.ValidationError(sentence)
        return says


class FollowField(forms.Form):
    """Members may follow what they write in."""

    follow = forms.BooleanField(label=_("Follow this discussion"), required=False)


class AnonymousField(forms.Form):
    """Members may hide who they are from peers, where the category allows it."""

    anonymous = forms.BooleanField(label=_("Post anonymously to peers"), required=False)


class MemberReplyForm(FollowField, AnonymousField, SendFields):
    by_guest = False


class GuestReplyForm(GuestFields, SendFields):
    field_order = ["guest_name", "guest_says", "guest_email", "body"]


def reply_form(
    reader: Reader, data: Typed = None, initial: dict[str, Any] | None = None
) -> SendFields:
    """Members get the short form; guests must also say who they are."""
    kind = MemberReplyForm if reader.is_authenticated else GuestReplyForm
    return kind(data, initial=initial)
