"""Bases of the admin pages of the ledger and of the reference data; the rights come from accounts/permissions.py.

    @admin.register(Assignment)
    class AssignmentAdmin(ReadOnlyAdmin):
        read_action = "assignment.read"

`read_action` and `write_action` name rows of the declared table; rows are those `.visible_to(request.scope)`; relations are
loaded for all rows at once; a row's history page comes from the triggers; an unknown or foreign row is a 404.
An admin action asks for a right with `@admin.action(permissions=["write"])` and a method `has_write_permission(request)`.
"""

from accounts.admin_base import DeclaredAdmin, DeclaredInline, DeclaredRights, ReadOnlyAdmin


class ReferenceAdmin(DeclaredAdmin):
    """Reference data that an administrator edits; every save goes into the row's history under his name."""

    read_action = "organization.read"
    write_action = "reference.write"


__all__ = ["DeclaredAdmin", "DeclaredInline", "DeclaredRights", "ReadOnlyAdmin", "ReferenceAdmin"]
