"""The task of clinical review; see cms.actions.signing for what signing does."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class ClinicalReviewTask(AbstractGroupApprovalTask):
    """Signed by a clinical reviewer who wrote no part of the text."""

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")
