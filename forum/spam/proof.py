"""A small task for the browser, after ALTCHA: its first protocol, with SHA-256.

The form carries a challenge, which is the hash of a salt and a secret number. A worker of ours
(`static/js/proof-worker.js`) finds the number by trying while somebody writes; the answer comes
back in a hidden field, in ALTCHA's own form. Nothing is asked of the person, and a form without an
answer is taken like any other: its absence is a signal, no more.
"""

import base64
import hashlib
import hmac
import json
import secrets
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.conf import settings
from django.core.cache import cache

from forum.screening.spam import Proof

ALGORITHM = "SHA-256"
ANSWER_MAX = 1_000  # characters of an answer


def new_challenge() -> dict[str, Any]:
    """A task that takes a browser about a second, and us two hashes."""
    expires = int(time()) + settings.PROOF_MINUTES * 60
    salt = f"{secrets.token_hex(12)}?{urlencode({'expires': expires})}&"
    number = secrets.randbelow(settings.PROOF_MAX_NUMBER + 1)
    challenge = _hash(salt, number)
    return {
        "algorithm": ALGORITHM,
        "challenge": challenge,
        "maxnumber": settings.PROOF_MAX_NUMBER,
        "salt": salt,
        "signature": _sign(challenge),
    }


def checked(answer: str, *, form: str) -> Proof:
    """Whether `answer` solves a task of ours, in time and for the first time.

    `form` is the key of the form it came with: a form that is sent twice may bring its answer
    twice. Every other second use is "wrong", like one that was made up.
    """
    if not answer:
        return "absent"
    try:
        solved = _read(answer)
        if not solved:
            return "wrong"
        challenge, seconds_left = solved
    except (ValueError, TypeError, KeyError, RecursionError):
        return "wrong"
    if seconds_left <= 0:
        return "absent"  # written for longer than the task lives: nobody's fault
    key = f"forum:proof:{challenge}"
    if cache.add(key, form, timeout=int(seconds_left) + 1) or cache.get(key) == form:
        return "verified"
    return "wrong"


def _read(answer: str) -> tuple[str, float] | None:
    """The challenge that `answer` solves and the seconds it has left; None where it solves none."""
    if len(answer) > ANSWER_MAX:
        return None
    said = json.loads(base64.b64decode(answer, validate=True))
    salt, number, challenge = str(said["salt"]), int(said["number"]), str(said["challenge"])
    sound = (
        said["algorithm"] == ALGORITHM
        and 0 <= number <= settings.PROOF_MAX_NUMBER
        and hmac.compare_digest(_hash(salt, number), challenge)
        and hmac.compare_digest(_sign(challenge), str(said["signature"]))
    )
    if not sound:
        return None
    return challenge, int(parse_qs(salt.partition("?")[2])["expires"][0]) - time()


def _hash(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _sign(challenge: str) -> str:
    key = f"forum.spam.proof:{settings.SECRET_KEY}".encode()
    return hmac.new(key, challenge.encode(), hashlib.sha256).hexdigest()
