"""All checks of one page, with what has to be looked up for them."""

from django.utils import timezone

from cms.checks import rules
from cms.checks.finding import Finding
from cms.checks.pieces import pieces_of
from cms.checks.wording import wordings
from cms.models import ClinicalPage, GlossaryTerm, LanguageEntry, Quotation, Reference


def house_checks(page: ClinicalPage) -> list[Finding]:
    """What an editor should look at in `page` as it stands. At most four queries."""
    pieces = list(pieces_of(page))
    listed = wordings(LanguageEntry.objects.published())
    cited, used = page.reference_ids, page.term_ids
    retracted = {
        source.pk: str(source) for source in Reference.objects.retracted().filter(pk__in=cited)
    }
    quoted = [one.value.get("quotation") for one in pieces if one.kind == "quoted_post"]
    shown = Quotation.objects.shown().filter(pk__in=[key for key in quoted if key])
    terms = GlossaryTerm.objects.published().filter(pk__in=used)
    return [
        *rules.review_date_passed(page.next_review, timezone.localdate()),
        *rules.retracted_source(pieces, retracted),
        *rules.quotation_without_consent(pieces, shown.values_list("pk", flat=True)),
        *rules.recommendation_without_reference(pieces),
        *rules.dose_without_unit(pieces),
        *rules.image_without_credit_or_text(pieces),
        *rules.stigmatizing_wording(pieces, listed),
        *rules.term_not_published(pieces, terms.values_list("pk", flat=True)),
    ]
