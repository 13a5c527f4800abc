from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("my-work/", views.my_work, name="my_work"),
    path("my-work/reports/new/", views.report_unplanned, name="report_unplanned"),
    path("meetings/", views.month_board, name="month_board"),
    path("meetings/export/", views.month_board_export, name="month_board_export"),
    path("meetings/expect/", views.month_expect, name="month_expect"),
    path("meetings/<uuid:pk>/", views.meeting_detail, name="meeting_detail"),
    path("meetings/<uuid:pk>/report/", views.report_new, name="report_new"),
    path("meetings/<uuid:pk>/move/", views.meeting_move, name="meeting_move"),
    path("meetings/<uuid:pk>/void/", views.meeting_void, name="meeting_void"),
    path("meetings/reports/<int:pk>/void/", views.report_void, name="report_void"),
    path("organizations/<int:pk>/meetings/", views.organization_panel, name="organization_panel"),
    path("organizations/<int:pk>/meetings/new/", views.meeting_new, name="meeting_new"),
]
