"""What a plan comes to: which states close, which open, whose place in the tree changes. Reads and refuses, writes nothing.

The page's preview and the service that writes take the same steps, so what was shown is what is done.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from orgs.models import Kind, Organization, OrganizationState, Place, Succession, SuccessionPart
from orgs.rules import RANK, is_grassroots, may_stand_under
from orgs.services.plans import Begins, GoesOn, Plan, Ref
from orgs.services.refusals import (
    AlreadyEnded,
    AlreadyThere,
    LaterChange,
    LeftBehind,
    NamedTwice,
    NothingChanges,
    NotThere,
    WrongParent,
)
from tramgdinh.text.dates import show_day
from tramgdinh.text.folding import fold, respell

Fate = SuccessionPart.Fate


@dataclass(frozen=True)
class Facts:
    """What an organization is from the day on."""

    name: str
    kind: Kind
    parent: int | str | None  # id, or key of one that begins
    sector: str
    place: Place | None


@dataclass(frozen=True)
class Step:
    """What becomes of one organization. `before` is None for one that begins, `after` for one that ends.

    `named` is False for those that only follow: they stand in another grassroots organization from now on.
    """

    ref: int | str
    fate: str
    before: OrganizationState | None
    after: Facts | None
    named: bool = True
    into: tuple[int | str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether one state closes and another opens; a successor that stays as it was only has part in the event."""
        return self.after is None or self.before is None or not self.named or self.after != facts_of(self.before)


@dataclass(frozen=True)
class Outcome:
    """Steps in the order in which states open: parents before children."""

    plan: Plan
    steps: tuple[Step, ...]

    @property
    def ended_ids(self) -> list[int]:
        return [step.ref for step in self.steps if step.fate == Fate.ENDS and isinstance(step.ref, int)]


def ident(ref: Ref) -> int | str:
    """Return the id of an organization, or the key as it is."""
    return ref if isinstance(ref, str) else ref.pk


def facts_of(state: OrganizationState) -> Facts:
    return Facts(state.name, Kind(state.kind), state.parent_id, state.sector, state.place)


def work_out(plan: Plan) -> Outcome:
    """Return what `plan` does, or raise the `Refused` that says why not. A handful of queries, however many cells."""
    tree = _Tree(plan)
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


def _once(steps: dict[int | str, Step], ref: int | str, tree: "_Tree") -> None:
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


class _Tree:
    """The organizations around a plan as they are on its day."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.day = plan.takes_effect_on
        self.steps: dict[int | str, Step] = {}
        self.states = self._read({"organization_id__in": plan.organization_ids()})
        self.children: dict[int, list[OrganizationState]] = defaultdict(list)
        level = [row.organization.pk for row in (*plan.ends, *plan.goes_on)]
        while level:
            below = self._read({"parent_id__in": level})
            for state in below.values():
                self.children[state.parent_id].append(state)
            level = [pk for pk in below if pk not in self.children]
            self.states |= below
        while above := {state.parent_id for state in self.states.values()} - self.states.keys() - {None}:
            found = self._read({"organization_id__in": above})
            self.states |= found
            if not found:
                break

    def _read(self, condition: dict[str, object]) -> dict[int, OrganizationState]:
        rows = OrganizationState.objects.on(self.day).filter(
            organization__committee=self.plan.committee, organization__voided_at=None, **condition
        )
        return {row.organization_id: row for row in rows.select_related("organization", "place").customary()}

    def state(self, ref: int | str) -> OrganizationState:
        if isinstance(ref, int) and ref in self.states:
            return self.states[ref]
        ended = Organization.objects.filter(pk=ref, ended_on__lt=self.day).first() if isinstance(ref, int) else None
        names = {"name": self.name(ref), "day": show_day(self.day)}
        if ended is not None:
            names["ended"] = show_day(ended.ended_on)
            raise AlreadyEnded(_("%(name)s had already ended on %(ended)s.") % names)
        raise NotThere(_("%(name)s is not there on %(day)s.") % names)

    def name(self, ref: int | str | None) -> str:
        if isinstance(ref, int) and ref in self.states:
            return self.states[ref].name
        if isinstance(ref, str):
            return next((row.name for row in self.plan.begins if row.key == ref), ref)
        last = OrganizationState.objects.live().filter(organization_id=ref).order_by("-starts_on").first()
        return last.name if last else str(ref)

    def after(self, ref: int | str | None) -> Facts | None:
        """What `ref` is from the day on; None for one that ends, or that is not there."""
        if ref in self.steps:
            return self.steps[ref].after
        return facts_of(self.states[ref]) if isinstance(ref, int) and ref in self.states else None

    def grassroots(self, ref: int | str | None) -> int | str | None:
        facts = self.after(ref)
        if facts is None or facts.kind == Kind.ROOT:
            return None
        if is_grassroots(facts.kind):
            return ref
        known = self.states.get(facts.parent) if isinstance(facts.parent, int) else None
        if known is not None and facts.parent not in self.steps and facts_of(known).parent not in self.steps:
            return known.grassroots_id
        return self.grassroots(facts.parent)

    def refuse(self) -> None:
        if self.plan.event not in {Succession.Event.MERGE, Succession.Event.SPLIT}:
            self._refuse_no_change()
        for step in self.steps.values():
            if step.after is not None and step.changes:
                self._refuse_parent(step.after)
                self._refuse_same_name(step.ref, step.after)
        for ref, step in self.steps.items():
            self._refuse_left_behind(ref, step)
            for into in step.into:
                if self.steps[into].after is None:
                    raise AlreadyEnded(_("%(name)s ends by this event.") % {"name": self.name(into)})

    def _refuse_no_change(self) -> None:
        for step in self.steps.values():
            if (
                step.named
                and not step.changes
                and any(ident(row.organization) == step.ref for row in self.plan.goes_on)
            ):
                raise NothingChanges(
                    _("%(name)s is already so on %(day)s.") % {"name": self.name(step.ref), "day": show_day(self.day)}
                )

    def _refuse_parent(self, facts: Facts) -> None:
        if facts.kind == Kind.ROOT:
            if facts.parent is not None:
                raise WrongParent(_("The root stands under nothing."))
            return
        if facts.parent is None:
            raise WrongParent(_("Every organization but the root stands under another."))
        above = self.after(facts.parent)
        if above is None:
            self.state(facts.parent)
            raise AlreadyEnded(_("%(name)s ends by this event.") % {"name": self.name(facts.parent)})
        if not may_stand_under(facts.kind, above.kind):
            raise WrongParent(
                _("A %(kind)s does not stand under a %(above)s (%(name)s).")
                % {"kind": facts.kind.label, "above": above.kind.label, "name": above.name}
            )

    def _refuse_same_name(self, ref: int | str, facts: Facts) -> None:
        """Names are reused through the years, but not by two under one parent on one day."""
        names = [
            (other.ref, other.after.name)
            for other in self.steps.values()
            if other.after is not None and other.after.parent == facts.parent
        ]
        if isinstance(facts.parent, int):
            there = OrganizationState.objects.on(self.day).filter(
                parent_id=facts.parent, search_text=fold(facts.name), organization__voided_at=None
            )
            names += [(pk, name) for pk, name in there.values_list("organization_id", "name") if pk not in self.steps]
        for other, name in names:
            if other != ref and respell(name).casefold() == respell(facts.name).casefold():
                raise AlreadyThere(
                    _("%(name)s already stands under %(parent)s on %(day)s.")
                    % {"name": facts.name, "parent": self.name(facts.parent), "day": show_day(self.day)}
                )

    def _refuse_left_behind(self, ref: int | str, step: Step) -> None:
        below = [child for child in self.children.get(ref, []) if child.organization_id not in self.steps]
        names = ", ".join(child.name for child in below[:5]) + (" …" if len(below) > 5 else "")
        if below and step.after is None:
            raise LeftBehind(
                _("%(name)s ends, but it still has below it: %(below)s. Say what becomes of each.")
                % {"name": self.name(ref), "below": names}
            )
        if below and step.after is not None and step.changes:
            wrong = [child for child in below if not may_stand_under(child.kind, step.after.kind)]
            if wrong:
                raise WrongParent(
                    _("As a %(kind)s, %(name)s cannot have below it: %(below)s. Say what becomes of each.")
                    % {"kind": step.after.kind.label, "name": self.name(ref), "below": names}
                )

    def followers(self) -> dict[int | str, Step]:
        """Those below, not named themselves, that stand in another grassroots organization from the day on."""
        found: dict[int | str, Step] = {}

        def follow(refs: Iterable[int | str]) -> None:
            for ref in refs:
                for child in self.children.get(ref, []) if isinstance(ref, int) else []:
                    pk = child.organization_id
                    step = self.steps.get(pk)
                    if (step is None or (step.after is not None and not step.changes)) and (
                        self.grassroots(pk) != child.grassroots_id
                    ):
                        base = step or Step(pk, Fate.GOES_ON, child, facts_of(child))
                        found[pk] = replace(base, named=False)
                    follow([pk])

        follow(list(self.steps))
        return found
