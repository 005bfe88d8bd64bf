"""What happens when somebody writes, revises or withdraws, and what a decision does to a post."""

from forum.actions.confirming import ask_to_confirm, confirm_email
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
    KeyTaken,
    NotOpen,
    Submission,
    earlier_submission,
    submit_reply,
    submit_topic,
)
from forum.guests import Guest

__all__ = [
    "Guest",
    "KeyTaken",
    "NotOpen",
    "Submission",
    "ask_to_confirm",
    "confirm_email",
    "decline",
    "earlier_submission",
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
