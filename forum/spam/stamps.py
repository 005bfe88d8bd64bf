"""The hidden field that says when a form was made, signed so that nobody makes one up."""

import secrets
from time import time

from django.conf import settings
from django.core import signing

_SALT = "forum.spam.stamp"


def new_stamp() -> str:
    """A stamp for a form made now; no two are the same."""
    return signing.dumps([int(time()), secrets.token_urlsafe(9)], salt=_SALT)


def age_of(stamp: str) -> float | None:
    """How many seconds ago `stamp` was made; None where it is not ours or older than allowed."""
    made_at = _made_at(stamp)
    if made_at is None:
        return None
    age = time() - made_at
    return max(0.0, age) if age <= settings.FORM_STAMP_HOURS * 3600 else None


def _made_at(stamp: str) -> int | None:
    if len(stamp) > 200:
        return None
    try:
        made_at, _nonce = signing.loads(stamp, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return made_at if isinstance(made_at, int) else None
