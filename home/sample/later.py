"""What came after the sample's working day: two reorganizations of communes, and the end of the district level.

Facts are the communes and the resolutions; which cell went where, and the Party's decisions, are invented.
"""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from accounts.history import history
from accounts.models import User
from accounts.services import system_account
from home.events.services import record_event
from home.sample.facts import MARK
from orgs.models import Committee, CommitteeName, Kind, Organization, OrganizationState, Succession
from orgs.services import Ends, GoesOn, Paper, Plan
from taskforces.models import Decision, EndReason
from taskforces.services.drafting import make_draft
from taskforces.services.issuing import issue
from tramgdinh.text.folding import fold

Event = Succession.Event
SPLIT_2020, MERGED_2024, DISTRICT_ENDED = dt.date(2020, 1, 1), dt.date(2024, 12, 1), dt.date(2025, 7, 1)
NUMBER = "mẫu"
RESOLUTION_2020 = "Nghị quyết 818/NQ-UBTVQH14 ngày 21/11/2019"
UNCONFIRMED = "Ngày có hiệu lực chưa xác minh. Chi bộ nào về xã nào là dữ liệu mẫu."
INVENTED = "Chi bộ nào về xã nào là dữ liệu mẫu."
ENDED = "Kết thúc hoạt động của cấp huyện; 20 xã, thị trấn của huyện sắp xếp thành 7 xã."


def is_later_loaded(committee: Committee) -> bool:
    """Whether the events are recorded already."""
    return committee.ended_on is not None


@transaction.atomic
def load_later(committee: Committee) -> bool:
    """Record the events of 2020–2025 and return True; return False, having changed nothing, if they are there."""
    if is_later_loaded(committee):
        return False
    system = system_account()
    with history(by=system, verb="load_sample", reason="mẫu"):
        later = Later(committee, system)
        later.dissolve("Bắc Ái", ["Đề Thám", "Kim Đồng"], SPLIT_2020, RESOLUTION_2020, UNCONFIRMED)
        later.dissolve("Vĩnh Tiến", ["Khánh Long"], MERGED_2024, "", INVENTED)
        later.dissolve("Đại Đồng", ["Thất Khê", "Đội Cấn"], MERGED_2024, "", INVENTED)
        later.end_decisions()
        later.end_organizations()
    with history(by=system, verb="load_sample", reason="mẫu"):
        last_day = DISTRICT_ENDED - dt.timedelta(days=1)
        CommitteeName.objects.filter(committee=committee, ends_on=None).update(ends_on=last_day)
        committee.ended_on = last_day
        committee.save(update_fields=["ended_on"])
    return True


class Later:
    """Carries the events out as staff would."""

    def __init__(self, committee: Committee, by: User) -> None:
        self.committee = committee
        self.by = by

    def dissolve(self, name: str, heirs: list[str], day: dt.date, resolution: str, note: str) -> None:
        """End the đảng bộ of a commune; its cells go on under the heirs, in turn."""
        ended = self._commune(name, day)
        into = [self._commune(heir, day) for heir in heirs]
        moves = list(self._cells(ended, into, day))
        plan = Plan(
            committee=self.committee,
            event=Event.SPLIT if len(heirs) > 1 else Event.MERGE,
            takes_effect_on=day,
            paper=Paper(NUMBER, None, resolution, note),
            goes_on=tuple(move for move in moves if isinstance(move, GoesOn)),
            ends=(Ends(ended, tuple(into)), *(move for move in moves if isinstance(move, Ends))),
        )
        record_event(plan=plan, by=self.by)

    def end_decisions(self) -> None:
        """The decision in force ends with the district, without a successor, and all that it laid down."""
        base = Decision.objects.issued().get(committee=self.committee, nature=Decision.Nature.BASE, ends_on=None)
        draft = make_draft(
            committee=self.committee,
            by=self.by,
            today=DISTRICT_ENDED,
            subject=f"Về việc kết thúc phân công phụ trách cơ sở do kết thúc hoạt động của cấp huyện{MARK}",
            nature=Decision.Nature.ENDING,
            paper=Decision.Paper.DECISION,
            basis=ENDED,
            amends=base,
        )
        issue(
            decision=draft,
            version=draft.version,
            number=1,
            symbol=f"QĐ/HU{MARK}",
            term=f"2020–2025{MARK}",
            signed_on=DISTRICT_ENDED - dt.timedelta(days=1),
            takes_effect_on=DISTRICT_ENDED,
            signer_title="T/M BAN THƯỜNG VỤ, BÍ THƯ",
            signer_name="(mẫu)",
            by=self.by,
            today=DISTRICT_ENDED,
            reason=EndReason.COMMITTEE_ENDED,
        )

    def end_organizations(self) -> None:
        """Every organization of the district ends with it: what came after belongs to other committees' books."""
        states = OrganizationState.objects.on(DISTRICT_ENDED).filter(organization__committee=self.committee)
        rows = states.customary().select_related("organization")
        plan = Plan(
            committee=self.committee,
            event=Event.END,
            takes_effect_on=DISTRICT_ENDED,
            paper=Paper(NUMBER, None, "", ENDED),
            ends=tuple(Ends(row.organization) for row in rows),
        )
        record_event(plan=plan, by=self.by)

    def _commune(self, name: str, day: dt.date) -> Organization:
        rows = OrganizationState.objects.on(day).filter(
            organization__committee=self.committee, kind=Kind.BASE_COMMITTEE, search_text__endswith=fold(f" {name}")
        )
        return rows.select_related("organization").get().organization

    def _cells(self, ended: Organization, into: list[Organization], day: dt.date) -> Iterator[GoesOn | Ends]:
        """Each cell goes on under an heir; one whose name is taken there ends and goes into its namesake."""
        below = OrganizationState.objects.on(day).filter(parent__in=[ended, *into]).customary()
        rows = list(below.select_related("organization"))
        taken = {(row.parent_id, row.name): row.organization for row in rows}
        mine = [row for row in rows if row.parent_id == ended.pk]
        for place, row in enumerate(mine):
            heir = into[place * len(into) // len(mine)]
            namesake = taken.get((heir.pk, row.name))
            yield Ends(row.organization, (namesake,)) if namesake else GoesOn(row.organization, parent=heir)
