"""`make test`: finds or starts what the tests need, runs them, stops what it started."""


class Missing(Exception):
    """Something the tests need cannot be had here; the message says what to install."""
