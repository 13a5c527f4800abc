"""What happens to a year's ratings. The Standing Committee decides; these verbs record what it decided."""

from evaluations.services.campaigns import (
    open_campaign,
    publish_campaign,
    record_published_figure,
    set_target,
)
from evaluations.services.ratings import Line, Outcome, correct_rating, set_ratings
from evaluations.services.refusals import (
    AlreadyCorrected,
    AlreadyOpened,
    AlreadyPublished,
    NoScale,
    NotPublished,
    RowsChanged,
    StillOpen,
)

__all__ = [
    "AlreadyCorrected",
    "AlreadyOpened",
    "AlreadyPublished",
    "Line",
    "NoScale",
    "NotPublished",
    "Outcome",
    "RowsChanged",
    "StillOpen",
    "correct_rating",
    "open_campaign",
    "publish_campaign",
    "record_published_figure",
    "set_ratings",
    "set_target",
]
