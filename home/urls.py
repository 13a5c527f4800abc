from django.urls import path

from home import views
from home.events import views as events
from home.setup import views as setup

app_name = "home"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("who-answers/", views.who_answers, name="who_answers"),
    path("search/", views.search, name="search"),
    path("setup/own-book/", setup.own_book, name="own_book"),
    path("organizations/events/new/", events.event_new, name="event_new"),
    path("organizations/events/new/<slug:event>/", events.event_record, name="event_record"),
]
