"""An image is seen exactly as far as its post, and belongs to the one who sent it."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client

from accounts.roles import MODERATOR, PRESCRIBER
from forum import actions, orphans
from forum.actions import editing, moves
from forum.models import PostVersion, Upload
from forum.sanitize import cook
from tests.factories import CategoryFactory, UserFactory, make_reply, make_topic, newcomer
from tests.fixtures.pictures import photograph
from tests.forum.uploading import all_files, grow_old, reply_with, seen_by, stored_image

pytestmark = pytest.mark.django_db


# --- who sees it --------------------------------------------------------------------------------


def test_an_image_in_no_post_is_its_owners_alone(member):
    upload = stored_image(member)

    assert seen_by(member, upload) == 200
    assert seen_by(None, upload) == 404
    assert seen_by(UserFactory(), upload) == 404


def test_an_image_of_a_published_post_is_everybodys(member):
    upload = stored_image(member)
    reply_with(upload, member)

    assert seen_by(None, upload) == 200
    assert seen_by(UserFactory(), upload) == 200


@pytest.mark.parametrize(
    ("visibility", "stranger", "other", "prescriber"),
    [("public", 200, 200, 200), ("members", 404, 200, 200), ("prescribers", 404, 404, 200)],
)
def test_an_image_is_seen_by_who_reads_its_category(visibility, stranger, other, prescriber):
    author = UserFactory(groups=(PRESCRIBER,))
    upload = stored_image(author)
    topic = make_topic(
        category=CategoryFactory(visibility=visibility, guest_policy="none"), sender=author
    )
    reply_with(upload, author, topic)

    assert seen_by(None, upload) == stranger
    assert seen_by(UserFactory(), upload) == other
    assert seen_by(UserFactory(groups=(PRESCRIBER,)), upload) == prescriber


def test_an_image_of_a_held_post_is_for_its_author_and_moderators():
    author = newcomer()
    upload = stored_image(author)
    post = reply_with(upload, author)
    assert post.is_pending

    assert seen_by(author, upload) == 200
    assert seen_by(UserFactory(groups=(MODERATOR,)), upload) == 200
    assert seen_by(UserFactory(), upload) == 404
    assert seen_by(None, upload) == 404


def test_an_image_follows_its_post_through_returning_hiding_and_restoring():
    author, judge = newcomer(), UserFactory(groups=(MODERATOR,))
    upload = stored_image(author)
    post = reply_with(upload, author)
    moves.return_to_author(post, actor=judge, reason="r")
    assert (seen_by(author, upload), seen_by(None, upload)) == (200, 404)
    post.refresh_from_db()
    actions.resubmit(post.pk, seen_version=1, writing=writing_with(upload), actor=author)
    post.refresh_from_db()
    moves.publish(post, actor=judge)
    assert seen_by(None, upload) == 200

    moves.hide(post, actor=judge, reason="r")
    assert (seen_by(author, upload), seen_by(None, upload), seen_by(judge, upload)) == (
        404,
        404,
        200,
    )
    moves.restore(post, actor=judge)

    assert seen_by(None, upload) == 200


def writing_with(upload: Upload):
    return cook(f'<p>New.</p><img src="{upload.get_absolute_url()}">', "html", by_guest=False)


def test_an_image_of_a_hidden_topic_is_hidden(member):
    topic = make_topic(sender=member)
    upload = stored_image(member)
    reply_with(upload, member, topic)

    moves.hide(topic.posts.get(position=1), actor=UserFactory(groups=(MODERATOR,)), reason="r")

    assert seen_by(None, upload) == 404


@pytest.mark.parametrize("token", ["nonsense", "..", "x" * 300, "%00", "../../etc/passwd"])
def test_an_address_of_nothing_is_404(client, token):
    assert client.get(f"/files/{token}/").status_code == 404


def test_a_row_without_its_file_is_404_and_never_an_error(client, member):
    upload = stored_image(member)
    upload.file.storage.delete(upload.file.name)

    assert client.get(upload.get_absolute_url()).status_code == 404


def test_what_is_served_can_be_nothing_but_an_image(client, member):
    upload = actions.store_image(member, photograph())
    reply_with(upload, member)

    answer = Client().get(upload.get_absolute_url())

    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"] == 'inline; filename="image.webp"'
    assert answer.content[:4] == b"RIFF"
    assert not answer.cookies


def test_caches_keep_what_strangers_may_see_and_nothing_else(member):
    public, private = stored_image(member), stored_image(member)
    members_only = make_topic(
        category=CategoryFactory(visibility="members", guest_policy="none"), sender=member
    )
    restricted = stored_image(member)
    reply_with(public, member)
    reply_with(restricted, member, members_only)
    client = Client()
    client.force_login(member)

    kept = [
        client.get(one.get_absolute_url())["Cache-Control"] for one in (public, private, restricted)
    ]

    assert "public" in kept[0]
    assert "immutable" in kept[0]
    assert kept[1:] == ["private, no-store"] * 2


def test_a_second_look_costs_no_file(member):
    upload = stored_image(member)
    reply_with(upload, member)
    first = Client().get(upload.get_absolute_url())

    again = Client().get(upload.get_absolute_url(), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert "public" in again["Cache-Control"]


def test_knowing_the_tag_does_not_show_what_one_may_not_see(member):
    upload = stored_image(member)

    answer = Client().get(upload.get_absolute_url(), headers={"If-None-Match": f'"{upload.token}"'})

    assert answer.status_code == 404


def test_a_visitors_look_takes_one_query(member, django_assert_num_queries):
    upload = stored_image(member)
    reply_with(upload, member)

    with django_assert_num_queries(1):
        Client().get(upload.get_absolute_url())


# --- belonging ----------------------------------------------------------------------------------


def test_nobody_makes_anothers_image_theirs(member):
    upload = stored_image(member)

    reply_with(upload, UserFactory())

    upload.refresh_from_db()
    assert upload.post is None
    assert upload.owner == member


def test_an_image_stays_with_the_post_that_took_it_first(member):
    upload = stored_image(member)
    first = reply_with(upload, member)

    reply_with(upload, member)

    upload.refresh_from_db()
    assert upload.post == first


def test_an_image_of_a_version_that_was_never_public_goes_back_to_its_owner():
    author = newcomer()
    upload = stored_image(author)
    post = reply_with(upload, author)

    actions.resubmit(
        post.pk, seen_version=1, writing=cook("Without it.", "text", by_guest=False), actor=author
    )
    post.refresh_from_db()
    moves.publish(post, actor=UserFactory(groups=(MODERATOR,)))

    assert seen_by(None, upload) == 404
    assert seen_by(author, upload) == 200


def test_an_image_that_the_public_history_shows_stays_visible(member):
    upload = stored_image(member)
    post = reply_with(upload, member)
    PostVersion.objects.create(
        post=post,
        version=1,
        body_source=post.body_source,
        body_format="html",
        body_html=post.body_html,
        was_public=True,
    )
    post.version, post.body_html = 2, "<p>Without it.</p>"
    post.save()

    actions.claim_uploads(post)

    assert seen_by(None, upload) == 200


def test_a_purged_post_takes_its_images_with_it(member, django_capture_on_commit_callbacks):
    upload = stored_image(member)
    post = reply_with(upload, member)

    with django_capture_on_commit_callbacks(execute=True):
        moves.purge(post, actor=UserFactory(groups=(MODERATOR,)), reason="r")

    assert not Upload.objects.exists()
    assert all_files() == []


def test_an_image_that_cannot_be_erased_now_is_nobodys_and_erased_later(
    member, django_capture_on_commit_callbacks, monkeypatch
):
    upload = stored_image(member)
    post = reply_with(upload, member)
    with monkeypatch.context() as broken:
        away = FileSystemStorage("/dev/null/posts")
        broken.setattr(Upload._meta.get_field("file"), "storage", away)
        with django_capture_on_commit_callbacks(execute=True):
            moves.purge(post, actor=UserFactory(groups=(MODERATOR,)), reason="r")
    assert seen_by(member, upload) == 404
    assert seen_by(UserFactory(groups=(MODERATOR,)), upload) == 404
    grow_old(hours=2)

    orphans.sweep()

    assert not Upload.objects.exists()
    assert all_files() == []


def test_an_image_that_a_moderator_puts_into_anothers_post_is_seen_and_kept(member):
    judge = UserFactory(groups=(MODERATOR,))
    upload = stored_image(judge)
    post = make_reply(make_topic(), sender=member)

    editing.edit(
        post.pk, editor=judge, seen_version=1, writing=writing_with(upload), note="A clearer chart"
    )

    grow_old(days=2)
    orphans.sweep()
    assert seen_by(None, upload) == 200


def test_an_editor_makes_no_third_persons_image_the_posts(member):
    upload = stored_image(UserFactory())
    post = make_reply(make_topic(), sender=member)

    editing.edit(
        post.pk,
        editor=UserFactory(groups=(MODERATOR,)),
        seen_version=1,
        writing=writing_with(upload),
        note="A clearer chart",
    )

    assert seen_by(None, upload) == 404
