"""Wiring only: which address belongs to which app."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import staff_entry
from cms.views import serving
from forum import sitemaps
from forum.views import lists, search
from moderation.views import insights

urlpatterns = [
    path("", lists.home, name="home"),
    path("", include("forum.urls")),
    path("search/", search.search, name="search"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("", include("moderation.urls")),
    path("moderation-report/", insights.public, name="transparency"),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    # Sign-in happens in one place, with its limits; a second door would have none.
    path("django-admin/login/", staff_entry),
    path("cms/login/", staff_entry),
    path("library/_util/login/", staff_entry),
    path("cms/", include(wagtailadmin_urls)),
    path("django-admin/", admin.site.urls),
    path("library-files/", include(wagtaildocs_urls)),
    path("library/", include("cms.urls")),
    # What Wagtail would serve as well, faster; what this one does not know it leaves to Wagtail.
    re_path(r"^library/((?:[\w\-]+/)*)$", serving.serve, name="library_page"),
    path("library/", include(wagtail_urls)),
]

if settings.SERVE_MEDIA:
    urlpatterns += [
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    ]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler429 = "config.errors.too_many"
handler500 = "config.errors.server_error"
