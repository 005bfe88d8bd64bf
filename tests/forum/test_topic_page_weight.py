"""What a visitor's browser really fetches for a topic of 20 posts, and how heavy it is."""

import gzip

import pytest

from forum.models import Post, Topic
from tests.factories import UserFactory, make_reply, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES = 30_000
MOST_REQUESTS = 5
TEXTS = """
We used to hold the next dose and wait. Now the plan is on the handout before they leave: if it
suddenly gets worse, call, and expect us to suggest more. Deciding this together in advance is
half of the treatment.

First be sure. Precipitated withdrawal is a steep worsening soon after a dose, most often inside
two hours. Slow worsening before the first dose is just withdrawal, and needs the start rather
than a delay. If it is precipitated, we give a further 8 mg and look again in 30 to 60 minutes.

Same thing in a rural clinic, 50 minutes from the nearest emergency department. Two extra films go
home with every start, and a phone number that a person answers until ten.

Do you cap the total on day one? Our pharmacy asks for a note above 24 mg, and the plan has
refused twice. The appeal letter that worked is short: date, dose, score, what happened.

Clonidine if the blood pressure allows, ondansetron, loperamide, an anti-inflammatory and fluids.
A call every thirty minutes does more than any of them.
""".strip().split("\n\n")


@pytest.fixture
def topic() -> Topic:
    """Twenty posts of different people, with what such a page usually has around them."""
    topic = make_topic(title="Withdrawal got much worse after the first 8 mg", body=TEXTS[0])
    for number in range(19):
        author = UserFactory(
            display_name=f"Member {chr(65 + number)}. {'Halvorsen Achterberg Kallasmaa'[number:]}",
            credentials="MD" if number % 2 else "FNP-BC",
            specialty="Family medicine, rural clinic",
        )
        words = [TEXTS[(number + step) % 5].replace("two", str(number)) for step in range(2)]
        make_reply(topic, sender=author, body="\n\n".join(words))
    replies = topic.posts.filter(opens_topic=False)
    replies.update(reaction_counts={"helpful": 6, "thanks": 2})
    answer = replies.filter(position=4)
    answer.update(accepted_at=Post.objects.first().published_at)
    similar = [make_topic().pk for _ in range(5)]
    Topic.objects.filter(pk=topic.pk).update(
        highlighted=[answer.get().pk], accepted_count=1, similar=similar
    )
    return topic


def test_a_page_of_20_posts_is_light_and_asks_for_little(browser_context, topic):
    page = browser_context().new_page()
    bodies: dict[str, bytes] = {}
    page.on("requestfinished", lambda request: bodies.update({request.url: _body(request)}))

    page.goto(topic.get_absolute_url(), wait_until="networkidle")

    assert page.locator("article.post").count() == 20
    weighed = {
        address: len(gzip.compress(body, 6))
        for address, body in bodies.items()
        if not address.split("?")[0].endswith(".svg")
    }
    assert len(bodies) <= MOST_REQUESTS, sorted(bodies)
    assert sum(weighed.values()) <= MOST_BYTES, weighed
    scripts = {address: size for address, size in weighed.items() if address.endswith(".js")}
    assert sum(scripts.values()) <= 3_000, scripts


def test_the_page_reads_the_same_without_scripts(page_without_scripts, topic):
    page_without_scripts.goto(topic.get_absolute_url())

    assert page_without_scripts.locator("article.post .body").count() == 20
    assert "Decid" in page_without_scripts.locator("article.post .body").first.inner_text()


def _body(request) -> bytes:
    response = request.response()
    return response.body() if response else b""
