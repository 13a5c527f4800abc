"""The embedded PostgreSQL server."""

from tramgdinh.database.embedded.cluster import (
    DATABASE,
    OWNER,
    PROGRAM,
    SUPERUSER,
    UNSAFE_BUT_FAST,
    Cluster,
    running,
)

__all__ = ["DATABASE", "OWNER", "PROGRAM", "SUPERUSER", "UNSAFE_BUT_FAST", "Cluster", "running"]
