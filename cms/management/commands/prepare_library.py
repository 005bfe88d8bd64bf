"""`manage.py prepare_library`"""

from typing import Any

from django.core.management.base import BaseCommand

from cms import actions
from cms.models import Reference


class Command(BaseCommand):
    help = "Makes the library's pages, rights and sources. Safe to run at every start."

    def handle(self, *args: Any, **options: Any) -> None:
        library = actions.prepare_library()
        count = Reference.objects.count()
        self.stdout.write(f"Library ready at {library.full_url}, {count} sources.")
