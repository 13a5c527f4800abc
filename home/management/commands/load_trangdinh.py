"""`manage.py load_trangdinh`: the sample book, with the demo accounts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from home.sample.later import load_later
from home.sample.loading import CODE, NotEmpty, load_trangdinh
from orgs.models import Committee


class Command(BaseCommand):
    help = "Loads the sample book of Tràng Định (706, 997, meetings, ratings) into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--later", action="store_true", help="also the events of 2020-2025")

    def handle(self, *, later: bool, **_options: Any) -> None:
        try:
            loaded = load_trangdinh()
        except NotEmpty as error:
            raise CommandError(
                _("The database holds another book; the sample is only loaded into an empty one.")
            ) from error
        happened = later and load_later(Committee.objects.get(code=CODE))
        if loaded:
            self.stdout.write(_("The sample is loaded."))
        if happened:
            self.stdout.write(_("The events of 2020–2025 are recorded."))
        if not loaded and not happened:
            self.stdout.write(_("The sample was there already; nothing changed."))
