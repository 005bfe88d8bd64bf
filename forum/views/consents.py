"""Authors see the words that are to be quoted, answer, and change their minds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forum.actions import consenting
from forum.forms.promoting import ConsentForm, consent_form
from forum.models import Consent
from forum.views.receipts import find_receipt, private, receipt_page


@login_required
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Everything of the member's that was asked for, the latest first."""
    mine = Consent.objects.of_writer(request.user).for_page().newest_first()
    return render(request, "forum/consents.html", {"consents": mine})


@login_required
@require_safe
def consent_of_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads the author of a post to the question that waits, else to the latest one."""
    mine = Consent.objects.of_writer(request.user).of_posts([pk]).newest_first()
    found = mine.still_open().waiting().first() or mine.first()
    if found is None:
        raise Http404
    return redirect("forum:consent", found.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """One question and its answer. A sanction does not keep anybody from answering."""
    found = get_object_or_404(Consent.objects.of_writer(request.user).for_page(), pk=pk)
    if request.method != "POST":
        return _page(request, found, consent_form(found))
    form = ConsentForm(request.POST, anonymous=found.post.is_anonymous)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        consenting.answer(found.pk, form.cleaned_data["choice"], seen=form.cleaned_data["seen"])
    except consenting.Overtaken:
        found = get_object_or_404(Consent.objects.of_writer(request.user).for_page(), pk=pk)
        return _page(request, found, consent_form(found), overtaken=True, status=409)
    messages.success(request, _("Thank you. Your answer counts from now on."))
    return redirect("forum:consent", found.pk)


@private
def receipt_consent(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A guest's answer, from the receipt."""
    receipt = find_receipt(token)
    if request.method != "POST":
        return redirect(receipt)
    found = get_object_or_404(receipt.post.consents.for_page(), pk=pk)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return receipt_page(request, receipt, status=422, not_answered=found.pk)
    try:
        consenting.answer(found.pk, form.cleaned_data["choice"], seen=form.cleaned_data["seen"])
    except consenting.Overtaken:
        return receipt_page(request, receipt, status=409, other_words=found.pk)
    return redirect(f"{receipt.get_absolute_url()}#consent-{found.pk}")


def _page(
    request: HttpRequest,
    found: Consent,
    form: ConsentForm,
    *,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"consent": found, "form": form, "overtaken": overtaken}
    return render(request, "forum/consent.html", context, status=status)
