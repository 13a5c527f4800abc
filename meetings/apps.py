from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.verbs import add_verbs


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from meetings.verbs import VERBS  # noqa: PLC0415

        add_verbs(VERBS)
