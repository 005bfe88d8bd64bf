"""The pieces of a play: steps, principles, tips and resources."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import previews
from cms.blocks.article import PROSE_FEATURES, citations, needs_check
from cms.blocks.tables import TableBlock


class QuestionsBlock(blocks.StructBlock):
    """Questions to talk about; who is asked is part of the title readers see."""

    whom = blocks.ChoiceBlock(
        choices=[
            ("team", _("Ask the team")),
            ("patients", _("Ask patients")),
            ("advisor", _("Ask a patient advisor")),
        ],
        default="team",
        label=_("Who is asked"),
    )
    title = blocks.CharBlock(
        max_length=80, required=False, label=_("Title"), help_text=_("Instead of the words above.")
    )
    questions = blocks.ListBlock(blocks.CharBlock(max_length=240), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    summary = blocks.CharBlock(
        max_length=90, label=_("In one line"), help_text=_("For the strip at the top.")
    )
    explanation = blocks.RichTextBlock(features=PROSE_FEATURES, label=_("Explanation"))
    citations = citations()
    needs_check = needs_check()
    table = blocks.ListBlock(TableBlock(), default=[], max_num=1, label=_("Table"))
    asks = blocks.ListBlock(QuestionsBlock(), default=[], label=_("Questions"))
    actions = blocks.ListBlock(
        blocks.CharBlock(max_length=200),
        default=[],
        label=_("Actions"),
        help_text=_("A clinic ticks them off; the ticks stay on the reader's device."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "cms/blocks/_step.html"
        description = _("One step: why, what to ask, what to do. Its number is its place.")
        preview_value = previews.STEP
        form_layout = blocks.BlockGroup(
            ["title", "summary", "explanation", "citations", "table", "asks", "actions"],
            settings=["needs_check"],
        )


class StepsStream(blocks.StreamBlock):
    step = StepBlock()


class PrincipleBlock(blocks.StructBlock):
    lead = blocks.CharBlock(max_length=80, label=_("In a few words"))
    text = blocks.CharBlock(max_length=300, required=False, label=_("Sentence"))
    citations = citations()

    class Meta:
        icon = "pick"
        label = _("Principle")
        template = "cms/blocks/_principle.html"
        description = _("One numbered principle of the call-out.")
        preview_value = previews.PRINCIPLE


class PrinciplesStream(blocks.StreamBlock):
    principle = PrincipleBlock()


class TipBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label=_("Text"))
    kind = blocks.ChoiceBlock(
        choices=[("tip", _("Tip")), ("trap", _("Trap"))], default="tip", label=_("Kind")
    )
    citations = citations()

    class Meta:
        icon = "warning"
        label = _("Tip or trap")
        template = "cms/blocks/_tip.html"
        description = _("One tip, or one trap to know of.")
        preview_value = previews.TIP


class TipsStream(blocks.StreamBlock):
    tip = TipBlock()


class ResourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    address = blocks.CharBlock(
        max_length=400,
        required=False,
        validators=[URLValidator(schemes=["http", "https"])],
        label=_("Web address"),
    )
    page = blocks.PageChooserBlock(required=False, label=_("Or a page of the library"))
    note = blocks.CharBlock(max_length=200, label=_("One line about it"))

    class Meta:
        icon = "link"
        label = _("Resource")
        template = "cms/blocks/_resource.html"
        description = _("A page of ours or elsewhere, with one line about it.")
        preview_value = previews.RESOURCE


class ResourcesStream(blocks.StreamBlock):
    resource = ResourceBlock()
