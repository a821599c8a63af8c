from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest

from nlp.normalise import matching_form

Row = dict[str, str]

LANGUAGES = files("nlp.languages")
PHRASES = LANGUAGES / "phrases"
LEXICON = LANGUAGES / "lexicon"
FREQUENT = LANGUAGES / "frequent"
HELD_BACK_AREAS = {
    *("buses", "clinic", "elders", "farming_land", "housing", "noise"),
    *("papers_documents", "waste"),
}


def tables(folder: Traversable) -> list[str]:
    return sorted(
        entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv")
    )


def rows(table: Traversable) -> list[Row]:
    # Not splitlines: a statement may hold a character that it takes for a line end.
    header, *lines = table.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    columns = header.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def column(table: Traversable, name: str) -> list[str]:
    return [row[name] for row in rows(table)]


ENGLISH = rows(PHRASES / "en.tsv")


def test_english_file_has_the_columns_that_are_read() -> None:
    assert list(ENGLISH[0]) == ["id", "area", "held_back", "sentiment", "statement"]


def test_bank_has_at_least_four_hundred_statements() -> None:
    assert len(ENGLISH) >= 400


def test_whole_areas_are_held_back() -> None:
    marks = {(row["area"], row["held_back"]) for row in ENGLISH}

    assert {area for area, mark in marks if mark == "yes"} == HELD_BACK_AREAS
    assert {mark for _, mark in marks} == {"yes", "no"}
    assert len(marks) == len({area for area, _ in marks})


def test_at_least_a_hundred_statements_are_held_back() -> None:
    assert sum(row["held_back"] == "yes" for row in ENGLISH) >= 100


def test_every_sentiment_is_one_of_four() -> None:
    assert {row["sentiment"] for row in ENGLISH} == {
        *("negative", "neutral", "positive", "mixed"),
    }


def test_english_statements_are_short() -> None:
    lengths = {row["id"]: len(row["statement"].split()) for row in ENGLISH}

    assert {name: n for name, n in lengths.items() if not 4 <= n <= 16} == {}


@pytest.mark.parametrize("name", tables(PHRASES))
def test_every_language_has_each_statement_once(name: str) -> None:
    ids = column(PHRASES / name, "id")

    assert len(ids) == len(set(ids))
    assert set(ids) == {row["id"] for row in ENGLISH}


@pytest.mark.parametrize("name", tables(PHRASES))
def test_no_statement_stands_twice_or_is_empty(name: str) -> None:
    first: dict[str, str] = {}
    again = [
        (first[form], row["id"])
        for row in rows(PHRASES / name)
        if first.setdefault(form := matching_form(row["statement"]), row["id"])
        != row["id"]
    ]

    assert again == []
    assert "" not in first


@pytest.mark.parametrize("name", tables(PHRASES))
def test_no_statement_has_space_around_it(name: str) -> None:
    statements = column(PHRASES / name, "statement")

    assert [text for text in statements if text != text.strip()] == []


def test_english_lexicon_has_one_sense_per_entry() -> None:
    entries = rows(LEXICON / "en.tsv")
    senses = [(row["word"].lower(), row["gloss"]) for row in entries]
    words = [word for word, _ in senses]

    assert len(entries) >= 1400
    assert len(set(senses)) == len(senses)
    assert [w for w, gloss in senses if words.count(w) > 1 and not gloss] == []


@pytest.mark.parametrize("name", tables(LEXICON))
def test_lexicon_translates_known_entries_once(name: str) -> None:
    ids = column(LEXICON / name, "id")

    assert len(ids) == len(set(ids))
    assert set(ids) <= set(column(LEXICON / "en.tsv", "id"))
    assert all(word.strip() for word in column(LEXICON / name, "word"))


@pytest.mark.parametrize("name", tables(FREQUENT))
def test_frequent_words_stand_once_and_have_a_meaning(name: str) -> None:
    # Spellings of one word may stand beside each other.
    words = column(FREQUENT / name, "word")

    assert len(words) == len(set(words))
    assert all(map(matching_form, words))
    assert all(column(FREQUENT / name, "english"))
