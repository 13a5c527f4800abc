"""The verbs of this app's services in words, for the history pages."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "open_campaign": _("ratings of the year opened"),
    "set_ratings": _("ratings entered"),
    "publish_campaign": _("ratings published and locked"),
    "correct_rating": _("rating corrected under a new decision"),
    "set_target": _("target recorded"),
    "record_published_figure": _("published figure recorded"),
}
