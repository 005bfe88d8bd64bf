"""Pages on paper: every section of a play is on the page, in print and in the PDF."""

import re
import sys
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from cms import actions, handouts
from cms.models import Handout, HouseWords, LibraryEntry, Quotation
from cms.tasks import make_handout, sweep_handouts
from tests.cms import pages
from tests.cms.whole_play import ON_PAPER_ALONE, SECTIONS, whole_play


def words_of(html):
    text = re.sub(r"(?s)<(script|style|template)\b.*?</\1>|<[^>]+>", " ", html)
    return re.sub(r"\s+", " ", unescape(text)).replace(" .", ".")


def words_of_pdf(content):
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text)


def pdf_of(page):
    return page.url.rstrip("/") + ".pdf"


def bytes_of(answer):
    """The whole body of a streamed answer, whose file is closed."""
    content = answer.getvalue()
    answer.close()
    return content


def content_of(handout):
    with handout.file.open() as file:
        return file.read()


@pytest.fixture
def play(library):
    return whole_play()


def ordered(page):
    """The row of a page's PDF after a worker did its turn."""
    make_handout(page.pk)
    return Handout.objects.get(page_id=page.pk)


def test_every_section_of_a_play_is_on_the_page_in_print_and_in_the_pdf(play, client):
    ordered(play)
    media = {
        "page": words_of(client.get(play.url).content.decode()),
        "print": words_of(client.get(play.url + "print/").content.decode()),
        "PDF": words_of_pdf(bytes_of(client.get(pdf_of(play)))),
    }

    missing = [
        f"{section} ({medium})"
        for medium, text in media.items()
        for section, words in (SECTIONS if medium == "page" else SECTIONS | ON_PAPER_ALONE).items()
        if words.lower() not in text.lower()
    ]

    assert not missing


def test_the_strip_leads_to_the_steps_in_their_order(play, client):
    page = client.get(play.url).content.decode()

    strip = page[page.index('class="glance"') :]
    anchors = re.findall(r'href="#([^"]+)"', strip[: strip.index("</ol>")])
    assert anchors == re.findall(r'<section class="step" id="([^"]+)"', page)
    assert len(anchors) == 3


def test_reading_a_play_takes_at_most_twelve_queries(play, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answer = client.get(play.url)

    assert answer.status_code == 200
    assert not answer.cookies


def test_a_resource_tells_its_site_or_its_kind_and_grade(play, client):
    page = words_of(client.get(play.url).content.decode())

    assert "handouts.example" in page
    assert "www.handouts.example" not in page
    assert re.search(r"Open Rounds · Clinical article · grade B", page)


def test_a_resource_that_may_not_be_read_is_not_named(play, client):
    background = LibraryEntry.objects.get(title="The clinical background").page
    PageViewRestriction.objects.create(page=background, restriction_type="login")

    for address in (play.url, play.url + "print/"):
        assert "The clinical background" not in client.get(address).content.decode()


def test_editors_change_what_a_play_is_for_all_plays(
    play, client, django_capture_on_commit_callbacks
):
    client.get(play.url)
    with django_capture_on_commit_callbacks(execute=True):
        HouseWords(what_a_play_is="A small plan.").save()

    assert "A small plan." in client.get(play.url).content.decode()


def test_print_has_no_chrome_and_writes_addresses_out(play, client):
    page = client.get(play.url + "print/")
    html = page.content.decode()

    assert page.status_code == 200
    assert not page.cookies
    assert "<details" not in html
    assert '<header class="top"' not in html
    assert "(https://www.handouts.example/sheet)" in html
    assert f"({settings.SITE_ADDRESS}/library/articles/" in html
    assert f"From {settings.SITE_ADDRESS}{play.url}, printed on" in html
    assert "1-800-662-4357" in html
    assert '<dd id="term-low-barrier-care">' in html
    assert "glossary/low-barrier-care/)" not in html


@pytest.mark.parametrize("kind", ["article", "blog", "tool", "series"])
def test_every_kind_of_page_goes_on_paper(library, client, kind):
    make = getattr(pages, kind)
    page = make(pages.article(), pages.play()) if kind == "series" else make()

    printed = client.get(page.url + "print/")
    ordered(page)
    pdf = client.get(pdf_of(page))

    assert page.title in unescape(printed.content.decode())
    assert "not a substitute for your own judgment" in printed.content.decode()
    assert page.title in words_of_pdf(bytes_of(pdf))


def test_the_pdf_is_tagged_titled_numbered_and_in_a_language(play, client):
    reader = PdfReader(BytesIO(content_of(ordered(play))))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "A whole play"
    assert reader.metadata.author == pages.AUTHOR
    assert b"pdfuaid" in root["/Metadata"].get_data()
    count = len(reader.pages)
    assert count > 1
    for number, page in enumerate(reader.pages, start=1):
        assert f"{number} / {count}" in page.extract_text()
    # The steps are headings of the document's outline, and links lead out of it.
    outline = str(reader.outline)
    assert "Count the hours" in outline
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert "https://www.handouts.example/sheet" in {
        link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]
    }


def test_the_pdf_is_served_by_its_name_and_asked_for_again_costs_nothing(play, client):
    ordered(play)

    answer = client.get(pdf_of(play))
    again = client.get(pdf_of(play), headers={"if-none-match": answer["ETag"]})

    assert bytes_of(answer).startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="a-whole-play.pdf"'
    assert "no-cache" in answer["Cache-Control"]
    assert again.status_code == 304
    assert again["ETag"] == answer["ETag"]
    assert not answer.cookies


def test_a_worker_that_is_told_twice_makes_one_file(play):
    first = ordered(play).file.name

    assert make_handout(play.pk) is False
    assert Handout.objects.get().file.name == first


def test_what_is_published_anew_gets_a_new_file_and_the_old_one_goes(
    play, client, django_capture_on_commit_callbacks
):
    old = ordered(play).file
    play.about = "<p>Told anew.</p>"
    play.save_revision()
    play.get_latest_revision().publish()

    with django_capture_on_commit_callbacks(execute=True):
        make_handout(play.pk)

    [handout] = Handout.objects.all()
    assert "Told anew." in words_of_pdf(bytes_of(client.get(pdf_of(play))))
    assert not old.storage.exists(old.name)
    assert handout.file.name != old.name


def test_without_a_broker_the_reader_is_led_to_the_print_view(play, client):
    answer = client.get(pdf_of(play))

    assert answer.status_code == 503
    assert "cannot be made at the moment" in answer.content.decode()
    assert f'href="{play.url}print/"' in answer.content.decode()
    assert client.get(pdf_of(play)).status_code == 503


def test_without_its_libraries_the_order_fails_and_is_tried_again_later(play, client, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.delitem(sys.modules, "cms.pdf", raising=False)
    with pytest.raises(ImportError):
        make_handout(play.pk)
    monkeypatch.undo()

    answer = client.get(pdf_of(play))
    assert answer.status_code == 503
    assert "cannot be made at the moment" in answer.content.decode()

    hours_ago = timezone.now() - timedelta(hours=2)
    Handout.objects.update(failed_at=hours_ago)
    sweep_handouts()
    make_handout(play.pk)
    assert bytes_of(client.get(pdf_of(play))).startswith(b"%PDF")


@pytest.mark.parametrize("address", ["print/", ".pdf"])
def test_what_may_not_be_read_is_not_found_on_paper_either(play, client, address):
    ordered(play)
    path = play.url.rstrip("/") + (".pdf" if address == ".pdf" else "/print/")
    assert b"A whole play" in client.get(path.replace(".pdf", "/")).content

    PageViewRestriction.objects.create(page=play.get_parent(), restriction_type="login")

    assert client.get(path).status_code == 404
    assert client.get("/library/plays/none.pdf").status_code == 404
    assert client.get("/library/none/print/").status_code == 404


def test_words_that_are_taken_back_leave_the_files_at_once(
    play, django_capture_on_commit_callbacks
):
    file = ordered(play).file
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.drop_handouts(play.pk) == 1

    assert not file.storage.exists(file.name)
    assert not Handout.objects.exists()


def test_words_taken_back_while_a_file_is_made_never_reach_a_reader(library, client):
    words = "Call the pharmacy first."
    quotation = Quotation.objects.create(
        source=1, source_version=1, text=words, credit="A colleague", state="granted"
    )
    article = pages.article(body=[("quoted_post", {"quotation": quotation.pk})])
    Quotation.objects.update(page=article)
    assert words in client.get(article.url + "print/").content.decode()

    def write(html, address):
        assert words in html
        Quotation.objects.update(state="withdrawn", text="", credit="")
        actions.drop_handouts(article.pk)
        return html.encode()

    assert handouts.make(article.pk, write) is False
    assert not Handout.objects.exists()
    assert words not in words_of_pdf(content_of(ordered(article)))


def test_the_sweep_keeps_what_is_read_and_clears_the_rest(
    play, library, django_capture_on_commit_callbacks
):
    kept = ordered(play).file.name
    gone = pages.article()
    taken_down = ordered(gone).file.name
    storage = Handout.objects.first().file.storage
    gone.unpublish()
    old = pages.article()
    long_ago = timezone.now() - timedelta(days=settings.HANDOUT_KEEP_DAYS + 1)
    ordered(old)
    Handout.objects.filter(page_id=old.pk).update(made_at=long_ago)

    with django_capture_on_commit_callbacks(execute=True):
        sweep_handouts()

    assert list(Handout.objects.values_list("file", flat=True)) == [kept]
    assert storage.exists(kept)
    assert not storage.exists(taken_down)


def test_serving_pages_never_loads_the_pdf_engine():
    import subprocess

    code = (
        "import django, sys; django.setup(); import cms.views.handouts, cms.tasks, config.urls;"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
