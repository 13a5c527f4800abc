"""What a plan comes to: which states close, which open, whose place in the tree changes.

Reads and refuses, writes nothing. The page's preview and the service that writes take the same steps, so what was
shown is what is done.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgs.models import OrganizationState
from orgs.rules import RANK
from orgs.services.plans import Begins, GoesOn, Plan
from orgs.services.refusals import LaterChange, NamedTwice, NotThere
from orgs.services.tree import Facts, Fate, Step, Tree, facts_of, ident
from tramgdinh.text.dates import show_day


@dataclass(frozen=True)
class Outcome:
    """Steps in the order in which states open: parents before children."""

    plan: Plan
    steps: tuple[Step, ...]

    @property
    def ended_ids(self) -> list[int]:
        return [step.ref for step in self.steps if step.fate == Fate.ENDS and isinstance(step.ref, int)]


def work_out(plan: Plan) -> Outcome:
    """Return what `plan` does, or raise the `Refused` that says why not. A handful of queries, however many cells."""
    tree = Tree(plan)
    steps: dict[int | str, Step] = {}
    for row in plan.ends:
        _once(steps, row.organization.pk, tree)
        before = tree.state(row.organization.pk)
        into = tuple(map(ident, row.into))
        steps[row.organization.pk] = Step(row.organization.pk, Fate.ENDS, before, None, into=into)
    for begins in plan.begins:
        _once(steps, begins.key, tree)
        steps[begins.key] = Step(begins.key, Fate.BEGINS, None, _facts_of_new(begins))
    for goes_on in plan.goes_on:
        _once(steps, goes_on.organization.pk, tree)
        before = tree.state(goes_on.organization.pk)
        steps[goes_on.organization.pk] = Step(before.organization_id, Fate.GOES_ON, before, _changed(before, goes_on))
    for ref in [ref for step in steps.values() for ref in step.into if ref not in steps]:
        before = tree.state(ref)
        steps[ref] = Step(ref, Fate.GOES_ON, before, facts_of(before))
    tree.steps = steps
    tree.refuse()
    steps |= tree.followers()
    ordered = sorted(steps.values(), key=lambda step: RANK[step.after.kind] if step.after else 0)
    outcome = Outcome(plan, tuple(ordered))
    _refuse_later_changes(outcome)
    return outcome


def _once(steps: dict[int | str, Step], ref: int | str, tree: Tree) -> None:
    if ref in steps:
        raise NamedTwice(_("The event says two things of %(name)s.") % {"name": tree.name(ref)})


def _facts_of_new(row: Begins) -> Facts:
    parent = None if row.parent is None else ident(row.parent)
    return Facts(row.name, row.kind, parent, row.sector, row.place)


def _changed(before: OrganizationState, row: GoesOn) -> Facts:
    facts = facts_of(before)
    return Facts(
        name=row.name or facts.name,
        kind=row.kind or facts.kind,
        parent=facts.parent if row.parent is None else ident(row.parent),
        sector=row.sector or facts.sector,
        place=row.place or facts.place,
    )


def _refuse_later_changes(outcome: Outcome) -> None:
    day = outcome.plan.takes_effect_on
    changing = [step.ref for step in outcome.steps if step.before is not None and step.changes]
    later = OrganizationState.objects.live().filter(organization_id__in=changing, starts_on__gt=day)
    state = later.order_by("starts_on").first()
    if state is not None:
        raise LaterChange(
            _("A change of %(name)s is already recorded from %(day)s. Correct that one first.")
            % {"name": state.name, "day": show_day(state.starts_on)}
        )
    for step in outcome.steps:
        if step.fate == Fate.ENDS and step.before and step.before.organization.founded_on >= day:
            raise NotThere(
                _("%(name)s began on %(day)s and cannot have ended before.")
                % {"name": step.before.name, "day": show_day(step.before.organization.founded_on)}
            )
