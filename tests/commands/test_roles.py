"""What the program's login cannot do, whatever code it runs."""

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.conftest import use
from tramgdinh.database import logins, roles

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def refused(statement: str) -> str:
    """The SQLSTATE with which the database refuses a statement of the program."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(getattr(error.value.__cause__, "sqlstate", None))


FORBIDDEN = psycopg.errors.InsufficientPrivilege.sqlstate


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE django_session",
        "CREATE TABLE other (id int)",
        "CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE orgs_organization DISABLE TRIGGER USER",
        "DROP TABLE orgs_organization",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
        "SET session_replication_role = replica",
        "SET ROLE tramgdinh_owner",
    ],
)
def test_program_owns_nothing(statement: str) -> None:
    assert refused(statement) == FORBIDDEN


def test_program_cannot_write_any_table_of_history() -> None:
    tables = sorted(roles.history_tables())

    assert "orgs_organizationevent" in tables
    for table in tables:
        assert refused(f"DELETE FROM {table}")
        assert refused(f"UPDATE {table} SET pgh_label = 'x'") == FORBIDDEN
        assert refused(f"INSERT INTO {table} DEFAULT VALUES") == FORBIDDEN


def test_program_cannot_forge_history_by_a_table_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgfoid::regproc::text FROM pg_trigger WHERE tgrelid = 'orgs_place'::regclass AND NOT tgisinternal"
        )
        function = next(name for (name,) in cursor.fetchall() if "insert" in name)
        cursor.execute("CREATE TEMPORARY TABLE forged (LIKE orgs_place)")

    assert refused(f"CREATE TRIGGER t AFTER INSERT ON forged FOR EACH ROW EXECUTE FUNCTION {function}()") == FORBIDDEN


def test_program_cannot_switch_history_off() -> None:
    from tests import factories  # noqa: PLC0415 - needs the models

    committee = factories.CommitteeFactory()
    events = apps.get_model("orgs", "PlaceEvent")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'orgs_place'::regclass AND NOT tgisinternal")
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(n for (n,) in cursor.fetchall()) + "}"]
        )

    factories.PlaceFactory(committee=committee)

    assert list(events.objects.values_list("pgh_label", flat=True)) == ["insert"]


@pytest.mark.django_db(transaction=True)
def test_seal_changes_nothing_the_second_time(owner_url: str) -> None:
    here = connection.settings_dict | {}
    query = "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
    functions = (
        "SELECT proname, proacl::text, prosecdef, proconfig::text, prosrc FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2"
    )
    program = here["USER"]

    def state() -> list[tuple[object, ...]]:
        with psycopg.connect(**logins.parameters(owner_url)) as owner:
            return [*owner.execute(query).fetchall(), *owner.execute(functions).fetchall()]

    before = state()
    use(owner_url)
    try:
        roles.seal(connection, program)
    finally:
        connection.close()
        connection.settings_dict |= here

    assert state() == before
