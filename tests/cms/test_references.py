"""Sources are kept once and in a known form."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import Reference
from cms.wagtail_hooks.snippets import ReferenceViewSet


def reference(**fields):
    return Reference(slug="a-2026", authors="A", title="A paper", **fields)


@pytest.mark.parametrize("doi", ["10.1001/jama.2015.3474", "10.2147/SAR.S109919", ""])
def test_a_doi_in_its_form_is_kept(db, doi):
    reference(doi=doi).full_clean()


@pytest.mark.parametrize("doi", ["11.1001/jama", "10.1001", "10.1001/with space", "jama 2015"])
def test_a_doi_out_of_form_is_refused(db, doi):
    with pytest.raises(ValidationError, match="A DOI looks like"):
        reference(doi=doi).full_clean()


@pytest.mark.parametrize("pmid", ["0123", "12a", "1234567890"])
def test_a_pmid_out_of_form_is_refused(db, pmid):
    with pytest.raises(ValidationError):
        reference(pmid=pmid).full_clean()


@pytest.mark.parametrize(("field", "value"), [("doi", "10.1001/JAMA.1"), ("pmid", "38976265")])
def test_two_references_never_share_a_doi_or_pmid(db, field, value):
    Reference.objects.create(slug="first", authors="A", title="A", **{field: value})

    with pytest.raises(ValidationError, match="Another reference has this"):
        reference(**{field: value.lower()}).full_clean()


def test_references_without_doi_or_pmid_live_side_by_side(db):
    Reference.objects.create(slug="first", authors="A", title="A")

    reference().full_clean()


def test_a_pasted_address_becomes_a_bare_number(editor, signed_in):
    form = {
        "slug": "pasted",
        "authors": "A",
        "title": "A paper",
        "kind": "review",
        "checked": "source",
        "doi": "https://doi.org/10.1001/jama.2015.3474x",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/99999999/",
    }

    signed_in(editor).post("/cms/snippets/cms/reference/add/", form)

    pasted = Reference.objects.get(slug="pasted")
    assert (pasted.doi, pasted.pmid) == ("10.1001/jama.2015.3474x", "99999999")
    assert ReferenceViewSet.model is Reference
