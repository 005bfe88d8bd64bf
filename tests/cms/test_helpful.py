""" "Was this page helpful?": once per reader and version, privately, and never by reading."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts import roles
from cms.models import LibraryEntry, PageFeedback
from tests.cms import pages
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(library):
    return pages.article()


def said() -> list[tuple[bool, str]]:
    return list(PageFeedback.objects.order_by("pk").values_list("helpful", "reason"))


def test_a_guest_answers_once_and_may_change_it(page):
    guest = Client()
    assert not guest.get(page.url).cookies

    asked = guest.get(f"{page.url}helpful/?answer=no")
    assert "helpful_mark" not in asked.cookies
    sent = guest.post(f"{page.url}helpful/", {"helpful": "no", "reason": "<b>No table</b>"})
    mark = sent.cookies["helpful_mark"]
    shown = guest.get(sent["Location"])
    guest.post(f"{page.url}helpful/", {"helpful": "yes", "reason": ""})

    assert (mark["httponly"], mark["samesite"], mark["path"]) == (True, "Lax", "/library/")
    assert "You said no." in shown.content.decode()
    assert "&lt;b&gt;No table" in shown.content.decode()
    assert said() == [(True, "")]
    assert "No table" not in Client().get(page.url).content.decode()


def test_each_reader_and_each_version_counts_once(page):
    member, other = UserFactory(), UserFactory()
    clients = [Client() for _ in range(3)]
    clients[0].force_login(member)
    clients[1].force_login(other)
    for client in [*clients, clients[0]]:
        client.post(f"{page.url}helpful/", {"helpful": "no", "reason": "Too long"})
    assert len(said()) == 3
    readers = set(PageFeedback.objects.values_list("reader", flat=True))
    assert len(readers) == 3
    assert {len(reader) for reader in readers} == {64}

    LibraryEntry.objects.filter(pk=page.pk).update(version=2)
    clients[0].post(f"{page.url}helpful/", {"helpful": "yes", "reason": ""})

    assert len(said()) == 4


@pytest.mark.parametrize(
    ("sent", "status", "kept"),
    [
        ({"reason": "What I typed"}, 422, 0),
        ({"helpful": "no", "reason": "x" * 1001}, 422, 0),
        ({"helpful": "no", "website": "https://spam.example"}, 302, 0),
    ],
)
def test_what_is_wrong_or_sent_by_a_machine_is_not_kept(page, client, sent, status, kept):
    answer = client.post(f"{page.url}helpful/", sent)

    assert answer.status_code == status
    assert len(said()) == kept
    if status == 422:
        assert sent["reason"] in answer.content.decode()


def test_a_network_answers_so_often_an_hour_and_a_forged_mark_is_a_new_reader(page, settings):
    settings.FEEDBACK_PER_HOUR_NETWORK = 2
    answers = []
    for number in range(3):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        client.cookies["helpful_mark"] = "forged:mark"
        answers.append(client.post(f"{page.url}helpful/", {"helpful": "no", "reason": "Kept"}))

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Kept" in answers[2].content.decode()
    assert answers[2]["Retry-After"]
    assert len(said()) == 2


def test_a_page_that_nobody_may_read_is_not_asked_about(page, client):
    page.unpublish()

    assert client.get(f"{page.url}helpful/").status_code == 404
    assert client.post(f"{page.url}helpful/", {"helpful": "no"}).status_code == 404


def test_editors_read_why_and_mark_it_as_handled(page, editor, reviewer, signed_in):
    liked = pages.article(title="Liked by most")
    for number in range(4):
        client = Client(REMOTE_ADDR=f"203.0.{number}.1")
        client.post(f"{page.url}helpful/", {"helpful": "no", "reason": f"<i>Reason {number}"})
        client.post(f"{liked.url}helpful/", {"helpful": "no" if number == 0 else "yes"})
    desk = signed_in(editor)

    found = list(PageFeedback.objects.unhelpful().values_list("page_id", "no", "all", "share"))
    shown = desk.get("/cms/unhelpful/").content.decode()
    upto = PageFeedback.objects.filter(page=page.pk).latest("pk").pk
    desk.post(f"/cms/unhelpful/{page.pk}/handled/", {"upto": upto - 2})

    assert found == [(page.pk, 4, 4, 100), (liked.pk, 1, 4, 25)]
    assert "&lt;i&gt;Reason 3" in shown
    assert "<i>Reason" not in shown
    left = PageFeedback.objects.to_read().filter(page=page.pk)
    assert left.count() < 4
    assert PageFeedback.objects.exclude(handled_by=None).first().handled_by == editor
    assert signed_in(reviewer).get("/cms/unhelpful/").status_code in (302, 403)
    stranger = UserFactory()
    stranger.groups.add(Group.objects.get(name=roles.PRESCRIBER.group))
    assert signed_in(stranger).get("/cms/unhelpful/").status_code in (302, 403)
