"""What an event will do, in words, before it is done; and a mark of what was shown."""

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.events.touching import Touched, touched_by
from orgs.models import OrganizationState, Sector, Succession, SuccessionPart
from orgs.services import Facts, Outcome, Plan, Step, work_out
from taskforces.models import Assignment
from tramgdinh.text.dates import show_day

Fate = SuccessionPart.Fate


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list of differences (components/differences.html)."""

    label: str
    detail: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    comes: list[Line]
    goes: list[Line]
    moves: list[Line]
    ends: list[Line]  # charges, assignments, coverages, and of whom
    meetings: list[Line]
    warnings: list[str]
    mark: str = ""


def preview_of(plan: Plan) -> Preview:
    """Return what `plan` would do; raises the `Refused` that says why it cannot be."""
    outcome = work_out(plan)
    touched = touched_by(outcome)
    words = _Words(outcome, touched)
    shown = Preview(
        comes=[words.begins(step) for step in outcome.steps if step.fate == Fate.BEGINS],
        goes=[words.ends(step) for step in outcome.steps if step.fate == Fate.ENDS],
        moves=[line for step in outcome.steps if step.fate == Fate.GOES_ON for line in words.changes(step)],
        ends=words.rows(),
        meetings=words.meetings(),
        warnings=words.warnings(),
    )
    return replace(shown, mark=_mark(plan, shown))


def _mark(plan: Plan, shown: Preview) -> str:
    """A mark that changes when the book does: what is done later is what was shown, or it is shown again."""
    last = Succession.objects.filter(committee=plan.committee).order_by("-pk").values_list("pk", flat=True).first()
    told = json.dumps([asdict(shown), last])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


class _Words:
    def __init__(self, outcome: Outcome, touched: Touched) -> None:
        self.outcome, self.touched = outcome, touched
        self.keys = {row.key: row.name for row in outcome.plan.begins}
        ids = {ref for step in outcome.steps for ref in (step.ref, *step.into) if isinstance(ref, int)}
        ids |= {step.after.parent for step in outcome.steps if step.after and isinstance(step.after.parent, int)}
        ids |= {step.before.parent_id for step in outcome.steps if step.before and step.before.parent_id}
        ids |= {row.cell_id for row in touched.strangers}
        rows = OrganizationState.objects.live().filter(
            organization_id__in=ids, starts_on__lte=outcome.plan.takes_effect_on
        )
        self.known = dict(rows.order_by("starts_on").values_list("organization_id", "name"))

    def name(self, ref: int | str | None) -> str:
        if ref is None:
            return ""
        return self.keys.get(ref, ref) if isinstance(ref, str) else self.known.get(ref, str(ref))

    def begins(self, step: Step) -> Line:
        assert step.after is not None  # noqa: S101 - what begins is something
        return Line(self.name(step.ref), f"{step.after.kind.label}, {self._under(step.after)}")

    def ends(self, step: Step) -> Line:
        last = _("last day %(day)s") % {"day": show_day(self.outcome.plan.last_day)}
        into = ", ".join(map(self.name, step.into))
        return Line(self.name(step.ref), f"{last}; {_('into %(names)s') % {'names': into}}" if into else last)

    def changes(self, step: Step) -> list[Line]:
        before, after = step.before, step.after
        if before is None or after is None:
            return []
        name = self.name(step.ref)
        pairs = [
            (_("name"), before.name, after.name),
            (_("kind"), str(before.get_kind_display()), str(after.kind.label)),
            (_("under"), self.name(before.parent_id), self.name(after.parent)),
            (_("sector"), str(before.get_sector_display()), str(Sector(after.sector).label)),
        ]
        lines = [Line(f"{name}: {what}", "", was, now) for what, was, now in pairs if was != now]
        if not lines and not step.named:
            lines = [Line(name, _("goes along with what it stands in"), "", "")]
        return lines

    def rows(self) -> list[Line]:
        lines = [
            Line(
                _("%(team)s no longer has %(organization)s")
                % {"team": row.task_force, "organization": self.name(row.organization_id)},
                self._under_decision(row.decision),
            )
            for row in self.touched.charges
        ]
        for row in self.touched.assignments:
            words = {"name": row.person.full_name, "cell": self.name(row.cell_id)}
            said = (
                _("Comrade %(name)s is no longer in charge of %(cell)s")
                if row.capacity == Assignment.Capacity.IN_CHARGE
                else _("Comrade %(name)s is no longer a substitute at %(cell)s")
            )
            lines.append(Line(said % words, self._under_decision(row.decision)))
        lines += [
            Line(
                _("%(cell)s is no longer %(coverage)s")
                % {"cell": self.name(row.cell_id), "coverage": row.get_kind_display()},
                self._under_decision(row.decision),
            )
            for row in self.touched.coverages
        ]
        return lines

    def meetings(self) -> list[Line]:
        voided: dict[int, list[str]] = defaultdict(list)
        for meeting in self.touched.planned:
            voided[meeting.cell_id].append(show_day(meeting.planned_on))
        lines = [
            Line(
                ngettext(
                    "%(count)s planned meeting of %(cell)s is voided",
                    "%(count)s planned meetings of %(cell)s are voided",
                    len(days),
                )
                % {"count": len(days), "cell": self.name(cell)},
                ", ".join(days),
            )
            for cell, days in voided.items()
        ]
        lines += [
            Line(
                _("The meeting of %(cell)s on %(day)s has been reported; it stays as it is.")
                % {"cell": self.name(meeting.cell_id), "day": show_day(meeting.planned_on)}
            )
            for meeting in self.touched.reported
        ]
        return lines

    def warnings(self) -> list[str]:
        return [
            _(
                "Comrade %(name)s (%(team)s) stays in charge of %(cell)s, whose new organization his team does not"
                " have: draft an amending decision."
            )
            % {"name": row.person.full_name, "team": row.task_force, "cell": self.name(row.cell_id)}
            for row in self.touched.strangers
        ]

    def _under(self, facts: Facts) -> str:
        return _("under %(name)s") % {"name": self.name(facts.parent)}

    @staticmethod
    def _under_decision(decision: object) -> str:
        return _("laid down by %(decision)s") % {"decision": decision}
