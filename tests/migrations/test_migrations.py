"""The migrations lead to the tables of the models, with and without rows."""

import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from consult.db import migrate
from consult.db.address import parse_address
from consult.db.engine import open_engine
from consult.db.migrate import downgrade, scripts_config, upgrade
from consult.db.models import metadata
from consult.db.revision import (
    SCHEMA_REVISION,
    require_current_schema,
    stored_revision,
)
from consult.db.session import Database
from consult.errors import Inconsistent, NotReady
from tests.fixtures_postgres import PostgreSQLServer

ROOT = Path(__file__).parents[2]
UPGRADE = "import sys; from consult.db.migrate import upgrade; upgrade(sys.argv[1])"

# A look takes some milliseconds, the start of a process some seconds.
MOST_LOOKS = 20_000


A_RESPONSE = (
    (
        "INSERT INTO consultation (id, slug, details, disclosure_threshold, delete_on)"
        " VALUES ('c', 'c', '{}', 10, '2027-01-01')"
    ),
    "INSERT INTO questionnaire_version (id, definition) VALUES ('v', '{}')",
    (
        "INSERT INTO wave (id, consultation_id, version_id, slug, state, opens_on,"
        " closes_on, minutes, withdrawn) VALUES ('w', 'c', 'v', 'w', 'open',"
        " '2026-11-01', '2026-12-01', 5, 0)"
    ),
    (
        "INSERT INTO response (id, wave_id, version_id, language, channel, answered_on,"
        " receipt_hash, answers) VALUES ('r', 'w', 'v', 'en', 'web', '2026-11-03', 'h',"
        " '{}')"
    ),
    "INSERT INTO open_answer (response_id, question, text) VALUES ('r', 'q', 'canary')",
)
"""A response with its words, as revision 0004 holds it."""


class InterruptedUpgradeError(Exception):
    """The upgrade was stopped in the middle."""


def engine_of(url: str) -> Engine:
    return open_engine(parse_address(url))


def tables(url: str) -> dict[str, dict[str, Any]]:
    """Return everything the database tells about its tables but Alembic's own."""
    engine = engine_of(url)
    with engine.connect() as connection:
        inspector = inspect(connection)
        names = sorted(set(inspector.get_table_names()) - {"alembic_version"})
        described = {
            name: {
                "columns": [
                    {**column, "type": str(column["type"])}
                    for column in inspector.get_columns(name)
                ],
                "primary key": inspector.get_pk_constraint(name),
                "foreign keys": by_name(inspector.get_foreign_keys(name)),
                "unique": by_name(inspector.get_unique_constraints(name)),
                "checks": by_name(inspector.get_check_constraints(name)),
                "indexes": by_name(inspector.get_indexes(name)),
                "options": inspector.get_table_options(name),
            }
            for name in names
        }
    engine.dispose()
    return described


def by_name(constraints: Any) -> list[Any]:
    return sorted(constraints, key=lambda constraint: str(constraint["name"]))


def revision_of(url: str) -> str | None:
    engine = engine_of(url)
    with engine.connect() as connection:
        revision = stored_revision(connection)
    engine.dispose()
    return revision


def test_the_upgrade_of_an_empty_database_gives_the_tables_of_the_models(
    empty_url: str,
) -> None:
    upgrade(empty_url)
    migrated = tables(empty_url)

    downgrade(empty_url, revision="base")
    engine = engine_of(empty_url)
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()

    assert sorted(migrated) == sorted(metadata.tables)
    assert migrated == tables(empty_url)


def test_alembic_finds_nothing_left_to_migrate(empty_url: str) -> None:
    upgrade(empty_url)

    engine = engine_of(empty_url)
    with engine.begin() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert differences == []


def test_there_is_one_newest_revision_and_the_program_knows_it() -> None:
    scripts = ScriptDirectory.from_config(scripts_config())

    assert scripts.get_heads() == [SCHEMA_REVISION]


def test_an_upgrade_keeps_the_rows(empty_url: str) -> None:
    upgrade(empty_url, revision="0001")
    engine = engine_of(empty_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO job (id, kind, payload, idempotency_key, state,"
                " queued_at, due_at, attempts, max_attempts) VALUES ('a',"
                " 'integrity_check', '{}', 'k', 'queued', '2026-11-03 09:30:00',"
                " '2026-11-03 09:30:00', 0, 5)"
            )
        )
    engine.dispose()

    upgrade(empty_url)

    engine = engine_of(empty_url)
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT id, kind, state FROM job")).all()
    engine.dispose()
    assert rows == [("a", "integrity_check", "queued")]


def test_answers_outlive_a_new_channel_and_its_end(empty_url: str) -> None:
    upgrade(empty_url, revision="0004")
    engine = engine_of(empty_url)
    with engine.begin() as connection:
        for statement in A_RESPONSE:
            connection.execute(text(statement))
    engine.dispose()

    upgrade(empty_url)

    with engine.begin() as connection:
        connection.execute(text("UPDATE response SET channel = 'offline'"))
    engine.dispose()
    downgrade(empty_url, revision="0004")
    with engine.connect() as connection:
        channels = connection.execute(text("SELECT channel FROM response")).all()
        words = connection.execute(text("SELECT text FROM open_answer")).all()
    engine.dispose()
    assert (channels, words) == ([("web",)], [("canary",)])


def test_nothing_is_switched_on_by_an_upgrade_and_typed_words_go_with_it(
    empty_url: str,
) -> None:
    upgrade(empty_url, revision="0003")
    engine = engine_of(empty_url)
    with engine.begin() as connection:
        for statement in A_RESPONSE:
            connection.execute(text(statement))
    engine.dispose()

    upgrade(empty_url, revision="0004")
    with engine.begin() as connection:
        switched = connection.execute(
            text("SELECT opens_positions, opened_attachments FROM consultation")
        ).one()
        connection.execute(
            text(
                "INSERT INTO open_answer (response_id, question, text, typed_by_staff)"
                " VALUES ('r', 'voice', 'typed', true)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO upload (name, response_id, question, size, content)"
                " VALUES ('a.wav', 'r', 'voice', 1, 'x')"
            )
        )
    engine.dispose()
    downgrade(empty_url, revision="0003")

    with engine.connect() as connection:
        words = connection.execute(text("SELECT text FROM open_answer")).all()
    engine.dispose()
    assert (bool(switched[0]), switched[1]) in [(False, "[]"), (False, [])]
    assert words == [("canary",)]


def test_an_upgraded_database_can_be_upgraded_again(empty_url: str) -> None:
    upgrade(empty_url)
    before = tables(empty_url)

    upgrade(empty_url)

    assert tables(empty_url) == before


def test_a_downgrade_to_the_base_leaves_no_table(empty_url: str) -> None:
    upgrade(empty_url)

    downgrade(empty_url, revision="base")

    assert tables(empty_url) == {}
    assert revision_of(empty_url) is None


def test_an_interrupted_upgrade_leaves_the_database_as_it_was(empty_url: str) -> None:
    def upgrade_and_stop(config: Config) -> None:
        command.upgrade(config, "head")
        raise InterruptedUpgradeError

    with pytest.raises(InterruptedUpgradeError):
        migrate._migrate(empty_url, upgrade_and_stop)

    assert tables(empty_url) == {}
    upgrade(empty_url)
    assert revision_of(empty_url) == SCHEMA_REVISION


def test_a_migration_that_breaks_a_reference_is_taken_back(sqlite_url: str) -> None:
    def break_a_reference(config: Config) -> None:
        connection = config.attributes["connection"]
        connection.execute(text("CREATE TABLE one (id TEXT PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE two (one TEXT REFERENCES one (id))"))
        connection.execute(text("INSERT INTO two VALUES ('nowhere')"))

    with pytest.raises(Inconsistent, match="nothing was changed"):
        migrate._migrate(sqlite_url, break_a_reference)

    assert tables(sqlite_url) == {}


def test_altering_a_table_by_copying_it_keeps_the_rows_that_point_to_it(
    sqlite_url: str,
) -> None:
    def copy_the_parent(config: Config) -> None:
        connection = config.attributes["connection"]
        for statement in (
            "CREATE TABLE one (id TEXT PRIMARY KEY)",
            "CREATE TABLE two (one TEXT REFERENCES one (id) ON DELETE CASCADE)",
            "INSERT INTO one VALUES ('a')",
            "INSERT INTO two VALUES ('a')",
            "CREATE TABLE copy (id TEXT PRIMARY KEY)",
            "INSERT INTO copy SELECT id FROM one",
            "DROP TABLE one",
            "ALTER TABLE copy RENAME TO one",
        ):
            connection.execute(text(statement))

    migrate._migrate(sqlite_url, copy_the_parent)

    engine = engine_of(sqlite_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT * FROM two")).all() == [("a",)]
    engine.dispose()


def test_two_upgrades_at_the_same_time_wait_for_each_other(empty_url: str) -> None:
    command_line = [sys.executable, "-c", UPGRADE, empty_url]
    both = [subprocess.Popen(command_line, cwd=ROOT) for _ in range(2)]

    assert [process.wait() for process in both] == [0, 0]
    assert revision_of(empty_url) == SCHEMA_REVISION


def test_an_upgrade_of_postgresql_waits_for_the_one_before(
    fresh_postgres_url: str, postgres_server: PostgreSQLServer
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def upgrade_beside_another(config: Config) -> None:
        second = [sys.executable, "-c", UPGRADE, fresh_postgres_url]
        started.append(subprocess.Popen(second, cwd=ROOT))
        command.upgrade(config, "head")
        name = parse_address(fresh_postgres_url).database or ""
        assert any(postgres_server.is_waiting_in(name) for _ in range(MOST_LOOKS))

    migrate._migrate(fresh_postgres_url, upgrade_beside_another)

    assert [process.wait() for process in started] == [0]
    assert revision_of(fresh_postgres_url) == SCHEMA_REVISION


def test_a_new_sqlite_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "consult.sqlite3"

    upgrade(f"sqlite:///{file}")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_developer_can_use_alembic_from_the_checkout(sqlite_url: str) -> None:
    alembic = [sys.executable, "-m", "alembic", "-x", f"url={sqlite_url}"]

    subprocess.run([*alembic, "upgrade", "head"], cwd=ROOT, check=True)
    subprocess.run([*alembic, "check"], cwd=ROOT, check=True)

    assert revision_of(sqlite_url) == SCHEMA_REVISION


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            "DROP TABLE alembic_version", "consult db upgrade", id="never migrated"
        ),
        pytest.param(
            "DELETE FROM alembic_version", "consult db upgrade", id="taken back"
        ),
        pytest.param(
            "UPDATE alembic_version SET version_num = '0000'",
            "consult db upgrade",
            id="older",
        ),
        pytest.param(
            "UPDATE alembic_version SET version_num = '9999'",
            "newer version",
            id="newer",
        ),
    ],
)
def test_a_database_with_another_schema_is_not_ready(
    database: Database, change: str, message: str
) -> None:
    with database.writing() as session:
        session.execute(text(change))

    with database.reading() as session, pytest.raises(NotReady, match=message):
        require_current_schema(session)


def test_a_migrated_database_is_ready(database: Database) -> None:
    with database.reading() as session:
        require_current_schema(session)
