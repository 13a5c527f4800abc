"""`manage.py start_own_book`: the office's own book in an empty database (`make own-book` makes the empty database)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.setup.facts import forget, kept
from home.setup.forms import OwnBookForm
from home.setup.services import start_own_book
from tramgdinh.database.refusals import Refused


class Command(BaseCommand):
    help = "Begins the office's own book in an empty database: committee, root organization, first administrator."

    def handle(self, **_options: Any) -> None:
        with translation.override("vi"):
            try:
                slip = start_own_book(facts=self._answers().facts(), today=timezone.localdate())
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            forget()
            self.stdout.write(_("The own book has begun. First administrator, shown this once:"))
            self.stdout.write(f"  {_('User name')}: {slip.username}")
            self.stdout.write(f"  {_('First password')}: {slip.password}")

    def _answers(self) -> OwnBookForm:
        """What the page kept, else what is answered here; asked again until it can stand."""
        try:
            answers = kept()
        except ValueError as error:
            raise CommandError(_("The file of answers cannot be read: %(file)s") % {"file": error}) from error
        form = OwnBookForm(answers)
        while not form.is_valid():
            for name, errors in form.errors.items():
                if answers:
                    self.stderr.write(f"{form.fields[name].label if name in form.fields else ''}: {' '.join(errors)}")
            for name in form.errors or form.fields:
                answers[name] = self._ask(form, name)
            form = OwnBookForm(answers)
        return form

    def _ask(self, form: OwnBookForm, name: str) -> str:
        field = form.fields[name]
        try:
            return input(f"{field.label} ({field.help_text}): ")
        except EOFError:
            raise CommandError(_("Answer the questions at a terminal, or on the page first.")) from None
