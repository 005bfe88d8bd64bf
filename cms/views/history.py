"""The public history of a page: its published versions, and what each changed."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms import parts
from cms.diffs import compare
from cms.models import PageChange, SignOff
from cms.shelf import shelf_mark
from cms.views.pages import public_page


@dataclass(frozen=True)
class Version:
    """A published version with the sign-off that stands behind it, if there is one."""

    change: PageChange
    sign_off: SignOff | None


@require_safe
def history(request: HttpRequest, path: str) -> HttpResponse:
    """Every version that readers have seen, newest first. Drafts have none."""
    entry = public_page(request, path)
    changes = list(PageChange.objects.of(entry.pk).defer("content"))
    context = {"entry": entry, "path": path.strip("/"), "versions": _with_sign_offs(changes)}
    return render(request, "cms/history.html", context)


@require_safe
def change(request: HttpRequest, path: str, number: int) -> HttpResponse:
    """What version `number` changed against the one before it."""
    entry = public_page(request, path)
    found = list(PageChange.objects.of(entry.pk).filter(number__lte=number)[:2])
    if not found or found[0].number != number:
        raise Http404("No such version.")
    following = PageChange.objects.of(entry.pk).filter(number=number + 1).exists()
    context = {
        "entry": entry,
        "path": path.strip("/"),
        "version": _with_sign_offs(found[:1])[0],
        "before": found[1] if len(found) > 1 else None,
        "following": number + 1 if following else None,
        "difference": _drawn(entry.page.specific_class, *found) if len(found) > 1 else "",
    }
    return render(request, "cms/change.html", context)


def _with_sign_offs(changes: list[PageChange]) -> list[Version]:
    """Each version with the last approval of its words that was given before it went live."""
    if not changes:
        return []
    approvals = list(
        SignOff.objects.approvals()
        .filter(
            page_id=changes[0].page_id,
            revision_id__in={one.revision_id for one in changes},
        )
        .order_by("-id")
    )
    return [
        Version(
            one,
            next(
                (
                    signed
                    for signed in approvals
                    if signed.revision_id == one.revision_id
                    and signed.signed_at <= one.published_at
                ),
                None,
            ),
        )
        for one in changes
    ]


def _drawn(model: type, new: PageChange, old: PageChange) -> SafeString:
    """The difference as readers get it. Comparing long texts is work, so it is kept a while.

    Under the mark of now: a version's text never changes, but it names people and sources.
    """
    key = parts.key_of("change", shelf_mark(), old.pk, new.pk, get_language())
    drawn = parts.kept(key)
    if drawn is None:
        sections = compare(model, old.content, new.content)
        drawn = render_to_string("cms/_diff.html", {"sections": sections})
        parts.keep(key, drawn, parts.KEEP_OF_PEOPLE)
    # Only what the template escaped comes out of the cache.
    return mark_safe(drawn)  # noqa: S308
