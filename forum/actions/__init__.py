"""What happens when somebody writes, revises or withdraws, and what a decision does to a post."""

from forum.actions.accepting import accept, recommend
from forum.actions.announcing import (
    read_all_notices,
    read_notice,
    read_notices,
    tell_accepted,
    tell_decision,
    tell_edit_decision,
    tell_mentioned,
    withdraw_mail_of,
)
from forum.actions.anonymity import NotOffered
from forum.actions.appealing import appeal
from forum.actions.confirming import ask_to_confirm, confirm_email
from forum.actions.drafting import (
    NoSuchTarget,
    Overtaken,
    discard_draft,
    forget_sent_draft,
    save_draft,
)
from forum.actions.following import choose_ways, follow, stop
from forum.actions.keeping import keep
from forum.actions.moves import (
    decline,
    erase_unpublished,
    hide,
    keep_hidden,
    publish,
    purge,
    reopen,
    restore,
    resubmit,
    return_to_author,
    withdraw,
)
from forum.actions.reacting import NotYours, react
from forum.actions.reading_marks import mark_all_read, mark_read
from forum.actions.reworking import rework
from forum.actions.submitting import (
    Elsewhere,
    KeyTaken,
    NotOpen,
    Submission,
    earlier_submission,
    submit_reply,
    submit_topic,
)
from forum.actions.uploading import (
    CannotStore,
    check_image,
    claim_uploads,
    release_uploads,
    store_image,
)
from forum.guests import Guest

__all__ = [
    "CannotStore",
    "Elsewhere",
    "Guest",
    "KeyTaken",
    "NoSuchTarget",
    "NotOffered",
    "NotOpen",
    "NotYours",
    "Overtaken",
    "Submission",
    "accept",
    "appeal",
    "ask_to_confirm",
    "check_image",
    "choose_ways",
    "claim_uploads",
    "confirm_email",
    "decline",
    "discard_draft",
    "earlier_submission",
    "erase_unpublished",
    "follow",
    "forget_sent_draft",
    "hide",
    "keep",
    "keep_hidden",
    "mark_all_read",
    "mark_read",
    "publish",
    "purge",
    "react",
    "read_all_notices",
    "read_notice",
    "read_notices",
    "recommend",
    "release_uploads",
    "reopen",
    "restore",
    "resubmit",
    "return_to_author",
    "rework",
    "save_draft",
    "stop",
    "store_image",
    "submit_reply",
    "submit_topic",
    "tell_accepted",
    "tell_decision",
    "tell_edit_decision",
    "tell_mentioned",
    "withdraw",
    "withdraw_mail_of",
]
