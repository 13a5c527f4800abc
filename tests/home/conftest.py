"""The sample book, loaded once for all tests of a module: it takes seconds."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import transaction

from home.sample.loading import CODE, load_trangdinh
from orgs.models import Committee


@pytest.fixture(scope="module")
def loaded_sample(django_db_setup, django_db_blocker):
    """Load the sample in a transaction that ends with the module; each test is rolled back within it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_trangdinh()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded_sample, db):
    return Committee.objects.get(code=CODE)


@pytest.fixture
def everything() -> Callable[[], dict[str, int]]:
    """Counts the rows of every table of ours, histories included."""
    ours = {"accounts", "orgs", "taskforces", "meetings", "evaluations"}
    models = [model for model in apps.get_models() if model._meta.app_label in ours]
    return lambda: {model._meta.label: model._base_manager.count() for model in models}
