"""The two commands that run until they are told to stop."""

import http.client
import signal

import pytest

from consult.cli.main import run
from consult.cli.reference import render_reference
from consult.db.session import open_database
from consult.services.status import read_workload
from tests.builders import StoppedClock
from tests.consult.cli.programs import start


@pytest.fixture
def migrated(migrated_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Point the settings to a migrated database."""
    monkeypatch.setenv("CONSULT_DATABASE_URL", migrated_sqlite_url)
    return migrated_sqlite_url


@pytest.mark.slow
@pytest.mark.usefixtures("migrated")
def test_serving_says_where_and_stops_when_told() -> None:
    with start("serve", "--port", "0") as process:
        assert process.stdout is not None
        announced = process.stdout.readline()
        assert announced.startswith("Serving at http://127.0.0.1:")
        address = announced.rpartition("//")[2].strip()

        server = http.client.HTTPConnection(address.strip("/"))
        server.request("GET", "/health")
        assert server.getresponse().status == 200
        server.close()
        process.send_signal(signal.SIGTERM)

        assert process.wait() == 0


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=["term", "int"])
@pytest.mark.usefixtures("migrated")
def test_a_waiting_worker_stops_when_told(told: signal.Signals) -> None:
    with start("worker", "--poll", "3600") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Waiting for jobs.\n"
        process.send_signal(told)

        assert process.wait() == 0


@pytest.mark.slow
def test_a_worker_of_one_turn_does_what_is_due_and_leaves(
    migrated: str, clock: StoppedClock
) -> None:
    assert run(["db", "check", "--later"]) == 0

    with start("worker", "--once") as process:
        output, _ = process.communicate()

    assert process.returncode == 0
    assert output == "Attempts made: 1\n"
    database = open_database(migrated)
    with database.reading() as session:
        assert read_workload(session, now=clock()).jobs["done"] == 1  # type: ignore[index] # a state equals its value
    database.close()


def test_the_reference_names_every_command_and_exit_code() -> None:
    reference = render_reference()

    for heading in ("serve", "worker", "db upgrade", "db check", "status"):
        assert f"\n## consult {heading}\n" in reference
    for code in range(4):
        assert f"\n| {code} | " in reference
    assert "`--poll SECONDS`" in reference
    assert "Default: 5." in reference


def test_the_reference_is_english_and_the_same_everywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = render_reference()
    monkeypatch.setenv("LC_ALL", "xx")
    monkeypatch.setenv("COLUMNS", "40")

    assert render_reference() == before
