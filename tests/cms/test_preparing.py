"""Setting up the library is safe at every start."""

from django.core.management import call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Site

from cms import tasks
from cms.models import ArticlePage, Reference


def state():
    return {
        "pages": list(Page.objects.order_by("path").values_list("pk", "path", "slug")),
        "sites": list(Site.objects.values()),
        "page rights": GroupPagePermission.objects.count(),
        "file rights": GroupCollectionPermission.objects.count(),
        "references": list(Reference.objects.order_by("pk").values()),
    }


def test_preparing_twice_equals_once(db):
    call_command("prepare_library")
    once = state()

    call_command("prepare_library")

    assert state() == once


def test_the_welcome_page_goes_and_the_site_starts_at_the_library(library):
    assert not Page.objects.filter(slug="home").exists()
    assert Site.objects.get(is_default_site=True).root_page_id == library.pk


def test_an_editors_correction_survives(library):
    Reference.objects.filter(slug="moe-2021").update(title="Corrected")

    call_command("prepare_library")

    assert Reference.objects.get(slug="moe-2021").title == "Corrected"


def test_a_page_whose_time_has_come_is_retired(write_article):
    from datetime import timedelta

    from django.utils import timezone

    article = write_article()
    ArticlePage.objects.filter(pk=article.pk).update(
        expire_at=timezone.now() - timedelta(minutes=1)
    )

    tasks.publish_scheduled_pages()

    assert not ArticlePage.objects.get(pk=article.pk).live
