"""One page of a topic for one reader: its posts, what is named on top, what waits."""

from dataclasses import dataclass, field

from django.conf import settings

from accounts.models.user import Reader
from forum.models import Move, Post, Topic
from forum.reading import events, silence
from forum.reading.events import Line
from forum.reading.named import Named, post_address


@dataclass(frozen=True)
class Entry:
    """One post of the page, and the words for a long silence before it ("" for none).

    `lines` say what moderators did with the topic before it; `is_new` says that the reader has not seen it; `begins_new` that it is the first such.
    """

    post: Post
    gap: str = ""
    advice_may_be_old: bool = False
    is_new: bool = False
    begins_new: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Own:
    """A post of the reader that nobody else sees, and the move that left it so, if it tells."""

    post: Post
    told: Move | None = None


@dataclass(frozen=True)
class Page:
    """`answers` and `recommended` are the topic's highlighted posts, on whatever page they are."""

    number: int
    last: int
    reached: int
    entries: list[Entry]
    waiting: list[Own] = field(default_factory=list)
    answers: list[Named] = field(default_factory=list)
    recommended: list[Named] = field(default_factory=list)
    lines_after: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [*(line for entry in self.entries for line in entry.lines), *self.lines_after]

    @property
    def posts(self) -> list[Post]:
        return [entry.post for entry in self.entries]

    @property
    def all_posts(self) -> list[Post]:
        """Those whose text is on the page, the reader's own unpublished ones among them."""
        return [*self.posts, *(own.post for own in self.waiting)]

    @property
    def is_last(self) -> bool:
        return self.number == self.last

    @property
    def first_new(self) -> Post | None:
        """The first unseen post, where it is on this page and something stands above it."""
        new = next((entry.post for entry in self.entries if entry.begins_new), None)
        return None if new is None or new is self.entries[0].post else new


def read_page(topic: Topic, number: int, reader: Reader, *, seen: int | None = None) -> Page:
    """Page `number` of `topic` in one query, tombstones in their places.

    `seen` is the last place the reader had seen before, None for a first visit, on which
    nothing is called new. The post before the page is read too, so that a silence between two
    pages is named. The reader's own unpublished posts are at the end of the last page.
    """
    size = settings.POSTS_PER_PAGE
    first, last = (number - 1) * size + 1, number * size
    on_last = number == topic.last_page
    rows = list(
        Post.objects.of_page(topic, first - 1, last, waiting_of=reader if on_last else None)
        .for_page()
        .for_reader(reader)
    )
    for post in rows:
        post.topic = topic  # so that asking for its category costs nothing
    lines = events.lines_on(topic, first, last, is_last=on_last)
    public = {post.pk: post for post in rows if post.is_published}
    address = topic.get_absolute_url()
    highlighted = [
        Named(public[pk], post_address(public[pk], address, on_page=number))
        for pk in topic.highlighted
        if pk in public
    ]
    return Page(
        number=number,
        last=topic.last_page,
        reached=min(last, topic.last_position),
        entries=_entries(rows, first, last, reader, seen, lines),
        waiting=_own([post for post in rows if post.position is None]),
        answers=[named for named in highlighted if named.post.accepted_at],
        recommended=[named for named in highlighted if not named.post.accepted_at],
        lines_after=lines,
    )


def _own(posts: list[Post]) -> list[Own]:
    """Only where a moderator answered, one query more brings what they said."""
    answered = [post for post in posts if post.state in ("returned", "declined")]
    moves = Move.objects.last_of_each(answered) if answered else {}
    return [Own(post, moves.get(post.pk)) for post in posts]


def _entries(
    rows: list[Post],
    first: int,
    last: int,
    reader: Reader,
    seen: int | None,
    lines: list[Line],
) -> list[Entry]:
    """Takes out of `lines` what stands above one of the posts."""
    entries: list[Entry] = []
    before: Post | None = None
    found_new = False
    for post in rows:
        if post.position is None or not first - 1 <= post.position <= last:
            continue
        if post.position >= first:
            quiet = silence.between(before, post)
            is_new = _is_new(post, reader, seen)
            entries.append(
                Entry(
                    post,
                    silence.gap_in_words(quiet),
                    advice_may_be_old=quiet.days >= settings.OLD_ADVICE_DAYS,
                    is_new=is_new,
                    begins_new=is_new and not found_new,
                    lines=events.before(post, lines),
                )
            )
            found_new = found_new or is_new
        before = post
    return entries


def _is_new(post: Post, reader: Reader, seen: int | None) -> bool:
    """Nothing is new on a first visit, nor what the reader wrote, nor a tombstone."""
    if seen is None or not reader.is_authenticated or not post.is_published:
        return False
    return (post.position or 0) > seen and not post.is_by(reader)
