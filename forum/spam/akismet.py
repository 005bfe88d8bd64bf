"""Asks Akismet, where a key is set, whether a guest's text looks like spam.

It sends the text to another company, which a clinical site may not want: off by default. Nothing
is sent of members, no e-mail address, and no text in which screening found patient details.
"""

import logging
from dataclasses import dataclass
from typing import Literal

import urllib3
from django.conf import settings
from urllib3.exceptions import HTTPError

from forum.screening.spam import Verdict

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """What Akismet is told of one sending."""

    text: str
    name: str
    address: str
    browser: str
    kind: Literal["reply", "forum-post"] = "reply"


class Akismet:
    """Akismet's comment check. Every failure is an empty verdict and a line in the log."""

    def __init__(self, key: str, address: str = "", seconds: float = 0) -> None:
        self.key = key
        self.address = address or settings.AKISMET_ADDRESS
        self.timeout = urllib3.Timeout(total=seconds or settings.AKISMET_SECONDS)

    @property
    def is_on(self) -> bool:
        return bool(self.key)

    def ask(self, question: Question) -> Verdict:
        """What Akismet calls it; "" where it is off, away, or says something else."""
        if not self.is_on:
            return ""
        try:
            return self._asked(question)
        except HTTPError as error:
            # The name of the error only: messages hold addresses, and the address may hold a key.
            log.warning("Akismet gave no answer: %s", type(error).__name__)
            return ""

    def _asked(self, question: Question) -> Verdict:
        with urllib3.PoolManager(retries=False, timeout=self.timeout) as pool:
            answer = pool.request(
                "POST",
                self.address,
                fields={
                    "api_key": self.key,
                    "blog": settings.SITE_ADDRESS,
                    "blog_lang": "en",
                    "blog_charset": "UTF-8",
                    "user_ip": question.address,
                    "user_agent": question.browser,
                    "comment_type": question.kind,
                    "comment_author": question.name,
                    "comment_content": question.text,
                },
                encode_multipart=False,
                headers={"User-Agent": "OpenRounds | Akismet/1.1"},
                redirect=False,
            )
        said = answer.data[:100].strip()
        if answer.status != 200 or said not in (b"true", b"false"):
            log.warning("Akismet did not understand the question: status %s", answer.status)
            return ""
        if said == b"false":
            return "ham"
        return "blatant" if answer.headers.get("X-akismet-pro-tip") == "discard" else "spam"
