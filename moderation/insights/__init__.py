"""How moderation is doing: figures, what charts are drawn from, and what the public may know."""

from moderation.insights.figures import Insights, insights
from moderation.insights.public import Transparency, transparency

__all__ = ["Insights", "Transparency", "insights", "transparency"]
