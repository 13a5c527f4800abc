"""What a new password must not be."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.signing_in import SAMPLE_PASSWORD


class NotTheOldPassword:
    """A first password is changed, not entered again."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("The new password is the old one."), code="password_unchanged")

    def get_help_text(self) -> str:
        return _("It differs from the password so far.")


class NotTheSamplePassword:
    """The password of the demo accounts is known to everybody."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if password.lower() == SAMPLE_PASSWORD:
            raise ValidationError(_("This password is known to everybody."), code="password_known")

    def get_help_text(self) -> str:
        return _("It is not the password of the sample accounts.")
