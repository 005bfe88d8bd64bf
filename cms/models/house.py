"""Words of the house that editors own."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.querysets import HOUSE_WORDS
from cms.shelf import Shelved, told_here

WHAT_A_PLAY_IS = _(
    "A play is a plan that a team can run as it stands: a goal, a few steps, questions to talk "
    "about and a list of things to do. Change what does not fit your clinic."
)
COMMENT_POLICY = _(
    "Comment on the page, not on people. No details that could identify a patient. Guests' "
    "comments are read by a moderator before others see them."
)


class HouseWords(Shelved, BaseGenericSetting):
    """What stands on many pages and is written once."""

    what_a_play_is = models.TextField(_("what a play is"), max_length=600, default=WHAT_A_PLAY_IS)
    comment_policy = models.TextField(_("comment policy"), max_length=600, default=COMMENT_POLICY)

    panels = [FieldPanel("what_a_play_is"), FieldPanel("comment_policy")]

    class Meta:
        verbose_name = _("words of the house")

    @classmethod
    def current(cls) -> "HouseWords":
        """The words as they stand; reading them writes nothing. One query, none while serving."""
        told = told_here("house_words")
        if told is None:
            told = cls.objects.order_by("pk").values(*HOUSE_WORDS).first() or {}
        return cls(**{name: words for name, words in told.items() if words is not None})


register_setting(HouseWords, icon="openquote")
