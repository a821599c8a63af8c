"""One command makes the demonstration ready; the second time it is ready already."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from consult.app import create_app
from consult.cli.main import run
from consult.db.models import AnalysisRun, OpenAnswer, Response
from consult.db.session import open_database
from consult.settings import INTERFACE_LOCALES
from tests.builders import some_settings


def prepared(file: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run(["demo", "--no-serve", "--json", "--database", str(file)]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def counts(file: Path) -> tuple[int | None, ...]:
    database = open_database(f"sqlite:///{file}")
    with database.reading() as session:
        found = tuple(
            session.scalar(select(func.count()).select_from(table))
            for table in (Response, OpenAnswer, AnalysisRun)
        )
    database.close()
    return found


@pytest.mark.slow
def test_the_demonstration_is_made_once_and_can_be_visited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "demonstration.sqlite3"

    first = prepared(file, capsys)
    made = counts(file)
    second = prepared(file, capsys)

    assert first == second
    assert counts(file) == made == (1270, 1628, 3)
    assert first["database"] == str(file)
    assert {survey["slug"] for survey in first["surveys"]} == {
        "talvera-needs",
        "talvera-trust",
    }
    client = create_app(some_settings(database_url=f"sqlite:///{file}")).test_client()
    for survey in first["surveys"]:
        assert set(survey["languages"]) == set(INTERFACE_LOCALES)
        for path in survey["languages"].values():
            assert "<form" in client.get(path).text
    assert client.get(first["sign_in"]["path"]).status_code == 200
