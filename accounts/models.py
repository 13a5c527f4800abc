"""Who signs in. A person (orgs) may have an account; what he may do comes from grants and from memberships."""

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.querysets import AccessLogQuerySet, RoleGrantQuerySet, UserManager

_username = RegexValidator(r"^[a-z0-9][a-z0-9._-]{2,39}\Z", _("3 to 40 small letters without tones, digits, . _ -"))


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    username = models.CharField(_("user name"), max_length=40, unique=True, validators=[_username])
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_system = models.BooleanField(_("jobs and commands"), default=False, editable=False)
    must_change_password = models.BooleanField(_("must change the password at the next sign-in"), default=True)
    # Raised when stored roles change: it is part of the session's hash, so open sessions die.
    rights_version = models.PositiveIntegerField(_("changes of rights"), default=1, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    created_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )

    USERNAME_FIELD = "username"
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    @staticmethod
    def could_be_username(text: str) -> bool:
        """Whether `text` has the form of a user name."""
        return bool(_username.regex.match(text))  # type: ignore[union-attr]

    def get_session_auth_hash(self) -> str:
        """Return the hash that a session must match: password and stored roles as they are now."""
        return self._hash_with(None)

    def get_session_auth_fallback_hash(self):  # type: ignore[no-untyped-def]
        from django.conf import settings  # noqa: PLC0415  # read when asked: keys rotate

        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._hash_with(secret)

    def _hash_with(self, secret: str | None) -> str:
        value = f"{self.password}:{self.rights_version}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()


class Role(models.TextChoices):
    """Stored roles are granted; those of a team come from the memberships of today (domain.md §6)."""

    ADMINISTRATOR = "administrator", _("System administrator")
    STAFF = "staff", _("Staff")
    LEADER = "leader", _("Leader")
    INSPECTOR = "inspector", _("Inspector")
    TEAM_LEADER = "team_leader", _("Team leader")
    MEMBER = "member", _("Team member")


STORED_ROLES = [Role.ADMINISTRATOR, Role.STAFF, Role.LEADER, Role.INSPECTOR]


@pghistory.track()
class RoleGrant(models.Model):
    """A stored role of an account in one committee, from day to day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("account"))
    committee = models.ForeignKey("orgs.Committee", models.PROTECT, related_name="grants", verbose_name=_("committee"))
    role = models.CharField(_("role"), max_length=20, choices=[(r.value, r.label) for r in STORED_ROLES])
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of an account")
        verbose_name_plural = _("roles of accounts")
        ordering = ["user", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="rolegrant_days",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.INSPECTOR) | Q(ends_on__isnull=False),
                name="inspector_ends",
                violation_error_message=_("An inspector's role needs a last day."),
            ),
            models.UniqueConstraint(
                fields=["user", "committee", "role"],
                condition=Q(ends_on=None),
                name="one_open_grant",
                violation_error_message=_("The account already has this role."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())


class AccessLog(models.Model):
    """A sign-in, an export, or a reading of what is sensitive. Expires (see README); nothing else does."""

    class Action(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in")
        SIGN_OUT = "sign_out", _("signed out")
        SIGN_IN_FAILED = "sign_in_failed", _("sign-in refused")
        EXPORT = "export", _("exported")
        READ = "read", _("read")

    action = models.CharField(_("action"), max_length=20, choices=Action.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account"))
    username = models.CharField(_("user name as typed"), max_length=150, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    path = models.CharField(_("page"), max_length=500, blank=True)
    logged_at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the access log")
        verbose_name_plural = _("access log")
        ordering = ["-logged_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.path}".strip()
