"""``consult annotate`` says of every row its language and sentiment, and loses none."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.analysis import annotating, vector_file
from consult.analysis.annotating import ADDED, TERMS
from consult.cli.main import run

ROWS = (
    ("1", "The new clinic is wonderful, thank you", "north"),
    ("2", "Les rues sont sales et personne ne vient nettoyer", "south"),
    ("3", "", ""),
    ("4", 'He said: "no", and left;\nthat was all', "north"),
    ("5", "Barabara ni mbaya sana na hakuna taa usiku", "south"),
)
Table = list[list[str]]


def write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def annotate(source: Path, output: Path, *more: str) -> int:
    asked = ["annotate", str(source), "--text", "answer", "--output", str(output)]
    return run([*asked, *more])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "in.csv", [("id", "answer", "place"), *ROWS])


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out" / "annotated.csv"


def test_every_row_and_column_stays_where_it_was(source: Path, output: Path) -> None:
    assert annotate(source, output) == 0

    header, *rows = read(output)
    assert header == ["id", "answer", "place", *ADDED]
    assert [tuple(row[:3]) for row in rows] == list(ROWS)


def test_language_and_sentiment_stand_beside_the_text(
    source: Path, output: Path
) -> None:
    annotate(source, output, "--languages", "en,fr,sw")

    rows = [dict(zip(ADDED, row[3:], strict=True)) for row in read(output)[1:]]
    assert [row["language"] for row in rows] == ["en", "fr", "und", "en", "sw"]
    assert rows[0]["sentiment"] == "positive"
    assert rows[1]["sentiment"] == "negative"
    assert {row["assessed"] for row in rows} <= {"yes", "no"}
    assert all(-1 <= float(row["sentiment_score"]) <= 1 for row in rows)
    assert all(0 <= float(row["sentiment_confidence"]) <= 1 for row in rows)


def test_the_words_that_decided_stand_beside_the_sentiment_if_asked_for(
    source: Path, output: Path
) -> None:
    assert annotate(source, output, "--languages", "en,fr,sw", "--terms") == 0

    header, *rows = read(output)
    assert header == ["id", "answer", "place", *ADDED, TERMS]
    assert "wonderful" in rows[0][-1].split("|")
    assert "sales" in rows[1][-1].split("|")
    assert not rows[2][-1]
    for row in rows:
        assert all(term in row[1] for term in row[-1].split("|"))


def test_a_text_that_says_nothing_has_a_best_guess_and_is_not_assessed(
    source: Path, output: Path
) -> None:
    annotate(source, output)

    empty = read(output)[3]
    assert empty[5] == "neutral"
    assert empty[8] == "no"


def test_a_workbook_is_read_as_well(source: Path, tmp_path: Path, output: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in read(source):
        workbook.worksheets[0].append(row)
    workbook.save(tmp_path / "in.xlsx")

    assert annotate(tmp_path / "in.xlsx", output) == 0
    assert [row[1] for row in read(output)] == [row[1] for row in read(source)]


def test_the_language_of_the_form_stands_for_short_texts(
    tmp_path: Path, output: Path
) -> None:
    source = write(tmp_path / "in.csv", [("answer", "form"), ("Mafi", "ha")])

    assert annotate(source, output, "--language", "form") == 0
    assert read(output)[1][2] == "ha"


@pytest.mark.parametrize("code", ["tl", "fil", "tgl", "Tagalog"])
def test_a_language_has_one_code_however_it_was_named(
    tmp_path: Path, output: Path, code: str
) -> None:
    source = write(
        tmp_path / "in.csv",
        [("answer",), ("Walang tubig sa aming barangay mula noong Lunes",)],
    )

    assert annotate(source, output, "--languages", f"en,{code}") == 0
    assert read(output)[1][1] == "tl"


def test_a_column_of_the_input_with_a_name_of_ours_is_kept_under_another(
    tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write(
        tmp_path / "in.csv",
        [("language", "answer", "input_language"), ("xx", "No bus at all", "yy")],
    )

    assert annotate(source, output) == 0

    header, row = read(output)
    assert header[:3] == ["input_input_language", "answer", "input_language"]
    assert len(set(header)) == len(header)
    assert row[:3] == ["xx", "No bus at all", "yy"]
    assert "input_input_language" in capsys.readouterr().err


def test_what_is_said_of_a_row_does_not_depend_on_the_parts_of_the_file(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate(source, tmp_path / "whole.csv")
    monkeypatch.setattr(annotating, "BATCH", 2)
    annotate(source, tmp_path / "parts.csv")

    assert (tmp_path / "whole.csv").read_bytes() == (
        tmp_path / "parts.csv"
    ).read_bytes()


def test_there_is_a_vector_for_every_row_in_its_place(
    source: Path, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = tmp_path / "vectors" / "rows.npy"
    monkeypatch.setattr(vector_file, "PART", 2)

    assert annotate(source, output, "--vectors", str(vectors)) == 0

    written = np.load(vectors)
    lengths = np.linalg.norm(written, axis=1)
    assert written.dtype == np.float32
    assert len(written) == len(ROWS) == len(read(output)) - 1
    assert not written[2].any()
    assert lengths[[0, 1, 3, 4]] == pytest.approx(1.0, abs=1e-4)
    assert [path.name for path in vectors.parent.iterdir()] == ["rows.npy"]


def test_the_same_vectors_are_written_every_time(
    source: Path, output: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.npy", tmp_path / "other.npy"

    annotate(source, output, "--vectors", str(one))
    annotate(source, output, "--vectors", str(other))

    assert one.read_bytes() == other.read_bytes()


def test_rows_and_vectors_need_two_files(source: Path, tmp_path: Path) -> None:
    both = tmp_path / "both"

    assert annotate(source, both, "--vectors", str(both)) == 2
    assert annotate(source, both, "--vectors", str(source)) == 2
    assert not both.exists()


def test_the_input_is_never_replaced(source: Path) -> None:
    before = source.read_bytes()

    assert annotate(source, source) == 2
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--text", "nowhere"), "no column nowhere"),
        (("--languages", "en,klingonish"), "no language code"),
        (("--language", "nowhere"), "no column nowhere"),
    ],
    ids=["column", "language", "language-column"],
)
def test_a_refusal_leaves_nothing_behind(
    source: Path,
    tmp_path: Path,
    more: tuple[str, ...],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert annotate(source, tmp_path / "annotated.csv", *more) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
    assert told in capsys.readouterr().err


def test_a_folder_is_no_output_file(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    assert annotate(source, tmp_path / "out") == 2
    assert annotate(source, source / "below" / "out.csv") == 2
    assert not list((tmp_path / "out").iterdir())


WRITTEN = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=40)


@given(texts=st.lists(WRITTEN, max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_of_any_kind_come_out_as_they_were(
    tmp_path: Path, texts: list[str]
) -> None:
    rows = [(str(number), text) for number, text in enumerate(texts)]
    source = write(tmp_path / "any.csv", [("id", "answer"), ("first", "x"), *rows])

    assert annotate(source, tmp_path / "any-out.csv") == 0
    assert [row[1] for row in read(tmp_path / "any-out.csv")[2:]] == texts
