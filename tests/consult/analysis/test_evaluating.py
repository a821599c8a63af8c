"""``consult evaluate`` reads folders of labelled texts and prints what it measured."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from consult.analysis.labelled import (
    NothingLabelled,
    SpanUnreadable,
    WishesUnreadable,
    read_sets,
)
from consult.analysis.measuring import CONSULT, Measurer, RunFailed
from consult.cli.main import run
from nlp.evaluation.lacking import Lack
from nlp.evaluation.once import USUAL
from nlp.evaluation.sets import LabelledText
from nlp.evaluation.suites import Suite

SUITES = ("--suite", "sentiment", "--suite", "personal")


def write(path: Path, *rows: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    judged = [
        (f"The {thing} is {word}", label, "eng_Latn")
        for thing in ("road", "clinic", "school", "bus", "market", "well", "lamp")
        for word, label in (
            ("wonderful", "positive"),
            ("terrible", "negative"),
            ("at the corner", "neutral"),
        )
    ]
    write(folder / "judged" / "rows.csv", ("text", "label", "language"), *judged)
    write(folder / "plain" / "rows.csv", ("text",), ("No water",), ("No light",))
    write(folder / "other" / "rows.csv", ("participant", "vote"), ("1", "-1"))
    return folder


def test_sets_are_read_by_name_and_files_without_texts_left_alone(data: Path) -> None:
    judged, plain = read_sets(data)

    assert (judged.name, plain.name) == ("judged", "plain")
    assert judged.columns == {"text", "label", "language"}
    assert judged.languages() == ("en",)
    assert [row.text for row in plain.rows] == ["No water", "No light"]


def test_a_folder_may_be_a_set_itself(data: Path) -> None:
    (given,) = read_sets(data / "plain")

    assert given.name == "plain"


def test_all_that_a_set_may_tell_is_read(tmp_path: Path) -> None:
    names = (
        "text", "label", "language", "parallel_id", "question", "split",
        "labels_coder1", "labels_coder2", "masked",
    )  # fmt: skip
    row = ("Hi", "a", "pbt", "7", "Q1", "Test", "x|y->z", " x | ", "0:2:name|1:2:id")
    write(tmp_path / "one.csv", names, row)

    (given,) = read_sets(tmp_path)

    assert given.rows == (
        LabelledText(
            text="Hi",
            label="a",
            language="ps",
            parallel="7",
            question="Q1",
            split="test",
            coder1=("x", "y->z"),
            coder2=("x",),
            masked=((0, 2, "name"), (1, 2, "id")),
        ),
    )


def test_a_set_says_what_it_is_for(data: Path) -> None:
    wishes = data / "judged" / "suite.json"
    wishes.write_text('{"suites": ["scale"]}', encoding="utf-8")

    assert read_sets(data)[0].suites == frozenset({"scale"})


@pytest.mark.parametrize(
    "written", ["{", "[]", '{"suites": "scale"}', '{"suites": ["guessing"]}']
)
def test_wishes_that_name_no_suite_are_refused(data: Path, written: str) -> None:
    (data / "judged" / "suite.json").write_text(written, encoding="utf-8")

    with pytest.raises(WishesUnreadable):
        read_sets(data)


def test_a_mark_that_is_no_span_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "rows.csv", ("text", "masked"), ("a@b.org", "0-7 email"))

    with pytest.raises(SpanUnreadable):
        read_sets(tmp_path)


def test_a_folder_without_labelled_texts_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NothingLabelled):
        read_sets(data / "other")
    assert run(["evaluate", "--data", str(data / "nowhere")]) == 2
    assert "no labelled texts" in capsys.readouterr().err


def test_tables_are_printed_and_sets_passed_over_are_named(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "--data", str(data), *SUITES]) == 0

    told = capsys.readouterr().out
    assert "judged: sentiment" in told
    assert "macro-F1" in told
    assert "Invented sentences" in told
    assert "Passed over, without a column label: plain" in told


def test_the_same_tables_are_written_as_json(data: Path, tmp_path: Path) -> None:
    asked = ["evaluate", "--data", str(data), *SUITES, "--output"]

    run([*asked, str(tmp_path / "one.json")])
    run([*asked, str(tmp_path / "two.json")])

    written = (tmp_path / "one.json").read_bytes()
    assert written == (tmp_path / "two.json").read_bytes()
    found = json.loads(written)
    assert list(found["suites"]) == ["sentiment", "personal"]
    assert found["suites"]["sentiment"]["passed_over"] == {
        "plain": "it has no column label"
    }
    (table,) = found["suites"]["sentiment"]["tables"]
    assert len(table["rows"]) == 2
    assert str(tmp_path) not in written.decode()


def test_every_suite_and_every_reason_can_be_told() -> None:
    from consult.cli.evaluate import DOES, PASSED_OVER

    assert list(DOES) == list(Suite)
    assert set(PASSED_OVER) == set(Lack)


@pytest.mark.parametrize("method", [CONSULT, USUAL])
def test_a_run_of_its_own_is_watched(method: str) -> None:
    texts = [f"The {n} lamp {'is dark' if n % 2 else 'shines'}" for n in range(40)]

    timed = Measurer(None).run(method, texts)

    assert timed.cpu > 0
    assert timed.megabytes > 10


def test_a_run_that_fails_is_not_measured() -> None:
    with pytest.raises(RunFailed):
        Measurer(None).run("guessing", ["one", "two"])
