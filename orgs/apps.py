from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.verbs import add_verbs


class OrgsConfig(AppConfig):
    name = "orgs"
    verbose_name = _("Party organizations")

    def ready(self) -> None:
        from orgs.verbs import VERBS  # noqa: PLC0415

        add_verbs(VERBS)
