from orgs.models.committees import Committee, CommitteeName, Place, Travel
from orgs.models.organizations import (
    ARMED_SECTORS,
    CELL_KINDS,
    GRASSROOTS_KINDS,
    HeadCount,
    Kind,
    MeetingPattern,
    Office,
    Organization,
    OrganizationState,
    Sector,
    Succession,
    SuccessionPart,
)
from orgs.models.people import Person, Post

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
]
