"""The pieces library pages are built from."""

# Migrations name `cms.blocks.SourceBlock`, where it once stood.
from cms.blocks.article import PROSE_FEATURES, ArticleBody, Grade, SourceBlock

__all__ = ["PROSE_FEATURES", "ArticleBody", "Grade", "SourceBlock"]
