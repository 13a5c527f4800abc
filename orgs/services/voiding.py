"""Rows that turn out wrong stay, marked with who says so, when and why."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User

# Stored, and shown as it is: what a later event on the same day took the place of.
NEVER_TOOK_EFFECT = "Không có hiệu lực: được thay ngay từ ngày bắt đầu"


def void(rows: "QuerySet[Any]", *, by: User, reason: str) -> int:
    """Void live rows and return how many; only once, the law refuses a second time."""
    # The moment of recording, not a day of the ledger: the server's clock is right for it.
    return rows.filter(voided_at=None).update(voided_at=timezone.now(), voided_by=by, void_reason=reason)
