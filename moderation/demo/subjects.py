"""Categories and tags of the community."""

from forum.models import Category, Tag
from moderation.demo.content import load

COLORS = {
    "precipitated-withdrawal": "start",
    "induction-and-dosing": "start",
    "billing-and-coding": "billing",
    "community-pushback-and-stigma": "push",
    "patient-and-family-voices": "push",
    "harm-reduction": "harm",
    "diversion-and-safety": "harm",
    "special-populations": "special",
    "case-discussion": "special",
    "practice-operations": "long",
    "research-and-guidelines": "long",
    "training-and-careers": "long",
    "regulation-and-telehealth": "policy",
    "announcements": "policy",
}
# Cases are talked over among members; prescribers keep one room to themselves.
MEMBERS_ONLY = {"case-discussion"}
PRESCRIBERS_ONLY = {"training-and-careers"}
# Prescribers are patients and parents too: here they may write without their name.
ANONYMOUS_TO_PEERS = {"patient-and-family-voices"}


def make_subjects() -> None:
    """Make what is missing; what an administrator changed stays changed."""
    pack = load("topics")
    for row in pack["tags"]:
        Tag.objects.get_or_create(
            slug=row["slug"],
            defaults={"name": row["name"], "description": row.get("description", "")},
        )
    for row in pack["categories"]:
        slug = row["slug"]
        staff = row["posting"] != "members"
        restricted = slug in MEMBERS_ONLY | PRESCRIBERS_ONLY
        Category.objects.get_or_create(
            slug=slug,
            defaults={
                "name": row["name"],
                "description": row["description"],
                "order": row["order"],
                "color": COLORS.get(slug, "site"),
                "visibility": "members"
                if slug in MEMBERS_ONLY
                else "prescribers"
                if slug in PRESCRIBERS_ONLY
                else "public",
                "guest_policy": "none" if restricted else "reply" if staff else "topic",
                "posting": "staff" if staff else "members",
                "allows_anonymous": slug in ANONYMOUS_TO_PEERS,
            },
        )
