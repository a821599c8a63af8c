"""What ``consult questionnaire`` and ``consult consultation`` do and say."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from consult.cli.main import run
from consult.db.session import Database
from consult.services.auditing import newest
from consult.services.fielding import WaveState, wave_of
from consult.services.illustrating import media_of
from consult.services.offline import open_forms
from consult.services.publishing import questionnaire_of
from forms.fingerprint import version_of
from forms.xlsform.reading import read_questionnaire
from tests.consult.privacy.files_made import a_photo

WATER: Final = """
| survey |                 |         |                 |                  |               |
|        | type            | name    | label::English (en) | label::العربية (ar) | relevant |
|        | select_one yn   | clean   | Clean?          | نظيف؟            |               |
|        | text            | why     | Why not?        | لماذا؟           | ${clean} = 'n' |
|        | integer         | litres  | Litres?         | كم لترًا؟        |               |
| choices |                |         |                 |                  |               |
|        | list_name       | name    | label::English (en) | label::العربية (ar) |          |
|        | yn              | y       | Yes             | نعم              |               |
|        | yn              | n       | No              | لا               |               |
| settings |               |         |                 |                  |               |
|        | form_title      | form_id | default_language |                 |               |
|        | Water           | water   | English (en)    |                  |               |
"""
BROKEN: Final = WATER.replace("${clean} = 'n'", "${cleanz} = 'n'")
IMPORT: Final = ("--consultation", "river")


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
def workbook(tmp_path: Path) -> Path:
    file = tmp_path / "water.md"
    file.write_text(WATER, encoding="utf-8")
    return file


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.md"
    file.write_text(BROKEN, encoding="utf-8")
    return file


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def imported(
    workbook: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> dict[str, Any]:
    assert run(["questionnaire", "import", str(workbook), *IMPORT, *more]) == 0
    return told(capsys)


def state(database: Database, survey: str) -> WaveState:
    with database.reading() as session:
        return wave_of(session, survey).state


def test_a_check_counts_what_a_workbook_holds(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["questionnaire", "check", str(workbook), "--json"]) == 0

    assert told(capsys) == {
        "ok": True,
        "questions": 3,
        "groups": 0,
        "repeats": 0,
        "languages": ["en", "ar"],
        "expressions": 1,
        "problems": [],
    }


def test_a_check_says_where_something_is_wrong_and_what_to_do(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["questionnaire", "check", str(broken), "--json"]) == 2

    [problem] = told(capsys)["problems"]
    assert problem["severity"] == "error"
    assert (problem["sheet"], problem["row"]) == ("survey", 5)
    assert problem["column"] == "relevant"
    assert "cleanz" in problem["message"]
    assert "clean" in problem["message"]


def test_a_check_speaks_to_people_too(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["questionnaire", "check", str(broken)]) == 2

    captured = capsys.readouterr()
    assert captured.err.startswith("error F")
    assert "survey 5 relevant" in captured.err
    assert captured.out.startswith("3 questions, 0 groups")
    assert captured.out.endswith("It cannot be imported yet.\n")


def test_an_import_prints_the_addresses_of_the_survey(
    workbook: Path, capsys: pytest.CaptureFixture[str], database: Database
) -> None:
    printed = imported(workbook, capsys, "--open")

    assert printed["address"] == "/en/c/river-water"
    assert printed["languages"] == {
        "en": "/en/c/river-water",
        "ar": "/ar/c/river-water",
    }
    assert state(database, "river-water") is WaveState.OPEN


def test_a_survey_is_not_open_before_somebody_says_so(
    workbook: Path, capsys: pytest.CaptureFixture[str], database: Database
) -> None:
    survey = imported(workbook, capsys)["survey"]

    assert state(database, survey) is WaveState.DRAFT


def test_the_same_questionnaire_again_is_the_same_survey(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = imported(workbook, capsys)
    again = imported(workbook, capsys)

    assert first == again


def test_a_changed_questionnaire_is_another_survey(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = imported(workbook, capsys)
    workbook.write_text(WATER.replace("Litres?", "Buckets?"), encoding="utf-8")
    second = imported(workbook, capsys)

    assert first["survey"] == "river-water"
    assert second["survey"] == "river-water-2"
    assert first["version"] != second["version"]


def test_an_import_tells_what_changed_and_which_figures_begin_anew(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(workbook, capsys)
    workbook.write_text(WATER.replace("Litres?", "Buckets?"), encoding="utf-8")
    assert run(["questionnaire", "import", str(workbook), *IMPORT]) == 0

    said = capsys.readouterr().err
    assert "litres: " in said
    assert "one line with those of before: litres." in said


def test_an_import_is_recorded(
    workbook: Path, capsys: pytest.CaptureFixture[str], database: Database
) -> None:
    imported(workbook, capsys)

    with database.reading() as session:
        [entry] = newest(session, most=10)
    assert (entry.actor, entry.deed) == ("command", "questionnaire.imported")
    assert entry.about == "river-water"


def test_an_import_can_be_fetched_by_clients_of_odk(
    workbook: Path, capsys: pytest.CaptureFixture[str], database: Database
) -> None:
    imported(workbook, capsys, "--open")

    with database.reading() as session:
        wave = wave_of(session, "river-water")
        [form] = open_forms(session, "river", today=wave.opens_on)
    assert "Litres?" in form.xml


def test_a_questionnaire_with_errors_is_not_imported(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["questionnaire", "import", str(broken), *IMPORT]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert "was not imported" in captured.err


@pytest.mark.parametrize("command", ["check", "import"])
def test_a_file_that_is_not_there_is_told(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = IMPORT if command == "import" else ()

    assert run(["questionnaire", command, str(tmp_path / "no.xlsx"), *more]) == 2
    assert "no.xlsx cannot be read" in capsys.readouterr().err


def test_a_table_beside_the_workbook_comes_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "places.md"
    file.write_text(
        "| survey | | | |\n"
        "| | type | name | label |\n"
        "| | select_one_from_file towns.csv | town | Town? |\n",
        encoding="utf-8",
    )
    (tmp_path / "towns.csv").write_text(
        "name,label\na,Alba\nb,Bari\n", encoding="utf-8"
    )

    assert run(["questionnaire", "check", str(file), "--json"]) == 0
    assert [each["code"] for each in told(capsys)["problems"]] == []


def test_what_is_exported_as_a_workbook_is_read_as_the_same_questionnaire(
    workbook: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    database: Database,
) -> None:
    survey = imported(workbook, capsys)["survey"]
    file = tmp_path / "out.xlsx"

    arguments = ["--format", "xlsx", "--output", str(file)]
    assert run(["questionnaire", "export", survey, *arguments]) == 0

    with database.reading() as session:
        stored = questionnaire_of(session, wave_of(session, survey).version_id)
    again = read_questionnaire(file.read_bytes(), name=file.name).questionnaire
    assert version_of(again) == version_of(stored)


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("json", b"{"),
        ("xform", b"<?xml"),
        ("pdf", b"%PDF"),
        ("codebook", b"\xef\xbb\xbftable,"),
    ],
)
def test_a_questionnaire_is_exported_in_each_format(
    workbook: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    form: str,
    begins: bytes,
) -> None:
    assert run(["questionnaire", "import", str(workbook), *IMPORT]) == 0
    capfdbinary.readouterr()

    assert run(["questionnaire", "export", "river", "--format", form]) == 0
    assert capfdbinary.readouterr().out.startswith(begins)


def test_paper_in_a_language_that_the_questionnaire_lacks_is_refused(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(workbook, capsys)

    arguments = ["--format", "pdf", "--language", "sw"]
    assert run(["questionnaire", "export", "river", *arguments]) == 2
    assert "It is in: en, ar." in capsys.readouterr().err


def test_a_consultation_is_opened_paused_and_closed(
    workbook: Path, capsys: pytest.CaptureFixture[str], database: Database
) -> None:
    survey = imported(workbook, capsys)["survey"]

    for command, becomes in (
        ("open", WaveState.OPEN),
        ("pause", WaveState.PAUSED),
        ("open", WaveState.OPEN),
        ("close", WaveState.CLOSED),
    ):
        assert run(["consultation", command, "river"]) == 0
        assert state(database, survey) is becomes
        assert survey in capsys.readouterr().out


def test_what_is_closed_is_not_opened_again(
    workbook: Path, capsys: pytest.CaptureFixture[str], database: Database
) -> None:
    survey = imported(workbook, capsys, "--open")["survey"]
    assert run(["consultation", "close", "river"]) == 0

    assert run(["consultation", "open", "river"]) == 2
    assert "start another survey" in capsys.readouterr().err
    assert state(database, survey) is WaveState.CLOSED


def test_a_consultation_nobody_knows_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["consultation", "open", "nowhere"]) == 2
    assert "There is no such consultation." in capsys.readouterr().err


def test_a_picture_beside_the_workbook_comes_along_or_is_missed(
    tmp_path: Path, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "seen.md"
    file.write_text(
        "| survey |\n| | type | name | label | media::image | media::audio |\n"
        "| | text | a | A? | a.jpg | a.wav |\n",
        encoding="utf-8",
    )
    folder = tmp_path / "seen-media"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(a_photo())

    assert run(["questionnaire", "import", str(file), *IMPORT]) == 0
    printed = capsys.readouterr()
    survey = json.loads(printed.out)["survey"]

    assert "a.wav is not there" in printed.err
    assert "a.jpg" not in printed.err
    with database.reading() as session:
        version = wave_of(session, survey).version_id
        assert list(media_of(session, version)) == ["a.jpg"]
