"""How long the live look-ups of the composer take with 50,000 members.

    python -m bench.lookups [--members 50000] [--topics 20000] [--rounds 40]

Fills a database of its own and prints the median and the slowest server time of each look-up in
milliseconds, measured around the whole request. On SQLite the database is a temporary file; with
DATABASE_URL naming a PostgreSQL server, one called "rounds_lookups" is made there and dropped.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FIRST = (
    "Ada Amara Anders Beatriz Bram Camila Chidi Dario Dunya Elif Emeka Fatima Farid Greta Hana "
    "Ibrahim Ines Jonas Juno Kaito Kiri Lars Leila Marisol Mattias Nadia Noor Odette Otis Priya "
    "Quentin Rosalind Ravi Saoirse Soren Tala Teo Uma Viggo Wren Ximena Yara Yusuf Zadie Zoran"
).split()
LAST = (
    "Achterberg Adeyemi Baptiste Bergstrom Castellano Dunmore Engstrom Fairweather Gallagher "
    "Halvorsen Iyer Johansen Kell Lindqvist Marlow Nakamura Okafor Ostrander Petrov Quispe "
    "Rasmussen Tamahori Ueda Vasquez Whitlock Xiong Yilmaz Zielinski"
).split()
WORDS = (
    "buprenorphine fentanyl withdrawal precipitated vomiting dose film injection pharmacy refusal "
    "authorization billing telehealth pregnancy methadone transition clonidine naloxone clinic "
    "emergency home start taper pain surgery anxiety sleep relapse stigma counseling cost insurance"
).split()


def fill(members: int, topics: int) -> tuple[str, str]:
    """Members with names, a busy topic, and titles; returns the session and the topic's number."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from accounts import roles
    from accounts.models import NameWord, User
    from accounts.names import search_words, skeleton
    from forum.models import Category, Post, Topic, TopicWord
    from forum.words import subjects

    people = []
    for number in range(members):
        first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
        name = f"{first} {last} {_letters(number)}"
        handle = f"{first}-{number}".lower()
        people.append(
            User(
                email=f"person{number}@example.org",
                handle=handle,
                display_name=name,
                name_skeleton=skeleton(name),
                handle_skeleton=skeleton(handle),
            )
        )
    people = User.objects.bulk_create(people, batch_size=2000)
    NameWord.objects.bulk_create(
        [
            NameWord(person=person, word=word)
            for person in people
            for word in search_words(person.display_name, person.handle)
        ],
        batch_size=5000,
    )
    prescribers = Group.objects.get_or_create(name=roles.PRESCRIBER.group)[0]
    User.groups.through.objects.bulk_create(
        [
            User.groups.through(user_id=person.pk, group_id=prescribers.pk)
            for person in people[:: max(1, members // 5000)]
        ],
        batch_size=5000,
    )
    room = Category.objects.create(
        slug="room", name="Room", visibility="prescribers", guest_policy="none"
    )
    rows = [
        Topic(category=room, title=_title(number), slug="topic", is_public=True, author=people[0])
        for number in range(topics)
    ]
    rows = Topic.objects.bulk_create(rows, batch_size=2000)
    TopicWord.objects.bulk_create(
        [TopicWord(topic=topic, word=word) for topic in rows for word in subjects(topic.title)],
        batch_size=5000,
    )
    busy = rows[0]
    Post.objects.bulk_create(
        [
            Post(
                topic=busy,
                author=people[number * 7 % members],
                position=number + 1,
                opens_topic=number == 0,
                state="published",
                body_html="<p>Words.</p>",
                published_at=busy.created_at,
            )
            for number in range(10_000)
        ],
        batch_size=2000,
    )
    Topic.objects.filter(pk=busy.pk).update(last_position=10_000, reply_count=9_999)
    client = Client()
    client.force_login(people[0], backend="accounts.backends.EmailBackend")
    return client.cookies["sessionid"].value, str(busy.pk)


def measure(session: str, topic: str, rounds: int) -> list[tuple[str, float, float, float]]:
    """(look-up, median, slowest, median of this process alone) in milliseconds."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    people, similar = "/compose/people/", "/compose/similar/"
    asked = [
        ("people, one letter", people, {"q": "a"}),
        ("people, two letters", people, {"q": "ro"}),
        ("people, a handle", people, {"q": "rosalind-31"}),
        ("people, one letter, in a topic", people, {"q": "a", "topic": topic}),
        ("people, two letters, in a topic", people, {"q": "ro", "topic": topic}),
        ("people, nobody", people, {"q": "zzzz", "topic": topic}),
        ("people, only @, in a topic", people, {"q": "", "topic": topic}),
        ("similar, frequent words", similar, {"title": "Buprenorphine dose and fentanyl"}),
        ("similar, a long title", similar, {"title": " ".join(WORDS[:14])}),
    ]
    results = []
    for name, address, query in asked:
        client = Client()
        client.cookies["sessionid"] = session
        times, own = [], []
        for _ in range(rounds + 3):
            start, cpu = time.perf_counter(), time.process_time()
            answer = client.get(address, query)
            times.append((time.perf_counter() - start) * 1000)
            own.append((time.process_time() - cpu) * 1000)
            if answer.status_code != 200:
                sys.exit(f"{name}: {answer.status_code}")
        middle = statistics.median
        results.append((name, middle(times[3:]), max(times[3:]), middle(own[3:])))
    return results


def _letters(number: int) -> str:
    quotient, rest = divmod(number, 26)
    return (_letters(quotient - 1) if quotient else "") + "abcdefghijklmnopqrstuvwxyz"[rest]


def _title(number: int) -> str:
    picks = [WORDS[(number * step + step) % len(WORDS)] for step in (1, 3, 7, 11, 13)]
    return f"Buprenorphine {' '.join(picks)} {_letters(number)}"


@contextmanager
def scratch_database() -> Iterator[str]:
    """The URL of an empty database that is gone afterwards."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        from tests.provision import databases

        databases.create(given, "rounds_lookups")
        try:
            yield databases.renamed(given, "rounds_lookups")
        finally:
            databases.drop(given, "rounds_lookups")
        return
    with tempfile.TemporaryDirectory(prefix="rounds-lookups-") as folder:
        yield f"sqlite:///{Path(folder) / 'lookups.sqlite3'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--members", type=int, default=50_000)
    parser.add_argument("--topics", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with scratch_database() as url:
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        session, topic = fill(options.members, options.topics)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}, {options.members:,} members, {options.topics:,} topics")
        for name, median, slowest, own in measure(session, topic, options.rounds):
            print(
                f"{name:34} median {median:6.1f} ms   slowest {slowest:6.1f}   own CPU {own:6.1f}"
            )
        connection.close()


if __name__ == "__main__":
    main()
