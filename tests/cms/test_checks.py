"""House checks: what an editor is asked to look at, and what is left in peace."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from cms.checks import Rule, house_checks
from cms.checks.doses import amounts_without_unit
from cms.checks.wording import found_in, wordings
from cms.models import ArticlePage, CreditedImage, LanguageEntry, Quotation, Reference
from tests.cms import pages
from tests.fixtures.pictures import picture


@pytest.mark.parametrize(
    "text",
    [
        "They gave a dose of 8 and waited.",
        "The patient was titrated to 24 daily.",
        "Start with 2 to 4 buprenorphine under the tongue.",
        "Buprenorphine 16 a day was enough.",
        "Methadone was reduced to 30.",
        "on 24 of Suboxone",
    ],
)
def test_an_amount_of_a_drug_without_its_unit_is_found(text):
    assert list(amounts_without_unit(text))


@pytest.mark.parametrize(
    "text",
    [
        "A dose of 8 mg, then 4 mg.",
        "titrated to 24 mg/day",
        "gave 16 patients a kit",
        "doses of 0.5 to 2 mg",
        "took 30 minutes",
        "methadone in 2024.",
        "started on 12 November",
        "Buprenorphine is covered in 48 states.",
        "COWS of 8 or more",
        "9 of 1,200 patients",
        "naloxone 4 mg nasal spray",
        "on page 24.",
    ],
)
def test_counts_times_and_amounts_with_a_unit_are_left_alone(text):
    assert list(amounts_without_unit(text)) == []


def entry(**fields):
    values = {"patterns": "addict", "suggestions": "person", "severity": "strong"}
    return LanguageEntry(**(values | fields))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("An addict came. Two Addicts left.", ["addict", "Addicts"]),
        ("She said “the addict in me” and laughed.", []),
        ("addictive, addiction", []),
        ("the Narcotic Addict Treatment Act", []),
        ("the dirty test, a clean needle", []),
        ("her urine was dirty", ["dirty"]),
        ("MAT helps, a yoga mat does not", ["MAT"]),
    ],
)
def test_wordings_are_found_where_people_are_called_so(text, found):
    listed = wordings(
        [
            entry(except_phrases="narcotic addict treatment act"),
            entry(patterns="clean\ndirty", about_people=True, except_phrases="dirty test"),
            entry(patterns="MAT", severity="warn"),
            entry(patterns="helps", severity="info"),
        ]
    )

    assert [hit.words for hit in found_in(text, listed)] == found


def rules_of(page):
    return [(one.rule, bool(one.anchor)) for one in house_checks(page)]


def test_a_page_without_faults_has_no_findings(library):
    assert house_checks(pages.article()) == []


def test_each_fault_is_told_once_with_the_place_in_the_editor(
    library, django_assert_max_num_queries
):
    file = ContentFile(picture(), name="plain.png")
    plain = CreditedImage.objects.create(title="plain", file=file, width=64, height=48)
    term = pages.term("COWS", "cows")
    term.unpublish()
    Reference.objects.filter(slug="moe-2021").update(is_retracted=True)
    moe = Reference.objects.get(slug="moe-2021")
    asked = Quotation.objects.create(source=1, source_version=1, text="Words.", credit="A.")
    article = ArticlePage(
        title="Draft",
        slug="draft",
        summary="For a drug addict.",
        next_review=timezone.localdate() - timedelta(days=1),
        body=[
            ("prose", {"text": "<p>They gave a dose of 8.</p>", "citations": [moe]}),
            ("prose", {"text": f'<p><a linktype="term" id="{term.pk}">COWS</a></p>'}),
            ("recommendation", {"text": "<p>Offer it.</p>", "grade": "B", "citations": []}),
            ("figure", {"image": plain, "caption": "", "citations": []}),
            ("quote", {"text": "Words of an addict on 8 daily.", "citations": []}),
            ("quoted_post", {"quotation": asked.pk}),
        ],
    )
    article.body = article.body.stream_block.to_python(article.body.get_prep_value())  # with ids

    with django_assert_max_num_queries(6):
        found = rules_of(article)

    assert sorted(found) == sorted(
        [
            (Rule.REVIEW, False),
            (Rule.WORDING, True),
            (Rule.DOSE, True),
            (Rule.RETRACTED, True),
            (Rule.TERM, True),
            (Rule.REFERENCE, True),
            (Rule.IMAGE, True),
            (Rule.IMAGE, True),
            (Rule.CONSENT, True),
        ]
    )


def test_consent_and_a_source_inside_the_text_satisfy_the_checks(library):
    moe = Reference.objects.get(slug="moe-2021")
    given = Quotation.objects.create(
        source=1, source_version=1, text="Words.", credit="A.", state=Quotation.State.GRANTED
    )
    source = f'<a linktype="reference" id="{moe.pk}">trials</a>'
    article = ArticlePage(
        title="Draft",
        slug="draft",
        summary="A summary.",
        body=[
            ("recommendation", {"text": f"<p>After {source}.</p>", "grade": "B", "citations": []}),
            ("quoted_post", {"quotation": given.pk}),
        ],
    )

    assert house_checks(article) == []
