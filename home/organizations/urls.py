"""Pages of organizations. They show what higher apps know of them, so they stand here; their names are those of orgs."""

from django.urls import path

from home.organizations import views

app_name = "orgs"
urlpatterns = [
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/export/", views.organization_export, name="organization_export"),
    path("organizations/<int:pk>/", views.organization_list, name="organization_detail"),
]
