"""Bases of the admin pages of the ledger and of the reference data; the rights come from accounts/permissions.py.

    @admin.register(Assignment)
    class AssignmentAdmin(ReadOnlyAdmin):
        read_action = "assignment.read"

`read_action` and `write_action` name rows of the declared table; rows are those `.visible_to(request.scope)`, else
those of the reader's committee at the end of `committee_path`; relations are loaded for all rows at once; a row's
history page comes from the triggers; an unknown or foreign row is a 404. `self.step(…)` shows one step on a row: text,
form, button. An admin action asks for a right with `@admin.action(permissions=["write"])` and a method
`has_write_permission(request)`.
"""

from typing import Any

from django.http import HttpRequest

from accounts.admin_base import DeclaredAdmin, DeclaredInline, DeclaredRights, ReadOnlyAdmin


class ReferenceAdmin(DeclaredAdmin):
    """Reference data that an administrator edits; every save goes into the row's history under his name."""

    read_action = "organization.read"
    write_action = "reference.write"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The reader's committee: the field stays in the form, so that its constraints are checked there."""
        own = {"committee": request.scope.committee_id}  # type: ignore[attr-defined]
        return own | super().get_changeform_initial_data(request)


__all__ = ["DeclaredAdmin", "DeclaredInline", "DeclaredRights", "ReadOnlyAdmin", "ReferenceAdmin"]
