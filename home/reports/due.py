"""What is due from the person who opens the first page, most pressing first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import RoleGrant, User
from accounts.scope import Scope
from evaluations.models import Campaign
from home.reports.figures import Figures
from meetings.reports.board import Board
from meetings.reports.duties import Due as DueMeeting
from meetings.reports.duties import duties_of
from orgs.models import Committee, OrganizationState
from taskforces.models import Assignment, Charge, Decision, Membership, TaskForce
from tramgdinh.text.dates import show_day, show_month

MOST = 5


@dataclass(frozen=True)
class Due:
    """One thing to do: a sentence with its number, where to do it, how pressing."""

    text: str
    url: str
    tone: str = "warn"


def due_from(scope: Scope, figures: Figures, boards: Iterable[Board] = ()) -> list[Due]:
    """Return what is due from the holder of `scope` today; `boards` are the months to be watched over."""
    found = _of_member(scope)
    if scope.may("meeting.plan") or scope.led_team_ids:
        found += [due for board in boards for due in _of_month(board)]
    if scope.may("decision.draft"):
        found += _of_staff(scope, figures)
    if scope.may("account.write"):
        found += _of_administrator(scope)
    return found


def _of_member(scope: Scope) -> list[Due]:
    """Meetings of his own cells: those without a report, today's, the next one."""
    if scope.person_id is None or not scope.team_ids:
        return []
    duties = duties_of(scope.person_id, scope.today)
    overdue = _("No report yet: %(cell)s, meeting of %(day)s")
    found = [_meeting(overdue, row, "bad") for row in duties.overdue[:MOST]]
    if len(duties.overdue) > MOST:
        more = ngettext(
            "%(n)s more meeting of your cells has no report.",
            "%(n)s more meetings of your cells have no report.",
            len(duties.overdue) - MOST,
        )
        found.append(Due(more % {"n": len(duties.overdue) - MOST}, reverse("meetings:my_work"), "bad"))
    found += [_meeting(_("Today: %(cell)s, meeting of %(day)s"), row, "warn") for row in duties.today]
    return found + [_meeting(_("Next: %(cell)s, meeting of %(day)s"), row, "info") for row in duties.coming[:1]]


def _meeting(text: str, row: DueMeeting, tone: str) -> Due:
    words = {"cell": row.state.name, "day": show_day(row.meeting.planned_on)}
    page = "meetings:meeting_detail" if row.days < 0 else "meetings:report_new"  # what is to come is not reported
    return Due(text % words, reverse(page, args=[row.meeting.pk]), tone)


def _of_month(board: Board) -> list[Due]:
    """A month of the cells that he watches over: meetings over and not reported."""
    silent, month = board.counts.not_reported, show_month(board.month)
    if not silent:
        return []
    text = ngettext(
        "%(n)s meeting of %(month)s has no report yet.", "%(n)s meetings of %(month)s have no report yet.", silent
    )
    url = f"{reverse('meetings:month_board')}?month={board.month:%Y-%m}"
    return [Due(text % {"n": silent, "month": month}, url)]


def _of_staff(scope: Scope, figures: Figures) -> list[Due]:
    found = []
    organizations = reverse("orgs:organization_list")
    if figures.forgotten:
        text = ngettext(
            "%(n)s cell has nobody assigned: the decision says nothing of it.",
            "%(n)s cells have nobody assigned: the decision says nothing of them.",
            figures.forgotten,
        )
        found.append(Due(text % {"n": figures.forgotten}, f"{organizations}?kind=cells&covered=nobody", "bad"))
    if astray := _astray(scope):
        text = ngettext(
            "%(n)s cell is attended by a member of another team than its own: an amending decision settles it.",
            "%(n)s cells are attended by members of other teams than their own: an amending decision settles it.",
            astray,
        )
        found.append(Due(text % {"n": astray}, reverse("taskforces:reassign"), "warn"))
    leaderless = _teams_without_leader(scope)
    if leaderless:
        text = ngettext("%(n)s team has no leader.", "%(n)s teams have no leader.", leaderless)
        found.append(Due(text % {"n": leaderless}, reverse("taskforces:team_list"), "bad"))
    for campaign in (
        Campaign.objects.visible_to(scope).filter(ratings__outcome="open", ratings__voided_at=None).distinct()
    ):
        text = _("Rating of %(year)s: organizations are still to be rated.") % {"year": campaign.year}
        found.append(Due(text, reverse("evaluations:campaign_detail", args=[campaign.pk])))
    for draft in Decision.objects.visible_to(scope).drafts()[:MOST]:
        text = _("Draft not issued yet: %(subject)s") % {"subject": draft.subject}
        found.append(Due(text, reverse("taskforces:decision_detail", args=[draft.pk]), "info"))
    return found


def _astray(scope: Scope) -> int:
    """Cells whose one in charge is of a team that no longer has their organization: a merger or split left it so."""
    base = OrganizationState.objects.on(scope.today).filter(organization_id=OuterRef("cell_id")).values("grassroots_id")
    charged = Charge.objects.on(scope.today).filter(organization_id=OuterRef("base"))
    rows = Assignment.objects.on(scope.today).visible_to(scope).in_charge().annotate(base=Subquery(base[:1]))
    return rows.filter(~Exists(charged.filter(task_force_id=OuterRef("task_force_id")))).count()


def _teams_without_leader(scope: Scope) -> int:
    led = Membership.objects.on(scope.today).filter(role=Membership.Role.LEADER).values("task_force_id")
    return TaskForce.objects.on(scope.today).visible_to(scope).exclude(pk__in=led).count()


def _of_administrator(scope: Scope) -> list[Due]:
    granted = RoleGrant.objects.on(scope.today).values("user_id")
    found = []
    if Committee.objects.visible_to(scope).filter(is_sample=True).exists():
        found.append(
            Due(_("This is the sample. Begin the office's own, empty book."), reverse("home:own_book"), "info")
        )
    idle = User.objects.people().filter(is_active=True, person=None).exclude(pk__in=granted).count()
    if idle:
        text = ngettext("%(n)s account has no role.", "%(n)s accounts have no role.", idle)
        found.append(Due(text % {"n": idle}, reverse("admin:accounts_user_changelist")))
    return found


def is_empty_book(scope: Scope) -> bool:
    """Whether the committee has no organization yet: the first page then says where to begin."""
    return not OrganizationState.objects.live().filter(organization__committee_id=scope.committee_id or 0).exists()
