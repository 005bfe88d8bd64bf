"""What a member keeps: the button under a post, and the page that lists them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from forum import actions
from forum.latest import latest_page
from forum.models import Bookmark
from forum.views.responding import by_script, part, press, wish


@press
def bookmark(request: HttpRequest, pk: int, person: User) -> HttpResponse:
    """Keep a post or let it go; the list of bookmarks leads back to itself."""
    post, kept = actions.keep(pk, person=person, on=wish(request))
    if by_script(request):
        return part(request, "forum/_keep.html", post, person)
    if kept:
        messages.success(request, _("Added to your bookmarks."))
    else:
        messages.success(request, _("Removed from your bookmarks."))
    return redirect("forum:bookmarks") if "list" in request.GET else redirect(post)


@require_safe
@login_required
def bookmarks(request: HttpRequest) -> HttpResponse:
    """The reader's bookmarks, newest first; without posts they no longer find."""
    mine = Bookmark.objects.listed_for(request.user).for_list()
    rows, pager = latest_page(mine, "made_at", request.GET, request.path)
    return render(request, "forum/bookmarks.html", {"bookmarks": rows, "pager": pager})
