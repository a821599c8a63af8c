"""What ``consult report`` writes and says."""

from pathlib import Path

import pytest

from consult.cli.main import run
from consult.db.session import Database
from consult.services.auditing import newest
from tests.consult.reports.consultation_stored import SLUG, store_a_consultation


@pytest.fixture(autouse=True)
def _with_a_consultation(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", database_url)
    with database.writing() as session:
        store_a_consultation(session)


def test_the_report_is_written_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.html"

    assert run(["report", SLUG, "--language", "ar", "--output", str(file)]) == 0

    assert 'dir="rtl"' in file.read_text(encoding="utf-8")
    assert str(file) in capsys.readouterr().out
    assert not list(tmp_path.glob(".*.partial"))


def test_a_second_report_takes_the_place_of_the_first_and_is_the_same(
    tmp_path: Path,
) -> None:
    file = tmp_path / "report.html"

    run(["report", SLUG, "--output", str(file)])
    first = file.read_bytes()
    run(["report", SLUG, "--output", str(file)])

    assert file.read_bytes() == first


def test_taking_a_report_is_recorded(tmp_path: Path, database: Database) -> None:
    run(["report", SLUG, "--output", str(tmp_path / "report.html")])

    with database.reading() as session:
        last = newest(session, most=1)[-1]
    assert (last.actor, last.deed) == ("command", "report.downloaded")


def test_an_unknown_consultation_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.html"

    assert run(["report", "nowhere", "--output", str(file)]) == 2

    assert "There is no consultation nowhere." in capsys.readouterr().err
    assert not file.exists()


def test_a_folder_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "none" / "report.html"

    assert run(["report", SLUG, "--output", str(file)]) == 2

    assert "cannot be written" in capsys.readouterr().err
