"""What ``consult analyse`` refuses before it reads or writes anything."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from consult.cli.main import run

ANSWERS = "id,answer,place\n1,The road is dark at night,north\n2,No bus,south\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def analyse(source: Path, output: Path, *more: str) -> int:
    return run(
        ["analyse", str(source), "--text", "answer", "--output", str(output), *more]
    )


def test_a_result_never_replaces_the_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "responses.csv"
    source.write_text(ANSWERS, encoding="utf-8")

    code = analyse(source, tmp_path)

    assert code == 2
    assert source.read_text(encoding="utf-8") == ANSWERS
    assert [path.name for path in tmp_path.iterdir()] == ["responses.csv"]
    assert "replace the file of answers" in capsys.readouterr().err


def test_a_blocked_result_leaves_the_folder_as_it_was(
    source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    (output / "report.html").mkdir(parents=True)

    assert analyse(source, output) == 2
    assert [path.name for path in output.iterdir()] == ["report.html"]


def test_a_file_is_no_output_folder(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.write_text("", encoding="utf-8")

    assert analyse(source, output) == 2
    assert output.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--id", "answer"], id="text as id"),
        pytest.param(["--group", "answer"], id="text as group"),
        pytest.param(["--id", "id", "--group", "id"], id="id as group"),
        pytest.param(["--languages", ""], id="no language named"),
        pytest.param(["--languages", "en,klingonese"], id="no such language"),
        pytest.param(["--concerns", "0"], id="no concern"),
        pytest.param(["--concerns", "9" * 5000], id="too long a number"),
        pytest.param(["--concerns", "3"], id="more concerns than statements"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    source: Path,
    tmp_path: Path,
    options: Sequence[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = tmp_path / "out"

    code = analyse(source, output, *options)

    assert code == 2
    assert not output.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_a_first_line_that_is_an_answer_is_not_told_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "answers.csv"
    source.write_text(f"I am {'very ' * 20}afraid at night\nNo bus\n", encoding="utf-8")

    assert analyse(source, tmp_path / "out") == 2
    assert "afraid at night" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    ['[{"answer": "a road"}]', '{"answer": "a road"}', "<!DOCTYPE html><p>a road"],
    ids=["list of objects", "object", "page"],
)
def test_what_is_no_table_is_called_so(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "answers.csv"
    source.write_text(content, encoding="utf-8")

    assert analyse(source, tmp_path / "out") == 2
    assert "is not a table" in capsys.readouterr().err
