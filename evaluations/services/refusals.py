"""Why a write to a year's ratings is refused; `str()` is a sentence for the user."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tramgdinh.database.refusals import Refused


class NoScale(Refused):
    """No scale is recorded for the year."""

    def __init__(self, year: int) -> None:
        super().__init__(_("No rating scale is recorded for the year %(year)s.") % {"year": year})


class AlreadyOpened(Refused):
    """The ratings of the year have been opened before."""

    def __init__(self, year: int) -> None:
        super().__init__(_("The ratings of %(year)s have already been opened.") % {"year": year})


class AlreadyPublished(Refused):
    """A published year is locked; a change is a correction with a new decision."""

    def __init__(self) -> None:
        super().__init__(_("These ratings are published and locked. Record a correction under a new decision."))


class NotPublished(Refused):
    """Before publication a rating is simply changed; there is nothing to correct."""

    def __init__(self) -> None:
        super().__init__(_("These ratings are still open: change the rating itself."))


class StillOpen(Refused):
    """Some organizations are not rated yet."""

    def __init__(self, count: int) -> None:
        said = ngettext("%(count)s organization is not rated yet.", "%(count)s organizations are not rated yet.", count)
        super().__init__(said % {"count": count})
        self.count = count


class RowsChanged(Refused):
    """Somebody else changed some of these rows since the page was opened; nothing has been saved."""

    def __init__(self, rating_ids: list[int]) -> None:
        super().__init__(
            _("Somebody else has changed the marked rows since this page was opened. Nothing was saved: look again.")
        )
        self.rating_ids = rating_ids


class AlreadyCorrected(Refused):
    """The rating has been put right by another correction in the meantime."""

    def __init__(self) -> None:
        super().__init__(_("This rating has just been corrected by somebody else."))
