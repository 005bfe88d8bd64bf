"""Images are swept when no text needs them any more, and not before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from forum import actions, orphans
from forum.models import Draft, PendingEdit, PostVersion, Upload
from tests.factories import UserFactory, make_reply, make_topic, newcomer
from tests.forum.uploading import all_files, grow_old, reply_with, seen_by, stored_image

pytestmark = pytest.mark.django_db


def test_an_image_no_text_names_is_swept_after_a_day(member):
    upload = stored_image(member)
    assert orphans.sweep() == 0
    grow_old(days=2)

    assert orphans.sweep() == 1

    assert not Upload.objects.exists()
    assert all_files() == []
    assert seen_by(member, upload) == 404


def test_an_image_in_a_draft_is_kept(member):
    upload = stored_image(member)
    Draft.objects.create(person=member, target="new", body=f"![]({upload.get_absolute_url()})")
    grow_old(days=2)

    assert orphans.sweep() == 0
    assert Upload.objects.filter(owner=member).exists()


def test_a_draft_of_somebody_else_keeps_nothing(member):
    upload = stored_image(member)
    other = UserFactory()
    Draft.objects.create(person=other, target="new", body=f"![]({upload.get_absolute_url()})")
    grow_old(days=2)

    assert orphans.sweep() == 1


def test_an_image_in_a_waiting_edit_is_kept_until_it_is_decided(member):
    upload = stored_image(member)
    post = make_reply(make_topic(), sender=member)
    edit = PendingEdit.objects.create(
        post=post,
        author=member,
        base_version=1,
        body_source="x",
        body_format="html",
        body_html=f'<img src="{upload.get_absolute_url()}">',
        body_text="x",
    )
    grow_old(days=2)
    assert orphans.sweep() == 0

    PendingEdit.objects.filter(pk=edit.pk).update(state="declined")

    assert orphans.sweep() == 1


def test_images_of_posts_are_left_alone(member):
    reply_with(stored_image(member), member)
    grow_old(days=400)

    assert orphans.sweep() == 0
    assert Upload.objects.count() == 1


def test_images_of_a_post_that_came_to_nothing_go_after_their_time(settings):
    author = newcomer()
    upload = stored_image(author)
    post = reply_with(upload, author)
    actions.withdraw(post.pk, actor=author)
    grow_old(days=2)
    assert orphans.sweep() == 0
    long_ago = timezone.now() - timedelta(days=settings.UPLOAD_KEEP_DAYS + 1)
    with connection.cursor() as cursor:  # moves refuse to change, so the row is made old here
        cursor.execute("UPDATE forum_move SET at = %s WHERE post_id = %s", [long_ago, post.pk])

    assert orphans.sweep() == 1
    assert all_files() == []


def test_an_image_that_a_kept_text_has_from_its_editor_is_kept(member):
    editor = UserFactory()
    upload = stored_image(editor)
    post = make_reply(make_topic(), sender=member)
    shows = f'<img src="{upload.get_absolute_url()}">'
    PostVersion.objects.create(
        post=post, version=1, body_source="x", body_format="html", body_html="", replaced_by=editor
    )
    PostVersion.objects.create(
        post=post, version=2, body_source="x", body_format="html", body_html=shows
    )
    grow_old(days=2)

    assert orphans.sweep() == 0
