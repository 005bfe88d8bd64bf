"""Mail is a row first: no broker, worker or mail server that fails can lose or double it."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts import actions, tasks
from accounts.emails import Letter
from accounts.models import OutboxMessage


def owe(key: str = "a letter", to: str = "jory@example.org") -> OutboxMessage:
    letter = Letter(subject="Good news", text="It is visible.\n", html="<p>It is visible.</p>")
    actions.owe_letter("test", to=to, key=key, letter=letter)
    return OutboxMessage.objects.get(key=key)


@pytest.mark.django_db
def test_an_event_told_twice_is_one_message():
    assert owe().pk == owe().pk


@pytest.mark.django_db
def test_a_message_goes_with_the_transaction_that_owed_it():
    def fail_after_owing() -> None:
        with transaction.atomic():
            owe()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_owing()

    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
def test_sending_twice_sends_once_as_text_and_html():
    message = owe()

    tasks.send_message(message.pk)
    tasks.send_message(message.pk)

    [sent] = mail.outbox
    message.refresh_from_db()
    assert (sent.to, sent.subject, sent.body) == (["jory@example.org"], "Good news", message.text)
    assert sent.alternatives[0].mimetype == "text/html"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.sent_at


@pytest.mark.django_db
@pytest.mark.parametrize("subject", ["A\nBcc: all@example.org", "A\r\nX: y"])
def test_a_title_with_a_line_break_adds_no_header(subject):
    actions.owe_letter(
        "test", to="jory@example.org", key="k", letter=Letter(subject, "Text.\n", "")
    )

    tasks.send_message(OutboxMessage.objects.get().pk)

    message = OutboxMessage.objects.get()
    assert mail.outbox == []
    assert (message.tries, message.given_up_at is not None) == (1, True)


@pytest.mark.django_db
def test_an_address_that_no_server_can_take_is_given_up_and_does_not_block_others():
    poison = owe("poison", to="a@" + "é" * 60 + ".com")
    OutboxMessage.objects.filter(pk=poison.pk).update(kind="poison")

    tasks.send_message(poison.pk)
    tasks.send_message(owe("sound").pk)

    poison.refresh_from_db()
    assert poison.tries == 1
    assert len(mail.outbox) >= 1


@pytest.mark.django_db
def test_a_message_in_a_workers_hands_is_not_offered_again(settings):
    message = owe()

    assert tasks._take(message.pk)
    assert tasks._take(message.pk) is None
    assert not OutboxMessage.objects.due(timezone.now()).exists()
    later = timezone.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS + 1)
    assert OutboxMessage.objects.due(later).count() == 1


@pytest.mark.django_db
def test_a_refusal_for_now_waits_longer_each_time_and_is_delivered_in_the_end(smtp_server):
    message = owe()
    smtp_server.answer = smtp_server.LATER
    waits = []
    for _ in range(3):
        tasks.send_message(message.pk)
        message.refresh_from_db()
        OutboxMessage.objects.update(next_try_at=timezone.now())
        waits.append(round((message.next_try_at - timezone.now()).total_seconds() / 60))
    smtp_server.answer = smtp_server.ACCEPT

    tasks.send_message(message.pk)

    message.refresh_from_db()
    assert waits == [1, 2, 4]
    assert message.sent_at
    assert len(smtp_server.messages) == 1


@pytest.mark.django_db
def test_a_refusal_for_good_is_tried_once_and_kept_for_staff_to_see(smtp_server):
    message = owe()
    smtp_server.answer = smtp_server.NEVER

    tasks.send_message(message.pk)
    tasks.send_message(message.pk)

    message.refresh_from_db()
    assert (message.tries, smtp_server.refused) == (1, 1)
    assert message.given_up_at
    assert "550" in message.last_error


@pytest.mark.django_db
def test_after_a_day_of_refusals_a_message_is_given_up(smtp_server):
    message = owe()
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(hours=25))
    smtp_server.close()

    tasks.send_message(message.pk)

    message.refresh_from_db()
    assert message.given_up_at
    assert not OutboxMessage.objects.due(timezone.now() + timedelta(days=9)).exists()


@pytest.mark.django_db
def test_sent_mail_is_forgotten_after_its_days(settings):
    old, young, refused = owe("old"), owe("young"), owe("refused")
    OutboxMessage.objects.filter(pk=refused.pk).update(
        given_up_at=timezone.now() - timedelta(days=settings.OUTBOX_KEEP_DAYS + 1)
    )
    OutboxMessage.objects.filter(pk=old.pk).update(
        sent_at=timezone.now() - timedelta(days=settings.OUTBOX_KEEP_DAYS + 1)
    )
    OutboxMessage.objects.filter(pk=young.pk).update(sent_at=timezone.now())

    tasks.forget_sent_mail()

    assert list(OutboxMessage.objects.all()) == [young]


@pytest.mark.worker
@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_sends_what_was_owed(smtp_server, valkey, celery_worker_process):
    celery_worker_process()

    message = owe()

    [received] = smtp_server.wait_for(1)
    assert received["To"] == "jory@example.org"
    assert received["Message-ID"].startswith(f"<outbox-{message.pk}@")
    assert {part.get_content_type() for part in received.iter_parts()} == {
        "text/plain",
        "text/html",
    }


@pytest.mark.worker
@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_with_the_broker_stopped_posting_goes_on_and_the_mail_arrives_later(
    smtp_server, valkey, celery_worker_process, client
):
    from tests.factories import make_topic

    topic = make_topic()
    valkey.stop()
    started = time.monotonic()
    response = client.post(
        topic.get_absolute_url() + "reply/",
        {
            "body": "Sent while the broker is away.",
            "guest_name": "Jory M.",
            "guest_email": "jory@example.org",
            "submission_key": "5b0c41a6-0a52-4d3b-9d1f-4c7e2e1a0b77",
        },
    )
    assert response.status_code == 302
    assert time.monotonic() - started < 10
    assert OutboxMessage.objects.waiting().count() == 1

    valkey.start()
    celery_worker_process(beat=True)

    [received] = smtp_server.wait_for(1, seconds=60)
    assert received["Subject"] == "Confirm your e-mail for Open Rounds"
