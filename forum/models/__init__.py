"""Models of the forum, one file per noun."""

from forum.models.category import Category
from forum.models.move import Move
from forum.models.post import InvalidTransition, Post, PostVersion
from forum.models.receipt import Receipt
from forum.models.tag import Tag
from forum.models.topic import Topic

__all__ = [
    "Category",
    "InvalidTransition",
    "Move",
    "Post",
    "PostVersion",
    "Receipt",
    "Tag",
    "Topic",
]
