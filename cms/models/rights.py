"""Who may publish what, wherever Wagtail's admin asks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models.pages import PagePermissionTester

NEEDS_SIGNATURE = _(
    "Pages with clinical content go live when a clinical reviewer signs them. "
    "Your text is saved as a draft: submit it for review."
)

UNREVIEWED = "cms.publish_unreviewed"  # in the page's log: by whom, and which revision


class NotSigned(PermissionDenied):
    """A text was to be published that no clinical reviewer has signed."""


class ReviewedPagePermissions(PagePermissionTester):
    """Editors take such a page down, hide it and cancel its schedule, but do not publish it.

    Wagtail's one right "publish" covers all of that, so taking the right away would leave nobody
    to take bad advice down at night. Publishing alone is denied here, which every view, menu and
    bulk action of the admin asks. `cms.actions.publishing.allow` is the gate behind it.
    """

    def can_publish(self) -> bool:
        return super().can_publish() and self.user.is_administrator

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()

    def can_unschedule(self) -> bool:
        return super().can_publish()


class ReviewedSectionPermissions(PagePermissionTester):
    """In a section of reviewed pages nobody but an administrator publishes on creating."""

    def can_publish_subpage(self) -> bool:
        return super().can_publish_subpage() and self.user.is_administrator
