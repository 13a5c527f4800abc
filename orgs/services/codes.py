"""Codes of organizations: names are reused, so each gets one of its own for life."""

from orgs.models import Committee, Organization
from tramgdinh.text.slugs import slug

_LONGEST = 34


def free_code(committee: Committee, name: str) -> str:
    """Return a code made of `name` that no organization of the committee has: `de-tham`, else `de-tham-2` …

    Call it under the committee's lock, or two events at once take the same.
    """
    stem = slug(name, fallback="to-chuc")[:_LONGEST].strip("-")
    taken = set(Organization.objects.filter(committee=committee, code__startswith=stem).values_list("code", flat=True))
    if stem not in taken:
        return stem
    return next(code for number in range(2, len(taken) + 3) if (code := f"{stem}-{number}") not in taken)
