"""Questions to meetings and reports that have a name."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from tramgdinh.database.querysets import LedgerQuerySet

if TYPE_CHECKING:
    from accounts.scope import Scope
    from meetings.models import Meeting, Report  # noqa: F401 - the base classes below


class MeetingQuerySet(LedgerQuerySet["Meeting"]):
    def visible_to(self, scope: "Scope") -> Self:
        """Meetings of the cells within reach today, and those that the reader wrote about or attended
        himself.
        """
        rows = self.filter(cell__committee_id=scope.committee_id)
        if scope.reaches_all("meeting.read"):
            return rows
        within = Q(cell_id__in=scope.organization_ids) if scope.may("meeting.read") else Q(pk__in=[])
        return rows.filter(within | Q(pk__in=_own_reports(scope)))

    def live(self) -> Self:
        """Meetings not voided as wrong entries."""
        return self.filter(voided_at=None)

    def of_month(self, month: dt.date) -> Self:
        """Meetings that count for the month with this first day, whenever they are held."""
        return self.filter(month=month)

    def regular(self) -> Self:
        """The one meeting of a cell and month: regular, or combined with a thematic one."""
        return self.filter(kind__in=["regular", "combined"])


class ReportQuerySet(LedgerQuerySet["Report"]):
    def visible_to(self, scope: "Scope") -> Self:
        """Reports on the cells within reach today, and the reader's own for ever."""
        rows = self.filter(meeting__cell__committee_id=scope.committee_id)
        if scope.reaches_all("meeting.read"):
            return rows
        within = Q(meeting__cell_id__in=scope.organization_ids) if scope.may("meeting.read") else Q(pk__in=[])
        return rows.filter(within | Q(pk__in=_own_reports(scope, "pk")))

    def live(self) -> Self:
        """Reports not voided as wrong entries."""
        return self.filter(voided_at=None)

    def standing(self) -> Self:
        """The version of each live report that counts."""
        return self.live().filter(is_latest=True)

    def attended(self) -> Self:
        return self.filter(held=True, presence="attended")

    def own(self, scope: "Scope") -> Self:
        """Reports that the holder of `scope` wrote, or that tell where he himself was."""
        of_person = Q(person_id=scope.person_id) if scope.person_id is not None else Q(pk__in=[])
        return self.filter(of_person | Q(recorded_by_id=scope.user_id))


def _own_reports(scope: "Scope", column: str = "meeting_id") -> "models.QuerySet[Report, dict[str, object]]":
    # By its name: models stand above querysets and import them.
    reports: ReportQuerySet = apps.get_model("meetings", "Report")._default_manager.all()
    own: models.QuerySet[Report, dict[str, object]] = reports.own(scope).values(column)
    return own
