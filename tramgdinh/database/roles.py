"""What the program's login may do: read and write rows, own nothing, and never touch the history."""

import pghistory.models
import pghistory.trigger
import pgtrigger
from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from tramgdinh.terminal import Refusal

# A trigger function looks its tables up here alone, whatever the caller's search path says.
SEARCH_PATH = "public, pg_temp"

# pgtrigger lets any session switch triggers off by a setting; here only the owner's own sessions can.
ONLY_THE_OWNER_SKIPS_TRIGGERS = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
    SELECT COALESCE(
        session_user = {}
        AND trigger_name = ANY (NULLIF(CURRENT_SETTING('pgtrigger.ignore', TRUE), '')::TEXT[]),
        FALSE
    );
$$ LANGUAGE sql STABLE
"""


def history_tables() -> set[str]:
    """Return the tables that only triggers write."""
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, pghistory.models.Event)}


def _history_functions() -> set[str]:
    return {
        trigger.get_pgid(model)
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, pghistory.trigger.Event)
    }


def seal(connection: BaseDatabaseWrapper, program: str) -> None:
    """Give the login `program` what it needs and nothing else; run as the owner after every migrate.

    Migrations make new tables without grants and put trigger functions back to their stock text,
    so this is repeated each time; a second run changes nothing.
    """
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_database()")
            owner, database = cursor.fetchone()
        _refuse_too_strong(connection, owner, program)
        who = sql.Identifier(program)
        run = _runner(connection)
        run("GRANT CONNECT ON DATABASE {} TO {}", sql.Identifier(database), who)
        run("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}", who)
        run("GRANT USAGE ON SCHEMA public TO {}", who)
        _grant_rows(connection, who)
        _harden_functions(connection, owner)
        _refuse_create(connection, program)


def _runner(connection: BaseDatabaseWrapper):  # type: ignore[no-untyped-def]
    def run(statement: str, *parts: sql.Composable) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*parts).as_string(cursor.connection))

    return run


def _names(connection: BaseDatabaseWrapper, query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [name for (name,) in cursor.fetchall()]


def _refuse_too_strong(connection: BaseDatabaseWrapper, owner: str, program: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR pg_has_role(oid, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s",
            [owner, program],
        )
        row = cursor.fetchone()
    if row is None:
        raise Refusal(f"Máy chủ cơ sở dữ liệu không có người dùng {program}.")
    if row[0]:
        raise Refusal(
            f"Người dùng cơ sở dữ liệu {program} có quyền của chủ sở hữu: hãy đặt DATABASE_PROGRAM_URL "
            "với một người dùng không sở hữu bảng nào."
        )


def _refuse_create(connection: BaseDatabaseWrapper, program: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [program])
        if cursor.fetchone()[0]:
            raise Refusal(f"Người dùng cơ sở dữ liệu {program} còn quyền tạo bảng trong public; hãy thu hồi.")


def _grant_rows(connection: BaseDatabaseWrapper, who: sql.Identifier) -> None:
    run = _runner(connection)
    tables = _names(
        connection,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')",
    )
    read_only = history_tables() | {"django_migrations"}
    run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {}", who)
    for rights, some in (
        ("SELECT", [name for name in tables if name in read_only]),
        ("SELECT, INSERT, UPDATE, DELETE", [name for name in tables if name not in read_only]),
    ):
        if some:
            listed = sql.SQL(", ").join(sql.Identifier("public", name) for name in some)
            run(f"GRANT {rights} ON {{}} TO {{}}", listed, who)
    run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}", who)


def _harden_functions(connection: BaseDatabaseWrapper, owner: str) -> None:
    run = _runner(connection)
    # Those that belong to an extension, or to somebody else, are not ours to alter.
    functions = _names(
        connection,
        "SELECT proname FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype"
        " AND pronargs = 0 AND proowner = current_user::regrole"
        " AND NOT EXISTS (SELECT FROM pg_depend"
        " WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')",
    )
    history = _history_functions()
    for name in functions:
        function = sql.Identifier("public", name)
        run(f"ALTER FUNCTION {{}}() SET search_path = {SEARCH_PATH}", function)
        if name in history:
            # It writes where the program cannot. Nobody else may hang it on a table of his own to forge rows.
            run("ALTER FUNCTION {}() SECURITY DEFINER", function)
            run("REVOKE EXECUTE ON FUNCTION {}() FROM PUBLIC", function)
    if "_pgtrigger_should_ignore" in _names(
        connection, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    ):
        run(ONLY_THE_OWNER_SKIPS_TRIGGERS, sql.Literal(owner))
