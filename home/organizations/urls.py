"""Pages of organizations. They show what higher apps know of them, so they stand here; their names are orgs's."""

from django.urls import path

from home.organizations import views
from orgs import views as records

app_name = "orgs"
urlpatterns = [
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/export/", views.organization_export, name="organization_export"),
    path("organizations/events/", records.event_list, name="event_list"),
    path("organizations/events/<int:pk>/correct/", records.event_correct, name="event_correct"),
    path("organizations/events/<int:pk>/withdraw/", records.event_withdraw, name="event_withdraw"),
    path("organizations/<int:pk>/", views.organization_detail, name="organization_detail"),
    path("organizations/<int:pk>/history/", views.organization_history, name="organization_history"),
    path("organizations/<int:pk>/offices/new/", records.office_new, name="office_new"),
    path("organizations/<int:pk>/offices/<int:office>/end/", records.office_end, name="office_end"),
    path("organizations/<int:pk>/pattern/new/", records.pattern_new, name="pattern_new"),
    path("organizations/<int:pk>/head-count/new/", records.head_count_new, name="head_count_new"),
    path("organizations/<int:pk>/correct/<int:state>/", records.state_correct, name="state_correct"),
    path("people/new/", records.person_new, name="person_new"),
    path("people/<int:pk>/change/", records.person_change, name="person_change"),
    path("people/<int:pk>/posts/new/", records.post_new, name="post_new"),
]
