from evaluations.models.campaigns import Campaign, PublishedFigure, Rating
from evaluations.models.schemes import Level, Scheme

__all__ = ["Campaign", "Level", "PublishedFigure", "Rating", "Scheme"]
