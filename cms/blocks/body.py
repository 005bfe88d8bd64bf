"""What the text of a page may be made of."""

from wagtail import blocks

from cms.blocks.article import (
    CalculatorBlock,
    CalloutBlock,
    FigureBlock,
    HeadingBlock,
    KeyPointsBlock,
    ProcedureBlock,
    ProseBlock,
    QuoteBlock,
    QuotedPostBlock,
    RecommendationBlock,
)
from cms.blocks.tables import CodeTableBlock, DoseTableBlock, TableBlock


class ArticleBody(blocks.StreamBlock):
    heading = HeadingBlock()
    prose = ProseBlock()
    key_points = KeyPointsBlock()
    callout = CalloutBlock()
    recommendation = RecommendationBlock()
    table = TableBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    steps = ProcedureBlock()
    dose_table = DoseTableBlock()
    code_table = CodeTableBlock()
    quoted_post = QuotedPostBlock()
    calculator = CalculatorBlock()
