"""Labels of people in a table: what is read and what is refused."""

from pathlib import Path

import pytest

from consult.analysis.annotating import Request, annotate_file
from consult.analysis.labels import LabelUnknown, LanguageUnknown, read_corrections

HEAD = "text,language,sentiment\n"


def written(folder: Path, rows: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def quiet(_: str, __: int, ___: int) -> None:
    """Report nothing."""


def test_labels_are_read_with_their_languages(tmp_path: Path) -> None:
    path = written(tmp_path, "The road is fine,English,Positive\nAcha,sw,neutral\n")

    assert read_corrections(path) == (
        ("The road is fine", "en", "positive"),
        ("Acha", "sw", "neutral"),
    )


def test_label_that_nobody_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "Fine,en,positive\nFine,en,angry\n")

    with pytest.raises(LabelUnknown) as refused:
        read_corrections(path)

    assert refused.value.params == {"line": 3}


def test_language_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LanguageUnknown):
        read_corrections(written(tmp_path, "Fine,,positive\n"))


def test_annotating_learns_from_labels_of_people(tmp_path: Path) -> None:
    source = tmp_path / "texts.csv"
    source.write_text(
        "text\n" + "".join(f"The zarnok of house {n} is back\n" for n in range(40)),
        encoding="utf-8",
    )
    rows = [
        f"The zarnok of street {n} is back,en,negative\nThe plum {n} is here,en,positive\n"
        for n in range(60)
    ]
    labels = read_corrections(written(tmp_path, "".join(rows)))
    plain, taught = tmp_path / "plain.csv", tmp_path / "taught.csv"

    for output, known in ((plain, ()), (taught, labels)):
        request = Request(text="text", languages=("en",), corrections=known)
        annotate_file(source, output, request, report=quiet)

    before = plain.read_text(encoding="utf-8").count(",negative,")
    after = taught.read_text(encoding="utf-8").count(",negative,")
    assert after > before
