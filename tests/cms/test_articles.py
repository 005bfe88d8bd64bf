"""What a reader of the library is promised."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.models import ArticlePage, Contribution, Person


def prose(text, *citations):
    return ("prose", {"text": f"<p>{text}</p>", "citations": list(citations)})


def test_references_are_numbered_in_the_order_of_their_first_use(write_article, client):
    points = [{"text": "Third.", "citations": ["adams-2021", "moe-2021"]}]
    article = write_article(
        body=[
            prose("First.", "thakrar-2024"),
            prose("Second.", "moe-2021", "thakrar-2024"),
            ("key_points", {"points": points}),
        ]
    )

    page = client.get(article.url).content.decode()

    text, listed = page.split('id="references"')
    assert re.findall(r'href="#ref-([\w-]+)"[^>]*>(\d)<', text) == [
        ("thakrar-2024", "1"),
        ("thakrar-2024", "1"),
        ("moe-2021", "2"),
        ("moe-2021", "2"),
        ("adams-2021", "3"),
    ]
    assert re.findall(r'<li id="ref-([\w-]+)"', listed) == [
        "thakrar-2024",
        "moe-2021",
        "adams-2021",
    ]


def test_a_number_stands_at_the_last_word_of_its_passage(write_article, client):
    article = write_article(body=[prose("A claim.", "moe-2021")])

    page = client.get(article.url).content.decode()

    assert 'A claim.<sup class="ref">' in page


def test_a_deleted_source_leaves_the_article_readable(write_article, client, references):
    article = write_article(body=[prose("One.", "moe-2021"), prose("Two.", "soares-2024")])
    references[2].delete()

    page = client.get(article.url).content.decode()

    assert re.findall(r'href="#ref-([\w-]+)"[^>]*>(\d)<', page) == [("soares-2024", "1")]


def test_reading_an_article_takes_at_most_twelve_queries(
    write_article, client, django_assert_max_num_queries
):
    article = write_article()

    with django_assert_max_num_queries(12):
        answer = client.get(article.url)

    assert answer.status_code == 200


@pytest.mark.parametrize("address", ["", "articles/", "articles/a-small-article/"])
def test_a_visitor_gets_no_cookie_and_no_session(write_article, client, address):
    write_article()

    answer = client.get(f"/library/{address}")

    assert answer.status_code == 200
    assert not answer.cookies
    assert not Session.objects.exists()


def test_an_unpublished_article_is_not_found_and_not_listed(write_article, client):
    article = write_article(title="Withdrawn advice")
    listed_before = client.get("/library/articles/").content.decode()

    article.unpublish()

    assert "Withdrawn advice" in listed_before
    assert client.get(article.url).status_code == 404
    assert "Withdrawn advice" not in client.get("/library/articles/").content.decode()
    assert "Withdrawn advice" not in client.get("/library/").content.decode()


def test_an_article_carries_both_disclaimers_its_people_and_its_dates(write_article, client):
    day = timezone.localdate()
    article = write_article(last_reviewed=day, next_review=day + timedelta(days=180))

    page = client.get(article.url).content.decode()

    assert "not a substitute for your own judgment" in page
    assert "1-800-662-4357" in page
    assert "Noor Ashgrove" in page
    assert day.isoformat() in page


def test_a_page_past_its_review_date_says_so(write_article, client):
    day = timezone.localdate()
    article = write_article(
        last_reviewed=day - timedelta(days=400), next_review=day - timedelta(days=1)
    )

    page = client.get(article.url).content.decode()

    assert "Review is overdue" in page


def test_practice_experience_is_marked_for_a_check(write_article, client):
    callout = {
        "kind": "warn",
        "title": "Send in",
        "text": "<p>Chest pain.</p>",
        "needs_check": True,
        "citations": [],
    }
    article = write_article(body=[("callout", callout)])

    page = client.get(article.url).content.decode()

    assert "Needs a clinician&#x27;s check" in page or "Needs a clinician's check" in page


def test_scripts_in_brought_in_text_never_reach_the_page(write_article, client):
    article = write_article(body=[prose("Hello<script>alert(1)</script>")])

    page = client.get(article.url).content.decode()

    assert "alert(1)" not in page


def test_publishing_without_an_author_is_refused(write_article, editor):
    article = write_article()
    article.contributions = [
        Contribution(person=Person.objects.get(), role=Contribution.Role.EDITOR)
    ]

    with pytest.raises(ValidationError, match="at least one author"):
        article.save_revision(user=editor).publish(user=editor)


def test_publishing_with_a_review_promised_before_the_last_one_is_refused(write_article, editor):
    article = write_article()
    article.last_reviewed = timezone.localdate()
    article.next_review = article.last_reviewed

    with pytest.raises(ValidationError, match="after the last review"):
        article.save_revision(user=editor).publish(user=editor)


def test_a_draft_may_be_unfinished(write_article, editor):
    article = write_article()
    article.contributions = []

    article.save_revision(user=editor)

    assert ArticlePage.objects.get(pk=article.pk).has_unpublished_changes
