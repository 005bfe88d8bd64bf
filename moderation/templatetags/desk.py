"""Small words of the desk's templates."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def waited(since: datetime | None) -> str:
    """How long something has waited, to the minute as long as minutes matter: "5 h 12 m"."""
    if since is None:
        return ""
    minutes = max(0, int((timezone.now() - since).total_seconds()) // 60)
    hours, days = minutes // 60, minutes // 1440
    if hours < 1:
        return _("%(m)s m") % {"m": minutes}
    if days < 1 and not minutes % 60:
        return _("%(h)s h") % {"h": hours}
    if days < 1:
        return _("%(h)s h %(m)s m") % {"h": hours, "m": minutes % 60}
    return _("%(d)s d %(h)s h") % {"d": days, "h": hours % 24}
