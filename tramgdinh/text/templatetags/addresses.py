"""`{% load addresses %}`: addresses of the rows of a list; a `{% url %}` in each of them costs more than they do."""

from uuid import UUID

from django import template

register = template.Library()

NO_UUID = str(UUID(int=0))


@register.filter
def numbered(pattern: str, pk: object) -> str:
    """Put `pk` in the place of the last 0 of an address: `{% url "…:detail" 0 as page %}{{ page|numbered:row.pk }}`."""
    before, _, after = pattern.rpartition(NO_UUID if NO_UUID in pattern else "0")
    return f"{before}{pk}{after}"
