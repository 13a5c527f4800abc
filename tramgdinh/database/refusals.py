"""What the database refuses, in words: one map from the names of its laws to a sentence."""

import contextlib
from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# SQLSTATE of our own triggers; the law's name travels as the constraint name.
LAW_BROKEN = "TC001"
_CONCURRENT = {"23P01", "40P01", "40001"}  # exclusion violated, deadlock, serialization

_LAWS = {
    "row_stays": gettext_lazy("What has been recorded is never deleted. Record a correction or an amending decision."),
    "row_frozen": gettext_lazy("What has been recorded is not rewritten. Record a correction or an amending decision."),
    "end_forward": gettext_lazy("A last day can only be set or brought forward, naming the event that ends it."),
    "void_once": gettext_lazy("This row has already been voided, or the reason is missing."),
    "decision_frozen": gettext_lazy("An issued decision is not edited or deleted. Draft an amending decision."),
    "decision_not_issued": gettext_lazy("A row cannot take effect before its decision is issued."),
    "only_by_correction": gettext_lazy("A row is added to an issued decision only as a recorded correction."),
    "outside_organization": gettext_lazy("The days lie outside the life of the organization."),
    "outside_team": gettext_lazy("The days lie outside the life of the team."),
    "outside_decision": gettext_lazy("The days lie outside the life of the decision."),
    "other_committee": gettext_lazy("A decision lays down only what belongs to its own committee."),
    "organization_in_use": gettext_lazy("The organization still has rows after its last day."),
    "no_truncate": gettext_lazy("A table of the ledger is never emptied."),
    "parent_circle": gettext_lazy("An organization cannot stand under itself."),
    "ratings_published": gettext_lazy("Published ratings are locked. Record a correction under a new decision."),
    "ratings_still_open": gettext_lazy("Ratings are published when every organization is rated or left unrated."),
    "level_of_scale": gettext_lazy("The level belongs to another rating scale."),
}


class Refused(Exception):
    """The database refused a write; `str()` is a sentence for the user."""


def explain(error: DatabaseError) -> str | None:
    """Return the sentence for a refusal of ours or of two people at once; None for any other error."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    law = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    if state == LAW_BROKEN:
        return str(_LAWS[law])
    if state in _CONCURRENT:
        return _("Somebody else has just recorded something for the same cells or people. Look again, then repeat.")
    return _message_of(law)


def _message_of(constraint: str) -> str | None:
    """The sentence that a model gives with its constraint; a unique or check one of `full_clean` met too late."""
    for model in apps.get_models() if constraint else ():
        for known in model._meta.constraints:
            said = known.violation_error_message != known.default_violation_error_message
            if known.name == constraint and said:
                return str(known.violation_error_message)
    return None


@contextlib.contextmanager
def refusals_in_words() -> Iterator[None]:
    """Run a service's writes in a savepoint, ask the laws that wait for the commit now, and raise Refused for each.

    An error that is no refusal passes as it is.
    """
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
    except DatabaseError as error:
        words = explain(error)
        if words is None:
            raise
        raise Refused(words) from error
