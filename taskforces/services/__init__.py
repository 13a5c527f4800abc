"""What happens to decisions and to what they lay down. Each verb: keyword-only, by whom, days passed in, all
or nothing.
"""

from taskforces.services.cells import NotAMember, assign_cells, release, unassign_cells, unrelease
from taskforces.services.correcting import (
    NotCorrectable,
    correct_assignment,
    correct_charge,
    correct_coverage,
    correct_membership,
    strike_row,
)
from taskforces.services.delegating import CannotDelegate, delegate, undelegate
from taskforces.services.drafting import NotInForce, change_draft, create_draft, discard_draft, set_rules
from taskforces.services.ending import end_for_person, end_for_succession
from taskforces.services.issuing import HasScan, attach_scan, issue_decision
from taskforces.services.obstacles import CannotIssue, RulesBroken
from taskforces.services.reassigning import CannotReassign, Reassignment, preview_reassign, reassign
from taskforces.services.revoking import revoke_decision
from taskforces.services.teams import (
    NotOfThisDraft,
    put_charges,
    put_member,
    put_team,
    remove_member,
    remove_team,
)
from taskforces.services.versions import NotADraft, StaleDraft

__all__ = [
    "CannotDelegate",
    "CannotIssue",
    "CannotReassign",
    "HasScan",
    "NotADraft",
    "NotAMember",
    "NotCorrectable",
    "NotInForce",
    "NotOfThisDraft",
    "Reassignment",
    "RulesBroken",
    "StaleDraft",
    "assign_cells",
    "attach_scan",
    "change_draft",
    "correct_assignment",
    "correct_charge",
    "correct_coverage",
    "correct_membership",
    "create_draft",
    "delegate",
    "discard_draft",
    "end_for_person",
    "end_for_succession",
    "issue_decision",
    "preview_reassign",
    "put_charges",
    "put_member",
    "put_team",
    "reassign",
    "release",
    "remove_member",
    "remove_team",
    "revoke_decision",
    "set_rules",
    "strike_row",
    "unassign_cells",
    "undelegate",
    "unrelease",
]
