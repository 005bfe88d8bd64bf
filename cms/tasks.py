"""Work done by the Celery worker for the library."""

from celery import shared_task

from cms import handouts, images, ready, reminding, scheduling


@shared_task
def publish_scheduled_pages() -> None:
    """Publish and take down what the clock says; safe to run twice."""
    scheduling.publish_due()


@shared_task
def remind_of_reviews() -> int:
    """Tell owners of the reviews that are due, each step once; returns how many letters."""
    return reminding.remind()


@shared_task
def make_handout(page_id: int) -> bool:
    """Make the PDF that is due for a page; whether there is a new one. Run twice, it makes one."""

    def write(html: str, address: str) -> bytes:
        # No other process needs its libraries; where they are missing, the order has failed.
        from cms import pdf

        return pdf.write(html, address)

    return handouts.make(page_id, write)


@shared_task
def make_renditions(image_id: int) -> bool:
    """Make the sizes of one picture; whether some were missing. Safe to run twice."""
    return images.make_sizes(image_id)


@shared_task
def make_images(page_id: int) -> None:
    """Make what is missing of the pictures on a page; safe to run twice."""
    for image_id in images.pictures_on(page_id):
        images.make_sizes(image_id)


@shared_task
def sweep_images() -> None:
    """Make the sizes whose order was lost; safe to run twice."""
    for image_id in images.without_sizes():
        make_renditions.delay(image_id)


@shared_task
def sweep_handouts() -> None:
    """Delete PDFs nobody needs any more and hand out lost orders; safe to run twice."""
    handouts.sweep()
    for page_id in handouts.lost_orders():
        make_handout.delay(page_id)


@shared_task
def prepare_pages(page_id: int) -> None:
    """Draw what is not ready any more after a page was changed, that page first; safe to run twice."""
    for number in dict.fromkeys([page_id, *ready.sweep()]):
        ready.prepare(number)


@shared_task
def sweep_ready_pages() -> None:
    """Draw what other changes, a new day or a lost order made void; safe to run twice."""
    for page_id in ready.sweep():
        ready.prepare(page_id)
