"""What beat starts, and how often. A task that was missed is made up for by its next turn."""

from datetime import timedelta

CELERY_BEAT_SCHEDULE = {
    "sweep the outbox": {
        "task": "accounts.tasks.sweep_outbox",
        "schedule": timedelta(seconds=15),
    },
    "forget sent mail": {
        "task": "accounts.tasks.forget_sent_mail",
        "schedule": timedelta(hours=6),
    },
    "sweep images": {
        "task": "forum.tasks.sweep_uploads",
        "schedule": timedelta(hours=1),
    },
    "forget old drafts": {
        "task": "forum.tasks.forget_drafts",
        "schedule": timedelta(hours=24),
    },
    "forget guests": {
        "task": "forum.tasks.forget_guests",
        "schedule": timedelta(hours=6),
    },
    "tell guests who follow": {
        "task": "forum.tasks.tell_guests",
        "schedule": timedelta(minutes=5),
    },
    "sweep link cards": {
        "task": "forum.tasks.sweep_cards",
        "schedule": timedelta(minutes=1),
    },
    "follow library pages": {
        "task": "forum.upkeep.follow_every_page",
        "schedule": timedelta(minutes=1),
    },
    "announce posts": {
        "task": "forum.tasks.sweep_announcements",
        "schedule": timedelta(seconds=30),
    },
    "mend unread counts": {
        "task": "forum.tasks.mend_unread_counts",
        "schedule": timedelta(hours=1),
    },
    "remind of follow-ups": {
        "task": "forum.tasks.remind_of_follow_ups",
        "schedule": timedelta(hours=6),
    },
    "refresh similar topics": {
        "task": "forum.tasks.refresh_similar",
        "schedule": timedelta(hours=24),
    },
    "settle quotations": {
        "task": "forum.tasks.settle_quotations",
        "schedule": timedelta(minutes=10),
    },
    "forget who reported": {
        "task": "moderation.tasks.forget_reporters",
        "schedule": timedelta(hours=6),
    },
    "remind moderators": {
        "task": "moderation.tasks.remind_moderators",
        "schedule": timedelta(minutes=30),
    },
    "forget who looked at what": {
        "task": "moderation.tasks.forget_claims",
        "schedule": timedelta(hours=24),
    },
    "draw a second reading": {
        "task": "moderation.tasks.draw_rereadings",
        "schedule": timedelta(hours=24),
    },
    "sweep handouts": {
        "task": "cms.tasks.sweep_handouts",
        "schedule": timedelta(minutes=5),
    },
    "sweep ready pages": {
        "task": "cms.tasks.sweep_ready_pages",
        "schedule": timedelta(minutes=5),
    },
    "sweep the library's images": {
        "task": "cms.tasks.sweep_images",
        "schedule": timedelta(minutes=10),
    },
    "publish scheduled pages": {
        "task": "cms.tasks.publish_scheduled_pages",
        "schedule": timedelta(minutes=5),
    },
    "remind of reviews": {
        "task": "cms.tasks.remind_of_reviews",
        "schedule": timedelta(hours=6),
    },
}
