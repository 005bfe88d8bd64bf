"""Demo content on real input: invented people and discussions, moved by the real actions.

Lives in the topmost app, because a demo writes, decides and publishes.
"""

from moderation.demo.discussions import write_discussions
from moderation.demo.library import begin_blog_post
from moderation.demo.people import ACCOUNTS, PASSWORD, make_people
from moderation.demo.queue import fill_queue
from moderation.demo.responses import respond
from moderation.demo.subjects import make_subjects

__all__ = [
    "ACCOUNTS",
    "PASSWORD",
    "begin_blog_post",
    "fill_queue",
    "make_people",
    "make_subjects",
    "respond",
    "write_discussions",
]
