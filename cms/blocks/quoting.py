"""The field that holds the number of a quotation and shows editors its words and its state."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.blocks import IntegerBlock

MOST = 300  # quotations that are offered, the newest ones
WORDS = 90  # characters of a quotation that its line shows


class QuotationPicker(forms.Select):
    """Quotations by page, each with its state and its first words.

    A form does not know the page that it stands on: the script leaves that page's alone.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"data-quotation-picker": "", **(attrs or {})})

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(js=[versioned_static("js/admin/quotations.js")])

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        self.choices = _by_page()  # as they are now, each time a form is shown
        return super().optgroups(name, value, attrs)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if page := getattr(option["label"], "page", 0):
            option["attrs"]["data-page"] = str(page)
        return option


class QuotationBlock(IntegerBlock):
    """A number for pages, their history and migrations; for editors a line of words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, **kwargs)
        self.field.widget = QuotationPicker()

    def deconstruct(self) -> tuple[str, Any, Any]:
        """As the number that it is, so that migrations need not know this form of it."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.IntegerBlock", args, kwargs


class _Line(str):
    """What an option says, and the number of the page that it belongs to."""

    page = 0


def _by_page() -> list[Any]:
    quotations = apps.get_model("cms", "Quotation").objects.filter(page__isnull=False)
    groups: dict[str, list[tuple[int, str]]] = {}
    for quotation in quotations.select_related("page").order_by("-pk")[:MOST]:
        page: Any = quotation.page  # the query leaves out those without one
        title = page.draft_title or page.title
        groups.setdefault(title, []).append((quotation.pk, _line(quotation)))
    offered = [(title, sorted(lines)) for title, lines in groups.items()]
    return [("", _("Choose one of this page’s quotations")), *offered]


def _line(quotation: Any) -> str:
    words = Truncator(" ".join(quotation.text.split())).chars(WORDS)
    line = _Line(
        _("%(n)s, %(state)s: “%(words)s”")
        % {"n": quotation.pk, "state": _state(quotation), "words": words}
        if words
        else _("%(n)s, %(state)s") % {"n": quotation.pk, "state": _state(quotation)}
    )
    line.page = quotation.page_id
    return line


def _state(quotation: Any) -> str:
    if quotation.is_hidden and quotation.text:
        return _("its post is not public")
    if quotation.source_changed_at:
        return _("its post was changed")
    return str(quotation.get_state_display()).lower()
