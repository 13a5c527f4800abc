from evaluations.views.campaigns import (
    campaign_list,
    campaign_new,
    campaign_publish,
    figure_new,
    target_change,
)
from evaluations.views.ratings import (
    campaign_detail,
    campaign_export,
    organization_panel,
    rating_correct,
    rating_grid,
)

__all__ = [
    "campaign_detail",
    "campaign_export",
    "campaign_list",
    "campaign_new",
    "campaign_publish",
    "figure_new",
    "organization_panel",
    "rating_correct",
    "rating_grid",
    "target_change",
]
