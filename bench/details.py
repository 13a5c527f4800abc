"""The pages of a team and of an organization among a nation's rows, beside the same pages in a book of one committee."""

from collections.abc import Iterator

from django.db import connection
from django.urls import reverse

from bench.ledger import DECISIONS
from bench.pages import signed_in, statements
from bench.rows import Row, median
from tramgdinh.database import logins

TEAM = (10 + DECISIONS) * 10 + 1  # the first team of the decision in force, first committee
ORGANIZATION = 1001


def rows(single: str) -> Iterator[Row]:
    """Yield both pages; `single` is the address of the database with one committee."""
    addresses = {
        "a team's page": reverse("taskforces:team_detail", args=[TEAM]),
        "an organization's page": reverse("orgs:organization_detail", args=[ORGANIZATION]),
    }
    own = connection.settings_dict["NAME"]
    whole = {name: _time(address) for name, address in addresses.items()}
    _use(logins.parameters(single)["dbname"])
    for name, address in addresses.items():
        yield Row(f"{name} in the nation", whole[name], "ms", limit=2, base_name="in a district", base=_time(address))
    _use(str(own))


def _time(address: str) -> float:
    client = signed_in("bench")
    statements(client, address)
    return median(lambda: client.get(address))


def _use(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
