"""What every event of organizations has: the day, the Party's own paper, and the organization it begins from."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.scope import Scope
from orgs.models import Committee, Kind, Organization, OrganizationState, Succession
from orgs.services import Paper, Plan
from tramgdinh.text.fields import DayField, DayInput, LineField


class OrganizationChoice(forms.ModelChoiceField):
    """Organizations by the name that they have on the day that the page shows."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_on)


class OrganizationChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_on)


class EventForm(forms.Form):
    """Base of the forms; `plan()` is what the checked form asks for."""

    takes_effect_on = DayField(
        label=_("Takes effect on"),
        widget=DayInput({"data-day": ""}),
        help_text=_("The first day on which it is so, by the Party's decision."),
    )
    decision_number = LineField(
        label=_("Number of the Party's decision"), max_length=100, help_text=_("For example: 15-QĐ/HU")
    )
    signed_on = DayField(label=_("Signed on"), widget=DayInput({"data-day": ""}), required=False)
    resolution = LineField(
        label=_("Administrative resolution"),
        max_length=200,
        required=False,
        help_text=_("Where there is one; its day may be another."),
    )
    note = LineField(label=_("Remark"), max_length=500, required=False)

    def __init__(
        self,
        *args: Any,
        event: Succession.Event,
        organization: Organization | None,
        scope: Scope,
        day: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.organization, self.scope, self.day = event, organization, scope, day
        states = OrganizationState.objects.on(day)
        self.state = states.filter(organization=organization).first() if organization else None
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices of the fields; the organization and its state on the day are there."""

    @property
    def is_complete(self) -> bool:
        """Whether all has been asked; a form that asks in two goes is not after the first."""
        return True

    def plan(self) -> Plan:
        """Return what the checked form asks for."""
        raise NotImplementedError

    def alive(self, *kinds: Kind) -> Any:
        """Organizations of these kinds on the day, in customary order, each with `name_on`."""
        return named_on(self.scope, self.day).filter(states__kind__in=kinds)

    def _plan(self, **parts: Any) -> Plan:
        facts = self.cleaned_data
        paper = Paper(facts["decision_number"], facts["signed_on"], facts["resolution"], facts["note"])
        committee = Committee.objects.get(pk=self.scope.committee_id)
        return Plan(committee, self.event, facts["takes_effect_on"], paper, **parts)


def named_on(scope: Scope, day: dt.date) -> Any:
    """Organizations that the reader may see and that are there on `day`, each with `name_on`."""
    still = Q(states__ends_on=None) | Q(states__ends_on__gte=day)
    rows = Organization.objects.visible_to(scope).filter(
        still, states__starts_on__lte=day, states__voided_at=None, voided_at=None
    )
    return rows.annotate(name_on=F("states__name")).order_by("states__grassroots__order", "order", "pk")
