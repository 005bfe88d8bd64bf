"""What an editor fills in to begin a page from a discussion, and what an author answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Kind
from forum.actions.consenting import Choice
from forum.actions.promoting import KINDS, Pick
from forum.models import Consent

MOST = 10**18
TITLE_MAX = 120


class PromoteForm(forms.Form):
    """The posts are chosen by the page's own boxes, with a passage for each; see the template."""

    kind = forms.ChoiceField(
        label=_("Kind of page"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        initial=Kind.ARTICLE,
        error_messages={"required": _("Please choose a kind of page.")},
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_MAX,
        help_text=_("Authors are told it; you may change it until the page is published."),
        error_messages={"required": _("Please give the page a title.")},
    )
    note = forms.CharField(
        label=_("A word to the authors"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the page is for, and what their words do in it."),
    )
    answers = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.chosen:
            self.add_error(None, _("Choose at least one post to quote."))
        return cleaned

    @property
    def chosen(self) -> list[int]:
        """The numbers of the posts whose boxes were ticked; anything else is none of ours."""
        sent = self.data.getlist("post") if hasattr(self.data, "getlist") else []
        known = (number for number in sent if number.isascii() and number.isdecimal())
        return list(dict.fromkeys(int(number) for number in known if len(number) <= 18))

    def passage(self, post_id: int) -> str:
        """What was pasted for one post, "" for its whole text."""
        return str(self.data.get(f"passage-{post_id}", "")).strip()

    @property
    def picks(self) -> list[Pick]:
        return [Pick(number, self.passage(number)) for number in self.chosen]


class ConsentForm(forms.Form):
    """`seen` names the words that were shown above the choices."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=40,
        error_messages={"required": _("This form is incomplete. Please open the page again.")},
    )
    choice = forms.ChoiceField(
        label=_("May these words stand there?"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one answer."),
            "invalid_choice": _("Please choose one of the answers."),
        },
    )

    def __init__(self, *args: Any, anonymous: bool = False, **kwargs: Any) -> None:
        """`anonymous` posts are never named, so that answer is not offered."""
        super().__init__(*args, **kwargs)
        if anonymous:
            offered = [one for one in Choice.choices if one[0] != Choice.NAME]
            self.fields["choice"].choices = offered  # type: ignore[attr-defined]


def consent_form(found: Consent) -> ConsentForm:
    """The form under the words of `found`, with what was answered so far."""
    initial = {"seen": found.stamp, "choice": found.choice}
    return ConsentForm(
        initial=initial, anonymous=found.post.is_anonymous, auto_id=f"consent-{found.pk}-%s"
    )


class TakeOverForm(forms.Form):
    """Other words of the same post, "" for its whole text, and a word to its author."""

    passage = forms.CharField(
        label=_("The passage, as it stands in the post"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Leave it empty for the whole text."),
    )
    note = forms.CharField(label=_("A word to the author"), max_length=400, required=False)
