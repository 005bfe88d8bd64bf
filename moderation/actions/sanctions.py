"""What is decided about a member: on record, mirrored on the person, and told to them.

Every verb locks the person last and alone, writes its row and sets `User`'s columns anew from
the rows in force, all in one transaction. Suspensions end by themselves: what a page asks of
the person compares with the clock.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.models import Post
from moderation.actions.letters import write_to_member
from moderation.models import MemberNote, Sanction
from moderation.permissions import can_sanction

Kind = Sanction.Kind


class NotAllowed(Exception):
    """Not on oneself, and on people of the team by an administrator alone."""


class StaleRecord(Exception):
    """Somebody decided about the member meanwhile; `latest` is that decision."""

    def __init__(self, latest: Sanction | None) -> None:
        super().__init__("The member's record moved on.")
        self.latest = latest


@transaction.atomic
def impose(
    person_id: int,
    *,
    moderator: User,
    kind: str,
    reason: str,
    seen: int,
    days: int | None = None,
    post: Post | None = None,
    now: datetime | None = None,
) -> Sanction:
    """Warn, put on probation, suspend or ban a member, who reads `reason` by mail and on a page.

    `seen` is the number of the latest sanction that the moderator had before them, 0 for none:
    a double press, or a colleague who was faster, raises StaleRecord. `post` is what it was
    about, kept where the member wrote it by name. Raises NotAllowed; nothing is written then.
    """
    now = now or timezone.now()
    person = _locked(person_id)
    if not can_sanction(moderator, person, kind):
        raise NotAllowed
    latest = Sanction.objects.of(person).first()
    if (latest.pk if latest else 0) != seen:
        raise StaleRecord(latest)
    lasts = kind in (Kind.PROBATION, Kind.SUSPENSION)
    made = Sanction.objects.create(
        person=person,
        kind=kind,
        # A row that joined a member to an anonymous post would betray them.
        post=post if post and post.author_id == person.pk else None,
        moderator=moderator,
        reason=reason,
        at=now,
        until=now + timedelta(days=days or 1) if lasts else None,
    )
    mirror(person, now)
    there = reverse("moderation:warnings")
    write_to_member(person, "sanction", key=f"sanction {made.pk}", there=there, sanction=made)
    return made


@transaction.atomic
def lift(
    sanction_id: int, *, moderator: User, reason: str, now: datetime | None = None
) -> Sanction:
    """Take back what is in force; the row stays, the reason is noted and told to the member.

    Raises StaleRecord where it is no longer in force, NotAllowed, Sanction.DoesNotExist.
    """
    now = now or timezone.now()
    found = Sanction.objects.get(pk=sanction_id)
    person = _locked(found.person_id)
    found.refresh_from_db()
    if not can_sanction(moderator, person, found.kind):
        raise NotAllowed
    if not found.is_in_force:
        raise StaleRecord(found)
    found.lifted_at, found.lifted_by = now, moderator
    found.save(update_fields=["lifted_at", "lifted_by"])
    mirror(person, now)
    text = _("%(kind)s lifted: %(reason)s") % {"kind": found.get_kind_display(), "reason": reason}
    MemberNote.objects.create(person=person, by=moderator, text=text, at=now)
    write_to_member(
        person,
        "sanction_lifted",
        key=f"sanction {found.pk} lifted",
        there=reverse("moderation:warnings"),
        sanction=found,
        reason=reason,
    )
    return found


@transaction.atomic
def read_warnings(person: User, warnings: Collection[int], *, now: datetime | None = None) -> bool:
    """Note that `person` read these warnings; returns whether they may write now.

    A warning that came meanwhile is not among them, and still has to be read.
    """
    now = now or timezone.now()
    locked = _locked(person.pk)
    open_ones = Sanction.objects.of(locked).in_force(now).of_kinds(Kind.WARNING)
    open_ones.filter(pk__in=list(warnings)).order_by().update(acknowledged_at=now)
    mirror(locked, now)
    person.refresh_from_db(fields=["must_acknowledge"])
    return locked.may_write


@transaction.atomic
def note_member(person_id: int, *, moderator: User, text: str) -> MemberNote:
    """Keep a note for moderators; the same twice in a row from the same one is kept once."""
    person = _locked(person_id)
    latest = MemberNote.objects.about(person).first()
    if latest and (latest.by_id, latest.text) == (moderator.pk, text):
        return latest
    return MemberNote.objects.create(person=person, by=moderator, text=text)


def mirror(person: User, now: datetime) -> None:
    """Make the person's columns what the rows in force say; the caller holds the person's lock."""
    rows = list(Sanction.objects.of(person).in_force(now).order_by("at", "pk"))
    out = [one for one in rows if one.kind in (Kind.SUSPENSION, Kind.BAN)]
    ends = [one.until for one in out]
    person.suspended_at = out[0].at if out else None
    person.suspended_until = None if None in ends or not ends else max(filter(None, ends))
    on_probation = [one.until for one in rows if one.kind == Kind.PROBATION and one.until]
    person.probation_until = max(on_probation, default=None)
    person.must_acknowledge = any(one.kind == Kind.WARNING for one in rows)
    person.save(
        update_fields=["suspended_at", "suspended_until", "probation_until", "must_acknowledge"]
    )


def _locked(person_id: int) -> User:
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)
