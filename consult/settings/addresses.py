"""Where answers may be kept: the kinds of database address we understand."""

from pathlib import Path
from typing import Final

SQLITE: Final = "sqlite"
DATABASES: Final = (SQLITE, "postgres", "postgresql")


def database_kind(database_url: str) -> str:
    """Return the name before ``://`` without its driver; empty when there is none."""
    scheme, found, _ = database_url.partition("://")
    return scheme.partition("+")[0] if found else ""


def sqlite_file(database_url: str) -> Path | None:
    """Return the file of an SQLite database, None for memory or another kind."""
    if database_kind(database_url) != SQLITE:
        return None
    name = database_url.partition("://")[2].partition("?")[0].removeprefix("/")
    return Path(name) if name not in {"", ":memory:"} else None
