from meetings.models.meetings import Meeting
from meetings.models.reports import COUNTS, Report

__all__ = ["COUNTS", "Meeting", "Report"]
