"""What happens when somebody writes, revises or withdraws, and what a decision does to a post."""

from forum.actions.confirming import confirm_email
from forum.actions.moves import (
    decline,
    hide,
    publish,
    purge,
    restore,
    resubmit,
    return_to_author,
    withdraw,
)
from forum.actions.submitting import (
    Guest,
    KeyTaken,
    NotOpen,
    Submission,
    submit_reply,
    submit_topic,
)

__all__ = [
    "Guest",
    "KeyTaken",
    "NotOpen",
    "Submission",
    "confirm_email",
    "decline",
    "hide",
    "publish",
    "purge",
    "restore",
    "resubmit",
    "return_to_author",
    "submit_reply",
    "submit_topic",
    "withdraw",
]
