"""What changed between two texts, in blocks and words, for people to read.

Works on cleaned HTML and gives plain data; a template escapes and draws it. Words are compared,
and beside them what words do not show: where a link leads and which image is meant. Whatever
two texts are given, the cost stays near their length.
"""

from forum.diffs.blocks import read_blocks
from forum.diffs.comparing import Diff, Line, Piece, compare, compare_blocks, diff_of_edit

__all__ = ["Diff", "Line", "Piece", "compare", "compare_blocks", "diff_of_edit", "read_blocks"]
