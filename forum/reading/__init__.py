"""What a topic's page is made of, and what it says between its posts."""

from forum.reading.around import entries_around
from forum.reading.asked import Asked, asked_of
from forum.reading.comments import Comments, comments_of, discussed_page
from forum.reading.edits import edited_and_waiting
from forum.reading.events import Line, closing_word, name_others
from forum.reading.library import Kept, highlights, kept_pages, newer_page, pages_about
from forum.reading.named import Named, first_sentences
from forum.reading.neighbors import Neighbors, read_neighbors
from forum.reading.outline import Stop, outline
from forum.reading.pace import Pace, slow_mode
from forum.reading.page import Entry, Page, read_page
from forum.reading.silence import gap_in_words, how_old

__all__ = [
    "Asked",
    "Comments",
    "Entry",
    "Kept",
    "Line",
    "Named",
    "Neighbors",
    "Pace",
    "Page",
    "Stop",
    "asked_of",
    "closing_word",
    "comments_of",
    "discussed_page",
    "edited_and_waiting",
    "entries_around",
    "first_sentences",
    "gap_in_words",
    "highlights",
    "how_old",
    "kept_pages",
    "name_others",
    "newer_page",
    "outline",
    "pages_about",
    "read_neighbors",
    "read_page",
    "slow_mode",
]
