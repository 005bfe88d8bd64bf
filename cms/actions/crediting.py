"""Members who agreed to be quoted with their name are contributors of the page."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, Revision

from accounts.models import User
from cms.models import ClinicalPage, Contribution, PageChange, Person

ROLE = Contribution.Role.CONTRIBUTOR


def credit(page_id: int, member: User) -> None:
    """Name `member` among the contributors of the page's draft, once.

    A text that waits for a reviewer or is signed is left alone: an editor adds the name with the
    next change. Readers see it when that draft is published.
    """
    found = Page.objects.filter(pk=page_id).first()
    page = found.specific if found else None
    if not isinstance(page, ClinicalPage) or page.current_workflow_state is not None:
        return
    person, _made = Person.objects.get_or_create(
        user=member,
        defaults={"name": member.display_name, "credentials": member.credentials[:60]},
    )
    draft = page.get_latest_revision_as_object()
    if any(one.person_id == person.pk for one in draft.contributions.all()):
        return
    last = max((one.sort_order or 0 for one in draft.contributions.all()), default=-1)
    draft.contributions.add(Contribution(person=person, role=ROLE, sort_order=last + 1))
    draft.save_revision(clean=False)


def take_credit_back(page_id: int, member: User | None, *, name: str = "") -> None:
    """The page, its drafts and its versions do not name `member` as a contributor any more.

    Of somebody without an account by now, `name` is what the page called them.
    """
    named = Contribution.objects.filter(page=page_id, role=ROLE).select_related("person")
    known = Person.objects.filter(user=member).first() if member else None
    person = known or next((one.person for one in named if str(one.person) == name), None)
    if person is None:
        return
    named.filter(person=person).delete()
    _strip(Revision.page_revisions.filter(object_id=str(page_id)), person)
    _strip(PageChange.objects.filter(page=page_id), person)


def _strip(rows: QuerySet[Any], person: Person) -> None:
    """Take the contributor out of stored contents; a version's other rows are never changed."""
    for row in rows.select_for_update(no_key=True).order_by("pk"):
        listed = row.content.get("contributions", [])
        left = [one for one in listed if (one["person"], one["role"]) != (person.pk, ROLE)]
        if len(left) < len(listed):
            content = {**row.content, "contributions": left}
            type(row)._base_manager.filter(pk=row.pk).update(content=content)
