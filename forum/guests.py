"""Who sends without an account."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guest:
    """Who sends without an account. Only `name` and `says` are ever shown."""

    name: str
    says: str = ""
    email: str = ""
    address: str | None = None
    browser: str = ""
