from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("who-answers/", views.who_answers, name="who_answers"),
    path("search/", views.search, name="search"),
]
