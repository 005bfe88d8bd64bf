import uuid, re, json
import pytest
from datetime import timedelta
from django.utils import timezone
from django.test import Client
from accounts.models import OutboxMessage
from forum import actions
from forum.models import *
from forum.forgetting import forget
from forum.guest_news import tell_due
from forum.sanitize import cook
from moderation import actions as desk
from tests.factories import *
from tests.forum.test_anonymous import anonymous_reply, anonymous_topic, approve, client_of, quiet_category
from tests.forum.test_guest_follow import following, mails
from tests.forum.checking import *
pytestmark = pytest.mark.django_db

def test_mail_of_erased_follow_goes_though_the_address_is_still_used():
    old = following()
    UserFactory(email="jory@example.org")
    make_reply(old.post.topic); tell_due()
    assert len(mails()) == 1
    Receipt.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))
    forget(Receipt.objects.filter(pk=old.pk))
    assert mails() == []

@pytest.mark.parametrize("how", ["apply","keep","preview","patient","limit","key"])
def test_tick_stays(how, settings):
    topic, author = make_topic(category=quiet_category()), UserFactory()
    client = client_of(author)
    addr = f"{topic.get_absolute_url()}reply/"
    body = {"apply": HARD, "keep": LABEL, "preview":"x y z", "patient": HARD, "limit":"x","key":"x"}[how]
    typed = form(body=body, anonymous="on")
    if how in ("apply",): typed["apply"]="patient"
    if how == "keep": typed["keep"]="abc"
    if how == "preview": typed["preview"]="1"
    if how == "limit": settings.MEMBER_POSTS_PER_HOUR = 1; make_reply(topic, sender=author)
    if how == "key":
        p = make_reply(topic); typed["submission_key"]=str(p.submission_key)
    answer = client.post(addr, typed)
    [tag] = [t for t in re.findall(r"<input [^>]*>", answer.content.decode()) if 'name="anonymous"' in t]
    print(how, answer.status_code, tag)
    assert "checked" in tag

@pytest.mark.parametrize("how", ["apply","preview","patient"])
def test_untick_stays(how, settings):
    topic, author = make_topic(category=quiet_category()), UserFactory()
    anonymous_reply(topic, author)
    client = client_of(author)
    addr = f"{topic.get_absolute_url()}reply/"
    typed = form(body=HARD)
    if how == "apply": typed["apply"]="patient"
    if how == "preview": typed["preview"]="1"
    answer = client.post(addr, typed)
    [tag] = [t for t in re.findall(r"<input [^>]*>", answer.content.decode()) if 'name="anonymous"' in t]
    assert "checked" not in tag

def test_topic_apply_with_bad_case(client, member):
    cat = CategoryFactory()
    typed = form(title="My patient's MRN is 8841234", category=cat.slug, kind="case", case_question="She has MRN 8841234.", case_tried="y"*2000, follow_up_on="1999-01-01", body="Call 555-123-4567 x", apply="patient")
    a = client.post("/discussions/new/", typed)
    print(a.status_code, typed_value(a,"title"), typed_text(a,"case_question"), typed_text(a))
    assert "y"*2000 in a.content.decode()
    typed["title"]="z"*5000
    a = client.post("/discussions/new/", typed)
    print(a.status_code, typed_text(a))
    assert "z"*5000 in a.content.decode()

def test_apply_html_mention(client, member):
    topic = make_topic(); UserFactory(handle="dana-lee", display_name="Dana Lee The Very Long Name")
    a = client.post(f"{topic.get_absolute_url()}reply/", form(body="<p>@dana-lee hello 😀 call 555-123-4567 <b>now</b></p>", body_format="html", apply="patient"))
    print(typed_text(a))
    a = client.post(f"{topic.get_absolute_url()}reply/", form(body="@dana-lee hello 😀 call 555-123-4567 **now**\n> @dana-lee MRN 8841234", apply="patient"))
    print(typed_text(a))

def test_check_long_name(client):
    a = client.post("/compose/check/", {"body":"x", "image_name":["a"*10]*5})
    assert a.status_code == 200

def test_weird(client, member):
    for body in ["\x00","\ud800".encode("utf-8","surrogatepass").decode("utf-8","replace"), "a\x00b 555-123-4567", "\ue000 @x 555-123-4567", "İ"*50+" MRN 8841234", "e\u0301 MRN 8841234", "\u202e MRN 8841234", "a\u2028b MRN 8841234", "👩‍⚕️ MRN 8841234","ﬁ ﬃ MRN 8841234", "\u200b MRN\u200b 8841234"]:
        a = client.post("/compose/check/", {"body":body,"body_format":"text"})
        t = a.json()
        from forum.checks import typed_text as tt
        w = cook(body,"text",by_guest=False).text if body.strip("\x00") else ""
        print(repr(body[:12]), a.status_code, [w[f["start"]:f["end"]] for f in t.get("findings",[])])
        a = client.post("/compose/check/", {"body":f"<p>{body}</p>","body_format":"html"})
