"""Every stored text can be cleaned anew from what was typed."""

import pytest
from django.core.management import call_command

from forum import actions
from forum.models import Post
from forum.sanitize import cook
from tests.factories import (
    UserFactory,
    guest,
    make_reply,
    make_topic,
)

FDA = "https://www.fda.gov/label"


@pytest.mark.django_db
def test_stored_texts_are_cleaned_anew_from_what_was_typed(capsys):
    person = UserFactory(handle="kim-lee", display_name="Kim Lee")
    post = make_reply(make_topic(), body=f"@{person.handle}\n{FDA}")
    held = make_reply(make_topic(), sender=guest(), body="See https://e.org/x")
    actions.resubmit(
        held.pk, seen_version=1, writing=cook("https://e.org/y", "text", by_guest=True)
    )
    before = dict(Post.objects.values_list("pk", "body_html"))
    Post.objects.update(body_html="<script>old</script>", body_text="old", cards={})
    held.versions.update(body_html="<script>old</script>")

    call_command("recook", batch=1)

    after = dict(Post.objects.values_list("pk", "body_html"))
    link = '<a class="mention" href="/members/kim-lee/">@Kim Lee</a>'
    assert after == {**before, post.pk: before[post.pk].replace("@kim-lee", link)}
    assert 'rel="nofollow ugc noopener"' in held.versions.get().body_html
    assert Post.objects.get(pk=post.pk).cards == {FDA: {}}
    capsys.readouterr()
    call_command("recook")
    assert "posts: 0 of 4 changed" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_text_beyond_todays_limits_at_least_passes_the_last_gate(settings):
    post = make_reply(make_topic(), body="A long text. " * 20)
    Post.objects.filter(pk=post.pk).update(body_html="<p onclick=x()>long</p><script>x</script>")
    settings.BODY_MAX = 10

    call_command("recook", verbosity=0)

    post.refresh_from_db()
    assert (post.body_html, post.body_text) == ("<p>long</p>", "long")
