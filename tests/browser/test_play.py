"""A play and a scale in a real browser: ticks stay on the device, points never leave it."""

import json
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.looking import faults_of
from tests.cms import pages
from tests.cms.whole_play import whole_play
from tests.fixtures.library import prepared_library

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COWS = json.loads((Path(__file__).parents[2] / "cms/content/cows.json").read_text("utf-8"))
EXAMPLE = COWS["examples"][0]
KEPT = "Object.entries(localStorage).length"


def words_of_pdf(content):
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages)
    return " ".join(normalize("NFKC", text).split())  # without ligatures


@pytest.fixture
def library(transactional_db):
    return prepared_library()


def test_ticks_stay_on_the_readers_device_until_they_are_cleared(library, page):
    play = whole_play()
    said = page.locator("[data-progress-said]")
    page.goto(play.url)
    expect(said).to_have_text("0 of 5 items done. Saved for you only.")

    page.get_by_label("Write the hours on paper").focus()
    page.keyboard.press("Space")
    page.get_by_label("Hand out naloxone").check()
    expect(said).to_have_text("2 of 5 items done. Saved for you only.")
    page.reload()
    expect(said).to_have_text("2 of 5 items done. Saved for you only.")
    expect(page.get_by_label("Write the hours on paper")).to_be_checked()
    expect(page.get_by_label("Ask the front desk")).not_to_be_checked()

    # An editor changes the page: ticks follow their action, wherever it stands now.
    steps = play.steps.raw_data
    steps[0]["value"]["actions"].reverse()
    play.save_revision()
    play.get_latest_revision().publish()
    page.reload()
    expect(page.get_by_label("Write the hours on paper")).to_be_checked()
    expect(page.get_by_label("Ask the front desk")).not_to_be_checked()

    page.evaluate("localStorage.setItem('something else', '1')")
    page.get_by_role("button", name="Clear ticks").press("Enter")
    expect(said).to_contain_text("All ticks are cleared. 0 of 5 items done.")
    assert page.evaluate(KEPT) == 1
    page.reload()
    expect(said).to_have_text("0 of 5 items done. Saved for you only.")


def test_without_scripts_a_play_is_whole_and_its_boxes_harm_nothing(library, page_without_scripts):
    play = whole_play()
    page = page_without_scripts
    page.goto(play.url)

    page.get_by_label("Write the hours on paper").check()
    expect(page.get_by_label("Write the hours on paper")).to_be_checked()
    expect(page.locator("[data-progress]")).to_be_hidden()
    question = page.get_by_text("What changed since the first step?")
    expect(page.get_by_text("Would this sheet have helped you?")).to_be_visible()
    expect(question).to_be_hidden()
    assert "What changed since the first step?" in words_of_pdf(page.pdf())  # printed as it is
    page.locator("details.asks").last.locator("summary").click()
    expect(question).to_be_visible()
    page.get_by_role("link", name="Print for a meeting").click()
    expect(question).to_be_visible()


def test_the_scale_adds_up_and_nothing_is_stored_or_sent(library, page):
    tool = pages.tool(slug="cows")
    page.goto(tool.url)
    page.wait_for_load_state("networkidle")
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    sums = page.evaluate(
        """async ([script, examples]) => {
          const { bandsOf, score } = await import(script);
          const bands = bandsOf(document.querySelector("[data-scale]"));
          const of = (points) => { const said = score(points, bands);
            return [said.total, said.answered, said.isWhole, said.band.label]; };
          return { totals: Array.from({ length: 49 }, (_, total) => of([total])[3]),
                   examples: examples.map((scores) => of(Object.values(scores))),
                   partly: of([4, null, 3]) };
        }""",
        [
            page.locator("script[src*=cows]").get_attribute("src"),
            [example["scores"] for example in COWS["examples"]],
        ],
    )
    labels = {band["key"]: band["label"] for band in COWS["severity_bands"]}
    assert sums["totals"] == [
        band["label"]
        for band in COWS["severity_bands"]
        for _total in range(band["min"], band["max"] + 1)
    ]
    assert sums["examples"] == [
        [example["total"], 11, True, labels[example["band"]]] for example in COWS["examples"]
    ]
    assert sums["partly"] == [7, 2, False, labels["mild"]]

    said = page.get_by_role("status").filter(has_text="answered")
    expect(said).to_contain_text("0 of 11 answered")
    for answered, (item, points) in enumerate(EXAMPLE["scores"].items(), start=1):
        page.locator(f'input[name="{item}"][value="{points}"]').check()
        if answered == 7:
            expect(said).to_contain_text("7 of 11 answered")
            expect(said).to_contain_text("At least:")
    expect(said).to_contain_text(f"Total {EXAMPLE['total']} of 48.")
    expect(said).to_contain_text(f"Band: {labels[EXAMPLE['band']]}.")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Start over").press("Enter")
    expect(said).to_contain_text("0 of 11 answered")
    expect(page.locator(".scale :checked")).to_have_count(0)

    assert [url for url in requests if not url.endswith("cows.js")] == []
    assert page.url.endswith(tool.url)
    assert page.locator(".scale form, form .scale").count() == 0
    assert page.evaluate(f"{KEPT} + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_without_scripts_the_scale_is_a_table_of_points(library, page_without_scripts):
    page = page_without_scripts
    page.goto(pages.tool(slug="cows").url)

    assert page.locator(".scale fieldset").count() == 11
    row = page.get_by_role("row", name="13 to 24")
    expect(row).to_contain_text("Moderate")
    expect(page.get_by_text(COWS["notice"])).to_be_visible()
    expect(page.locator("[data-result]")).to_be_hidden()
    page.get_by_label("2 101 to 120").check()
    expect(page.get_by_label("2 101 to 120")).to_be_checked()


def test_a_play_a_scale_and_the_print_view_are_usable_by_everybody(library, browser_context):
    play, tool = whole_play(), pages.tool(slug="cows")
    page = browser_context(reduced_motion="reduce").new_page()
    faults = []
    for address in (play.url, tool.url, f"{play.url}print/", f"{tool.url}print/"):
        page.goto(address)
        faults += faults_of(page, address)

    assert not faults
