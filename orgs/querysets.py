"""Questions to the organizations that have a name. "On a day" is always passed in."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q

from tramgdinh.database.querysets import DatedQuerySet, LedgerQuerySet
from tramgdinh.text.folding import fold_query

if TYPE_CHECKING:
    from accounts.scope import Scope


def covers(prefix: str, day: dt.date) -> Q:
    """The condition that the dated row behind the relation `prefix` is live and in force on `day`."""
    still = Q(**{f"{prefix}__ends_on": None}) | Q(**{f"{prefix}__ends_on__gte": day})
    return still & Q(**{f"{prefix}__starts_on__lte": day, f"{prefix}__voided_at": None})


def words_in(text: str) -> Q:
    """The condition that every word of `text`, folded, stands in the stored search text."""
    condition = Q()
    for word in fold_query(text):
        condition &= Q(search_text__contains=word)
    return condition


class CommitteeQuerySet[M: models.Model](LedgerQuerySet[M]):
    def visible_to(self, scope: "Scope") -> Self:
        """The committee whose book this is for the holder of `scope`."""
        return self.filter(pk=scope.committee_id)


class ScopedQuerySet[M: models.Model](LedgerQuerySet[M]):
    """Rows of a committee that all its readers may see."""

    def visible_to(self, scope: "Scope") -> Self:
        return self.filter(committee_id=scope.committee_id) if scope.may("organization.read") else self.none()


class OrganizationQuerySet[M: models.Model](LedgerQuerySet[M]):
    def visible_to(self, scope: "Scope") -> Self:
        """All of the committee, or those of the reader's own teams today."""
        rows = self.filter(committee_id=scope.committee_id)
        return rows if scope.reaches_all("organization.read") else rows.filter(pk__in=scope.organization_ids)

    def alive_on(self, day: dt.date) -> Self:
        """Organizations between their first and last day, both included; wrong entries left out."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), founded_on__lte=day, voided_at=None)


class StateQuerySet[M: models.Model](DatedQuerySet[M]):
    def visible_to(self, scope: "Scope") -> Self:
        """States of the organizations that the reader may see."""
        rows = self.filter(organization__committee_id=scope.committee_id)
        if scope.reaches_all("organization.read"):
            return rows
        return rows.filter(organization_id__in=scope.organization_ids)

    def grassroots(self) -> Self:
        """Tổ chức cơ sở đảng alone: those that stand directly under the committee."""
        return self.filter(kind__in=["base_committee", "base_cell"])

    def cells(self) -> Self:
        """Whatever holds monthly meetings: chi bộ cơ sở and chi bộ trực thuộc."""
        return self.filter(kind__in=["base_cell", "cell"])

    def matching(self, text: str) -> Self:
        """Names that hold every word of `text`, case, tones and đ folded."""
        return self.filter(words_in(text))

    def with_parents(self, day: dt.date) -> Self:
        """Add `parent_name` and `grassroots_name` as they were on `day`."""
        parent = FilteredRelation("parent__states", condition=covers("parent__states", day))
        root = FilteredRelation("grassroots__states", condition=covers("grassroots__states", day))
        return self.annotate(parent_on=parent, grassroots_on=root).annotate(
            parent_name=F("parent_on__name"), grassroots_name=F("grassroots_on__name")
        )

    def customary(self) -> Self:
        """Thị trấn, communes, quân sự, công an, chi bộ cơ sở; cells below theirs (by the organization's order)."""
        return self.order_by("organization__order", "sort_key", "organization_id")

    def alphabetical(self) -> Self:
        return self.order_by("sort_key", "organization_id")


class PersonQuerySet[M: models.Model](LedgerQuerySet[M]):
    def visible_to(self, scope: "Scope") -> Self:
        """All people of the committee, or oneself and the people of one's own teams today."""
        rows = self.filter(committee_id=scope.committee_id)
        if scope.reaches_all("person.read"):
            return rows
        return rows.filter(pk__in=scope.colleague_ids | {scope.person_id})

    def matching(self, text: str) -> Self:
        """Names that hold every word of `text`, folded."""
        return self.filter(words_in(text))
