"""What counts as one emoji."""

import pytest

from forum.emoji import count_emoji
from forum.forms.writing import MemberReplyForm

COUNTED = [
    ("No emoji: 8 mg, 24 h, #2, *, 1/2", 0),
    ("😀", 1),
    ("😀😀 and 😀", 3),
    ("🇺🇸🇨🇦", 2),
    ("👍🏽", 1),
    ("👩🏽\u200d⚕️", 1),
    ("👩\u200d⚕", 1),
    ("👨\u200d👩\u200d👧\u200d👦", 1),
    ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 1),
    ("3️⃣ #️⃣", 2),
    ("❤️ and ❤️\u200d🩹", 2),
    ("✓ ☐ ☒ ™ © ↔ in a pasted list", 0),
    ("✅ ❌ ⚠️", 3),
    ("™️", 1),
]


@pytest.mark.parametrize(("text", "number"), COUNTED)
def test_what_a_reader_sees_as_one_counts_as_one(text, number):
    assert count_emoji(text) == number


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["😀" * 76, "&#x1F600;" * 76, "&#128512;" * 75 + "😀"])
def test_an_emoji_written_as_an_entity_counts_in_html(body):
    sent = {
        "body": f"<p>{body}</p>",
        "body_format": "html",
        "submission_key": "1b0d7b5e-7d29-4a3c-9a57-6f1f7a0b7a10",
    }

    form = MemberReplyForm(sent)

    assert form.errors["body"] == ["Emoji 76 of 75. Remove 1."]
