"""How a page runs its service: what is refused is said at the form, whoever refuses it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest

from tramgdinh.database.refusals import Refused, explain


def attempt(request: HttpRequest, form: forms.Form, record: Callable[[], Any]) -> Any:
    """Run the service; what it refuses is said at the form, and None returned."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return record() or True
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        known = {
            name if name in form.fields else None: errors
            for name, errors in getattr(refusal, "error_dict", {None: refusal.messages}).items()
        }
        for name, errors in known.items():
            form.add_error(name, errors)
    except DatabaseError as error:
        sentence = explain(error)
        if sentence is None:
            raise
        form.add_error(None, sentence)
    return None
