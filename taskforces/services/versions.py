"""A draft has a version: who changes it says which one he saw, and two at once do not overwrite each
other.
"""

import datetime as dt

from django.apps import apps
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from taskforces.models import Decision
from tramgdinh.database.refusals import Refused


class NotADraft(Refused):
    """The decision has been issued, or the draft discarded."""

    def __init__(self) -> None:
        super().__init__(_("This draft has already been issued or discarded. Open the decision again."))


class StaleDraft(Refused):
    """Somebody changed the draft after the caller last saw it; `who` and `when` say it."""

    def __init__(self, draft: Decision) -> None:
        self.who, self.when = _last_change(draft)
        moment = date_format(timezone.localtime(self.when), "H:i d/m/Y") if self.when else ""
        super().__init__(
            _("The draft was changed by %(who)s at %(when)s. Load it again, then repeat.")
            % {"who": self.who, "when": moment}
        )


def claim(draft: Decision, version: int) -> None:
    """Take the draft for this transaction and raise its version; StaleDraft or NotADraft if that is not
    possible.

    The row stays locked until the commit, so whoever changes the same draft waits and is then told.
    """
    rows = Decision.objects.drafts().filter(pk=draft.pk)
    if not rows.filter(version=version).update(version=F("version") + 1):
        raise StaleDraft(draft) if rows.exists() else NotADraft
    draft.version = version + 1


def _last_change(draft: Decision) -> tuple[str, dt.datetime | None]:
    events = apps.get_model("taskforces", "DecisionEvent").objects.filter(pgh_obj_id=draft.pk).order_by("-pgh_id")
    last = events.values_list("pgh_context", "pgh_created_at").first()
    if last is None:
        return "", None
    context, moment = last
    return (context or {}).get("name", ""), moment
