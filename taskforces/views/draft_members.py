"""People of a team in a draft: found by name, put in with role, rank order and printed title, taken out."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import action
from orgs.models import Person, Post
from taskforces import services
from taskforces.forms.drafts import MemberForm, SearchForm
from taskforces.models import Membership
from taskforces.reports import roll
from taskforces.views.desk import STALE, get_draft, get_team, show, take, version_of
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused

MOST = 30


@action("decision.draft")
def draft_member_find(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    """Find a person to put into the team; the first ones by given name until something is typed."""
    draft = get_draft(request, pk)
    team = get_team(draft, team_pk)
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    people = list(roll.people_found(scope=request.scope, day=request.today, text=text)[: MOST + 1])
    inside = Membership.objects.live().filter(task_force=team, ends_on=None)
    context = {
        "draft": draft,
        "team": team,
        "filter_form": form,
        "rows": roll.person_rows(people[:MOST], request.today),
        "more": len(people) > MOST,
        "inside": set(inside.values_list("person_id", flat=True)),
    }
    return render(request, "taskforces/draft_member_find.html" + ("#rows" if request.htmx else ""), context)


@action("decision.draft")
def draft_member_put(request: HttpRequest, pk: int, team_pk: int, person_pk: int) -> HttpResponse:
    """Put a person into the team, or change his role, rank order and printed title there."""
    draft = get_draft(request, pk)
    team = get_team(draft, team_pk)
    person = get_object_or_404(Person.objects.visible_to(request.scope), pk=person_pk)
    known = _known(draft.pk, team.pk, person, request.today)
    form = MemberForm(request.POST or None, initial=known | {"version": draft.version})
    if form.is_valid():
        facts = dict(form.cleaned_data)
        version = facts.pop("version")
        try:
            services.put_member(draft=draft, version=version, by=request.user, task_force=team, person=person, **facts)
        except services.StaleDraft as stale:
            return show(request, get_draft(request, pk), team, refusal=str(stale), status=STALE)
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            return redirect("taskforces:draft_team", pk, team_pk)
    context = {"form": form, "draft": draft, "team": team, "person": person, "is_known": "role" in known}
    return render(request, "taskforces/draft_member_form.html", context)


@action("decision.draft")
@require_POST
def draft_member_remove(request: HttpRequest, pk: int, team_pk: int, membership_pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    team = get_team(draft, team_pk)
    row = get_object_or_404(Membership, decision=draft, task_force=team, pk=membership_pk)
    version = version_of(request)
    return take(
        request,
        draft,
        team,
        lambda: services.remove_member(draft=draft, version=version, by=request.user, membership=row),
    )


def _known(draft_pk: int, team_pk: int, person: Person, day: object) -> dict[str, object]:
    """What the draft says of the person in the team; else what stands; else his post as the printed title."""
    rows = Membership.objects.live().filter(task_force_id=team_pk, person=person, ends_on=None)
    row = rows.filter(decision_id=draft_pk).first() or rows.filter(starts_on__isnull=False).first()
    if row is not None:
        return {"role": row.role, "rank_order": row.rank_order, "printed_title": row.printed_title}
    post = Post.objects.on(day).filter(person=person).first()  # type: ignore[arg-type]
    return {"printed_title": post.title if post else ""}
