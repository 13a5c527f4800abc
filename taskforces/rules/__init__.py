"""What follows from a draft before anything is written: what it ends and begins, and the rules that it
breaks.
"""

from taskforces.rules.broken import Breach, broken_rules
from taskforces.rules.outcome import Outcome, Rows, cells_within, family, laid_down, outcome, standing

__all__ = [
    "Breach",
    "Outcome",
    "Rows",
    "broken_rules",
    "cells_within",
    "family",
    "laid_down",
    "outcome",
    "standing",
]
