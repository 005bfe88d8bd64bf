"""Guest posts that a member may take over, because both confirmed the same address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.adapter import LOOK_FOR_GUEST_POSTS
from accounts.models import User
from forum.actions import claiming
from forum.models import Post, Topic


@never_cache
@login_required
@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """What the member wrote as a guest and has not claimed yet."""
    if not isinstance(request.user, User):
        raise Http404
    found = list(claiming.claimable_by(request.user).with_post())
    # The title is for those alone who may read the discussion now.
    open_topics = Topic.objects.listed_for(request.user).filter(
        pk__in=[receipt.post.topic_id for receipt in found]
    )
    context = {"receipts": found, "open_topics": set(open_topics.values_list("pk", flat=True))}
    return render(request, "forum/claims.html", context)


@never_cache
@login_required
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one over. Whatever is not this member's to claim does not exist here: 404."""
    if not isinstance(request.user, User):
        raise Http404
    try:
        claiming.claim(pk, member=request.user)
    except claiming.NotClaimable as refused:
        # A second press finds it claimed already, by this very member.
        own = Post.objects.of_writer(request.user).filter(pk=pk, claimed_at__isnull=False)
        if not own.exists():
            raise Http404 from refused
    messages.success(request, _("It is yours now, in its place and with its date."))
    return redirect("forum:claims")


@never_cache
@login_required
@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """No banner any more until the next sign-in; the page stays in the account menu."""
    request.session.pop(LOOK_FOR_GUEST_POSTS, None)
    return redirect("home")
