"""Two rows of the same thing never share a day: an exclusion constraint of core PostgreSQL."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value


class _Identity(Func):
    """`int8range(id, id, '[]')`: equality of ids that a GiST index understands without an extension."""

    function = "int8range"
    output_field = models.CharField()


class _Days(Func):
    """`daterange(starts_on, ends_on, '[]')`: both days included, an empty end open."""

    function = "daterange"
    output_field = models.CharField()


class NoOverlap(ExclusionConstraint):
    """Refuses a second live row of the same `same` on any day.

    `only` narrows it to rows with these values (say, capacity in charge). Drafts (no first day) and voided rows
    are let through. `validate()` names the row that it meets; the database alone can only name the constraint.
    """

    def __init__(self, *, name: str, same: Sequence[str], message: str, only: Mapping[str, Any] | None = None) -> None:
        self.same, self.only = tuple(same), dict(only or {})
        super().__init__(
            name=name,
            expressions=[
                *((_Identity(F(field), F(field), Value("[]")), "&&") for field in self.same),
                (_Days(F("starts_on"), F("ends_on"), Value("[]")), "&&"),
            ],
            condition=Q(starts_on__isnull=False, voided_at__isnull=True, **self.only),
            violation_error_message=message,
            violation_error_code="overlap",
        )

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        kwargs: dict[str, Any] = {"name": self.name, "same": self.same, "message": self.violation_error_message}
        return "tramgdinh.database.ranges.NoOverlap", (), kwargs | ({"only": self.only} if self.only else {})

    def _applies_to(self, instance: models.Model) -> bool:
        days: dt.date | None = instance.starts_on  # type: ignore[attr-defined]
        voided = instance.voided_at  # type: ignore[attr-defined]
        return days is not None and voided is None and all(getattr(instance, k) == v for k, v in self.only.items())

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = "default",
    ) -> None:
        """Raise ValidationError naming the row in the way; `exclude` is ignored: the whole row is looked at."""
        first, last = instance.starts_on, instance.ends_on  # type: ignore[attr-defined]
        if not self._applies_to(instance) or (last is not None and last < first):
            return
        there = {f"{field}__exact": getattr(instance, f"{field}_id") for field in self.same}
        rows = model._default_manager.using(using).filter(self.condition, **there).exclude(pk=instance.pk)
        in_the_way = rows.during(first, last).first()  # type: ignore[attr-defined]
        if in_the_way is not None:
            raise ValidationError(
                "%(law)s (%(row)s)",
                code=self.violation_error_code,
                params={"law": self.violation_error_message, "row": in_the_way.period_text},
            )
