from home.organizations.views.details import organization_detail, organization_history
from home.organizations.views.lists import organization_export, organization_list

__all__ = ["organization_detail", "organization_export", "organization_history", "organization_list"]
