"""A real Celery worker makes the PDF of what was published, and of what a reader asks for."""

import time
from io import BytesIO

import pytest
from pypdf import PdfReader

from cms.models import Handout
from tests.cms import pages

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def eventually(happened, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := happened():
            return result
        time.sleep(0.2)
    raise AssertionError(f"did not happen in {seconds} seconds")


def test_a_pdf_is_made_on_publication_and_again_when_a_reader_misses_it(
    library, celery_worker_process, client, tmp_path
):
    celery_worker_process(DATA_DIR=str(tmp_path))

    play = pages.play(title="A play for the worker")

    address = play.url.rstrip("/") + ".pdf"
    eventually(lambda: Handout.objects.exclude(made_at=None).exists())
    answer = client.get(address)
    assert answer.status_code == 200
    assert "A play for the worker" in PdfReader(BytesIO(answer.getvalue())).pages[0].extract_text()
    answer.close()

    Handout.objects.get().file.delete(save=False)  # lost with its disk, for example

    waiting = client.get(address)
    assert waiting.status_code == 202
    assert "is being made" in waiting.content.decode()
    assert f'href="{play.url}print/"' in waiting.content.decode()
    made = eventually(lambda: (made := client.get(address)).status_code == 200 and made)
    assert made.getvalue().startswith(b"%PDF")
    made.close()
