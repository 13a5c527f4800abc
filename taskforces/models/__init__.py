from taskforces.models.decisions import Decision, DecisionRule
from taskforces.models.teams import (
    Assignment,
    Charge,
    Coverage,
    Delegation,
    EndReason,
    LaidDown,
    Membership,
    Release,
    TaskForce,
)

__all__ = [
    "Assignment",
    "Charge",
    "Coverage",
    "Decision",
    "DecisionRule",
    "Delegation",
    "EndReason",
    "LaidDown",
    "Membership",
    "Release",
    "TaskForce",
]
