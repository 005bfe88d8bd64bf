"""House checks: what an editor is asked to look at before a page is submitted. They only advise."""

from cms.checks.finding import Finding, Piece, Rule
from cms.checks.house import house_checks

__all__ = ["Finding", "Piece", "Rule", "house_checks"]
