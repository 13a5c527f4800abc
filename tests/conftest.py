"""The bench every test stands on: databases, no network, no undefined template variable, a browser."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils.translation.reloader import translation_file_changed

from tests import bench, clusters
from tests.browser import axe, browser, page, sign_in  # noqa: F401 - fixtures
from tramgdinh.database import logins
from tramgdinh.database.embedded import binaries
from tramgdinh.terminal import Refusal
from tramgdinh.text import catalogues

# A busy machine makes no example slow; what fails is printed, and needs no folder of its own to be kept.
hypothesis.settings.register_profile("bench", deadline=None, database=None)
hypothesis.settings.load_profile("bench")

SERVER = "TRAMGDINH_TEST_SERVER"
SERVERS = pytest.StashKey[ExitStack]()
LINES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres", type=int, help="Run on TEST_DATABASE_URL, else on Debian's PostgreSQL of this version."
    )


def pytest_configure(config: pytest.Config) -> None:
    bench.allow_loopback_only()
    if hasattr(config, "workerinput"):
        return
    for compiled in catalogues.compile_all():
        # Django has been set up by now, and with it the texts were read.
        translation_file_changed(sender=None, file_path=compiled)
    os.environ.pop(SERVER, None)
    config.stash[SERVERS] = ExitStack()
    config.stash[LINES] = []
    if config.getoption("numprocesses", None) and not config.option.collectonly:
        start_server(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVERS in config.stash:
        config.stash[SERVERS].close()


def start_server(config: pytest.Config) -> clusters.Server:
    """Start the one server of this run, and leave its address where the other test processes find it."""
    version = config.getoption("postgres")
    try:
        if version and (url := os.environ.get("TEST_DATABASE_URL")):
            server = config.stash[SERVERS].enter_context(clusters.outside(url))
        elif version:
            programs = binaries.debian(version)
            if not programs:
                bench.missing(config, f"PostgreSQL {version}", f"sudo apt-get install postgresql-{version}")
            server = config.stash[SERVERS].enter_context(clusters.throw_away(programs))
        else:
            server = config.stash[SERVERS].enter_context(clusters.throw_away())
    except Refusal as refusal:
        pytest.exit(str(refusal), returncode=1)
    os.environ[SERVER] = clusters.dump(server)
    config.stash[LINES].append(server.description)
    return server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(f"Database server: {line}")
        if kept := os.environ.get("SERVERS_USED"):  # `make test` repeats them after its last run
            with Path(kept).open("a") as file:
                file.write(f"Database server: {line}\n")
    bench.summarize(terminalreporter)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> clusters.Server:
    """The database server of this run."""
    known = os.environ.get(SERVER)
    return clusters.load(known) if known else start_server(request.config)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, server: clusters.Server, django_test_environment: None
) -> Iterator[None]:
    """Give this process a database of its own, seen through the program's login.

    After a test that committed, the database is dropped and copied again: the ledger's tables refuse the
    TRUNCATE by which Django would empty them, and a copy is faster.
    """
    from django.db import connections  # noqa: PLC0415 - settings are ready only now

    name = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    database = server.clone(name)
    use(server.program.format(database=database))

    def copy_again(case: TransactionTestCase) -> None:
        connections.close_all()
        server.clone(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", copy_again)
        yield
    connections.close_all()
    server.drop(database)


def use(url: str) -> None:
    """Point Django's default connection at a database."""
    from django.db import connection  # noqa: PLC0415

    parts = logins.parameters(url)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connection.close()
    connection.settings_dict |= {setting: parts.get(part, "") for setting, part in names.items()}
    connection.settings_dict["OPTIONS"].pop("host", None)


@pytest.fixture
def owner_url(server: clusters.Server, django_db_setup: None) -> str:
    """The owner's address of this process's database: for tests of what even he may not do."""
    from django.db import connection  # noqa: PLC0415

    return server.owner.format(database=connection.settings_dict["NAME"])


@pytest.fixture(autouse=True, scope="session")
def _bench(tmp_path_factory: pytest.TempPathFactory, django_test_environment: None) -> Iterator[None]:
    from django.conf import settings  # noqa: PLC0415

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a folder that is not there
    settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("files"))
    with bench.undefined_variables_fail(Path(settings.BASE_DIR) / "templates"):
        yield
