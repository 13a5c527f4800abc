"""The tables of the database, out and in again, whatever PostgreSQL version is at either end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, sql

# Migrations put these in place themselves; nobody stays signed in by a restored backup.
LEFT_OUT = {"django_migrations", "django_session"}
# Migrations make rows too (scales, the system's own account); these are what only people begin.
_BEGUN = {
    "orgs_committee": "SELECT EXISTS (SELECT FROM public.orgs_committee)",
    "accounts_user": "SELECT EXISTS (SELECT FROM public.accounts_user WHERE password NOT LIKE '!%')",
}

_TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY 1
"""
_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = format('public.%%I', %s::text)::regclass
  AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
"""
_KEY = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
WHERE i.indrelid = format('public.%%I', %s::text)::regclass AND i.indisprimary
ORDER BY a.attnum
"""
_PARENTS = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid AND NOT condeferrable
"""
# Constraint triggers are laws on what a row may be: they stay on. The others keep history or guard changes.
_TRIGGERS = """
SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgconstraint = 0 AND tgenabled <> 'D'
"""
_MODES = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


def names(connection: Connection[Any]) -> list[str]:
    """Return the tables that a backup holds."""
    return [name for (name,) in connection.execute(_TABLES) if name not in LEFT_OUT]


def columns(connection: Connection[Any], table: str) -> list[str]:
    """Return the columns that are stored, not computed."""
    return [name for (name,) in connection.execute(_COLUMNS, [table])]


def read(connection: Connection[Any], table: str) -> Iterator[bytes]:
    """Yield the rows as COPY writes them, in the order of the key: equal rows are equal bytes."""
    listed = _listed(columns(connection, table))
    key = _listed([name for (name,) in connection.execute(_KEY, [table])]) or listed
    query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT")
    with connection.cursor().copy(query.format(listed, sql.Identifier("public", table), key)) as copy:
        for block in copy:
            yield bytes(block)


def write(connection: Connection[Any], table: str, into: list[str], blocks: Iterable[bytes]) -> None:
    """Load rows that `read` has written."""
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier("public", table), _listed(into))
    with connection.cursor().copy(query) as copy:
        for block in blocks:
            copy.write(block)


def sequences(connection: Connection[Any]) -> dict[str, int | None]:
    """Return the last number each sequence gave, None when it gave none yet."""
    rows = connection.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
    )
    return dict(rows.fetchall())


def set_sequences(connection: Connection[Any], values: dict[str, int | None]) -> None:
    """Let each sequence go on where it stood."""
    for name, value in values.items():
        connection.execute(
            "SELECT setval(format('public.%%I', %s::text)::regclass, %s, %s)",
            [name, value or 1, value is not None],
        )


def parents_first(connection: Connection[Any], tables: Iterable[str]) -> list[str]:
    """Order tables so that a reference checked row by row finds its row; Django's own wait for the commit."""
    parents: dict[str, set[str]] = {table: set() for table in sorted(tables)}
    for child, parent in connection.execute(_PARENTS):
        if child in parents and parent in parents:
            parents[child].add(parent)
    ordered: list[str] = []
    while parents:
        free = [table for table, above in parents.items() if not above - set(ordered)] or list(parents)
        ordered += free
        parents = {table: above for table, above in parents.items() if table not in free}
    return ordered


def used(connection: Connection[Any]) -> bool:
    """Whether somebody has begun a book here: a committee, under which every row stands, or an account."""
    for table, query in _BEGUN.items():
        exists = connection.execute("SELECT to_regclass(format('public.%%I', %s::text))", [table]).fetchone()
        row = connection.execute(query).fetchone() if exists and exists[0] else None
        if row and row[0]:
            return True
    return False


@contextmanager
def only_laws(connection: Connection[Any]) -> Iterator[None]:
    """Switch off what records history and guards changes; what says which rows may be there stays on."""
    triggers = connection.execute(_TRIGGERS).fetchall()
    for table, name, _mode in triggers:
        _alter(connection, table, "DISABLE", name)
    yield
    # Judged now, not at the commit: a table with undecided rows cannot be altered.
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, name, mode in triggers:
        _alter(connection, table, _MODES[mode], name)


def _alter(connection: Connection[Any], table: str, verb: str, trigger: str) -> None:
    # `table` comes from the catalogue, quoted there where needed.
    connection.execute(sql.SQL(f"ALTER TABLE {table} {verb} TRIGGER {{}}").format(sql.Identifier(trigger)))


def _listed(some: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, some))
