"""The pieces library pages are built from."""

# Migrations name `cms.blocks.SourceBlock`, where it once stood.
from cms.blocks.article import PROSE_FEATURES, Grade, SourceBlock
from cms.blocks.body import ArticleBody

__all__ = ["PROSE_FEATURES", "ArticleBody", "Grade", "SourceBlock"]
