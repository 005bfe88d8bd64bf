"""Sources, people, organizations and terms brought in from data; what is there stays untouched."""

import json
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction

from cms.models import CreditedImage, GlossaryTerm, Organization, Person, Reference

CONTENT = Path(__file__).parent.parent / "content"


def load(name: str) -> Any:
    """The data in `content/<name>.json`."""
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


def bring_in_references() -> int:
    """Add the sources that are not yet here; returns how many. Known ones stay untouched."""
    known = set(Reference.objects.values_list("slug", flat=True))
    fields = {field.name for field in Reference._meta.get_fields()}
    missing = [source for source in load("references")["references"] if source["id"] not in known]
    for source in missing:
        values = {name: value for name, value in source.items() if name in fields - {"id"}}
        reference = Reference(slug=source["id"], **values)
        reference.full_clean()
        reference.save()
    return len(missing)


@transaction.atomic
def bring_in_terms() -> int:
    """Add the glossary's terms that are not yet here, with their links; returns how many."""
    known = set(GlossaryTerm.objects.values_list("slug", flat=True))
    missing = [entry for entry in load("glossary")["terms"] if entry["slug"] not in known]
    sources = {reference.slug: reference for reference in Reference.objects.all()}
    for entry in missing:
        term = GlossaryTerm(
            term=entry["term"],
            slug=entry["slug"],
            definition=entry["definition"],
            abbreviations="\n".join(entry["abbreviations"]),
            synonyms="\n".join(entry["synonyms"]),
            search_only="\n".join(entry.get("search_only", [])),
            needs_check=entry["confidence"] != "verified",
        )
        term.full_clean(exclude=["see_also", "references"])
        term.save()
    terms = {term.slug: term for term in GlossaryTerm.objects.all()}
    for entry in missing:
        term = terms[entry["slug"]]
        term.see_also = [terms[slug] for slug in entry["see_also"] if slug in terms]
        term.references = [sources[slug] for slug in entry["source"] if slug in sources]
        term.save()
    return len(missing)


def bring_in_person(key: str) -> Person:
    """The person that `content/people.json` lists under `key`, made where missing."""
    listed = load("people")[key]
    person, _created = Person.objects.get_or_create(name=listed["name"], defaults=listed)
    return person


def bring_in_organization(key: str) -> Organization:
    """The organization that `content/organizations.json` lists under `key`, made where missing."""
    listed = load("organizations")[key]
    made, _created = Organization.objects.get_or_create(name=listed["name"], defaults=listed)
    return made


def bring_in_image(file: str) -> CreditedImage:
    """The picture that `content/images.json` lists under its file's name, made where missing."""
    listed = load("images")[file]
    known = CreditedImage.objects.filter(title=listed["title"]).first()
    if known is not None:
        return known
    with (CONTENT / "images" / file).open("rb") as content:
        image = CreditedImage(file=ImageFile(content, name=file), **listed)
        image.save()
    return image
