"""The library of the demonstration site. Everyone named in it is invented."""

from accounts.models import User
from cms import actions
from cms.content.precipitated_withdrawal import ARTICLE
from cms.models import ArticlePage, Contribution, Person


def write_demo_library(editor: User, reviewer: User) -> list[ArticlePage]:
    """Write the demonstration articles, published by `editor`; a second run changes nothing.

    `reviewer` is named as the clinical reviewer of a page whose review is still to come.
    """
    actions.prepare_library()
    author = _person_of(editor, "teodoro-baptiste")
    nurse = actions.bring_in_person("noor-ashgrove")
    reading = _person_of(reviewer, "tomasz-lindqvist")
    role = Contribution.Role
    contributors = [(author, role.AUTHOR), (nurse, role.EDITOR), (reading, role.CLINICAL_REVIEWER)]
    return [actions.write_article(ARTICLE, by=editor, contributors=contributors)]


def _person_of(user: User, key: str) -> Person:
    """The person behind `user` where the library knows one, else the invented one at `key`."""
    known = Person.objects.filter(user=user).first()
    if known is not None:
        return known
    person = actions.bring_in_person(key)
    if person.user_id is None and person.name == user.display_name:
        person.user = user
        person.save(update_fields=["user"])
    return person
