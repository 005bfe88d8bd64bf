"""What readers gave back: two lists in the admin's menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from cms.views import from_readers


@hooks.register("register_admin_urls")
def addresses_for_editors() -> list[URLPattern]:
    return [
        path("unhelpful/", from_readers.unhelpful, name="cms_unhelpful"),
        path("unhelpful/<int:page_id>/handled/", from_readers.handled, name="cms_handled"),
        path("suggestions/", from_readers.suggestions, name="cms_suggestions"),
        path("suggestions/<int:pk>/take/", from_readers.take, name="cms_take_suggestion"),
        path("suggestions/<int:pk>/decline/", from_readers.decline, name="cms_decline_suggestion"),
    ]


class ForEditors(SubmenuMenuItem):
    """Shown to those who may open what is in it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(from_readers.SUGGESTIONS)


@hooks.register("register_admin_menu_item")
def menu_of_readers() -> ForEditors:
    lists = [
        MenuItem(
            _("Suggested changes"), reverse_lazy("cms_suggestions"), icon_name="comment", order=10
        ),
        MenuItem(_("Not helpful"), reverse_lazy("cms_unhelpful"), icon_name="warning", order=20),
    ]
    return ForEditors(_("From readers"), Menu(items=lists), icon_name="mail", order=240)
