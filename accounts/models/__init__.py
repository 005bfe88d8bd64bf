"""Models of the accounts app, one file per noun."""

from accounts.models.name_word import NameWord
from accounts.models.outbox import OutboxMessage
from accounts.models.user import User

__all__ = ["NameWord", "OutboxMessage", "User"]
