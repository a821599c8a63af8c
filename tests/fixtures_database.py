"""Databases for tests: empty or migrated, on SQLite and on PostgreSQL.

A test that asks for ``database`` runs once on each.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.db.migrate import upgrade
from consult.db.session import Database, open_database
from tests.fixtures_postgres import PostgreSQLServer

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the address of an SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path}/empty.sqlite3"


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a database without tables, once on each kind."""
    name = "sqlite_url" if request.param == "sqlite" else "fresh_postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with every table, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.sqlite3"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgreSQLServer) -> str:
    """Return the name of a PostgreSQL database with every table, to be copied."""
    name = postgres_server.new_database()
    upgrade(postgres_server.url(name))
    return name


@pytest.fixture
def migrated_sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """Return the address of a migrated SQLite database."""
    file = shutil.copy(migrated_file, tmp_path / "consult.sqlite3")
    return f"sqlite:///{file}"


@pytest.fixture
def migrated_postgres_url(
    postgres_server: PostgreSQLServer, migrated_template: str
) -> str:
    """Return the address of a migrated PostgreSQL database."""
    return postgres_server.url(postgres_server.new_database(template=migrated_template))


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a migrated database, once on each kind."""
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Return an open migrated database, once on each kind."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(migrated_sqlite_url: str) -> Iterator[Database]:
    """Return an open migrated SQLite database."""
    opened = open_database(migrated_sqlite_url)
    yield opened
    opened.close()
