"""What changed between two texts, in blocks and words, for people to read.

Works on cleaned HTML and gives plain data; a template escapes and draws it. Words are compared,
and beside them what words do not show: where a link leads and which image is meant. Whatever
two texts are given, the cost stays near their length; `shown` keeps what was drawn of them.
"""

from forum.diffs.blocks import read_blocks
from forum.diffs.comparing import Diff, Line, Piece, compare, compare_blocks, diff_of_edit
from forum.diffs.keeping import Step, forget, shown

__all__ = [
    "Diff",
    "Line",
    "Piece",
    "Step",
    "compare",
    "compare_blocks",
    "diff_of_edit",
    "forget",
    "read_blocks",
    "shown",
]
