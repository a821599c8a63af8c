"""``consult analyse`` goes on from earlier results and keeps what people decided."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from consult.cli.main import run
from tests.golden.corpora import planted

NUMBER: Final = 96
FIRST: Final = 88
TEXTS: Final = [each.text for each in planted("en")][:NUMBER]
COLUMNS: Final = ("response_id", "start", "end", "concern", "verdict")

Row = dict[str, str]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def load(path: Path) -> Any:
    return json.loads(path.read_bytes())


def analyse(source: Path, output: Path, *more: str) -> int:
    asked = ["--text", "answer", "--id", "id", "--languages", "en"]
    return run(["analyse", str(source), *asked, "--output", str(output), *more])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("waves")


@pytest.fixture(scope="module")
def answers(folder: Path) -> Path:
    rows = [(f"p{n}", text) for n, text in enumerate(TEXTS)]
    return write(folder / "all.csv", ("id", "answer"), rows)


@pytest.fixture(scope="module")
def first(folder: Path) -> Path:
    """Return the results of the first answers."""
    rows = [(f"p{n}", text) for n, text in enumerate(TEXTS[:FIRST])]
    source = write(folder / "first.csv", ("id", "answer"), rows)
    assert analyse(source, folder / "first") == 0
    return folder / "first"


@pytest.fixture(scope="module")
def decisions(folder: Path, first: Path) -> Path:
    """Return decisions by id, by title and by span, on some of the first answers."""
    concerns = load(first / "concerns.json")["concerns"]
    rows: list[tuple[str, ...]] = []
    for number, row in enumerate(read(first / "responses.csv")[:20]):
        own = row["primary_concern"]
        rows.append((row["response_id"], "", "", own, "in" if number % 3 else "out"))
    rows.append(("p30", "", "", concerns[-1]["label"], "IN"))
    statement = read(first / "statements.csv")[-1]
    place = (statement["response_id"], statement["start"], statement["end"])
    rows.append((*place, concerns[0]["id"], "in"))
    return write(folder / "decisions.csv", COLUMNS, rows)


@pytest.fixture(scope="module")
def second(folder: Path, answers: Path, first: Path, decisions: Path) -> Path:
    """Return the results of all answers, with decisions."""
    more = ("--previous", str(first), "--decisions", str(decisions))
    assert analyse(answers, folder / "second", *more) == 0
    return folder / "second"


def labels(results: Path) -> dict[str, str]:
    document = load(results / "concerns.json")
    return {
        each["id"]: each["label"] for each in (*document["concerns"], *document["rare"])
    }


def overturned(results: Path, decisions: Path, titles: dict[str, str]) -> list[Row]:
    concerns = {
        row["response_id"]: row["concerns"].split("|")
        for row in read(results / "responses.csv")
    }
    ids = {label: concern for concern, label in titles.items()}
    return [
        row
        for row in read(decisions)
        if (ids.get(row["concern"], row["concern"]) in concerns[row["response_id"]])
        is not (row["verdict"].casefold() == "in")
    ]


def test_concerns_keep_ids_and_titles_when_answers_come_in(
    folder: Path, answers: Path, first: Path
) -> None:
    assert analyse(answers, folder / "more", "--previous", str(first)) == 0

    before, now = labels(first), labels(folder / "more")
    assert {concern: now.get(concern) for concern in before} == before
    assert len(read(folder / "more" / "responses.csv")) == NUMBER


def test_no_decision_is_overturned(first: Path, second: Path, decisions: Path) -> None:
    assert overturned(second, decisions, labels(first)) == []


def test_decisions_are_handed_on_to_the_next_run(
    folder: Path, answers: Path, first: Path, second: Path, decisions: Path
) -> None:
    assert analyse(answers, folder / "third", "--previous", str(second)) == 0

    assert overturned(folder / "third", decisions, labels(first)) == []
    kept = load(folder / "third" / "method.json")["decisions"]["rows"]
    assert kept == load(second / "method.json")["decisions"]["rows"]
    assert len(kept) == len(read(decisions))


def test_changes_have_both_denominators_and_every_concern_once(
    first: Path, second: Path
) -> None:
    changes = load(second / "concerns.json")["changes"]

    assert changes["respondents_with_reason"] == {"before": FIRST, "now": NUMBER}
    assert changes["respondents_in_both"] == FIRST
    now = [each["id"] for each in changes["concerns"] if each["id"]]
    then = [each["was"] for each in changes["concerns"] if each["was"]]
    assert sorted(now) == sorted(labels(second))
    assert sorted(then) == sorted(labels(first))


def test_report_says_what_changed(first: Path, second: Path) -> None:
    assert 'id="changes"' in (second / "report.html").read_text(encoding="utf-8")
    assert 'id="changes"' not in (first / "report.html").read_text(encoding="utf-8")


def test_same_files_give_the_same_results(
    folder: Path, answers: Path, first: Path, second: Path, decisions: Path
) -> None:
    more = ("--previous", str(first), "--decisions", str(decisions))
    assert analyse(answers, folder / "again", *more) == 0

    for path in sorted(second.iterdir()):
        assert (folder / "again" / path.name).read_bytes() == path.read_bytes()


def test_other_people_are_compared_with_chance(folder: Path, first: Path) -> None:
    others = [
        (f"q{n}", text.replace(" the ", " this "))
        for n, text in enumerate(TEXTS[40:80])
    ]
    source = write(folder / "others.csv", ("id", "answer"), others)

    assert analyse(source, folder / "others", "--previous", str(first)) == 0

    changes = load(folder / "others" / "concerns.json")["changes"]
    assert changes["respondents_in_both"] == 0
    assert {each["beyond_chance"] for each in changes["concerns"]} <= {True, False}
    kept = labels(first).keys() & labels(folder / "others").keys()
    assert len([each for each in kept if each.startswith("c")]) >= 2


# What is refused


def changed(first: Path, folder: Path, name: str, old: str, new: str) -> Path:
    """Return a copy of results in which one file says something else."""
    folder.mkdir()
    for path in first.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        pytest.param(
            "method.json", '"consult-engine": "', '"consult-engine": "9',
            "another version", id="version",
        ),
        pytest.param(
            "method.json", '"character_weight": 0.5', '"character_weight": 0.4',
            "another version", id="recipe",
        ),
        pytest.param(
            "concerns.json", '"id": "c1"', '"id": "x1"',
            "no complete analysis", id="id",
        ),
        pytest.param(
            "concerns.json", '"numbering"', '"numbers"',
            "no complete analysis", id="part missing",
        ),
        pytest.param(
            "statements.csv", "response_id", "response",
            "no complete analysis", id="column",
        ),
    ],
)  # fmt: skip
def test_results_that_cannot_be_gone_on_from_are_refused(  # noqa: PLR0917 - fixtures
    answers: Path, first: Path, tmp_path: Path, name: str, old: str, new: str,
    said: str, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    altered = changed(first, tmp_path / "altered", name, old, new)

    assert analyse(answers, tmp_path / "out", "--previous", str(altered)) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_folder_without_an_analysis_is_refused(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert analyse(answers, tmp_path / "out", "--previous", str(tmp_path)) == 2
    assert "no complete analysis" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param(
            [("p1", "", "", "c1", "in"), ("p1", "", "", "c1", "out")],
            "Line 3 of the decisions says the opposite of line 2",
            id="opposite",
        ),
        pytest.param([("p1", "", "", "c999", "in")], "Line 2", id="no concern"),
        pytest.param([("nobody", "", "", "c1", "in")], "Line 2", id="no answer"),
        pytest.param([("p1", "900", "901", "c1", "in")], "Line 2", id="no statement"),
        pytest.param([("p1", "4", "", "c1", "in")], "Line 2", id="half a span"),
        pytest.param([("p1", "9", "4", "c1", "in")], "Line 2", id="backwards"),
        pytest.param([("p1", "", "", "c1", "maybe")], "Line 2", id="no verdict"),
    ],
)
def test_decision_that_cannot_be_kept_is_refused_by_its_line(  # noqa: PLR0917 - fixtures
    answers: Path,
    first: Path,
    tmp_path: Path,
    rows: list[tuple[str, ...]],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = write(tmp_path / "decisions.csv", COLUMNS, rows)
    more = ("--previous", str(first), "--decisions", str(given))

    assert analyse(answers, tmp_path / "out", *more) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_decisions_without_earlier_results_are_about_this_file(
    folder: Path, first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = read(first / "responses.csv")[0]["primary_concern"]
    given = write(tmp_path / "d.csv", COLUMNS, [("p0", "", "", own, "out")])

    code = analyse(folder / "first.csv", tmp_path / "out", "--decisions", str(given))

    assert code == 0
    assert "this very file" in capsys.readouterr().err
    assert own not in read(tmp_path / "out" / "responses.csv")[0]["concerns"].split("|")


def test_new_concern_of_a_person_keeps_its_id_in_the_next_run(
    folder: Path, answers: Path, first: Path
) -> None:
    rows = [(f"p{n}", "", "", "new: Said by the first", "in") for n in range(3)]
    of_own = write(folder / "own.csv", COLUMNS, rows)
    more = ("--previous", str(first), "--decisions", str(of_own))

    assert analyse(answers, folder / "own", *more) == 0
    assert (
        analyse(answers, folder / "own-again", "--previous", str(folder / "own")) == 0
    )

    known = {title: concern for concern, title in labels(folder / "own").items()}
    concern = known["Said by the first"]
    assert concern not in labels(first)
    assert labels(folder / "own-again")[concern] == "Said by the first"
    spoken = {
        r["response_id"]: r["concerns"]
        for r in read(folder / "own-again" / "responses.csv")
    }
    assert all(concern in spoken[f"p{n}"].split("|") for n in range(3))
