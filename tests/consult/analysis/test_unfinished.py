"""What a stopped analysis leaves behind, and how the next run goes on from it."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from consult.analysis.answers import Columns, read_answers
from consult.analysis.request import Request
from consult.analysis.run import analyse_answers
from consult.analysis.unfinished import (
    ENDING,
    Unfinished,
    UnfinishedBlocked,
    beside,
    digest_of,
)
from consult.analysis.writing import Results
from consult.cli.main import run
from nlp.progress import Stage
from nlp.statements import Answer

# Written for this test.
SAID = (
    "The bus is late every morning. The road is dark, but nobody repairs the lamps.",
    "There is no water in the village since Monday",
    "The clinic has no doctor",
    "Call me on 0712 345 678, the water is dirty",
    "nothing",
)
OF_ONE_WORK = "0" * 64
ROWS = [["en", 0.75], ["sw", 1.0]]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    lines = [f'{number},"{said} {number % 3}"' for number, said in enumerate(SAID * 8)]
    path.write_text("\n".join(["id,answer", *lines]), encoding="utf-8")
    return path


def stopping_at(wanted: Stage) -> Callable[[Stage, int, int], None]:
    def report(stage: Stage, done: int, total: int) -> None:  # noqa: ARG001 - as told
        if stage == wanted:
            raise KeyboardInterrupt

    return report


def refusing() -> list[list[object]]:
    raise AssertionError("this stage was finished before")


def results(source: Path, unfinished: Unfinished | None = None) -> Results:
    read = read_answers(source, Columns(text="answer"))
    return analyse_answers(read, Request(), options={}, stages=unfinished)


@pytest.mark.parametrize("stage", [s for s in Stage if s != Stage.LANGUAGES])
def test_an_analysis_stopped_at_any_stage_goes_on_to_the_same_files(
    source: Path, tmp_path: Path, stage: Stage
) -> None:
    folder = tmp_path / "kept"
    read = read_answers(source, Columns(text="answer"))
    first = Unfinished(folder, OF_ONE_WORK)
    with pytest.raises(KeyboardInterrupt):
        analyse_answers(
            read, Request(), options={}, report=stopping_at(stage), stages=first
        )

    second = Unfinished(folder, OF_ONE_WORK)
    assert Stage.LANGUAGES in second.found
    assert stage not in second.found
    assert results(source, second) == results(source)


def test_finished_stages_are_not_done_again(tmp_path: Path) -> None:
    Unfinished(tmp_path / "kept", OF_ONE_WORK).rows(Stage.LANGUAGES, lambda: ROWS)

    again = Unfinished(tmp_path / "kept", OF_ONE_WORK)

    assert again.found == (Stage.LANGUAGES,)
    assert again.rows(Stage.LANGUAGES, refusing) == ROWS


def test_other_work_begins_from_the_start(tmp_path: Path) -> None:
    Unfinished(tmp_path / "kept", OF_ONE_WORK).rows(Stage.LANGUAGES, lambda: ROWS)

    other = Unfinished(tmp_path / "kept", "1" * 64)

    assert other.other
    assert other.found == ()
    assert not other.is_worth_keeping()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:-4], id="cut off"),
        pytest.param(lambda content: content.replace(b"sw", b"fr"), id="altered"),
        pytest.param(lambda content: b"", id="empty"),  # noqa: ARG005 - as the others
    ],
)
def test_a_damaged_stage_is_done_again(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    Unfinished(tmp_path / "kept", OF_ONE_WORK).rows(Stage.LANGUAGES, lambda: ROWS)
    file = tmp_path / "kept" / "languages.jsonl"
    file.write_bytes(damage(file.read_bytes()))

    again = Unfinished(tmp_path / "kept", OF_ONE_WORK)

    assert again.found == ()
    assert again.rows(Stage.LANGUAGES, lambda: ROWS[:1]) == ROWS[:1]


def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o777)

    Unfinished(folder, OF_ONE_WORK)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")

    with pytest.raises(UnfinishedBlocked):
        Unfinished(tmp_path, OF_ONE_WORK)

    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_what_a_killed_process_left_half_written_is_removed(tmp_path: Path) -> None:
    Unfinished(tmp_path / "kept", OF_ONE_WORK)
    (tmp_path / "kept" / "statements.partial").write_bytes(b"[")

    Unfinished(tmp_path / "kept", OF_ONE_WORK).remove()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answers", "recipe", "asked"),
    [
        pytest.param([Answer("1", "water", "en")], {"seed": 0}, {}, id="language"),
        pytest.param([Answer("1", "wate")], {"seed": 0}, {}, id="text"),
        pytest.param([Answer("1", "water")] * 2, {"seed": 0}, {}, id="number"),
        pytest.param([Answer("1", "water")], {"seed": 1}, {}, id="recipe"),
        pytest.param([Answer("1", "water")], {"seed": 0}, {"a": 1}, id="options"),
    ],
)
def test_everything_that_decides_about_the_result_names_the_work(
    answers: list[Answer], recipe: dict[str, object], asked: dict[str, object]
) -> None:
    same = digest_of([Answer("1", "water")], {"seed": 0}, {})

    assert digest_of([Answer("1", "water")], {"seed": 0}, {}) == same
    assert digest_of(answers, recipe, asked) != same


def test_a_command_that_ends_leaves_only_its_results(
    source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "results"

    code = run(["analyse", str(source), "--text", "answer", "--output", str(output)])

    assert code == 0
    assert beside(output).name == "results" + ENDING
    assert not beside(output).exists()


def test_a_command_that_is_refused_leaves_nothing(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "results"

    code = run([
        "analyse", str(source), "--text", "answer", "--output", str(output),
        "--concerns", "5000",
    ])  # fmt: skip

    assert code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.csv"]
