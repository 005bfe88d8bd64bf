"""What an article and a play cost a visitor, beside a plain Django page.

    python -m bench.library_pages [--rounds 40]

Makes a scratch database on the server of DATABASE_URL (SQLite: a file in a temporary folder) with
the starter library and comments under its pages. The reference page is a plain one: session and
sign-in middleware, three indexed queries, twenty posts through one template. All pages take turns
in every round, so noise falls on each; printed is the median and its ratio to the reference.

A page is asked for in three states: kept; cold, with an empty cache, as a worker has drawn it; and
drawn in the request, which is what the first reader after a change pays until the worker has come.
Ends with status 1 where a cold page takes more than 1.5 times the reference, or a kept one more than
the reference.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from accounts.models import User
from bench.topic_pages import fill, scratch_database
from cms import actions, ready, starter
from cms.models import ClinicalPage, LibraryEntry, ReadyPage
from forum.actions import discussing
from forum.models import Post, Topic
from forum.sanitize import cook

ALLOWED_COLD, ALLOWED_KEPT = 1.5, 1.0
POSTS = 20
COMMENTS = 12
PAGES = ("/library/articles/precipitated-withdrawal/", "/library/plays/same-day-starts/")
PLAIN = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATE = Engine(builtins=["django.templatetags.i18n"]).from_string(
    """<!doctype html><html lang="en"><head><title>{{ topic.title }}</title></head><body>
{% if user.is_authenticated %}<p>{{ user.display_name }}</p>{% endif %}
<h1>{{ topic.title }}</h1><p>{{ topic.category.name }}, {{ topic.reply_count }} replies</p>
{% for post in posts %}<article id="post-{{ post.pk }}"><h2>{{ post.author.display_name }}</h2>
<time datetime="{{ post.published_at|date:'c' }}">{{ post.published_at|date:"M j, Y, H:i" }}</time>
<p>{{ post.position }} / {{ topic.reply_count }}</p><div>{{ post.body_html|safe }}</div>
<p>{% blocktranslate count n=post.position %}{{ n }} vote{% plural %}{{ n }} votes{% endblocktranslate %}
</p></article>{% endfor %}
<ul>{% for one in others %}<li>{{ one.title }} {{ one.last_activity_at|date:"M j" }}</li>{% endfor %}
</ul></body></html>"""
)


def plain(request: HttpRequest, pk: int) -> HttpResponse:
    topic = Topic.objects.select_related("category", "author").get(pk=pk)
    posts = Post.objects.filter(topic=topic, position__lte=POSTS).select_related("author")
    others = Topic.objects.filter(category=topic.category_id).order_by("-last_activity_at")[:5]
    shown = {"topic": topic, "posts": posts.order_by("position"), "others": others}
    return HttpResponse(TEMPLATE.render(Context({**shown, "user": request.user})))


urlpatterns = [path("plain/<int:pk>/", plain)]


@dataclass(frozen=True)
class Case:
    name: str
    ask: Callable[[], HttpResponse]
    before: Callable[[], object] | None = None  # done before every request, untimed
    most: float | None = None  # times the reference


def write_library(person: User) -> None:
    """The starter library, published without its workflow, with comments under two pages."""
    actions.prepare_library()
    actions.bring_in_terms()
    for key in actions.load("organizations"):
        actions.bring_in_organization(key)
    wanted = starter.pages()
    for one in wanted:
        actions.open_page(one.kind, one.content["slug"], one.content["title"], by=person)
    for one in wanted:
        authors = [(actions.bring_in_person(key), "author") for key in one.authors]
        page = actions.write_page(one.kind, one.content, by=person, contributors=authors)
        page.get_latest_revision().publish(skip_permission_checks=True)
    for address in PAGES:
        comment_on(LibraryEntry.objects.get(address=address).page.specific, person)


def comment_on(page: ClinicalPage, person: User) -> None:
    topic = discussing.follow_page(page.pk)
    if topic is None:
        raise SystemExit(f"{page} has no discussion.")
    text = cook("What a colleague said about it, in a sentence or two.", "text", by_guest=False)
    first = topic.last_position + 1
    Post.objects.bulk_create(
        Post(
            topic=topic,
            author=person,
            position=first + number,
            state=Post.State.PUBLISHED,
            body_source=text.source,
            body_html=text.html,
            body_text=text.text,
            published_at=topic.created_at,
        )
        for number in range(COMMENTS)
    )
    Topic.objects.filter(pk=topic.pk).update(
        reply_count=COMMENTS, last_position=first + COMMENTS - 1
    )


def asking(client: Client, address: str, **environment: object) -> Callable[[], HttpResponse]:
    """Asks through a handler of its own, whose middleware is that of `environment`."""

    def ask() -> HttpResponse:
        with override_settings(**environment):
            return client.get(address)

    with override_settings(**environment):
        client.get(address)  # loads the middleware
    return ask


def forget(page_id: int) -> None:
    """Nothing is known of the page but what it is made of."""
    ReadyPage.objects.filter(page=page_id).delete()
    cache.clear()


def make_ready(page_id: int) -> None:
    """As a worker leaves it, in a process whose cache is empty."""
    ready.prepare(page_id)
    cache.clear()


def measure(cases: list[Case], rounds: int) -> dict[str, float]:
    """Milliseconds, the median of each."""
    taken: dict[str, list[float]] = {case.name: [] for case in cases}
    for _ in range(rounds):
        for case in cases:
            if case.before:
                case.before()
            begun = time.perf_counter()
            response = case.ask()
            taken[case.name].append((time.perf_counter() - begun) * 1000)
            if response.status_code != 200:
                raise SystemExit(f"{case.name} answered {response.status_code}.")
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--rounds", type=int, default=40)
    wish = asked.parse_args()
    with scratch_database():
        hot = fill(500)
        write_library(User.objects.order_by("pk")[0])
        reference = asking(Client(), f"/plain/{hot.pk}/", ROOT_URLCONF=__name__, MIDDLEWARE=PLAIN)
        cases = [Case("reference", reference)]
        for address in PAGES:
            ask, name = asking(Client(), address), address.split("/")[2]
            page = LibraryEntry.objects.get(address=address).pk
            cases += [
                Case(f"{name} drawn", ask, before=partial(forget, page)),
                Case(f"{name} cold", ask, before=partial(make_ready, page), most=ALLOWED_COLD),
                Case(f"{name} kept", ask, before=ask, most=ALLOWED_KEPT),
            ]
        medians = measure(cases, wish.rounds)
        print(f"{connection.vendor}, {wish.rounds} rounds")
        for case in cases:
            if case.before:
                case.before()
            with CaptureQueriesContext(connection) as captured:
                case.ask()
            ratio = medians[case.name] / medians["reference"]
            line = f"{case.name:14} {medians[case.name]:7.2f} ms  {ratio:5.2f}"
            print(f"{line}  {len(captured)} queries")
    slow = [
        case.name
        for case in cases
        if case.most and medians[case.name] > case.most * medians["reference"]
    ]
    print(f"too slow: {', '.join(slow)}" if slow else "within the budget")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
