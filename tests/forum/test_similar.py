"""Similar topics and articles: found by subject words, and only what the reader may see."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import PRESCRIBER
from cms.models import ArticlePage
from forum import actions, similar
from forum.models import Tag, Topic, TopicWord
from forum.sanitize import cook
from forum.tasks import find_similar, refresh_similar
from forum.words import stem, subjects
from moderation import actions as desk
from tests.factories import CategoryFactory, UserFactory, guest, make_topic, moderator
from tests.fixtures.library import prepared_library

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def titles(found):
    return [one.topic.title for one in found.topics]


def look_up(client, title):
    return client.get("/compose/similar/", {"title": title})


def publish_article(title, *, section):
    """An article of the library with one heading."""
    articles = prepared_library().get_children().get(slug="articles")
    body = [("heading", {"text": section, "level": "2"})]
    return articles.add_child(instance=ArticlePage(title=title, summary="In short.", body=body))


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forms",
    [
        "dose doses dosing dosed",
        "vomit vomits vomiting vomited",
        "start starts starting started",
        "therapy therapies",
        "stop stopping stopped stops",
        "clinic clinics",
    ],
)
def test_forms_of_one_word_have_one_stem(forms):
    assert len({stem(word) for word in forms.split()}) == 1


def test_a_title_is_reduced_to_the_words_of_its_subject():
    assert list(subjects("What should I do about vomiting after the patient's first film?")) == [
        "vomit",
        "first",
        "film",
    ]


def test_accents_and_case_make_no_difference():
    assert list(subjects("NALOXÓN")) == list(subjects("naloxon"))


# --- finding ------------------------------------------------------------------------------------


def test_a_title_finds_topics_that_share_its_words_and_says_which(client):
    make_topic(title="Vomiting within an hour of the first film")
    make_topic(title="Prior authorization for injections")

    page = look_up(client, "Patient vomited after film").content.decode()

    assert "Vomiting within an hour" in page
    assert "“vomited”, “film”" in page
    assert "Prior authorization" not in page


def test_a_rare_word_counts_more_than_a_frequent_one(client):
    for number in range(20):
        make_topic(title=f"Buprenorphine question {number} asked")
    rare = make_topic(title="Buprenorphine and dysgeusia")

    found = similar.similar_to_title("dysgeusia on buprenorphine", UserFactory())

    assert titles(found)[0] == rare.title


def test_tags_are_found_like_words_of_the_title():
    tag = Tag.objects.create(slug="low-dose", name="Low dose")
    actions.submit_topic(
        category=CategoryFactory(),
        title="Which schedule do you follow?",
        kind="question",
        tags=[tag],
        sender=UserFactory(),
        writing=cook("Opening.", "text", by_guest=False),
        submission_key=uuid.uuid4(),
    )

    found = similar.similar_to_title("Low dose start", UserFactory())

    assert titles(found) == ["Which schedule do you follow?"]


def test_an_answered_topic_is_named_as_one(client):
    topic = make_topic(title="Precipitated withdrawal after fentanyl")
    Topic.objects.filter(pk=topic.pk).update(accepted_count=1)

    page = look_up(client, "precipitated withdrawal").content.decode()

    assert "There may be an answer already." in page
    assert "Answered" in page


def test_nothing_found_is_said_and_so_is_nothing_typed(client):
    assert "Nothing like it so far." in look_up(client, "Zebra stripes").content.decode()
    assert "While you write the title" in look_up(client, "").content.decode()


@pytest.mark.parametrize("title", ["the of and", "?!?", "\x00", "%%%", "a" * 5000, "'; DROP"])
def test_odd_titles_find_nothing_and_break_nothing(client, title):
    make_topic(title="Quite another subject")

    assert look_up(client, title).status_code == 200


def test_an_article_is_found_with_the_section_that_speaks_of_it(client):
    publish_article("Precipitated withdrawal", section="If vomiting happens")

    page = look_up(client, "Vomiting in precipitated withdrawal").content.decode()

    assert "Precipitated withdrawal" in page
    assert "section “If vomiting happens”" in page


def test_an_article_that_was_taken_down_is_not_named(client):
    article = publish_article("Precipitated withdrawal", section="If vomiting happens")
    look_up(client, "precipitated withdrawal")
    article.unpublish()

    assert article.title not in look_up(client, "precipitated withdrawal").content.decode()


# --- who may see --------------------------------------------------------------------------------


@pytest.fixture
def rooms():
    return {
        "public": make_topic(title="Vomiting, told in public"),
        "members": make_topic(
            category=CategoryFactory(visibility="members", guest_policy="none"),
            title="Vomiting, told among members",
        ),
        "prescribers": make_topic(
            category=CategoryFactory(visibility="prescribers", guest_policy="none"),
            sender=moderator(),
            title="Vomiting, told among prescribers",
        ),
        "held": make_topic(sender=guest(), title="Vomiting, still waiting"),
    }


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (None, {"public"}),
        ("member", {"public", "members"}),
        ("prescriber", {"public", "members", "prescribers"}),
        ("moderator", {"public", "members", "prescribers"}),
    ],
)
def test_only_what_lists_show_the_reader_is_found(client, rooms, who, sees):
    people = {
        "member": UserFactory,
        "prescriber": lambda: UserFactory(groups=(PRESCRIBER,)),
        "moderator": moderator,
    }
    if who:
        client.force_login(people[who]())

    page = look_up(client, "vomiting").content.decode()

    assert {room for room, topic in rooms.items() if topic.title in page} == sees


def test_a_hidden_topic_is_no_longer_found(client):
    topic = make_topic(title="Vomiting after the film")
    actions.hide(topic.posts.get(), actor=moderator(), reason="patient details")

    assert topic.title not in look_up(client, "vomiting film").content.decode()


# --- keeping the index --------------------------------------------------------------------------


def test_a_renamed_topic_is_found_by_its_new_words_only():
    topic = make_topic(title="Vomiting after the film")
    topic.rename("Constipation for weeks")
    similar.index(topic)

    assert titles(similar.similar_to_title("vomiting film", UserFactory())) == []
    assert titles(similar.similar_to_title("constipation", UserFactory())) == [topic.title]


def test_a_newcomers_topic_is_indexed_when_it_is_published_by_its_title_then():
    topic = make_topic(sender=UserFactory(first_published_at=None), title="Vomiting after it")
    post = topic.posts.get()

    actions.resubmit(
        post.pk,
        seen_version=1,
        writing=cook("New.", "text", by_guest=False),
        title="Constipation for weeks",
    )
    assert not TopicWord.objects.exists()
    desk.decide(post.pk, moderator=moderator(), version=2, outcome="publish")

    assert set(TopicWord.objects.values_list("word", flat=True)) == {"constipation"}


def test_a_hidden_topic_has_no_words_until_it_comes_back():
    topic = make_topic(title="Vomiting after the film")
    post = topic.posts.get()
    words = set(TopicWord.objects.values_list("word", flat=True))

    actions.hide(post, actor=moderator(), reason="patient details")
    assert not TopicWord.objects.exists()
    refresh_similar()
    assert not TopicWord.objects.exists()
    actions.restore(post, actor=moderator())

    assert set(TopicWord.objects.values_list("word", flat=True)) == words == {"vomit", "film"}


def test_topics_that_wait_push_no_public_one_out_and_change_no_rank(monkeypatch):
    monkeypatch.setattr(similar, "CANDIDATES", 3)
    older = make_topic(title="Vomiting after the film")
    for _ in range(4):
        make_topic(sender=guest(), title="Vomiting after the film")

    found = similar.similar_to_title("vomiting film", UserFactory())

    assert [one.topic.pk for one in found.topics] == [older.pk]


def test_topics_from_before_the_index_are_read_at_night():
    topic = make_topic(title="Vomiting after the film")
    TopicWord.objects.all().delete()

    refresh_similar()

    assert titles(similar.similar_to_title("vomiting", UserFactory())) == [topic.title]


# --- Topic.similar ------------------------------------------------------------------------------


def test_a_published_topic_gets_its_neighbors_and_they_get_it():
    old = make_topic(title="Vomiting after the first film")
    new = make_topic(title="First film and vomiting")

    find_similar(new.pk)

    assert Topic.objects.get(pk=new.pk).similar == [old.pk]
    assert Topic.objects.get(pk=old.pk).similar == [new.pk]


def test_neighbors_are_only_topics_that_every_reader_of_the_topic_may_read():
    closed = make_topic(
        category=CategoryFactory(visibility="members", guest_policy="none"),
        title="Vomiting after the first film",
    )
    public = make_topic(title="First film and vomiting")

    assert similar.similar_to(public) == []
    assert similar.similar_to(closed) == [public.pk]


def test_at_most_five_neighbors_are_kept_and_the_topic_is_none_of_them():
    topics = [make_topic(title="Vomiting after the first film") for _ in range(8)]

    assert similar.similar_to(topics[0]) == [topic.pk for topic in reversed(topics[3:])]


def test_a_quiet_topic_is_not_looked_at_every_night():
    topic = make_topic(title="Vomiting after the first film")
    make_topic(title="First film and vomiting")
    long_ago = timezone.now() - timedelta(days=400)
    Topic.objects.filter(pk=topic.pk).update(last_activity_at=long_ago)

    assert refresh_similar() == 1
    assert Topic.objects.get(pk=topic.pk).similar == []


# --- cost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("topics", [1, 30])
def test_a_look_up_costs_the_same_at_any_number_of_topics(
    client, django_assert_max_num_queries, topics
):
    publish_article("Vomiting", section="Vomiting and film")
    for _ in range(topics):
        make_topic(title="Vomiting after the first film")
    look_up(client, "vomiting film")

    with django_assert_max_num_queries(4):
        look_up(client, "vomiting film")


def test_a_word_of_every_title_reads_a_bounded_number_of_rows(monkeypatch):
    monkeypatch.setattr(similar, "NEWEST", 5)
    newest = [make_topic(title="Vomiting once more") for _ in range(9)][-5:]

    rows = TopicWord.objects.newest(["vomit"], each=5)

    assert {pk for _word, pk in rows} == {topic.pk for topic in newest}
