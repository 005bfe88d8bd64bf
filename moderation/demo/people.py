"""The invented people of the demo and the accounts to try the site with."""

from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts import roles
from accounts.models import User
from moderation.demo.content import load

PASSWORD = "open-rounds-demo"  # noqa: S105 - printed at every start; accounts of the demo only
JOINED = datetime(2019, 9, 1, 9, 0, tzinfo=UTC)

# Which invented person signs in with which demo account.
ACCOUNTS = {
    "member": "amos-terrel",
    "prescriber": "priya-ostrander",
    "moderator": "wren-halvorsen",
    "moderator2": "saoirse-dunmore",
    "editor": "teodoro-baptiste",
    "reviewer": "tomasz-lindqvist",
}
ROLES = {
    "member": (),
    "prescriber": (roles.PRESCRIBER,),
    "moderator": (roles.MODERATOR,),
    "editor": (roles.EDITOR,),
}
ADMINISTRATOR = "admin"


def make_people() -> dict[str, User]:
    """All personas by key and the administrator, made or found. Only demo accounts get the password."""
    accounts = {key: name for name, key in ACCOUNTS.items()}
    people = {}
    for persona in load("personas")["personas"]:
        account = accounts.get(persona["key"])
        email = f"{account or persona['key']}@example.org"
        people[persona["key"]] = _person(persona, email, PASSWORD if account else None)
    reviewer = people[ACCOUNTS["reviewer"]]
    reviewer.groups.add(_group(roles.REVIEWER))
    people[ADMINISTRATOR] = _administrator()
    return people


def _person(persona: dict[str, str], email: str, password: str | None) -> User:
    known = User.objects.filter(email=email).first()
    if known:
        return known
    person = User.objects.create_user(
        email,
        password,
        handle=persona["key"],
        display_name=persona["display_name"],
        credentials=persona["credentials"],
        specialty=persona["specialty"],
        state=persona["state"],
        bio=persona["bio"],
        date_joined=JOINED,
        # The demo's people have been here for years; their first posts were read long ago.
        first_published_at=JOINED,
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    person.groups.add(*(_group(role) for role in ROLES[persona["role"]]))
    if persona["role"] != "prescriber" and "MD" in persona["credentials"]:
        person.groups.add(_group(roles.PRESCRIBER))
    return person


def _administrator() -> User:
    email = f"{ADMINISTRATOR}@example.org"
    known = User.objects.filter(email=email).first()
    if known:
        return known
    person = User.objects.create_superuser(
        email, PASSWORD, display_name="Site Keeper", handle="site-keeper", date_joined=JOINED
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    person.groups.add(_group(roles.ADMINISTRATOR))
    return person


def _group(role: roles.Role) -> Group:
    return Group.objects.get_or_create(name=role.group)[0]
