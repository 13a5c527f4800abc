from django.urls import path

from evaluations import views

app_name = "evaluations"
urlpatterns = [
    path("ratings/", views.campaign_list, name="campaign_list"),
    path("ratings/new/", views.campaign_new, name="campaign_new"),
    path("ratings/<int:pk>/", views.campaign_detail, name="campaign_detail"),
    path("ratings/<int:pk>/export/", views.campaign_export, name="campaign_export"),
    path("ratings/<int:pk>/enter/", views.rating_grid, name="rating_grid"),
    path("ratings/<int:pk>/publish/", views.campaign_publish, name="campaign_publish"),
    path("ratings/<int:pk>/target/", views.target_change, name="target_change"),
    path("ratings/<int:pk>/figures/new/", views.figure_new, name="figure_new"),
    path("ratings/rows/<int:pk>/correct/", views.rating_correct, name="rating_correct"),
    path("organizations/<int:pk>/ratings/", views.organization_panel, name="organization_panel"),
]
