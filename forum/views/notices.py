"""A member's list of notices."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from forum import actions
from forum.actions.announcing import mend_count
from forum.forms.following import NoticeWaysForm
from forum.latest import latest_page
from forum.models import Notice, NoticeKind

TABS: dict[str, tuple[Promise, list[str]]] = {
    "": (gettext_lazy("All"), NoticeKind.values),
    "replies": (gettext_lazy("Replies"), [NoticeKind.REPLY, NoticeKind.QUOTE, NoticeKind.ACCEPTED]),
    "mentions": (gettext_lazy("Mentions"), [NoticeKind.MENTION]),
    "following": (gettext_lazy("Following"), [NoticeKind.FOLLOWED]),
    "moderation": (gettext_lazy("Moderation"), [NoticeKind.DECISION]),
}


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The notices of what the member may see now, newest first, by day; `?show=` picks a kind."""
    person = request.user
    show = request.GET.get("show", "")
    if show not in TABS or not isinstance(person, User):
        raise Http404
    _words, kinds = TABS[show]
    mine = Notice.objects.of(person).visible()
    page, pager = latest_page(mine.of_kinds(kinds).for_list(), "made_at", request.GET, request.path)
    if person.unread_notices != mine.unread().count():
        mend_count(person)
    context = {
        "days": _by_day(page),
        "pager": pager,
        "upto": page[0].pk if page and "before" not in request.GET else 0,
        "tabs": [(name, words, name == show) for name, (words, _kinds) in TABS.items()],
        "show": show,
        "ways": NoticeWaysForm(person=person),
    }
    return render(request, "forum/notices.html", context)


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one notice (`notice`) as read, or all up to the newest that was shown (`upto`)."""
    person = request.user
    one, upto = (request.POST.get(name, "") for name in ("notice", "upto"))
    if isinstance(person, User):
        if _is_number(one):
            actions.read_notice(person, int(one))
        elif _is_number(upto):
            actions.read_all_notices(person, upto=int(upto))
    return redirect("forum:notices")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _by_day(page: list[Notice]) -> list[tuple[str, list[Notice]]]:
    """("Today", notices), ("Yesterday", …), ("Thursday, November 19", …) in their order."""
    today = timezone.localdate()

    def day(notice: Notice) -> Any:
        return timezone.localdate(notice.made_at)

    def words(date: Any) -> str:
        if (today - date).days == 0:
            return _("Today")
        if (today - date).days == 1:
            return _("Yesterday")
        return date_format(date, "l, F j" if date.year == today.year else "F j, Y")

    return [(words(date), list(rows)) for date, rows in groupby(page, key=day)]
