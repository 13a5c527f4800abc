"""What changes in the book of organizations and people: keyword-only verbs, each with its paper and day."""

from orgs.services.events import (
    carry_out,
    change_kind,
    end_organization,
    found_organization,
    move_organization,
    rename_organization,
    succeed,
)
from orgs.services.plans import Begins, Ends, GoesOn, Paper, Plan, Ref
from orgs.services.refusals import (
    AlreadyEnded,
    AlreadyThere,
    HeadCountNotKept,
    LaterChange,
    LeftBehind,
    NamedTwice,
    NotACell,
    NothingChanges,
    NotThere,
    WrongParent,
    kept,
)
from orgs.services.working_out import Facts, Outcome, Step, work_out

__all__ = [
    "AlreadyEnded",
    "AlreadyThere",
    "Begins",
    "Ends",
    "Facts",
    "GoesOn",
    "HeadCountNotKept",
    "LaterChange",
    "LeftBehind",
    "NamedTwice",
    "NotACell",
    "NotThere",
    "NothingChanges",
    "Outcome",
    "Paper",
    "Plan",
    "Ref",
    "Step",
    "WrongParent",
    "carry_out",
    "change_kind",
    "end_organization",
    "found_organization",
    "kept",
    "move_organization",
    "rename_organization",
    "succeed",
    "work_out",
]
