"""What changes in the book of organizations and people: keyword-only verbs, each with its paper and day."""

from orgs.services.carrying_out import carry_out
from orgs.services.correcting import correct_event, correct_record, correct_state, void_record, withdraw_event
from orgs.services.events import (
    change_kind,
    end_organization,
    found_organization,
    move_organization,
    rename_organization,
    succeed,
)
from orgs.services.people import change_person, end_post, enter_person, record_person, record_post
from orgs.services.plans import Begins, Ends, GoesOn, Paper, Plan, Ref
from orgs.services.records import (
    end_office,
    record_head_count,
    record_office,
    record_pattern,
    record_place,
    record_travel,
)
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
from orgs.services.tree import Facts, Step
from orgs.services.working_out import Outcome, work_out

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
    "change_person",
    "correct_event",
    "correct_record",
    "correct_state",
    "end_office",
    "end_organization",
    "end_post",
    "enter_person",
    "found_organization",
    "kept",
    "move_organization",
    "record_head_count",
    "record_office",
    "record_pattern",
    "record_person",
    "record_place",
    "record_post",
    "record_travel",
    "rename_organization",
    "succeed",
    "void_record",
    "withdraw_event",
    "work_out",
]
