"""The sizes of the library's pictures, made by a worker before a reader asks for them."""

from collections.abc import Iterable

from cms.models import ClinicalPage, CreditedImage, LibraryEntry, Organization
from cms.models.citing import parts_of
from cms.models.image import ALL_SIZES, Size
from cms.shelf import renew_shelf_mark


def make_sizes(image_id: int) -> bool:
    """Make what is missing for one picture; whether there was something. Safe to run twice."""
    image = CreditedImage.objects.filter(pk=image_id).first()
    if image is None:
        return False
    made = image.get_renditions(*ALL_SIZES.values())
    sizes: list[Size] = []
    for kind, spec in ALL_SIZES.items():
        rendition = made[spec]
        size: Size = {
            "kind": kind.partition(" ")[0],
            "width": rendition.width,
            "height": rendition.height,
            "name": rendition.file.name,
        }
        if size not in sizes:
            sizes.append(size)
    # A picture narrower than a width is not made wider: the same size twice is told once.
    sizes = list({(one["kind"], one["width"]): one for one in sizes}.values())
    if sizes == image.sizes:
        return False
    # Only for the file that the sizes were made of: it may have been replaced meanwhile.
    changed = CreditedImage.objects.filter(pk=image.pk, file=image.file.name).update(sizes=sizes)
    if changed:
        renew_shelf_mark()
    return bool(changed)


def pictures_on(page_id: int) -> list[int]:
    """The numbers of the pictures that a public page shows."""
    entry = LibraryEntry.objects.filter(pk=page_id).select_related("page").first()
    page = entry.page.specific if entry else None
    if not isinstance(page, ClinicalPage):
        return []
    shown: Iterable[object] = (part for words in page.words() for part in parts_of(words))
    images = [part.pk for part in shown if isinstance(part, CreditedImage)]
    images += [key for key in [getattr(page, "image_id", None)] if key]
    logos = Organization.objects.filter(partnerships__page=page_id, logo__isnull=False)
    return list(dict.fromkeys([*images, *logos.values_list("logo_id", flat=True)]))


def without_sizes() -> list[int]:
    """Pictures whose order was lost, or whose sizes were not made by this release."""
    found = CreditedImage.objects.filter(sizes=[]).order_by("pk")
    return list(found.values_list("pk", flat=True)[:100])
