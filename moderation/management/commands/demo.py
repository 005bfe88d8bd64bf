"""Fill the site with the invented community."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.demo import write_demo_library
from forum.actions import discussing
from moderation import demo


class Command(BaseCommand):
    help = "Make the demo accounts, discussions, decisions and library. Run again, it adds nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(
                "The demo makes accounts whose password everybody knows, so it runs only with"
                " DEMO_ALLOWED, which production leaves off."
            )
        call_command("sync_roles", stdout=self.stdout)
        call_command("prepare_library", stdout=self.stdout)
        people = demo.make_people()
        demo.make_subjects()
        new = demo.write_discussions(people)
        demo.respond(people)
        demo.fill_queue(people)
        write_demo_library(
            editor=people["teodoro-baptiste"],
            reviewer=people["tomasz-lindqvist"],
            checker=people["admin"],
            begun=demo.begin_blog_post(people),
        )
        discussing.follow_every_page()
        self.stdout.write(f"Demo: {new} new posts." if new else "Demo: everything is there.")
