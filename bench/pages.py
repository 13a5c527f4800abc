"""Each list page: how many queries, and its server time beside Django's changelist and beside its own SQL."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from bench import lists
from bench.rows import Row, medians

MOST_QUERIES = 10
LARGE, HUNDRED, SMALL = 3000, 100, 3


@dataclass(frozen=True)
class ListPage:
    """A list page; `admin` names the changelist of the bench's admin site that shows the same rows and columns."""

    name: str
    url_name: str
    query: str = ""
    admin: str = ""
    of_campaign: bool = False
    of_member: bool = False
    of_twin: bool = False
    timed: bool = True
    is_list: bool = True

    def address(self, size: int) -> str:
        ids = [lists.committee(size) * 10_000 + 1] if self.of_campaign else []
        return reverse(self.url_name, args=ids) + self.query

    def reader(self, size: int) -> str:
        """Who asks: the staff of the committee with `size` rows, or a leader of one of its teams."""
        return lists.member(size) if self.of_member else lists.account(size, of_twin=self.of_twin)


PAGES = [
    ListPage("organizations", "orgs:organization_list", admin="orgs_organizationstate"),
    ListPage("decisions", "taskforces:decision_list", admin="taskforces_decision"),
    ListPage("teams", "taskforces:team_list", admin="taskforces_taskforce", of_twin=True),
    ListPage("people", "taskforces:person_list", admin="orgs_person"),
    ListPage("month board", "meetings:month_board", "?team=all", admin="meetings_meeting"),
    ListPage("ratings of a year", "evaluations:campaign_detail", admin="evaluations_rating", of_campaign=True),
    # A row a year: a hundred of them is nobody's book.
    ListPage("years of ratings", "evaluations:campaign_list", timed=False, of_twin=True),
    ListPage("who answers", "home:who_answers", "?q=chi+bo"),
    ListPage("search", "home:search", "?q=chi+bo"),
    ListPage("my work", "meetings:my_work", of_member=True),
    # No list: measured, without a limit.
    ListPage("first page", "home:overview", is_list=False),
]


def rows() -> Iterator[Row]:
    """Yield the counts and times of all pages; the committees of `bench.lists` must be there."""
    signed = {name: signed_in(name) for page in PAGES for name in map(page.reader, lists.SIZES)}
    for page in PAGES:
        yield _queries(page, {size: signed[page.reader(size)] for size in (SMALL, LARGE)})
    for page in PAGES:
        if page.timed:
            yield from _times(page, signed[page.reader(HUNDRED)])


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")  # the test environment would draw templates with its own, slower hooks
    client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def statements(client: Client, address: str) -> list[str]:
    """The SQL of one request, the second one: what is loaded once for good has been loaded."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
    return [query["sql"] for query in captured]


def _queries(page: ListPage, clients: dict[int, Client]) -> Row:
    counts = {size: len(statements(clients[size], page.address(size))) for size in (SMALL, LARGE)}
    constant = counts[SMALL] == counts[LARGE]
    name = f"{page.name}: queries, 3 rows {counts[SMALL]}, 3,000 rows {counts[LARGE]}"
    return Row(name, counts[LARGE], "", limit=MOST_QUERIES if page.is_list else None, fails=not constant)


def _times(page: ListPage, client: Client) -> Iterator[Row]:
    address, empty = page.address(HUNDRED), reverse("bench_empty")
    # What the middleware asks is in the time of the empty view already.
    own = list((Counter(statements(client, address)) - Counter(statements(client, empty))).elements())
    name = f"{page.name}: 100 rows"
    if page.admin:
        changelist = reverse(f"bench:{page.admin}_changelist")
        statements(client, changelist)
        time, base = medians(lambda: client.get(address), lambda: client.get(changelist))
        yield Row(name, time, "ms", limit=0.5, base_name="Django's admin changelist", base=base)
    time, sql, nothing = medians(lambda: client.get(address), lambda: _run(own), lambda: client.get(empty))
    yield Row(
        name, time, "ms", limit=3 if page.is_list else None, base_name="its SQL + an empty view", base=sql + nothing
    )


def _run(found: list[str]) -> None:
    """Let the driver run the statements and fetch their rows."""
    with connection.cursor() as cursor:
        for statement in found:
            cursor.cursor.execute(statement)
            cursor.cursor.fetchall()
