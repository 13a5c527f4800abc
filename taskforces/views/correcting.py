"""Đính chính: one row was entered otherwise than the paper has it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import action
from taskforces import services
from taskforces.forms.reassigning import CorrectForm
from taskforces.models import Assignment, Charge, Coverage, Membership
from taskforces.reports.labels import labels_on
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused

_KINDS: dict[str, tuple[Any, Any]] = {
    "assignment": (Assignment, services.correct_assignment),
    "membership": (Membership, services.correct_membership),
    "charge": (Charge, services.correct_charge),
    "coverage": (Coverage, services.correct_coverage),
}


@action("decision.issue")
def row_correct(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in _KINDS:
        raise Http404
    model, correct = _KINDS[kind]
    rows = model.objects.visible_to(request.scope).live().filter(starts_on__isnull=False)
    loaded = ["decision", "task_force", *(["person"] if hasattr(model, "person") else [])]
    row = get_object_or_404(rows.select_related(*loaded), pk=pk)
    form = CorrectForm(request.POST or None, row=row)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            if form.cleaned_data["what"] == CorrectForm.STRIKE:
                services.strike_row(row=row, reason=reason, by=request.user)
            else:
                correct(row=row, reason=reason, by=request.user, **form.right())
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The correction has been recorded; the wrong row stays in the history."))
            return redirect("taskforces:decision_detail", row.decision_id)
    context = {"form": form, "row": row, "facts": _facts(row, kind)}
    return render(request, "taskforces/row_correct.html", context)


def _facts(row: Any, kind: str) -> list[dict[str, Any]]:
    """What the book says now."""
    facts = [{"label": _("Decision"), "value": f"{row.decision.get_paper_display()} {row.decision}"}]
    facts.append({"label": _("Team"), "value": str(row.task_force)})
    if kind in {"assignment", "membership"}:
        facts.append({"label": _("Comrade"), "value": row.person.full_name})
    if kind != "membership":
        organization = row.organization_id if kind == "charge" else row.cell_id
        label = labels_on([organization], row.starts_on)[organization]
        facts.append({"label": _("Cell or organization"), "value": label.long_name})
    facts.append({"label": _("Days"), "value": row.period_text})
    return facts
