"""A PostgreSQL server that lives as long as the tests, without any privilege.

It listens on a socket in a folder of its own, so it needs no port and meets no
other server. Without the programs of PostgreSQL the tests that need it are
skipped; on the continuous integration they fail instead.
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

PROGRAMS = Path("/usr/lib/postgresql")
ROLE = "consult"
# PostgreSQL refuses to run as root.
UNPRIVILEGED_USERS = ("postgres", "nobody")
# A test kills processes, never the machine, so the operating system still writes
# what was not forced to the disk. Forcing it would only make the tests slow.
SERVER_OPTIONS = ("-c", "fsync=off", "-c", "listen_addresses=")


@dataclass(frozen=True, slots=True)
class PostgreSQLServer:
    """A running server and the folder that holds its socket."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://{ROLE}@/{database}?host={self.folder}"

    def new_database(self, *, template: str = "template0") -> str:
        """Create a database and return its name."""
        name = f"test_{next(self.numbers)}"
        with self._administering() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return name

    def lock_out(self, database: str) -> None:
        """End every session of a database and let no new one begin."""
        with self._administering() as connection:
            connection.execute(
                f"ALTER DATABASE {database} ALLOW_CONNECTIONS false".encode()
            )
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = %s",
                [database],
            )

    def let_in(self, database: str) -> None:
        """Let sessions of a database begin again."""
        with self._administering() as connection:
            connection.execute(
                f"ALTER DATABASE {database} ALLOW_CONNECTIONS true".encode()
            )

    def is_waiting_in(self, database: str) -> bool:
        """Return whether a session of the database waits for another one."""
        with self._administering() as connection:
            waiting = connection.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = %s AND wait_event_type = 'Lock'",
                [database],
            ).fetchone()
        return waiting is not None and waiting[0] > 0

    def _administering(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres"), autocommit=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgreSQLServer]:
    """Return a server that is started once for all tests."""
    programs = _programs()
    # A socket's path may have about 100 signs, pytest's own folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="consult-postgres-"))
    user = _unprivileged_user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        _start(programs, folder, user)
        yield PostgreSQLServer(folder)
    finally:
        _run(programs, folder, user, ["pg_ctl", "stop", "-m", "immediate"])
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgreSQLServer) -> str:
    """Return the address of one database that is empty at first, for all tests."""
    return postgres_server.url(postgres_server.new_database())


@pytest.fixture
def fresh_postgres_url(postgres_server: PostgreSQLServer) -> str:
    """Return the address of an empty database of this test's own."""
    return postgres_server.url(postgres_server.new_database())


def _programs() -> Path:
    installed = sorted(
        (found.parent for found in PROGRAMS.glob("*/bin/initdb")),
        key=lambda path: float(path.parent.name),
    )
    if installed:
        return installed[-1]
    reason = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _unprivileged_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED_USERS if name in known)


def _start(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
    created = ["initdb", "--auth=trust", f"--username={ROLE}", "--no-sync"]
    _run(programs, folder, user, [*created, "--encoding=UTF8", "--locale=C"])
    options = " ".join([*SERVER_OPTIONS, "-c", f"unix_socket_directories={folder}"])
    log = str(folder / "log")
    _run(programs, folder, user, ["pg_ctl", "start", "-w", "-l", log, "-o", options])


def _run(
    programs: Path,
    folder: Path,
    user: pwd.struct_passwd | None,
    command: Sequence[str],
) -> None:
    program, *arguments = command
    done = subprocess.run(
        [programs / program, "-D", folder / "data", *arguments],
        cwd=folder,
        user=user and user.pw_uid,
        group=user and user.pw_gid,
        extra_groups=[] if user else None,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{program} ended with {done.returncode}"
