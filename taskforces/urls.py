from django.urls import path

from taskforces.views import (
    cells,
    correcting,
    decisions,
    draft_members,
    draft_teams,
    drafts,
    issuing,
    leaving,
    people,
    reassigning,
    teams,
)

app_name = "taskforces"
_DRAFT = "decisions/<int:pk>/draft/"
_TEAM = f"{_DRAFT}teams/<int:team_pk>/"

urlpatterns = [
    path("decisions/", decisions.decision_list, name="decision_list"),
    path("decisions/new/", drafts.draft_new, name="draft_new"),
    path("decisions/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("decisions/<int:pk>/history/", decisions.decision_history, name="decision_history"),
    path("decisions/<int:pk>/scan/", issuing.decision_scan, name="decision_scan"),
    path("decisions/<int:pk>/scan/add/", issuing.decision_scan_add, name="decision_scan_add"),
    path("decisions/<int:pk>/revoke/", issuing.decision_revoke, name="decision_revoke"),
    path("decisions/<int:pk>/amend/", drafts.draft_amend, name="draft_amend"),
    path("decisions/<int:pk>/end/", drafts.draft_end, name="draft_end"),
    path(_DRAFT, drafts.draft_detail, name="draft_detail"),
    path(f"{_DRAFT}facts/", drafts.draft_facts, name="draft_facts"),
    path(f"{_DRAFT}rules/", drafts.draft_rules, name="draft_rules"),
    path(f"{_DRAFT}discard/", drafts.draft_discard, name="draft_discard"),
    path(f"{_DRAFT}issue/", issuing.draft_issue, name="draft_issue"),
    path(f"{_DRAFT}teams/new/", draft_teams.draft_team_new, name="draft_team_new"),
    path(_TEAM, draft_teams.draft_team, name="draft_team"),
    path(f"{_TEAM}edit/", draft_teams.draft_team_edit, name="draft_team_edit"),
    path(f"{_TEAM}remove/", draft_teams.draft_team_remove, name="draft_team_remove"),
    path(f"{_TEAM}organizations/", draft_teams.draft_charges, name="draft_charges"),
    path(f"{_TEAM}cells/", draft_teams.draft_cells, name="draft_cells"),
    path(f"{_TEAM}release/", draft_teams.draft_release, name="draft_release"),
    path(f"{_TEAM}members/", draft_members.draft_member_find, name="draft_member_find"),
    path(f"{_TEAM}members/<int:person_pk>/", draft_members.draft_member_put, name="draft_member_put"),
    path(f"{_TEAM}members/<int:membership_pk>/remove/", draft_members.draft_member_remove, name="draft_member_remove"),
    path("corrections/<slug:kind>/<int:pk>/", correcting.row_correct, name="row_correct"),
    path("reassign/", reassigning.reassign, name="reassign"),
    path("teams/", teams.team_list, name="team_list"),
    path("teams/<int:pk>/", teams.team_detail, name="team_detail"),
    path("teams/<int:pk>/delegate/", teams.team_delegate, name="team_delegate"),
    path("teams/<int:pk>/delegate/<int:delegation_pk>/end/", teams.team_undelegate, name="team_undelegate"),
    path("people/", people.person_list, name="person_list"),
    path("people/export/", people.person_export, name="person_export"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/leave/", leaving.person_leave, name="person_leave"),
    path("cells/<int:pk>/history/", cells.cell_history, name="cell_history"),
    path("organizations/<int:pk>/assignments/", cells.organization_panel, name="organization_panel"),
]
