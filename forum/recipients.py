"""Who should hear of a post, and why. The narrower wish wins over the wider one."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings

from forum.models import Follow, NoticeKind, Post

CITED = re.compile(r'<blockquote cite="/posts/([0-9]{1,18})/"')


@dataclass(frozen=True)
class Cause:
    """Why one person hears of a post; `what` and `number` name the thing that is followed."""

    kind: str
    what: str = ""
    number: int = 0


# Every cause of each person, the strongest first.
Causes = dict[int, list[Cause]]


@dataclass
class Wishes:
    """What one person said about a topic, its category and its tags."""

    topic: str = ""
    category: str = ""
    tags: dict[int, str] = field(default_factory=dict)

    @property
    def muted(self) -> bool:
        """A muted category or tag is heard of all the same where its topic is followed."""
        if self.topic:
            return self.topic == Follow.Level.MUTED
        return Follow.Level.MUTED in (self.category, *self.tags.values())

    def cause(self, post: Post) -> Cause | None:
        """The narrowest thing for which the person hears of `post` without being addressed."""
        loud = [Follow.Level.ALL, Follow.Level.TOPICS] if post.opens_topic else [Follow.Level.ALL]
        if self.topic in loud:
            return Cause(NoticeKind.FOLLOWED, "topic", post.topic_id)
        if self.category in loud:
            return Cause(NoticeKind.FOLLOWED, "category", post.topic.category_id)
        tag = next((tag for tag, level in self.tags.items() if level in loud), None)
        return Cause(NoticeKind.FOLLOWED, "tag", tag) if tag else None


def everyone(post: Post) -> Causes:
    """All whom `post` concerns: mentioned, quoted, answered, following. Four queries.

    Its author and whoever muted it are left out. Whether a person may see the post is the
    caller's question.
    """
    found: Causes = defaultdict(list)
    for person in post.mentions.order_by("pk").values_list("pk", flat=True):
        found[person].append(Cause(NoticeKind.MENTION))
    for person in _quoted(post):
        found[person].append(Cause(NoticeKind.QUOTE))
    for person in _answered(post):
        found[person].append(Cause(NoticeKind.REPLY))
    wishes = _wishes(post)
    for person, wish in wishes.items():
        if cause := wish.cause(post):
            found[person].append(cause)
    found.pop(post.writer_id or 0, None)
    return _willing(found, wishes)


def willing(post: Post, causes: Causes) -> Causes:
    """`causes` without those who muted the topic, its category or a tag. One query."""
    return _willing(causes, _wishes(post, list(causes)))


def _willing(causes: Causes, wishes: dict[int, Wishes]) -> Causes:
    deaf = {person for person, wish in wishes.items() if wish.muted}
    return {person: why for person, why in causes.items() if person not in deaf}


def _quoted(post: Post) -> list[int]:
    """The authors of the posts that `post` quotes, the first `MENTIONS_MAX` in its own order."""
    cited = list(dict.fromkeys(int(number) for number in CITED.findall(post.body_html)))
    if not cited:
        return []
    posts = Post.objects.published().filter(pk__in=cited, topic__is_public=True)
    authors = posts.writers()
    quoted = dict.fromkeys(authors[number] for number in cited if number in authors)
    return list(quoted)[: settings.MENTIONS_MAX]


def _answered(post: Post) -> list[int]:
    """The author of the topic, and of the post that this one replies to."""
    if post.opens_topic:
        return []
    authors = [post.topic.writer_id, post.reply_to.writer_id if post.reply_to else None]
    return list(dict.fromkeys(author for author in authors if author))


def _wishes(post: Post, people: list[int] | None = None) -> dict[int, Wishes]:
    follows = Follow.objects.about(post.topic)
    if people is not None:
        follows = follows.filter(person__in=people)
    wishes: dict[int, Wishes] = defaultdict(Wishes)
    rows = follows.order_by("pk").values_list("person", "topic", "category", "tag", "level")
    for person, topic, category, tag, level in rows:
        if topic:
            wishes[person].topic = level
        elif category:
            wishes[person].category = level
        else:
            wishes[person].tags[tag] = level
    return wishes
