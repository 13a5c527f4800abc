"""`manage.py load_trangdinh`: the sample book, with the demo accounts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from home.sample.loading import NotEmpty, load_trangdinh


class Command(BaseCommand):
    help = "Loads the sample book of Tràng Định (706, 997, meetings, ratings) into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--later", action="store_true", help="also the events of 2020-2025")

    def handle(self, **options: Any) -> None:
        try:
            loaded = load_trangdinh()
        except NotEmpty as error:
            raise CommandError(
                _("The database holds another book; the sample is only loaded into an empty one.")
            ) from error
        self.stdout.write(
            _("The sample is loaded.") if loaded else _("The sample was there already; nothing changed.")
        )
