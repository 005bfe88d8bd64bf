"""Work of the Celery worker that goes through the forum's actions, as a person's would.

`forum.tasks` is what the actions themselves ask for, and stands below them.
"""

from celery import shared_task

from forum.actions import discussing


@shared_task(name="forum.tasks.follow_page")
def follow_page(page_id: int) -> None:
    """Make the discussion of a library page what the page asks for; safe to run twice."""
    discussing.follow_page(page_id)


@shared_task
def follow_every_page() -> int:
    """Mend discussions whose pages changed without being told here, as by a restriction."""
    return discussing.follow_every_page()
