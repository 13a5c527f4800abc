"""What a new organization gets for life: a code of its own (names are reused), and its place in the customary order."""

from django.db.models import Max

from orgs.models import Committee, Kind, Organization, OrganizationState, Sector
from orgs.services.plans import Plan
from tramgdinh.text.slugs import slug

_LONGEST = 34
_SECTORS = list(Sector)


def free_code(committee: Committee, name: str) -> str:
    """Return a code made of `name` that no organization of the committee has: `de-tham`, else `de-tham-2` …

    Call it under the committee's lock, or two events at once take the same.
    """
    stem = slug(name, fallback="to-chuc")[:_LONGEST].strip("-")
    taken = set(Organization.objects.filter(committee=committee, code__startswith=stem).values_list("code", flat=True))
    if stem not in taken:
        return stem
    return next(code for number in range(2, len(taken) + 3) if (code := f"{stem}-{number}") not in taken)


def next_order(plan: Plan, kind: str, sector: str, parent_id: int | None) -> int:
    """Return the place after the last sibling on the day; of grassroots organizations, of its sector or before."""
    siblings = OrganizationState.objects.on(plan.takes_effect_on).filter(parent_id=parent_id)
    if kind in {Kind.BASE_COMMITTEE, Kind.BASE_CELL}:
        before = _SECTORS[: _SECTORS.index(Sector(sector)) + 1]
        siblings = siblings.filter(kind__in=[Kind.BASE_COMMITTEE, kind], sector__in=before)
    last: int | None = siblings.aggregate(last=Max("organization__order"))["last"]
    if last is None and parent_id is not None:
        last = Organization.objects.filter(pk=parent_id).values_list("order", flat=True).first()
    return (last or 0) + 1
