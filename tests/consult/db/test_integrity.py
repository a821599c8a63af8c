"""What reading a whole database finds."""

from pathlib import Path

from sqlalchemy import text

from consult.db.integrity import check_integrity
from consult.db.session import Database, open_database


def test_a_new_database_is_sound(database: Database) -> None:
    reported: list[tuple[int, int]] = []

    with database.reading() as session:
        found = check_integrity(session, lambda *step: reported.append(step))

    assert found.is_sound
    assert reported == [(done, found.checked) for done in range(1, found.checked + 1)]


def test_a_changed_byte_in_the_index_is_found(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "consult.sqlite3"
    fill_with_workers(migrated_sqlite_url)
    file.write_bytes(file.read_bytes().replace(b"worker-0007", b"worker-0001"))

    database = open_database(migrated_sqlite_url)
    with database.reading() as session:
        found = check_integrity(session, lambda _done, _total: None)
    database.close()

    assert found.damaged == ("file",)


def test_a_missing_table_is_found_on_postgresql(migrated_postgres_url: str) -> None:
    database = open_database(migrated_postgres_url)
    with database.writing() as session:
        session.execute(text("DROP TABLE live_worker"))

    with database.reading() as session:
        found = check_integrity(session, lambda _done, _total: None)
    database.close()

    assert found.damaged == ("live_worker",)


def fill_with_workers(url: str) -> None:
    database = open_database(url)
    with database.writing() as session:
        for number in range(20):
            session.execute(
                text("INSERT INTO live_worker VALUES (:id, '2026-11-03 12:00:00')"),
                {"id": f"worker-{number:04}"},
            )
    database.close()
