"""Pages of the admin site whose rights come from the declared table, not from Django's model permissions."""

from typing import Any, ClassVar, Never

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.permissions import ACTIONS
from tramgdinh.database.refusals import explain


class DeclaredRights:
    """Asks the table of accounts/permissions.py for `read_action` and `write_action`. Nothing is ever deleted here."""

    read_action: ClassVar[str] = ""
    write_action: ClassVar[str] = ""  # empty: nobody adds or changes
    # The way from a row to its committee, for a model whose queryset has no `visible_to`.
    committee_path: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in filter(None, (cls.read_action, cls.write_action)):
            if name not in ACTIONS:
                raise LookupError(name)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request, self.read_action)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request, self.write_action)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request, self.write_action)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def _may(self, request: HttpRequest, action: str) -> bool:
        scope = request.scope  # type: ignore[attr-defined]
        return bool(action) and scope.may("admin.enter") and scope.may(action)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """What the reader may see; a relation that a column shows is loaded for all rows at once."""
        return _seen_by(super().get_queryset(request), request, self.committee_path)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.remote_field.model
        rows = kwargs.get("queryset", model._default_manager.all())  # Django's public name for it
        path = "committee" if any(field.name == "committee" for field in model._meta.fields) else ""
        kwargs["queryset"] = _seen_by(rows, request, path)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


def _seen_by(rows: models.QuerySet[Any], request: HttpRequest, committee_path: str) -> models.QuerySet[Any]:
    scope = request.scope  # type: ignore[attr-defined]
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(scope)
    elif committee_path:
        rows = rows.filter(**{committee_path: scope.committee_id})
    else:
        raise ImproperlyConfigured(f"{rows.model.__name__} has neither visible_to nor a committee_path")
    return rows.fetch_mode(models.FETCH_PEERS)


class DeclaredAdmin(DeclaredRights, admin.ModelAdmin):  # type: ignore[type-arg]
    """Base of every admin page: a stranger gets 404, a refusal of the database is a sentence, no second history."""

    show_full_result_count = False
    list_per_page = 100
    object_history_template = "admin/row_history.html"

    def get_urls(self) -> list[URLPattern]:
        """The pages that somebody may open: nothing is deleted, and what nobody writes has no page to add it."""
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        closed = {None, f"{info}_delete"} | (set() if self.write_action else {f"{info}_add"})
        return [pattern for pattern in super().get_urls() if pattern.name not in closed]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and not self.has_change_permission(request):
            self.row_to_see(request, object_id)
            return HttpResponseNotAllowed(["GET"])
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DatabaseError as error:
            sentence = explain(error)
            if sentence is None:
                raise
            messages.error(request, sentence)
            return redirect(request.get_full_path())

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["may_write"] = self._may(request, self.write_action)
        return super().render_change_form(request, context, *args, **kwargs)

    def row_to_see(self, request: HttpRequest, object_id: int | str) -> Any:
        """Return the row; 404 for one who may not see it."""
        found = self.get_object(request, str(object_id)) if self.has_view_permission(request) else None
        if found is None:
            raise Http404
        return found

    def row(self, request: HttpRequest, object_id: int | str) -> Any:
        """Return the row of a step on it; 404 for one who may not see it or may not write here."""
        if not self._may(request, self.write_action):
            raise Http404
        return self.row_to_see(request, object_id)

    def page_of(self, row: models.Model) -> str:
        """The address of a row's page."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def step(
        self,
        request: HttpRequest,
        *,
        form: forms.BaseForm,
        title: Any,
        text: Any,
        submit: Any,
        row: models.Model | None = None,
    ) -> HttpResponse:
        """Show one step: what will happen, a short form, one button. 404 for one who may not write here."""
        if not self._may(request, self.write_action):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "text": text,
            "form": form,
            "submit": submit,
            "back_url": self.page_of(row)
            if row
            else reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
        }
        return TemplateResponse(request, "admin/step.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save under the name of who does it, and stamp a new row with him."""
        if not change and hasattr(obj, "recorded_by_id"):
            obj.recorded_by = request.user
        verb = "change_reference" if change else "add_reference"
        with transaction.atomic(), history(by=request.user, verb=verb):  # type: ignore[arg-type]
            super().save_model(request, obj, form, change)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, when, from what to what, as the triggers recorded it."""
        obj = self.row_to_see(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(row)s") % {"row": obj},
            "opts": self.opts,
            "object": obj,
            "entries": self.admin_site.history_of(obj),  # type: ignore[attr-defined]
            "preserved_filters": self.get_preserved_filters(request),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Never:
        raise Http404

    # The audit event is the row's history, written by triggers; Django's second log is left empty.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Write nothing."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Write nothing."""


class ReadOnlyAdmin(DeclaredAdmin):
    """Rows of the ledger: to be looked at with their history. What changes them is an action or a page of its own."""

    # Worked out from other columns, for searching and sorting.
    worked_out = frozenset({"search_text", "sort_key", "order"})

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        """Every column, those that no form edits too; who entered and who voided the row at the end."""
        if self.fields or self.fieldsets:
            return super().get_fields(request, obj)
        names = [
            field.name for field in self.opts.fields if not field.primary_key and field.name not in self.worked_out
        ]
        return sorted(names, key=lambda name: name.startswith(("recorded_", "void")))

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return [*self.readonly_fields, *(name for name in self.get_fields(request, obj) if isinstance(name, str))]

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class DeclaredInline(DeclaredRights, admin.TabularInline):  # type: ignore[type-arg]
    """Rows below a row; by default only to be looked at."""

    extra = 0
    can_delete = False
    show_change_link = False
