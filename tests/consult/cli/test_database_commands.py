"""What ``consult db`` and ``consult status`` do and say."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from consult import __version__
from consult.cli.main import run
from consult.clock import now
from consult.db.migrate import upgrade
from consult.db.models import WorkerId
from consult.db.revision import SCHEMA_REVISION
from consult.db.session import open_database
from consult.worker import queue
from consult.worker.queue import Progress

MINUTE = timedelta(minutes=1)


@pytest.fixture
def migrated(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Point the settings to a migrated database, once on each kind."""
    monkeypatch.setenv("CONSULT_DATABASE_URL", database_url)
    return database_url


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_an_upgrade_makes_a_database_that_is_ready(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", empty_url)

    assert run(["db", "upgrade"]) == 0
    assert "is up to date" in told(capsys)
    assert run(["status"]) == 0
    assert told(capsys).splitlines()[-1] == "Ready."


def test_a_second_upgrade_changes_nothing(migrated: str) -> None:
    assert migrated
    assert [run(["db", "upgrade"]), run(["db", "upgrade"])] == [0, 0]


def test_a_database_that_cannot_be_made_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CONSULT_DATABASE_URL", f"sqlite:///{tmp_path}/file/new.sqlite3")

    assert run(["db", "upgrade"]) == 3
    assert "cannot be made" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_a_server_that_is_away_is_not_ready_and_keeps_its_password(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = f"postgresql://name:hush-hush@/consult?host={tmp_path}"
    monkeypatch.setenv("CONSULT_DATABASE_URL", url)

    assert run(["db", command]) == 3

    refusal = capsys.readouterr().err
    assert "does not answer" in refusal
    assert "hush-hush" not in refusal


@pytest.mark.usefixtures("migrated")
def test_a_sound_database_is_called_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["db", "check"]) == 0
    assert told(capsys).splitlines()[-1] == "It is sound."


def test_a_damaged_database_ends_with_1(
    migrated_sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", migrated_sqlite_url)
    run(["db", "check", "--later"])
    file = tmp_path / "consult.sqlite3"
    # The same key in the table, another one in its index.
    file.write_bytes(
        file.read_bytes().replace(b"integrity_check:2", b"integrity_check:3", 1)
    )

    assert run(["db", "check"]) == 1
    assert "restore the last backup" in capsys.readouterr().err


@pytest.mark.usefixtures("migrated")
def test_a_check_can_be_left_to_the_worker(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["db", "check", "--later"]) == 0
    assert "The check is queued." in told(capsys)
    assert run(["db", "check", "--later"]) == 0
    assert "queued before" in told(capsys)


@pytest.mark.usefixtures("migrated")
def test_the_status_for_programs_keeps_its_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["db", "check", "--later"])
    told(capsys)

    assert run(["status", "--json"]) == 0

    status = json.loads(told(capsys))
    database = status.pop("database")
    assert status == {
        "version": __version__,
        "ready": True,
        "problem": None,
        "jobs": {"queued": 1, "leased": 0, "done": 0, "failed": 0},
        "oldest_queued_minutes": 0,
        "worker_seen_minutes": None,
        "running": [],
    }
    assert sorted(database) == [
        "address",
        "expected_revision",
        "kind",
        "revision",
        "up_to_date",
    ]
    assert database["up_to_date"]
    assert database["kind"] in {"sqlite", "postgresql"}


def test_the_status_of_an_outdated_database_says_so_and_ends_with_3(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(sqlite_url, revision="base")
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)

    assert run(["status", "--json"]) == 3

    status = json.loads(told(capsys))
    assert not status["ready"]
    assert status["problem"]["code"] == "C503"
    assert status["jobs"] is None
    assert status["database"]["revision"] is None
    assert status["database"]["expected_revision"] == SCHEMA_REVISION


def test_the_status_without_a_database_ends_with_3(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["status"]) == 3
    assert "Not ready: There is no database" in told(capsys)


@pytest.mark.parametrize(
    "form", [["status"], ["status", "--json"]], ids=["text", "json"]
)
@pytest.mark.parametrize(
    "secret_part",
    [
        "name:hush-hush@/consult?host=FOLDER",
        "name@/consult?host=FOLDER&password=hush-hush",
    ],
    ids=["beside the user", "among the parameters"],
)
def test_the_status_holds_no_secret(
    form: list[str],
    secret_part: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = "postgresql://" + secret_part.replace("FOLDER", str(tmp_path))
    monkeypatch.setenv("CONSULT_DATABASE_URL", url)
    monkeypatch.setenv("CONSULT_SECRET_KEY", "4nQw8rTz1LkXv7YbJ5mHc2Pd9GsE6uAf")

    assert run(form) == 3

    shown = capsys.readouterr()
    assert "postgresql://name@/consult" in shown.out
    for secret in ("hush-hush", "4nQw8rTz"):
        assert secret not in shown.out + shown.err


@pytest.mark.usefixtures("migrated")
def test_the_status_for_people_says_what_a_worker_did(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["db", "check", "--later"])
    run(["status"])
    before = told(capsys)
    run(["worker", "--once"])
    run(["status"])
    after = told(capsys)

    assert "Jobs: 1 queued, 0 running, 0 done, 0 failed" in before
    assert "Minutes since the oldest queued job came: 0" in before
    assert "No worker was seen" in before
    assert "Jobs: 0 queued, 0 running, 1 done, 0 failed" in after
    assert "Minutes since a worker was seen: 0" in after


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (None, "Running: integrity_check, attempt 1"),
        (Progress(2, 9), "Running: integrity_check, attempt 1, 2 of 9 done"),
    ],
    ids=["unknown progress", "known progress"],
)
def test_the_status_for_people_shows_running_jobs(
    migrated: str,
    progress: Progress | None,
    line: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["db", "check", "--later"])
    database = open_database(migrated)
    with database.writing() as session:
        lease = queue.lease_next(
            session,
            worker_id=WorkerId("w"),
            kinds=["integrity_check"],
            now=now(),
            duration=MINUTE,
        )
        assert lease is not None
        queue.extend(session, lease, now=now(), duration=MINUTE, progress=progress)
    database.close()

    run(["status"])

    assert line in told(capsys).splitlines()


def test_a_database_that_breaks_off_is_not_ready(
    migrated_sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", migrated_sqlite_url)
    database = open_database(migrated_sqlite_url)
    with database.writing() as session:
        session.execute(text("DROP TABLE job"))
    database.close()

    assert run(["db", "check", "--later"]) == 3
    assert "does not answer" in capsys.readouterr().err
