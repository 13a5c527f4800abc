from home.views.answers import who_answers
from home.views.overview import overview
from home.views.search import search

__all__ = ["overview", "search", "who_answers"]
