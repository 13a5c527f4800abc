"""The verbs of this app's services in words, for the history pages."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "expect_month": _("meetings of the month expected"),
    "plan_meeting": _("meeting planned"),
    "move_meeting": _("meeting moved"),
    "void_meeting": _("meeting voided as a wrong entry"),
    "log_report": _("meeting reported"),
    "change_report": _("report changed"),
    "void_report": _("report voided as a wrong entry"),
}
