"""What tests of link cards share: a page elsewhere and the card that was made of it."""

from forum.models import LinkCard

FDA = "https://www.fda.gov/label"
WORDS = {"title": "A label", "summary": "What it says.", "site": "FDA"}


def ready(address: str = FDA) -> LinkCard:
    """The card of a page that was fetched."""
    return LinkCard.objects.create(address=address, state="ready", **WORDS)
