"""A draft from its beginning to the bin: made, its facts and rules, thrown away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import action
from orgs.models import Committee
from taskforces import services
from taskforces.forms.drafts import AmendForm, FactsForm, NewDraftForm, RuleForm
from taskforces.models import Decision, DecisionRule
from taskforces.views.desk import STALE, get_draft, show, version_of
from tramgdinh.database.refusals import Refused


@action("decision.draft")
def draft_new(request: HttpRequest) -> HttpResponse:
    """A new draft, from what a decision in force lays down or from nothing."""
    in_force = _bases_in_force(request)
    form = NewDraftForm(request.POST or None, in_force=in_force, initial={"subject": _last_subject(in_force)})
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("paper", "subject")}
        draft = _create(request, form, copy_from=form.copy_from, **facts)
        if draft:
            return redirect("taskforces:draft_detail", draft.pk)
    context = {"form": form, "cancel_url": reverse("taskforces:decision_list")}
    return render(request, "taskforces/draft_new.html", context)


@action("decision.draft")
def draft_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa đổi, bổ sung: an amending draft on an issued decision."""
    return _on_issued(request, pk, Decision.Nature.AMENDING)


@action("decision.draft")
def draft_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft that ends an issued decision without a successor."""
    return _on_issued(request, pk, Decision.Nature.ENDING)


@action("decision.draft")
def draft_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, get_draft(request, pk))


@action("decision.draft")
def draft_facts(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    known = {name: getattr(draft, name) for name in ("version", "paper", "subject", "basis", "takes_effect_on")}
    replaced = list(draft.replaces.values_list("pk", flat=True))
    form = FactsForm(request.POST or None, draft=draft, initial=known | {"replaces": replaced})
    if form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            services.change_draft(draft=draft, version=facts.pop("version"), by=request.user, **facts)
        except services.StaleDraft as stale:
            return show(request, get_draft(request, pk), refusal=str(stale), status=STALE)
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            return redirect("taskforces:draft_detail", pk)
    return render(request, "taskforces/draft_facts.html", {"form": form, "draft": draft})


@action("decision.draft")
def draft_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """The thresholds of the decision and what a breach does."""
    draft = get_draft(request, pk)
    rules = {rule.code: rule for rule in draft.rules.all()}
    forms = {code: _rule_form(request, code, rules.get(code)) for code, _label in DecisionRule.Code.choices}
    refusal = ""
    if request.method == "POST" and _all_valid(forms):
        found = {code: _bounds(form.cleaned_data) for code, form in forms.items()}
        try:
            services.set_rules(draft=draft, version=version_of(request), by=request.user, rules=found)
        except services.StaleDraft as stale:
            return show(request, get_draft(request, pk), refusal=str(stale), status=STALE)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect("taskforces:draft_detail", pk)
    labels = dict(DecisionRule.Code.choices)
    rows = [{"label": labels[code], "form": form} for code, form in forms.items()]
    return render(request, "taskforces/draft_rules.html", {"rows": rows, "draft": draft, "refusal": refusal})


@action("decision.draft")
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if request.method == "POST":
        try:
            services.discard_draft(draft=draft, version=version_of(request), by=request.user)
        except services.StaleDraft as stale:
            return show(request, get_draft(request, pk), refusal=str(stale), status=STALE)
        messages.success(request, _("The draft has been discarded. Its history is kept."))
        return redirect("taskforces:decision_list")
    return render(request, "taskforces/draft_discard.html", {"draft": draft})


def add_refusal(form: Any, refused: Refused | ValidationError) -> None:
    """Put a refusal at its field when the form has that field, else above the form."""
    if isinstance(refused, Refused):
        form.add_error(None, str(refused))
        return
    by_field = refused.message_dict if hasattr(refused, "error_dict") else {"__all__": refused.messages}
    for name, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def _on_issued(request: HttpRequest, pk: int, nature: Decision.Nature) -> HttpResponse:
    base = get_object_or_404(Decision.objects.visible_to(request.scope).issued(), pk=pk)
    subject = {
        Decision.Nature.AMENDING: _("On amending and supplementing %(decision)s"),
        Decision.Nature.ENDING: _("On ending %(decision)s"),
    }[nature] % {"decision": f"{base.get_paper_display()} {base}"}
    form = AmendForm(request.POST or None, initial={"subject": subject, "paper": base.paper})
    if form.is_valid():
        draft = _create(request, form, nature=nature, amends=base, **form.cleaned_data)
        if draft:
            return redirect("taskforces:draft_detail", draft.pk)
    return render(request, "taskforces/draft_amend.html", {"form": form, "base": base, "nature": nature.value})


def _create(request: HttpRequest, form: Any, **facts: Any) -> Decision | None:
    committee = Committee.objects.visible_to(request.scope).get()
    try:
        return services.create_draft(committee=committee, by=request.user, today=request.today, **facts)
    except (Refused, ValidationError) as refused:
        add_refusal(form, refused)
        return None


def _bases_in_force(request: HttpRequest) -> list[Decision]:
    decisions = Decision.objects.visible_to(request.scope).in_force_on(request.today)
    return list(decisions.filter(nature=Decision.Nature.BASE))


def _last_subject(in_force: list[Decision]) -> str:
    return in_force[0].subject if in_force else ""


def _rule_form(request: HttpRequest, code: str, rule: DecisionRule | None) -> RuleForm:
    known = {"mode": DecisionRule.Mode.ALLOW} if rule is None else vars(rule)
    return RuleForm(request.POST or None, prefix=code, initial=known)


def _bounds(found: dict[str, Any]) -> tuple[str, int | None, int | None]:
    return found["mode"], found["minimum"], found["maximum"]


def _all_valid(forms: dict[str, RuleForm]) -> bool:
    # Each is asked, so that every field says what is wrong with it.
    answers = [form.is_valid() for form in forms.values()]
    return all(answers)
