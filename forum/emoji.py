"""What counts as one emoji. The browser counts with the same pattern: it is sent along.

The pattern is written so that Python's `re` and JavaScript's `u` flag read it alike: literal
characters, no named classes. A flag, a keycap, a family joined by zero-width joiners and a hand
with a skin tone are one each. Signs that are text by nature (a check mark, a sun, the trademark
sign) count only with the selector that asks for their picture.
"""

import re

_PICTURE = "\ufe0f"
_JOINER = "\u200d"
_TONE = "[\U0001f3fb-\U0001f3ff]"
# Pictures by nature, and those that are text until `_PICTURE` or a skin tone follows.
_ALWAYS = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693"
    "\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd"
    "\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c"
    "\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a"
    "\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb"
    "\U0001f7f0\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff"
)
_ASKED = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u2328\u23cf\u23ed-\u23ef\u23f1"
    "\u23f2\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb\u25fc\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b07\u3030\u303d\u3297\u3299\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f202"
    "\U0001f237"
)
_ONE = f"(?:[{_ALWAYS}](?:{_PICTURE}|{_TONE})?|[{_ASKED}](?:{_PICTURE}|{_TONE}))"
_TAGS = "[\U000e0020-\U000e007e]+\U000e007f"
# Inside a joined sequence some writers leave the selector out.
_JOINED = f"(?:{_ONE}|[{_ASKED}])"

PATTERN = (
    "[\U0001f1e6-\U0001f1ff]{2}"
    f"|[0-9#*]{_PICTURE}?\u20e3"
    f"|\U0001f3f4{_TAGS}"
    f"|{_ONE}(?:{_JOINER}{_JOINED})*"
    f"|[{_ASKED}](?:{_JOINER}{_JOINED})+"
)
_EMOJI = re.compile(PATTERN)


def count_emoji(text: str) -> int:
    """How many emoji a reader of `text` sees."""
    return sum(1 for _ in _EMOJI.finditer(text))
