"""Roles as data. A role is a Django group; `manage.py sync_roles` fills them from here.

Kept pure of models so that querysets and migrations may read it.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Role:
    """A named set of rights. `group` is the Django group, `permissions` its contents."""

    code: str
    group: str
    permissions: tuple[str, ...] = field(default_factory=tuple)


PRESCRIBER = Role("prescriber", "Prescribers")
MODERATOR = Role(
    "moderator",
    "Forum moderators",  # Wagtail's migrations make a "Moderators" of their own
    (
        "moderation.view_decision",
        "moderation.view_membernote",
        "moderation.view_report",
        "moderation.view_sanction",
        "forum.moderate_post",
    ),
)
EDITOR = Role(
    "editor",
    "Library editors",
    (
        "wagtailadmin.access_admin",
        "cms.add_glossaryterm",
        "cms.change_glossaryterm",
        "cms.publish_glossaryterm",
        "cms.view_glossaryterm",
        "cms.lock_glossaryterm",
        "cms.unlock_glossaryterm",
        "cms.add_languageentry",
        "cms.change_languageentry",
        "cms.publish_languageentry",
        "cms.view_languageentry",
        "cms.add_organization",
        "cms.change_organization",
        "cms.publish_organization",
        "cms.view_organization",
        "cms.add_person",
        "cms.change_person",
        "cms.publish_person",
        "cms.view_person",
        "cms.add_reference",
        "cms.change_reference",
        "cms.publish_reference",
        "cms.view_reference",
        "cms.add_searchsynonym",
        "cms.change_searchsynonym",
        "cms.publish_searchsynonym",
        "cms.view_searchsynonym",
        "cms.change_housewords",
        "cms.view_suggestion",
        "cms.change_suggestion",
        "cms.view_pagefeedback",
        "cms.change_pagefeedback",
        "cms.add_creditedimage",
        "cms.change_creditedimage",
        "cms.choose_creditedimage",
        "cms.view_creditedimage",
    ),
)
REVIEWER = Role(
    "reviewer",
    "Clinical reviewers",
    (
        "wagtailadmin.access_admin",
        "cms.view_glossaryterm",
        "cms.view_organization",
        "cms.view_person",
        "cms.view_reference",
    ),
)
ADMINISTRATOR = Role(
    "administrator",
    "Administrators",
    (
        *MODERATOR.permissions,
        *EDITOR.permissions,
        "accounts.view_user",
        "accounts.change_user",
        "accounts.view_outboxmessage",
        "forum.add_category",
        "forum.change_category",
        "forum.view_category",
        "forum.change_topic",
        "forum.view_topic",
        "forum.add_tag",
        "forum.change_tag",
        "forum.view_tag",
    ),
)

ALL = (PRESCRIBER, MODERATOR, EDITOR, REVIEWER, ADMINISTRATOR)
