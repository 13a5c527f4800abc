"""The verbs of the history in words. A verb is the name of the service that wrote; each app adds its own."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "create_account": _("account made"),
    "reset_password": _("first password given anew"),
    "change_password": _("password changed"),
    "enable_account": _("account opened"),
    "disable_account": _("account closed"),
    "give_account": _("account given to a person"),
    "grant_role": _("role given"),
    "end_role": _("role ended"),
    "add_reference": _("reference data added"),
    "change_reference": _("reference data changed"),
    "set_sample_day": _("working day of the sample changed"),
    "keep_armed_head_counts": _("head-counts of the armed forces switched"),
    "start_own_book": _("own book begun"),
}

# What the trigger saw, for writes that came without a verb (raw SQL, a migration).
_LABELS = {"insert": _("row added"), "update": _("row changed"), "delete": _("row deleted")}


def add_verbs(more: Mapping[str, str | Promise]) -> None:
    """Give the words for the verbs of an app (from its `AppConfig.ready`)."""
    VERBS.update(more)


def verb_text(verb: str, label: str = "update") -> str:
    """Return the verb in words; one without words as it is; none: what the trigger saw."""
    return str(VERBS.get(verb, verb) or _LABELS.get(label, label))
