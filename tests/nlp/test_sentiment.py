"""The shipped sentiment model: what it promises whatever the statement."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.errors import MissingResource
from nlp.sentiment import SentimentModel, primary
from nlp.word_table import load_words

MODEL = Path(__file__).parents[2] / "nlp" / "models" / "sentiment.npz"
LARGEST = 4_000_000
HAUSA = "Wannan aiki ya yi kyau sosai, Allah ya saka da alheri"
INDONESIAN = "Pelayanannya sangat buruk dan mengecewakan sekali"
LANGUAGES = ["ar", "en", "es", "fr", "ha", "id", "sw", "xx", "zh"]

loaded = SentimentModel.load()
statements = st.lists(
    st.tuples(st.text(max_size=60), st.sampled_from(LANGUAGES)), max_size=12
)


def assess(text: str, language: str) -> str:
    return loaded.assess([text], [language])[0].label


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("The staff were kind and everything was clean.", "en", "positive"),
        ("The water is dirty and nobody cares.", "en", "negative"),
        ("The office opens at nine on Mondays.", "en", "neutral"),
        ("Le personnel est aimable et très efficace.", "fr", "positive"),
        ("La oficina está sucia y es peligrosa.", "es", "negative"),
        (INDONESIAN, "id", "negative"),
        (HAUSA, "ha", "positive"),
    ],
    ids=["en good", "en bad", "en plain", "fr good", "es bad", "id bad", "ha good"],
)
def test_plain_statements_are_read(text: str, language: str, label: str) -> None:
    assert assess(text, language) == label


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The nurses are kind and friendly but the building is dirty.", "en"),
        ("Las maestras son excelentes, pero la escuela es peligrosa.", "es"),
        ("Although the teachers are excellent, the school is dangerous.", "en"),
    ],
    ids=["but", "pero", "although"],
)
def test_good_and_bad_halves_make_a_statement_mixed(text: str, language: str) -> None:
    assert assess(text, language) == "mixed"


def test_two_good_halves_are_not_mixed() -> None:
    text = "The nurses are kind, but the doctor is excellent too."

    assert assess(text, "en") == "positive"


def test_a_sure_label_in_a_measured_language_may_be_shown() -> None:
    found = loaded.assess([HAUSA, INDONESIAN], ["ha", "id"])

    assert [each.assessed for each in found] == [True, True]


@pytest.mark.parametrize("language", ["en", "fr", "so", "xx", "und", ""])
def test_a_language_not_measured_well_enough_is_never_shown(language: str) -> None:
    texts = [
        "Excellent excellent wonderful, thank you so much!",
        "terrible terrible awful",
    ]

    found = loaded.assess(texts, [language, language])

    assert not any(each.assessed for each in found)
    assert not loaded.score_of(language).shown


def test_the_figure_of_a_language_can_be_told() -> None:
    hausa, unknown = loaded.score_of("ha"), loaded.score_of("xx")

    assert hausa.macro_f1 >= 0.6
    assert hausa.rows >= 100
    assert (unknown.macro_f1, unknown.rows) == (0.0, 0)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"], ids=["empty", "spaces", "lines"])
def test_nothing_written_is_neutral_and_not_assessed(text: str) -> None:
    (found,) = loaded.assess([text], ["id"])

    assert (found.label, found.score, found.confidence) == ("neutral", 0.0, 0.0)
    assert not found.assessed


def test_no_statements_give_no_sentiments() -> None:
    assert loaded.assess([], []) == []


def test_a_statement_without_its_language_is_refused() -> None:
    with pytest.raises(ValueError, match="one language per statement"):
        loaded.assess(["one", "two"], ["en"])


@settings(deadline=None)
@given(statements)
def test_values_stay_within_their_bounds(rows: list[tuple[str, str]]) -> None:
    found = loaded.assess([text for text, _ in rows], [tag for _, tag in rows])

    assert len(found) == len(rows)
    assert all(-1.0 <= each.score <= 1.0 for each in found)
    assert all(0.0 <= each.confidence <= 1.0 for each in found)


@settings(deadline=None)
@given(statements)
def test_neighbours_change_nothing(rows: list[tuple[str, str]]) -> None:
    together = loaded.assess([text for text, _ in rows], [tag for _, tag in rows])

    alone = [loaded.assess([text], [tag])[0] for text, tag in rows]

    assert together == alone


def test_more_statements_than_a_batch_are_read_like_few() -> None:
    texts = [f"Statement {number} is good" for number in range(2_050)]

    found = loaded.assess(texts, ["en"] * len(texts))

    assert found[2_040:] == loaded.assess(texts[2_040:], ["en"] * 10)


@pytest.mark.parametrize(
    ("tag", "subtag"),
    [("pt-MZ", "pt"), ("zh_Hant", "zh"), ("EN", "en"), ("ary", "ary")],
    ids=["region", "underscore", "capitals", "three letters"],
)
def test_only_the_primary_subtag_counts(tag: str, subtag: str) -> None:
    text = "muito obrigado, very good"

    assert primary(tag) == subtag
    assert loaded.assess([text], [tag]) == loaded.assess([text], [subtag])


def test_a_model_is_read_from_a_path_too(tmp_path: Path) -> None:
    copied = copy_model(tmp_path)

    found = SentimentModel.load(copied).assess([HAUSA], ["ha"])

    assert found == loaded.assess([HAUSA], ["ha"])


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingResource, match=r"elsewhere\.npz"):
        SentimentModel.load(tmp_path / "elsewhere.npz")


def test_a_model_without_its_scores_is_refused(tmp_path: Path) -> None:
    copied = copy_model(tmp_path)
    copied.with_suffix(".json").unlink()

    with pytest.raises(MissingResource):
        SentimentModel.load(copied)


def test_an_altered_model_is_refused(tmp_path: Path) -> None:
    copied = copy_model(tmp_path)
    content = bytearray(copied.read_bytes())
    content[len(content) // 2] ^= 1
    copied.write_bytes(bytes(content))

    with pytest.raises(MissingResource):
        SentimentModel.load(copied)


def test_the_model_was_made_with_the_word_vectors_beside_it() -> None:
    with np.load(MODEL) as arrays:
        description = json.loads(arrays["description"].tobytes())

    assert description["words"] == load_words().digest


def test_a_model_made_with_other_word_vectors_shows_nothing(tmp_path: Path) -> None:
    copied = copy_model(tmp_path)
    with np.load(copied) as arrays:
        stored = dict(arrays)
    description = json.loads(stored["description"].tobytes()) | {"words": "others"}
    stored["description"] = np.frombuffer(json.dumps(description).encode(), np.uint8)
    np.savez(copied, **stored)
    write_digest(copied)

    (found,) = SentimentModel.load(copied).assess([HAUSA], ["ha"])

    assert found.label == "positive"
    assert not found.assessed


def test_the_model_is_small_enough_to_ship() -> None:
    assert MODEL.stat().st_size <= LARGEST


def write_digest(model: Path) -> None:
    digest = sha256(model.read_bytes()).hexdigest()
    scores = {"model": {"sha256": digest}}
    model.with_suffix(".json").write_text(json.dumps(scores), encoding="utf-8")


def copy_model(folder: Path) -> Path:
    shutil.copy(MODEL.with_suffix(".json"), folder)
    return Path(shutil.copy(MODEL, folder))
