"""Reading a topic in a real browser: finding one's place, what is new, and paper."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.actions import highlights
from forum.models import Post, Topic
from tests.browser.looking import faults_of
from tests.factories import UserFactory, fill_topic, make_reply, make_topic, newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as(browser_context, client):
    """A page of a person who is signed in."""

    def open_page(person: User, **options) -> Page:
        client.force_login(person)
        context = browser_context(**options)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}
        context.add_cookies([cookie])
        return context.new_page()

    return open_page


def rich_topic(author: User) -> Topic:
    """A topic with every kind of post that a page may show to `author`."""
    topic = make_topic(sender=author, title="Withdrawal got worse after the first 8 mg")
    answer, picked, edited, removed, note = [make_reply(topic) for _ in range(5)]
    now = timezone.now()
    Post.objects.filter(pk=answer.pk).update(
        accepted_at=now, accepted_by=author, reaction_counts={"helpful": 58, "thanks": 12}
    )
    Post.objects.filter(pk=picked.pk).update(recommended_at=now, reply_to=answer)
    Post.objects.filter(pk=edited.pk).update(
        edited_at=now + timedelta(minutes=5), edit_note="removed the day"
    )
    removed.refresh_from_db()
    removed.hide(reason="it could have identified a patient")
    Post.objects.filter(pk=note.pk).update(is_moderator_note=True)
    late = make_reply(topic)
    Post.objects.filter(pk=late.pk).update(published_at=now + timedelta(days=400))
    Post.objects.bulk_create(
        Post(topic=topic, author=author, state=state, body_html="<p>My own words.</p>")
        for state in ("pending", "returned", "declined", "withdrawn")
    )
    topic.refresh_from_db()
    highlights.refresh(topic)
    neighbor = make_topic()
    Topic.objects.filter(pk=topic.pk).update(
        similar=[neighbor.pk], last_activity_at=now - timedelta(days=800)
    )
    return topic


def test_a_permalink_puts_the_focus_on_its_post(page):
    topic = make_topic()
    fill_topic(topic, 45)
    post = topic.posts.get(position=33)

    page.goto(post.get_absolute_url())

    article = page.locator(f"#post-{post.pk}")
    expect(article).to_be_focused()
    expect(article).to_be_in_viewport()
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('article')?.id"
    assert page.evaluate(inside) == f"post-{post.pk}", "the next stop is inside the post"


def test_a_link_within_the_page_moves_the_focus_as_well(page):
    topic = make_topic()
    fill_topic(topic, 12)
    last = topic.posts.get(position=12)

    page.goto(topic.get_absolute_url())
    page.get_by_role("link", name="Latest post").click()

    expect(page.locator(f"#post-{last.pk}")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_member_comes_back_to_what_is_new(open_as, scripts):
    reader, topic = UserFactory(), make_topic(title="Two extra films with every start")
    fill_topic(topic, 8)
    page = open_as(reader, java_script_enabled=scripts)
    page.goto(topic.get_absolute_url())
    expect(page.get_by_text("New since your last visit")).to_have_count(0)
    fresh = make_reply(topic, body="Words from this morning.")

    page.goto("/discussions/")
    page.goto(topic.get_absolute_url())

    separator = page.get_by_role("separator", name="New since your last visit")
    expect(separator).to_be_visible()
    article = page.locator(f"#post-{fresh.pk}")
    expect(article.get_by_text("New", exact=True)).to_be_visible()
    page.get_by_role("link", name="Jump to first unread").click()
    expect(article).to_be_in_viewport()
    page.reload()
    expect(separator).to_have_count(0)


def test_going_to_a_post_by_its_number(page):
    topic = make_topic()
    fill_topic(topic, 45)
    page.goto(topic.get_absolute_url())

    page.get_by_label("Go to post").fill("31")
    page.get_by_role("button", name="Go", exact=True).click()

    expect(page.locator(f"#post-{topic.posts.get(position=31).pk}")).to_be_focused()
    assert "page=2" in page.url


def test_the_answer_is_read_first_and_found_in_its_place(phone):
    topic = rich_topic(UserFactory(display_name="Rosalind Achterberg"))
    answer = topic.posts.get(position=2)

    phone.goto(topic.get_absolute_url())

    brief = phone.get_by_role("region", name="Answer in brief")
    expect(brief).to_be_visible()
    expect(phone.get_by_text("Answered", exact=True)).to_be_visible()
    brief.get_by_role("link").click()
    expect(phone.locator(f"#post-{answer.pk}")).to_be_in_viewport()
    expect(phone.get_by_text("chosen by Rosalind Achterberg")).to_be_visible()
    jump = phone.get_by_role("navigation", name="Jump to")
    jump.get_by_role("link", name="Answer").click()
    expect(phone.locator(f"#post-{answer.pk}")).to_be_focused()


def test_an_author_reads_what_became_of_their_own_posts(open_as):
    author = UserFactory()
    topic = rich_topic(author)

    page = open_as(author)
    page.goto(topic.get_absolute_url())

    for words in ("Awaiting approval", "Changes asked for", "Not published"):
        expect(page.get_by_role("article", name=words)).to_be_visible()
    withdrawn = page.get_by_text("You withdrew this post.")
    text = page.locator("details.gone .body")
    expect(text).to_be_hidden()
    withdrawn.click()
    expect(text).to_be_visible()


def test_every_state_of_a_post_is_accessible_and_fits(open_as, browser_context):
    author = newcomer()
    author.first_published_at = timezone.now()
    author.save()
    topic = rich_topic(author)
    member = open_as(author, reduced_motion="reduce")
    visitor = browser_context(reduced_motion="reduce").new_page()

    faults = []
    for who, page in (("member", member), ("visitor", visitor)):
        page.goto(topic.get_absolute_url())
        faults += faults_of(page, who)

    assert faults == []


def test_paper_gets_the_discussion_and_nothing_around_it(page):
    topic = rich_topic(UserFactory())
    link = '<p>See <a href="https://label.example/films">the label</a>.</p>'
    topic.posts.filter(position=1).update(body_html=link)
    page.goto(topic.get_absolute_url())

    page.emulate_media(media="print")

    hidden = [".top", ".bottom", ".rail", ".composer", ".post .foot", ".crumbs", ".oldnote"]
    for part in hidden:
        assert not page.locator(part).first.is_visible(), part
    for part in ("h1", ".brief", ".post .body", ".gap", ".tomb", ".post .when"):
        assert page.locator(part).first.is_visible(), part
    after = "(s => getComputedStyle(document.querySelector(s), '::after').content)"
    address = page.evaluate(f"{after}('.post .body a[href^=http]')")
    assert "https://label.example/films" in address
    assert topic.get_absolute_url() in page.evaluate(f"{after}('.topicpage')")
    assert page.pdf().startswith(b"%PDF")
