"""Models of the forum, one file per noun."""

from forum.models.bookmark import Bookmark
from forum.models.card import LinkCard
from forum.models.category import Category
from forum.models.draft import Draft
from forum.models.edit import PendingEdit
from forum.models.follow import Follow
from forum.models.guest_follow import GuestFollow
from forum.models.move import Move
from forum.models.notice import Notice, NoticeKind, NoticeSetting
from forum.models.peer import Peer
from forum.models.post import Post
from forum.models.post_version import PostVersion
from forum.models.promotion import Consent, Promotion
from forum.models.reaction import Reaction
from forum.models.reading import ReadMark
from forum.models.receipt import Receipt
from forum.models.remark import Remark
from forum.models.states import InvalidTransition
from forum.models.tag import Tag
from forum.models.topic import Topic
from forum.models.topic_word import TopicWord
from forum.models.upload import Upload

__all__ = [
    "Bookmark",
    "Category",
    "Consent",
    "Draft",
    "Follow",
    "GuestFollow",
    "InvalidTransition",
    "LinkCard",
    "Move",
    "Notice",
    "NoticeKind",
    "NoticeSetting",
    "Peer",
    "PendingEdit",
    "Post",
    "PostVersion",
    "Promotion",
    "Reaction",
    "ReadMark",
    "Receipt",
    "Remark",
    "Tag",
    "Topic",
    "TopicWord",
    "Upload",
]
