from taskforces.models.assignments import Assignment, Charge, Coverage, Release
from taskforces.models.decisions import Decision, DecisionRule
from taskforces.models.laid_down import EndReason, LaidDown
from taskforces.models.teams import Delegation, Membership, TaskForce

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
