"""What ``consult consultation positions`` and ``attachments`` do and say."""

from pathlib import Path
from typing import Final

import pytest

from consult.cli.main import run
from consult.db.session import Database
from consult.services.auditing import newest
from consult.services.exporting import CODEBOOK, export_questionnaire
from consult.services.fielding import wave_of
from consult.services.offline import open_forms
from forms.definition import Kind
from forms.opening import CLOSED, Opening

ROAD: Final = """
| survey |                 |        |                     |
|        | type            | name   | label::English (en) |
|        | geopoint        | where  | Where?              |
|        | geotrace        | way    | Which way?          |
|        | image           | photo  | A photo?            |
|        | audio           | voice  | In your words?      |
|        | video           | film   | A video?            |
|        | text            | why    | Why?                |
| settings |               |        |                     |
|        | form_title      | form_id | default_language   |
|        | Road            | road   | English (en)        |
"""
MAPPED: Final = ROAD.replace(
    "|        | geopoint        | where  | Where?              |\n", ""
)


@pytest.fixture
def database_url(migrated_sqlite_url: str) -> str:
    """Return SQLite alone: writing the form for clients takes a process each time."""
    return migrated_sqlite_url


@pytest.fixture(autouse=True)
def _database_of_the_settings(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del database
    monkeypatch.setenv("CONSULT_DATABASE_URL", database_url)


@pytest.fixture
def road(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    return a_survey(ROAD, tmp_path, capsys)


def a_survey(table: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    file = folder / "road.md"
    file.write_text(table, encoding="utf-8")
    assert (
        run(["questionnaire", "import", str(file), "--consultation", "r", "--open"])
        == 0
    )
    capsys.readouterr()
    return "r"


def asked(database: Database) -> dict[str, Kind]:
    with database.reading() as session:
        wave = wave_of(session, "r-road")
    return {each.name: each.kind for each in wave.questionnaire.questions()}


def opening(database: Database) -> Opening:
    with database.reading() as session:
        return wave_of(session, "r-road").opening


def test_everything_is_off_at_first(database: Database, road: str) -> None:
    del road

    assert opening(database) == CLOSED
    assert asked(database)["where"] is Kind.POSITION


def test_positions_are_switched_on_with_a_warning_and_written_down(
    database: Database, road: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["consultation", "positions", road, "--on"]) == 0

    printed = capsys.readouterr()
    assert "lead to a home" in printed.err
    assert "where" in printed.out
    assert asked(database)["where"] is Kind.OPEN_POSITION
    assert asked(database)["way"] is Kind.POSITION
    assert asked(database)["photo"] is Kind.ATTACHMENT
    with database.reading() as session:
        assert newest(session, most=1)[0].deed == "positions.opened"


def test_a_photo_is_switched_on_for_one_question(
    database: Database, road: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["consultation", "attachments", road, "photo", "--on"]) == 0

    assert "faces" in capsys.readouterr().err
    assert asked(database)["photo"] is Kind.OPEN_ATTACHMENT
    assert asked(database)["voice"] is Kind.ATTACHMENT
    with database.reading() as session:
        entry = newest(session, most=1)[0]
    assert (entry.deed, entry.about) == ("attachments.opened", "r/photo")


def test_off_is_as_it_was(database: Database, road: str) -> None:
    assert run(["consultation", "positions", road, "--on"]) == 0
    assert run(["consultation", "attachments", road, "voice", "--on"]) == 0
    assert run(["consultation", "positions", road, "--off"]) == 0
    assert run(["consultation", "attachments", road, "voice", "--off"]) == 0

    assert opening(database) == CLOSED
    with database.reading() as session:
        deeds = [each.deed for each in newest(session, most=2)]
    assert deeds == ["positions.closed", "attachments.closed"]


@pytest.mark.parametrize(
    ("question", "why"),
    [("film", "video"), ("why", "asks this"), ("nothing", "asks this")],
)
def test_what_cannot_be_made_safe_is_refused_with_the_reason(
    database: Database,
    road: str,
    capsys: pytest.CaptureFixture[str],
    question: str,
    why: str,
) -> None:
    assert run(["consultation", "attachments", road, question, "--on"]) == 2

    assert why in capsys.readouterr().err
    assert opening(database) == CLOSED


def test_lines_on_a_map_alone_open_nothing(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slug = a_survey(MAPPED, tmp_path, capsys)

    assert run(["consultation", "positions", slug, "--on"]) == 2
    assert "line or an area" in capsys.readouterr().err
    assert opening(database) == CLOSED


def test_neither_on_nor_off_is_refused(road: str) -> None:
    assert run(["consultation", "positions", road]) == 2


def test_another_consultation_is_not_found(road: str) -> None:
    del road

    assert run(["consultation", "positions", "nowhere", "--on"]) == 2


def test_the_codebook_and_the_form_for_clients_hold_what_is_open(
    database: Database, road: str
) -> None:
    import datetime as dt

    def forms() -> tuple[str, str]:
        with database.reading() as session:
            wave = wave_of(session, "r-road")
            day = wave.opens_on + dt.timedelta(days=1)
            (form,) = open_forms(session, "r", today=day)
        return form.version, form.xml

    def columns() -> str:
        with database.reading() as session:
            content = export_questionnaire(
                session, "r-road", form=CODEBOOK, language=None
            )
        return content.decode("utf-8-sig")

    before, closed = forms()
    assert "geopoint" not in closed
    assert "coarse position" not in columns()

    assert run(["consultation", "positions", road, "--on"]) == 0
    assert run(["consultation", "attachments", road, "photo", "--on"]) == 0

    after, xml = forms()
    assert 'type="geopoint"' in xml
    assert "<upload" in xml
    assert after.startswith(before)
    assert after != before
    assert "where,where,position,other,coarse position" in columns()
    assert "photo,photo,attachment,other,file name" in columns()

    assert run(["consultation", "positions", road, "--off"]) == 0
    assert run(["consultation", "attachments", road, "photo", "--off"]) == 0
    assert forms() == (before, closed)
