from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.verbs import add_verbs


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = _("Ratings")

    def ready(self) -> None:
        from evaluations.verbs import VERBS  # noqa: PLC0415

        add_verbs(VERBS)
