"""A small invented decision between the two: a cell goes to another comrade of the same team."""

import datetime as dt

from home.sample.book import Book
from home.sample.decisions import TERM
from orgs.models import Organization
from taskforces.models import Assignment, Decision, Membership
from taskforces.services import reassign

FIRST_DAY = dt.date(2019, 3, 15)
NUMBER, SYMBOL = 812, "QĐ/HU (mẫu)"
SUBJECT = "Về việc điều chỉnh phân công dự sinh hoạt chi bộ (mẫu)"
REASON = "Đồng chí phụ trách cũ đi học tập trung (mẫu)"


def amend_706(book: Book, base: Decision) -> Decision:
    """Give the cell of the last member of team 3 to the sixth, who had one only."""
    members = list(Membership.objects.filter(decision=base, task_force__number=3).order_by("rank_order"))
    held = Assignment.objects.filter(decision=base, person_id=members[-1].person_id).in_charge()
    person = next(one for one in book.officers if one.pk == members[5].person_id)
    return reassign(
        cells=list(Organization.objects.filter(pk__in=held.values("cell_id")).order_by("order")),
        person=person,
        takes_effect_on=FIRST_DAY,
        reason=REASON,
        basis=REASON,
        subject=SUBJECT,
        by=book.by,
        today=FIRST_DAY,
        committee=book.committee,
        number=NUMBER,
        signed_on=FIRST_DAY,
        symbol=SYMBOL,
        term=TERM,
        signer_title="T/M BAN THƯỜNG VỤ, PHÓ BÍ THƯ",
        signer_name="(mẫu)",
    )
