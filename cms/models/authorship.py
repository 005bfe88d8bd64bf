"""Who wrote a text, and who therefore does not sign it."""

from django.db.models import QuerySet
from wagtail.models import Page, PageLogEntry, Revision

from accounts import roles
from accounts.models import User
from cms.models.contribution import Contribution
from cms.models.person import Person
from cms.models.review import PageChange


def writers(page: Page, upto: Revision | None = None) -> set[int]:
    """Numbers of the people who wrote what would be signed.

    These are all who saved a revision since the last publication, not the last one alone, and
    the named authors that have an account. With `upto`, the revision that readers see, it is who
    wrote that one.
    """
    revisions = page.revisions.exclude(user=None)
    published = PageChange.objects.filter(page_id=page.pk, revision_id__isnull=False)
    if upto is not None:
        revisions = revisions.filter(pk__lte=upto.pk)
        published = published.filter(revision_id__lt=upto.pk)
        named = upto
    else:
        named = page.get_latest_revision()
    before = published.order_by("-revision_id").values_list("revision_id", flat=True).first()
    if upto is None and page.live and page.live_revision_id:
        before = max(before or 0, page.live_revision_id)
    if before is not None:
        revisions = revisions.filter(pk__gt=before)
    people = set(revisions.values_list("user_id", flat=True))
    for earlier in _brought_back(page, after=before or 0, upto=upto):
        people |= writers(page, earlier)
    return people | _named_authors(page, named)


def may_sign(page: Page, user: User, *, live: bool = False) -> bool:
    """Whether `user` is a clinical reviewer who wrote nothing of the text.

    Of the text that waits, or with `live` of the one that readers see.
    """
    if not user.is_active or not user.holds(roles.REVIEWER):
        return False
    return user.pk not in writers(page, page.live_revision if live else None)


def _brought_back(page: Page, *, after: int, upto: Revision | None) -> QuerySet[Revision]:
    """Earlier revisions that somebody went back to meanwhile: who wrote those wrote this."""
    reverts = PageLogEntry.objects.filter(page=page.pk, action="wagtail.revert", revision__gt=after)
    if upto is not None:
        reverts = reverts.filter(revision__lte=upto.pk)
    keys = {data["revision"]["id"] for data in reverts.values_list("data", flat=True)}
    return page.revisions.filter(pk__in=keys)


def _named_authors(page: Page, revision: Revision | None) -> set[int]:
    """Accounts of the authors that the revision, or else the page itself, names."""
    author = Contribution.Role.AUTHOR
    if revision is None:
        rows = Contribution.objects.filter(page_id=page.pk, role=author)
        people = set(rows.values_list("person_id", flat=True))
    else:
        rows_then = revision.content.get("contributions", [])
        people = {row["person"] for row in rows_then if row["role"] == author}
    accounts = Person.objects.filter(pk__in=people).exclude(user=None)
    return set(accounts.values_list("user_id", flat=True))
