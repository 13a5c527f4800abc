"""Ghi nhận ban hành, bãi bỏ, and the scan of a paper. Each shows what it will do before it does it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import retarget

from accounts.permissions import action
from taskforces import services
from taskforces.forms.papers import IssueForm, PaperForm, RevokeForm, ScanForm
from taskforces.models import Decision
from taskforces.reports.coverage import coverage_of_draft
from taskforces.reports.differences import difference
from taskforces.reports.touched import touched_by_backdating
from taskforces.rules import broken_rules, outcome
from taskforces.scans import BadScan
from taskforces.views.desk import STALE, get_draft, show
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused
from tramgdinh.text.slugs import file_name


@action("decision.issue")
def draft_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """First the facts of the signed paper, then a preview for its day, then the record."""
    draft = get_draft(request, pk)
    form = IssueForm(request.POST or None, request.FILES or None, initial=_known(request, draft))
    preview = None
    if form.is_valid():
        if _confirmed(request, form):
            answer = _issue(request, draft, form)
            if answer:
                return answer
        preview = _preview(request, draft, form)
    context = {"form": form, "draft": draft, "preview": preview}
    if not request.htmx:
        return render(request, "taskforces/draft_issue.html", context)
    if preview and not form.errors:
        # The form stays as it is, with the scan that was chosen.
        return render(request, "taskforces/draft_issue.html#preview", context)
    response = render(request, "taskforces/draft_issue.html#page", context)
    return retarget(response, "#issue-page")


@action("decision.issue")
def decision_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Bãi bỏ: the paper, then what it takes out of force and from when, then the record."""
    decision = get_object_or_404(_issued(request), pk=pk)
    kind = decision.get_paper_display()
    known = {
        "subject": _("On revoking %(decision)s") % {"decision": f"{kind} {decision}"},
        "term": decision.term,
        "symbol": decision.symbol,
        "paper": decision.paper,
        "signed_on": request.today,
    }
    form = RevokeForm(request.POST or None, request.FILES or None, initial=known)
    if form.is_valid() and request.POST.get("step") == "record":
        facts = dict(form.cleaned_data)
        facts.pop("how")
        try:
            paper = services.revoke_decision(decision=decision, by=request.user, today=request.today, **facts)
        except (Refused, ValidationError, BadScan) as refused:
            _say(form, refused)
        else:
            messages.success(request, _("%(decision)s has been revoked.") % {"decision": decision})
            return redirect("taskforces:decision_detail", paper.pk)
    rows = decision.amendments.issued().filter(nature=Decision.Nature.AMENDING, ends_on=None)
    context = {
        "form": form,
        "decision": decision,
        "is_checked": form.is_bound and form.is_valid(),
        "amendments": list(rows),
        "assignments": decision.assignments.live().filter(ends_on=None).count(),
    }
    return render(request, "taskforces/decision_revoke.html", context)


@action("decision.read")
def decision_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan of an issued decision, for whoever may read the decision; never served by its path."""
    decision = get_object_or_404(_issued(request), pk=pk)
    if not decision.scan:
        raise Http404
    name = file_name(decision.get_paper_display(), decision, extension="pdf")
    return FileResponse(decision.scan.open("rb"), content_type="application/pdf", as_attachment=True, filename=name)


@action("decision.issue")
def decision_scan_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the scan to a decision that was recorded without one."""
    decision = get_object_or_404(_issued(request), pk=pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.attach_scan(decision=decision, scan=form.cleaned_data["scan"], by=request.user)
        except (Refused, BadScan) as refused:
            _say(form, refused)
        else:
            messages.success(request, _("The scan has been kept."))
            return redirect("taskforces:decision_detail", pk)
    return render(request, "taskforces/decision_scan_add.html", {"form": form, "decision": decision})


def _issued(request: HttpRequest):  # type: ignore[no-untyped-def]
    return Decision.objects.visible_to(request.scope).exclude(state=Decision.State.DRAFT).select_related("committee")


def _known(request: HttpRequest, draft: Decision) -> dict[str, Any]:
    """What is known of the paper: the draft's own facts, else the habits of the last one issued."""
    last = _issued(request).filter(paper=draft.paper).order_by("-signed_on", "-pk").first() or draft
    return {
        "version": draft.version,
        "symbol": draft.symbol or last.symbol,
        "term": draft.term or last.term,
        "signed_on": request.today,
        "takes_effect_on": draft.takes_effect_on or request.today,
        "signer_title": draft.signer_title or last.signer_title,
        "signer_name": draft.signer_name or last.signer_name,
    }


def _confirmed(request: HttpRequest, form: PaperForm) -> bool:
    """Whether the preview that the sender saw was for the day that he now sends."""
    seen = request.POST.get("seen", "")
    return request.POST.get("step") == "record" and seen == form.cleaned_data["takes_effect_on"].isoformat()


def _issue(request: HttpRequest, draft: Decision, form: IssueForm) -> HttpResponse | None:
    facts = dict(form.cleaned_data)
    version = facts.pop("version")
    try:
        done = services.issue_decision(decision=draft, version=version, by=request.user, today=request.today, **facts)
    except services.StaleDraft as stale:
        return show(request, get_draft(request, draft.pk), refusal=str(stale), status=STALE)
    except (Refused, ValidationError, BadScan) as refused:
        _say(form, refused)
        return None
    messages.success(request, _("The issue of %(decision)s has been recorded.") % {"decision": done})
    return redirect("taskforces:decision_detail", draft.pk)


def _preview(request: HttpRequest, draft: Decision, form: IssueForm) -> dict[str, Any]:
    day = form.cleaned_data["takes_effect_on"]
    result = outcome(draft, day, signed_on=form.cleaned_data["signed_on"])
    cover = coverage_of_draft(draft, day, result=result)
    return {
        "day": day,
        "seen": day.isoformat(),
        "decisions": result.decisions,
        "difference": difference(draft, day, result=result),
        "forgotten": [line.cell.long_name for line in cover.forgotten],
        "breaches": broken_rules(draft, day, result=result),
        "touched": touched_by_backdating(draft, day, request.today, result=result),
        "is_future": day > request.today,
    }


def _say(form: Any, refused: Refused | ValidationError | BadScan) -> None:
    if isinstance(refused, BadScan):
        form.add_error("scan", str(refused))
    else:
        add_refusal(form, refused)
