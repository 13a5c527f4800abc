"""One process with Django between the database's start and the server's: migrations, rights, static files."""

import hashlib
import json
import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tramgdinh.database import logins
from tramgdinh.terminal import Refusal

# What npm's packages hold beside the three files that pages load; compressing them all would take half a minute.
UNUSED_STATIC = ["bootstrap-*", "*.rtl.*", "bootstrap.css*", "bootstrap.esm*", "bootstrap.js*", "bootstrap.min.js*"]
UNUSED_STATIC += [
    "bootstrap.bundle.js*",
    "ext",
    "htmx.amd.js",
    "htmx.cjs.js",
    "htmx.esm*",
    "htmx.js",
    "*.gz",
    "*.ts",
    "django_htmx",
]


def main() -> int:
    """Prepare as the owner; writes what the supervisor must know to the file named as argument."""
    django.setup()
    answer: dict[str, object] = {}
    try:
        from tramgdinh.database import roles  # noqa: PLC0415 - it asks for the models

        migrate()
        roles.seal(connection, str(logins.parameters(os.environ["DATABASE_PROGRAM_URL"])["user"]))
        collect()
        answer = books()
    except Refusal as refusal:
        answer = {"refusal": str(refusal)}
    Path(sys.argv[1]).write_text(json.dumps(answer))
    return 0


def migrate() -> None:
    """Apply what is missing; refuses data of a newer program."""
    executor = MigrationExecutor(connection)
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).is_relative_to(settings.BASE_DIR)}
    ours -= {label for label in ours if ".venv" in apps.get_app_config(label).path}
    unknown = [
        key
        for key in executor.loader.applied_migrations
        if key[0] in ours and key not in executor.loader.disk_migrations
    ]
    if unknown:
        app, name = min(unknown)
        raise Refusal(f"Dữ liệu thuộc một phiên bản mới hơn của chương trình ({app} {name}): hãy chạy phiên bản đó.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def collect() -> None:
    """Collect the static files when any of them changed since the last time."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "run.txt").read_bytes())
    for entry in settings.STATICFILES_DIRS:
        folder = Path(entry[1] if isinstance(entry, tuple) else str(entry))
        for path in sorted(folder.rglob("*")):
            state = path.stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNUSED_STATIC)
    stamp.write_text(digest.hexdigest())


def books() -> dict[str, object]:
    """Return whether there is a committee, and whether it is the sample's."""
    committees = apps.get_model("orgs", "Committee")._default_manager.values_list("is_sample", flat=True)
    return {"committee": bool(committees), "sample": any(committees)}


if __name__ == "__main__":
    sys.exit(main())
