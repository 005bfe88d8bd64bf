"""Does the last page of a long topic cost what its first does?

    python -m bench.topic_pages [--posts 10000] [--rounds 60]

Makes a scratch database on the server of DATABASE_URL (SQLite: a file in a temporary folder),
fills it, asks for the first, middle and last page in turn and prints the median of each, whole
requests through all middleware. Ends with status 1 where a page takes 20 % longer than the first.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forum.models import Category, Post, Topic

WORDS = (
    "dose film clinic hours withdrawal morning patient start team pharmacy call after before"
    " evening relief nausea fentanyl methadone taper refill visit plan nurse insurer form"
).split()
CROWD = 200  # members who write
BESIDE = 100  # shorter topics whose rows lie between those of the long one
BESIDE_POSTS = 150
ALLOWED = 1.2


@contextmanager
def scratch_database() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def fill(posts: int) -> Topic:
    """One topic of `posts` places, written while a hundred others were."""
    crowd = User.objects.bulk_create(
        User(
            email=f"bench{n}@example.org",
            handle=f"bench-{n}",
            display_name=f"Bench Person {n}",
            first_published_at=timezone.now(),
        )
        for n in range(CROWD)
    )
    category = Category.objects.create(slug="bench", name="Bench")
    topics = [
        Topic.objects.create(
            category=category, title=f"Topic {n} about dosing", author=crowd[n], is_public=True
        )
        for n in range(BESIDE + 1)
    ]
    places = [(topics[0], place + 1) for place in range(posts)]
    places += [(topic, place + 1) for topic in topics[1:] for place in range(BESIDE_POSTS)]
    chance = random.Random(1)  # noqa: S311
    chance.shuffle(places)
    Post.objects.bulk_create(
        (_post(topic, place, chance.choice(crowd), chance) for topic, place in places),
        batch_size=1000,
    )
    for topic in topics:
        last = topic.posts.order_by("position").last()
        topic.last_post, topic.last_position = last, last.position if last else 0
        topic.reply_count = topic.last_position - 1
        topic.similar = [one.pk for one in topics[1:6] if one != topic]
        topic.save()
    hot = topics[0]
    answers = list(hot.posts.filter(position__in=(4, posts // 2, posts - 3)))
    hot.posts.filter(pk__in=[post.pk for post in answers]).update(accepted_at=timezone.now())
    hot.highlighted, hot.accepted_count = [post.pk for post in answers], len(answers)
    hot.save()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return hot


def _post(topic: Topic, place: int, author: User, chance: random.Random) -> Post:
    text = " ".join(chance.choice(WORDS) for _ in range(90))
    return Post(
        topic=topic,
        author=author,
        position=place,
        opens_topic=place == 1,
        state=Post.State.PUBLISHED,
        body_source=text,
        body_html=f"<p>{text}</p>",
        body_text=text,
        published_at=timezone.now(),
        reaction_counts={"helpful": place % 7},
    )


def measure(client: Client, pages: dict[str, str], rounds: int) -> dict[str, float]:
    """Milliseconds, the median of each page; the pages take turns, so noise falls on all."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for address in pages.values():
        client.get(address)
    for _ in range(rounds):
        for name, address in pages.items():
            begun = time.perf_counter()
            response = client.get(address)
            taken[name].append((time.perf_counter() - begun) * 1000)
            if response.status_code != 200:
                raise SystemExit(f"{address} answered {response.status_code}.")
    return {name: statistics.median(times) for name, times in taken.items()}


def report(who: str, client: Client, pages: dict[str, str], rounds: int) -> float:
    """Prints one line for each page; returns how much longer than the first the worst takes."""
    medians = measure(client, pages, rounds)
    worst = 0.0
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        ratio = medians[name] / medians["first"]
        worst = max(worst, ratio)
        print(f"{who:8} {name:7} {medians[name]:7.2f} ms  {ratio:5.2f}  {len(captured)} queries")
    return worst


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--posts", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=60)
    wish = asked.parse_args()
    with scratch_database():
        print(f"{connection.vendor}, a topic of {wish.posts} posts, {wish.rounds} rounds")
        hot = fill(wish.posts)
        address = hot.get_absolute_url()
        middle = hot.last_page // 2
        pages = {
            "first": address,
            "middle": f"{address}?page={middle}",
            "last": f"{address}?page={hot.last_page}",
        }
        visitor, member = Client(), Client()
        person = User.objects.order_by("pk")[0]
        member.force_login(person, backend="accounts.backends.EmailBackend")
        worst = max(
            report("visitor", visitor, pages, wish.rounds),
            report("member", member, pages, wish.rounds),
        )
    print("within 20 %" if worst <= ALLOWED else f"too slow: {worst:.2f} times the first page")
    return int(worst > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
