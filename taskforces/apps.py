from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.verbs import add_verbs


class TaskforcesConfig(AppConfig):
    name = "taskforces"
    verbose_name = _("Decisions, teams, assignments")

    def ready(self) -> None:
        from taskforces.verbs import VERBS  # noqa: PLC0415

        add_verbs(VERBS)
