"""What follows from a draft before anything is written: what it ends and begins, and the rules that it
breaks.
"""

from taskforces.rules.bounds import End, known_ends
from taskforces.rules.broken import Breach, broken_rules
from taskforces.rules.outcome import Outcome, cells_within, family, outcome
from taskforces.rules.rows import Rows, laid_down, standing

__all__ = [
    "Breach",
    "End",
    "Outcome",
    "Rows",
    "broken_rules",
    "cells_within",
    "family",
    "known_ends",
    "laid_down",
    "outcome",
    "standing",
]
