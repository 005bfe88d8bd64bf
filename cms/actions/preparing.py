"""The library's tree, rights and sources."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from accounts import roles
from cms.actions.bringing_in import bring_in_references
from cms.actions.workflows import prepare_workflows
from cms.models import ClinicalPage, LibraryEntry, LibraryIndexPage, SectionIndexPage

SECTIONS = (
    (
        "articles",
        "article",
        "Articles",
        "Dated, with their sources and the people who checked them.",
    ),
    ("plays", "play", "Plays", "Ready-made plans a team can try in one meeting."),
    ("blog", "blog", "Blog", "Short pieces that answer what colleagues asked."),
    ("series", "series", "Series", "Pages to be read one after the other."),
    ("tools", "tool", "Tools", "Scales that work on your device; nothing is stored or sent."),
)
# What a group may do on the library's pages, and with images and documents.
PAGE_RIGHTS = {
    roles.EDITOR.group: ("add", "change", "publish"),
    roles.REVIEWER.group: ("change",),
    roles.ADMINISTRATOR.group: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
FILE_RIGHTS = {
    roles.EDITOR.group: ("add", "change", "choose"),
    roles.ADMINISTRATOR.group: ("add", "change", "choose", "delete"),
}


@transaction.atomic
def prepare_library() -> LibraryIndexPage:
    """Make the library's tree, rights and sources; a second run changes nothing.

    What editors changed since stays as they left it.
    """
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    Locale.objects.get_or_create(language_code=language)
    library = LibraryIndexPage.objects.first() or _plant_library()
    _open_site_at(library)
    for slug, holds, title, intro in SECTIONS:
        section = SectionIndexPage.objects.child_of(library).filter(slug=slug).first()
        if section is None:
            section = SectionIndexPage(slug=slug, title=title, intro=intro, holds=holds)
            library.add_child(instance=section)
        elif section.holds != holds:  # made before sections had a kind
            section.holds = holds
            section.save(update_fields=["holds"])
    _grant_rights(library)
    prepare_workflows(library)
    _list_what_is_live(library)
    bring_in_references()
    return library


def _plant_library() -> LibraryIndexPage:
    intro = "What the community learned, with sources, dates and names."
    library = LibraryIndexPage(title="Library", slug="library", intro=intro)
    Page.get_first_root_node().add_child(instance=library)
    return library


def _open_site_at(library: LibraryIndexPage) -> None:
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": port,
        "root_page_id": library.pk,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    _remove_welcome_page()


def _remove_welcome_page() -> None:
    """Wagtail's migrations plant a welcome page; it goes unless somebody used it."""
    plain = Page.objects.filter(depth=2, slug="home", latest_revision=None, numchild=0)
    for page in plain:
        if page.specific_class is Page:
            page.delete()


def _list_what_is_live(library: LibraryIndexPage) -> None:
    """Rows in the lists for pages that were published before there were such rows."""
    unlisted = Page.objects.descendant_of(library).live().filter(library_entry=None)
    for page in unlisted.specific():
        if isinstance(page, ClinicalPage):
            LibraryEntry.objects.follow(page)


def _grant_rights(library: LibraryIndexPage) -> None:
    """Give each role its rights on pages and files, and take back Wagtail's own grants.

    Wagtail's migrations make two groups, "Moderators" and "Editors", with rights on everything.
    Unused ones go, lest somebody take them for roles of ours.
    """
    Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
    for name, rights in PAGE_RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        for permission in _permissions("wagtailcore", "page", rights):
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=library.pk, permission=permission
            )
    everything = Collection.get_first_root_node()
    for name, rights in FILE_RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=name)
        images = _permissions("wagtailimages", "image", rights)
        documents = _permissions("wagtaildocs", "document", rights)
        for permission in [*images, *documents]:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=everything, permission=permission
            )


def _permissions(app: str, model: str, rights: tuple[str, ...]) -> list[Permission]:
    return [
        Permission.objects.get(content_type__app_label=app, codename=f"{right}_{model}")
        for right in rights
    ]
