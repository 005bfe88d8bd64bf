"""An editor begins a page of the library from a discussion and looks after what it quotes."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from accounts.models import User
from cms.actions.beginning import NoSection
from cms.models import Kind
from forum.actions import promoting
from forum.actions.promoting import CannotQuote, NotAllowed
from forum.forms.promoting import PromoteForm, TakeOverForm
from forum.models import Consent, Post, Topic
from forum.permissions import can_edit_library, can_promote
from forum.reading.promoted import grown
from forum.views.topic import find_topic

WINDOW = 50  # posts to choose from at once


@dataclass(frozen=True)
class Row:
    """A post to choose, its own words, and what was typed or is wrong about it."""

    post: Post
    text: str
    chosen: bool
    passage: str
    error: str

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")


@require_http_methods(["GET", "HEAD", "POST"])
def promote(request: HttpRequest, category: str, pk: int, slug: str) -> HttpResponse:
    """Choose posts, a kind and a title; leads to the draft in the library's editor.

    `?answer=N` begins a blog post that answers the post number N.
    """
    topic = find_topic(request, pk)
    editor = _editor(request, topic)
    if request.method != "POST":
        return _promote_page(request, topic, _first_form(request, topic))
    form = PromoteForm(request.POST)
    if "at" in request.POST:  # other posts are to be shown; what was typed stays
        return _promote_page(request, topic, form)
    if not form.is_valid():
        return _promote_page(request, topic, form, status=422)
    chosen = form.cleaned_data
    try:
        page = promoting.promote(
            topic.pk,
            form.picks,
            kind=chosen["kind"],
            title=chosen["title"],
            note=chosen["note"],
            editor=editor,
            answers=chosen["answers"] or 0,
        )
    except NotAllowed as changed:
        raise PermissionDenied from changed
    except CannotQuote as refusal:
        if not refusal.post_id:
            form.add_error("title", refusal.words)
        return _promote_page(request, topic, form, refusal=refusal, status=422)
    except NoSection:
        form.add_error("kind", _("The library has no section for this, or you may not add to it."))
        return _promote_page(request, topic, form, status=422)
    count = len(form.picks)
    told = ngettext(
        "The draft is open. The author of %(n)s post is asked for consent.",
        "The draft is open. The authors of %(n)s posts are asked for consent.",
        count,
    )
    messages.success(request, told % {"n": count})
    return redirect("wagtailadmin_pages:edit", page.pk)


@login_required
@require_safe
def quotations(request: HttpRequest, pk: int) -> HttpResponse:
    """What a page quotes, what its authors answered, and what changed since. For editors."""
    return _quotations_page(request, _page(request, pk))


@login_required
@require_POST
def change_quotation(request: HttpRequest, pk: int, quotation: int) -> HttpResponse:
    """Take over new words, keep the old ones, or do without; `do` says which."""
    page = _page(request, pk)
    if not isinstance(request.user, User):
        raise Http404
    known = Consent.objects.filter(quotation=quotation, quotation__page=page)
    consent = get_object_or_404(known.for_page())
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        return _quotations_page(request, page, consent, form, status=422)
    try:
        match request.POST.get("do"):
            case "take-over":
                promoting.take_over(quotation, editor=request.user, **form.cleaned_data)
                messages.success(request, _("The author is asked about the new words."))
            case "keep":
                promoting.keep(quotation, editor=request.user)
                messages.success(request, _("The words stay as they are."))
            case "give-up":
                promoting.give_up(quotation, editor=request.user)
                messages.success(request, _("The words are erased. Take the block out as well."))
            case _:
                raise Http404
    except CannotQuote as refusal:
        form.add_error("passage", refusal.words)
        return _quotations_page(request, page, consent, form, status=422)
    except NotAllowed as changed:
        raise PermissionDenied from changed
    except Consent.DoesNotExist:
        messages.error(request, _("These words were taken back in the meantime."))
    return redirect("forum:quotations", page.pk)


# --- parts ------------------------------------------------------------------------------------


def _editor(request: HttpRequest, topic: Topic) -> User:
    if not (isinstance(request.user, User) and can_promote(request.user, topic)):
        raise PermissionDenied
    return request.user


def _page(request: HttpRequest, pk: int) -> Page:
    """A page that quotes posts; to all but editors there is none."""
    if not can_edit_library(request.user):
        raise Http404
    return get_object_or_404(Page.objects.filter(promotions__isnull=False).distinct(), pk=pk)


def _first_form(request: HttpRequest, topic: Topic) -> PromoteForm:
    answered = request.GET.get("answer", "")
    if not (answered.isascii() and answered.isdigit() and len(answered) <= 18):
        return PromoteForm()
    return PromoteForm(initial={"kind": Kind.BLOG, "answers": int(answered)})


def _promote_page(
    request: HttpRequest,
    topic: Topic,
    form: PromoteForm,
    *,
    refusal: CannotQuote | None = None,
    status: int = 200,
) -> HttpResponse:
    answered = int(form["answers"].value() or 0) if _is_number(form["answers"].value()) else 0
    chosen = form.chosen if form.is_bound else [answered] * bool(answered)
    first = _first_place(request, topic, refusal.post_id if refusal else answered)
    placed = topic.posts.between(first, topic.last_position).published().in_reading_order()
    posts = list(placed.with_authors().select_related("peer")[: WINDOW + 1])
    shown = posts[:WINDOW]
    rows = [
        Row(
            post,
            promoting.own_text(post),
            post.pk in chosen,
            form.passage(post.pk) if form.is_bound else "",
            refusal.words if refusal and refusal.post_id == post.pk else "",
        )
        for post in shown
    ]
    here = {post.pk for post in shown}
    elsewhere = topic.posts.filter(pk__in=set(chosen) - here).published().in_reading_order()
    context: dict[str, Any] = {
        "topic": topic,
        "form": form,
        # Whoever asks for other posts has not sent the form yet.
        "is_checked": form.is_bound and "at" not in request.POST,
        "answered": answered,
        "rows": rows,
        "elsewhere": [(post, form.passage(post.pk)) for post in elsewhere],
        "refusal": refusal,
        "at": first,
        "earlier": max(1, first - WINDOW) if first > 1 else 0,
        "later": posts[WINDOW].position if len(posts) > WINDOW else 0,
    }
    return render(request, "forum/promote.html", context, status=status)


def _first_place(request: HttpRequest, topic: Topic, wanted: int) -> int:
    """The place from which posts are offered: the one asked for, or that of post `wanted`."""
    asked = request.POST.get("at") or request.POST.get("shown_from") or request.GET.get("at", "")
    first = int(asked) if _is_number(asked) and len(asked) <= 9 else 0
    if wanted and not (first and request.method == "POST"):
        post = topic.posts.filter(pk=wanted).first()
        # A little before it, so that what it answers to is near.
        first = max(1, (post.position or 1) - 5) if post else first
    return max(1, min(first or 1, topic.last_position))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) or (
        isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18
    )


def _quotations_page(
    request: HttpRequest,
    page: Page,
    consent: Consent | None = None,
    form: TakeOverForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    consents = Consent.objects.filter(quotation__page=page).for_page().order_by("quotation")
    rows = [
        (one, form if form and consent and one.pk == consent.pk else TakeOverForm())
        for one in consents
    ]
    context = {"page": page, "rows": rows, "grown": grown(page, request.user)}
    return render(request, "forum/quotations.html", context, status=status)
