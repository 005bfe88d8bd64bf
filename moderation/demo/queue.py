"""What waits in the demo's queue: one of each kind, written and sent as real people would.

Ages count from the day of the run. Whoever tries the demo decides these; a second run sends
nothing again, so what was decided stays decided.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from forum import actions as forum_actions
from forum.actions import editing
from forum.actions.appealing import appeal
from forum.mentions import prepare
from forum.models import Post, Topic
from forum.sanitize import cook
from forum.screening import links
from forum.screening.spam import Signals, promotions_in
from moderation import actions
from moderation.demo.discussions import KEYS
from moderation.models import Decision, Report


@dataclass(frozen=True)
class Held:
    """A reply that waits, sent `minutes` ago by a guest."""

    key: str
    thread: str
    minutes: int
    name: str
    says: str
    body: str
    email: str = ""


HELD = (
    Held(
        "chain-store",
        "pharmacy-will-not-fill",
        312,
        "Corvin, MD",
        "Family physician, Vermont",
        "One chain store here did the same until I telephoned. Their wholesaler flags every order"
        " above a threshold, so it had nothing to do with us. Now we send the diagnosis code once"
        " and they keep it on file.\n\nWhat started it: Maria Delgado, a 52-year-old teacher at the"
        " Harlow Street school in Brattleboro, was sent home without her films on October 9, with"
        " parents of her pupils in line behind her. Ask for the pharmacist in charge, not for"
        " whoever stands at the counter.",
        email="corvin@example.org",
    ),
    Held(
        "evening-hours",
        "town-hall-next-tuesday",
        260,
        "R. Tamsin",
        "Clinic volunteer",
        "Our neighbors were worried about evening hours, not about the medication. We invited two"
        " of them to sit in the waiting room for one evening. Nobody has objected since.",
    ),
    Held(
        "transfer-month",
        "24-mg-is-not-a-ceiling",
        185,
        "clinic manager",
        "Billing lead",
        "For a patient who transfers in the middle of a month we wait for the other clinic's last"
        " claim, then bill ours. The rule we rely on is at https://www.cms.gov/medicare and our"
        " state's table at https://www.medicaid.gov/ under bundled payments.",
    ),
    Held(
        "films-for-sale",
        "strips-and-grants",
        90,
        "bestmeds",
        "",
        "ORDER FILMS ONLINE NO PRESCRIPTION NEEDED!!! Fast discreet shipping, best prices, money"
        " back. Buy now https://best-films.example/buy https://best-films.example/cheap and"
        " WhatsApp us at https://best-films.example/chat LIMITED OFFER click here",
    ),
    Held(
        "third-trimester-pain",
        "perinatal-third-trimester",
        58,
        "ob-gyn resident",
        "Resident, second year",
        "Four doses a day is what our pain team asks for as well. Does anybody have a sentence for"
        " the discharge letter that keeps the next ward from going back to one?",
    ),
    Held(
        "two-rooms",
        "hello-harm-reduction",
        41,
        "Tali",
        "Nurse practitioner",
        "We are two rooms and a fax machine on the coast. We keep the strips in a bowl at the"
        " counter, next to the mints, and nobody has to ask.",
        email="tali@example.org",
    ),
    Held(
        "cannot-go-on",
        "first-hour-went-wrong",
        12,
        "Lee",
        "",
        "I am not a clinician. I ran out of my medicine four days ago and I cannot do this any"
        " more. I want to die and I have been thinking about how. I found this page and do not"
        " know who else to ask tonight.",
    ),
)
# Sent and published weeks ago, so that the second post of the same address is no stranger's.
EARLIER = Held(
    "coast-hello",
    "hello-harm-reduction",
    60 * 24 * 20,
    "Tali",
    "Nurse practitioner",
    "Hello from the coast. We began prescribing in spring, with one patient a week.",
    email="tali@example.org",
)
REFUSED = Held(
    "workshop",
    "x-waiver-gone-now-what",
    60 * 50,
    "Odile R.",
    "Training coordinator",
    "What helped our front desk most was an afternoon with somebody from another clinic. We offer"
    " such an afternoon in our county, and send our slides to whoever asks.",
    email="odile@example.org",
)
PLEA = (
    "The afternoon is free and run by the county. I sell nothing, and took the name of the program"
    " out on purpose. Could somebody else read it, please?"
)
REPORTED = ("does-not-count", 4)
EDITED = ("split-dosing-pain", 6)
CHANGED = (
    "\n\nTo be exact: 16 mg once a day became 4 mg four times a day. The total stays what it was,"
    " and we write both on the prescription."
)


def fill_queue(people: dict[str, User]) -> None:
    """Send what is not there yet, through the same actions as everybody."""
    now = timezone.now()
    moderator, second = people["wren-halvorsen"], people["saoirse-dunmore"]
    _publish_earlier(second, now)
    for held in HELD:
        post, is_new = _send(held, now)
        if held.key == "evening-hours" and is_new:
            actions.ask_opinion(
                post.pk,
                moderator=second,
                version=post.version,
                question="Does “two of them” say too much about the neighbors?",
            )
    _appeal(moderator, now)
    _report(people)
    _edit(now)


def keys() -> set[uuid.UUID]:
    """The keys of everything that is sent here."""
    return {_key(one) for one in (*HELD, EARLIER, REFUSED)}


# --- parts ------------------------------------------------------------------------------------


def _key(held: Held) -> uuid.UUID:
    return uuid.uuid5(KEYS, f"queue/{held.key}")


def _address(held: Held) -> str:
    """Every name writes from a network of its own, none of which is on the internet."""
    names = sorted({one.name for one in (*HELD, EARLIER, REFUSED)})
    return f"10.20.{names.index(held.name)}.1"


def _send(held: Held, now: datetime) -> tuple[Post, bool]:
    writing = prepare(held.body, "text", by_guest=True)
    sent = forum_actions.submit_reply(
        topic_id=_topic(held.thread).pk,
        sender=forum_actions.Guest(
            name=held.name, says=held.says, email=held.email, address=_address(held)
        ),
        writing=writing,
        submission_key=_key(held),
        # As from a browser that opened the form and took its time.
        signals=Signals(
            is_guest=True,
            seconds_to_fill=40,
            characters=len(writing.text),
            proof="verified",
            links=links.read(writing.html, text=writing.text, own=[]),
            promotions=promotions_in(writing.text),
        ),
        now=now - timedelta(minutes=held.minutes),
    )
    if held.email and not sent.repeated:
        forum_actions.confirm_email(sent.post.receipt.pk)
    return sent.post, not sent.repeated


def _topic(slug: str) -> Topic:
    return _post(slug, 1).topic


def _post(slug: str, number: int) -> Post:
    key = uuid.uuid5(KEYS, f"{slug}/{number}")
    return Post.objects.select_related("topic__category", "author").get(submission_key=key)


def _publish_earlier(moderator: User, now: datetime) -> None:
    post, is_new = _send(EARLIER, now)
    if is_new:
        actions.decide(
            post.pk,
            moderator=moderator,
            version=1,
            outcome=Decision.Outcome.PUBLISH,
            now=now - timedelta(minutes=EARLIER.minutes - 75),
        )


def _appeal(moderator: User, now: datetime) -> None:
    """Refused by the moderator whose account the demo hands out: another one decides now."""
    post, is_new = _send(REFUSED, now)
    if is_new:
        actions.decide(
            post.pk,
            moderator=moderator,
            version=1,
            outcome=Decision.Outcome.DECLINE,
            reason="promotion",
            now=now - timedelta(minutes=REFUSED.minutes - 130),
        )
        appeal(post.pk, text=PLEA)


def _report(people: dict[str, User]) -> None:
    post = _post(*REPORTED)
    if not post.is_published or Report.objects.filter(post=post).exists():
        return
    said = {
        "amos-terrel": ("disrespect", "It reads as if the patient were the problem."),
        "priya-ostrander": ("unsafe", ""),
    }
    for name, (why, note) in said.items():
        if people[name].pk != post.author_id:
            actions.report(
                post.pk,
                reporter=people[name],
                address=None,
                version=post.version,
                why=why,
                note=note,
                now=timezone.now() - timedelta(minutes=221),
            )


def _edit(now: datetime) -> None:
    """A guest whose post is public sends another text of it."""
    post = _post(*EDITED)
    if not post.is_published or post.edits.exists():
        return
    editing.edit(
        post.pk,
        editor=None,
        seen_version=post.version,
        writing=cook(f"{post.body_source}{CHANGED}", "text", by_guest=True),
        note="The doses, to be exact",
        now=now - timedelta(minutes=112),
    )
