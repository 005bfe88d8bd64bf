"""Which ones? The only place where a state is filtered, one file per subject."""

from forum.querysets.cards import LinkCardQuerySet
from forum.querysets.drafts import DraftQuerySet
from forum.querysets.edits import PendingEditQuerySet
from forum.querysets.moderated import GuestFollowQuerySet, PeerQuerySet, RemarkQuerySet
from forum.querysets.notices import FollowQuerySet, NoticeQuerySet, NoticeSettingQuerySet
from forum.querysets.posts import PostQuerySet, PostVersionQuerySet
from forum.querysets.promotions import ConsentQuerySet, PromotionQuerySet, was_promoted
from forum.querysets.readers import (
    moderated,
    moderates_everything,
    readable_visibilities,
    reads_prescribers,
)
from forum.querysets.reading import BookmarkQuerySet, ReadMarkQuerySet
from forum.querysets.records import AppendOnly, MoveQuerySet, ReceiptQuerySet
from forum.querysets.topics import CategoryQuerySet, TagQuerySet, TopicQuerySet
from forum.querysets.uploads import UploadQuerySet
from forum.querysets.words import TopicWordQuerySet

__all__ = [
    "AppendOnly",
    "BookmarkQuerySet",
    "CategoryQuerySet",
    "ConsentQuerySet",
    "DraftQuerySet",
    "FollowQuerySet",
    "GuestFollowQuerySet",
    "LinkCardQuerySet",
    "MoveQuerySet",
    "NoticeQuerySet",
    "NoticeSettingQuerySet",
    "PeerQuerySet",
    "PendingEditQuerySet",
    "PostQuerySet",
    "PostVersionQuerySet",
    "PromotionQuerySet",
    "ReadMarkQuerySet",
    "ReceiptQuerySet",
    "RemarkQuerySet",
    "TagQuerySet",
    "TopicQuerySet",
    "TopicWordQuerySet",
    "UploadQuerySet",
    "moderated",
    "moderates_everything",
    "readable_visibilities",
    "reads_prescribers",
    "was_promoted",
]
