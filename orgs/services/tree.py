"""The organizations around a plan as they are on its day, what each becomes, and why that may not be."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from orgs.models import Kind, Organization, OrganizationState, Place, Succession, SuccessionPart
from orgs.rules import is_grassroots, may_stand_under
from orgs.services.plans import Plan, Ref
from orgs.services.refusals import AlreadyEnded, AlreadyThere, LeftBehind, NothingChanges, NotThere, WrongParent
from tramgdinh.text.dates import show_day
from tramgdinh.text.folding import respell

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

    `named` is False for those that the plan does not name: they only follow.
    """

    ref: int | str
    fate: str
    before: OrganizationState | None
    after: Facts | None
    named: bool = True
    into: tuple[int | str, ...] = ()
    # It stands in another grassroots organization from the day on, though nothing else of it changes.
    follows: bool = False

    @property
    def changes(self) -> bool:
        """Whether one state closes and another opens; a successor that stays as it was only has part in the event."""
        return self.after is None or self.before is None or self.follows or self.after != facts_of(self.before)


def ident(ref: Ref) -> int | str:
    """Return the id of an organization, or the key as it is."""
    return ref if isinstance(ref, str) else ref.pk


def facts_of(state: OrganizationState) -> Facts:
    return Facts(state.name, Kind(state.kind), state.parent_id, state.sector, state.place)


def _same(name: str) -> str:
    """The name as two are compared: tones count, their placement and case do not."""
    return respell(name).casefold()


class Tree:
    """The organizations around a plan as they are on its day."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.day = plan.takes_effect_on
        self.steps: dict[int | str, Step] = {}
        self.states = self._read({"organization_id__in": plan.organization_ids()})
        self.children: dict[int, list[OrganizationState]] = defaultdict(list)
        level = [row.organization.pk for row in plan.ends] + [row.organization.pk for row in plan.goes_on]
        while level:
            below = self._read({"parent_id__in": level})
            for state in below.values():
                if state.parent_id is not None:
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
        if ended is not None and ended.ended_on is not None:
            names["ended"] = show_day(ended.ended_on)
            raise AlreadyEnded(_("%(name)s had already ended on %(ended)s.") % names)
        raise NotThere(_("%(name)s is not there on %(day)s.") % names)

    def name(self, ref: int | str | None) -> str:
        if isinstance(ref, int) and ref in self.states:
            return self.states[ref].name
        if isinstance(ref, str):
            return next((row.name for row in self.plan.begins if row.key == ref), ref)
        last = OrganizationState.objects.live().filter(organization_id=ref or 0).order_by("-starts_on").first()
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
        changing = [step for step in self.steps.values() if step.after is not None and step.changes]
        for step in changing:
            self._refuse_parent(step.after)
        if there := list(dict.fromkeys(self._same_names(changing))):
            raise AlreadyThere(" ".join(there))
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

    def _refuse_parent(self, facts: Facts | None) -> None:
        if facts is None:
            return
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

    def _same_names(self, changing: Iterable[Step]) -> Iterable[str]:
        """Names are reused through the years, but not by two under one parent on one day."""
        taken: dict[tuple[int | str | None, str], list[int | str]] = defaultdict(list)
        for step in self.steps.values():
            if step.after is not None:
                taken[step.after.parent, _same(step.after.name)].append(step.ref)
        parents = [parent for parent, _name in taken if isinstance(parent, int)]
        there = OrganizationState.objects.on(self.day).filter(parent_id__in=parents, organization__voided_at=None)
        for pk, parent, name in there.values_list("organization_id", "parent_id", "name"):
            if pk not in self.steps:
                taken[parent, _same(name)].append(pk)
        for step in changing:
            if step.after is not None and len(taken[step.after.parent, _same(step.after.name)]) > 1:
                yield _("%(name)s already stands under %(parent)s on %(day)s.") % {
                    "name": step.after.name,
                    "parent": self.name(step.after.parent),
                    "day": show_day(self.day),
                }

    def _refuse_left_behind(self, ref: int | str, step: Step) -> None:
        children = self.children.get(ref, []) if isinstance(ref, int) else []
        below = [child for child in children if child.organization_id not in self.steps]
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
                        base = step or Step(pk, Fate.GOES_ON, child, facts_of(child), named=False)
                        found[pk] = replace(base, follows=True)
                    follow([pk])

        follow(list(self.steps))
        return found
