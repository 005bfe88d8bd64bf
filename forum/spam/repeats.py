"""Was this text sent lately? Compared by a keyed digest; the text itself is kept nowhere."""

import hashlib
import hmac
import re
import unicodedata

from django.conf import settings
from django.core.cache import cache

ENOUGH = 40  # letters; shorter texts are alike by chance: "Thank you, this helped a lot."
MOST = 10  # sendings that are told apart

_NO_LETTER = re.compile(r"[\W\d_]+")


def times_sent_before(text: str, *, form: str) -> int:
    """How often other forms brought the same words within `REPEATED_TEXT_DAYS`; notes this one.

    Digits, spaces, case and punctuation do not count, so that a text with another telephone number
    is the same text. The same form sent twice is one sending.
    """
    words = _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())
    if len(words) < ENOUGH:
        return 0
    key = f"forum:sent:{_digest(words)}"
    forms: list[str] = cache.get(key) or []
    if form not in forms and len(forms) < MOST:
        cache.set(key, [*forms, form], timeout=settings.REPEATED_TEXT_DAYS * 86_400)
    return len([one for one in forms if one != form])


def _digest(words: str) -> str:
    key = f"forum.spam.repeats:{settings.SECRET_KEY}".encode()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()
