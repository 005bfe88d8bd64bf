"""What a sending says about itself before anybody reads it: haste, work done, repetition.

Everything here is a signal for ranking. Nothing refuses a post, and none of it asks a person for
more than sending the form.
"""

from forum.spam.gathering import signals_of

__all__ = ["signals_of"]
