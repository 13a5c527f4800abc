from orgs.models.committees import Committee, CommitteeName, Place, Travel
from orgs.models.facts import HeadCount, MeetingPattern, Office
from orgs.models.organizations import (
    ARMED_SECTORS,
    CELL_KINDS,
    GRASSROOTS_KINDS,
    Kind,
    Organization,
    OrganizationState,
    Sector,
)
from orgs.models.people import Person, Post, shown_name
from orgs.models.successions import Succession, SuccessionPart

__all__ = [
    "ARMED_SECTORS",
    "CELL_KINDS",
    "GRASSROOTS_KINDS",
    "Committee",
    "CommitteeName",
    "HeadCount",
    "Kind",
    "MeetingPattern",
    "Office",
    "Organization",
    "OrganizationState",
    "Person",
    "Place",
    "Post",
    "Sector",
    "Succession",
    "SuccessionPart",
    "Travel",
    "shown_name",
]
