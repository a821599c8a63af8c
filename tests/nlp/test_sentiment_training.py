"""How the sentiment model is made: splits, measures, and the same bytes each time."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from nlp.sentiment import LABELS, SentimentModel
from nlp.sentiment_features import word_keys
from nlp.sentiment_rule import lowest_threshold, macro_f1
from nlp.sentiment_weights import combine, confidence, weight_levels
from nlp.training import sentiment
from nlp.training.sentiment_calibrate import Seen, best_shift, platt
from nlp.training.sentiment_data import (
    PHRASES,
    SOURCES,
    TEST,
    Row,
    part,
    read_phrases,
    read_set,
    without_near_copies,
)
from nlp.training.sentiment_lexicon import build, polarity_words
from nlp.training.sentiment_material import read_material
from nlp.training.sentiment_measure import (
    calibration_error,
    measure,
)
from nlp.training.sentiment_pack import quantise

SEED = 20
WORDS = {
    "negative": "bad dirty awful broken",
    "neutral": "street office number Monday",
    "positive": "good clean lovely friendly",
}
LANGUAGES = {
    "nusax": "id",
    "afrisenti": "ha",
    "russian": "ru",
    "xed": "de",
    "umsab": "en",
    "smsa": "id",
    "bangla": "bn",
    "urdu": "ur",
    "chinese": "zh",
}

pairs = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40
)


def row(text: str, *, source: str = "smsa", group: str = "") -> Row:
    return Row(text, "id", 0, source, group or text)


def write_sets(folder: Path, *, rows: int) -> Path:
    for source in SOURCES:
        path = folder / f"sentiment_{source.name}" / f"sentiment_{source.name}.csv"
        path.parent.mkdir(parents=True)
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(["id", "text", "language", "label"])
            for number in range(rows):
                label = LABELS[number % 3 if source.name != "xed" else number % 2 * 2]
                word = WORDS[label].split()[number % 4]
                text = f"{word} thing {number} of {source.name}"
                tag = LANGUAGES[source.name]
                writer.writerow([f"x-{number}", text, tag, label])
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    data = write_sets(tmp_path_factory.mktemp("data"), rows=150)

    def make(name: str) -> Path:
        output = tmp_path_factory.mktemp(name)
        arguments = {"data": data, "output": output, "card": output / "card.md"}
        sentiment.main([f"--{key}={value}" for key, value in arguments.items()])
        return output

    return make


@pytest.mark.slow
def test_the_command_gives_the_same_bytes_and_a_model_that_learnt(
    made: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = made("first"), made("second")

    for name in ("sentiment.npz", "sentiment.json", "card.md"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    model = SentimentModel.load(first / "sentiment.npz")
    found = model.assess(["bad dirty thing", "clean lovely thing"], ["id", "id"])
    assert [each.label for each in found] == ["negative", "positive"]
    assert "nusax       mean" in capsys.readouterr().out


def test_a_set_is_read_by_its_columns(tmp_path: Path) -> None:
    write_sets(tmp_path, rows=3)

    rows = read_set(tmp_path, "nusax")

    assert [each.label for each in rows] == [0, 1, 2]
    assert [each.group for each in rows] == ["0", "1", "2"]
    assert {each.language for each in rows} == {"id"}


def test_a_set_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="sentiment_nusax"):
        read_set(tmp_path, "nusax")


def test_translations_are_on_one_side() -> None:
    one = Row("good", "en", 2, "nusax", "17")
    other = Row("bagus", "id", 2, "nusax", "17")

    assert part(one, SEED) == part(other, SEED)


def test_whole_groups_of_the_phrase_bank_are_held_back() -> None:
    learnt, tested = (read_phrases(held_back=each) for each in (False, True))

    assert not {each.group for each in learnt} & {each.group for each in tested}
    assert len({each.language for each in learnt}) >= 24
    assert not [each for each in learnt if part(each, SEED) == TEST]


def test_what_is_for_testing_alone_is_not_released(tmp_path: Path) -> None:
    material = read_material(write_sets(tmp_path, rows=30), SEED)

    released = {each.source for each in material.released}
    tested = {each.group for each in material.held_back if each.source == PHRASES}

    assert PHRASES not in released
    assert len(tested) == 8
    assert not tested & {each.group for each in material.learnt}


def test_about_a_fifth_is_held_back_and_the_folds_are_even() -> None:
    parts = [part(row(f"text {number}"), SEED) for number in range(5_000)]

    assert parts.count(TEST) / 5_000 == pytest.approx(0.2, abs=0.02)
    for fold in range(4):
        assert parts.count(fold) / 5_000 == pytest.approx(0.2, abs=0.02)


def test_another_seed_splits_otherwise() -> None:
    rows = [row(f"text {number}") for number in range(100)]

    assert [part(each, 1) for each in rows] != [part(each, 2) for each in rows]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the food here is very very good", False),
        ("The food, here is VERY very good !!", False),
        ("the food there was not what we wanted", True),
    ],
    ids=["copy", "nearly a copy", "another text"],
)
def test_near_copies_of_learnt_rows_judge_nothing(text: str, *, kept: bool) -> None:
    learnt = [row("the food here is very very good and cheap")]

    assert bool(without_near_copies([row(text)], learnt)) is kept


@given(pairs)
def test_macro_f1_is_that_of_scikit_learn(drawn: list[tuple[int, int]]) -> None:
    labels = np.array([label for label, _ in drawn])
    guesses = np.array([guess for _, guess in drawn])

    expected = f1_score(
        labels, guesses, labels=sorted(set(labels.tolist())), average="macro"
    )

    assert macro_f1(labels, guesses) == pytest.approx(expected)


def test_calibration_error_of_a_worked_example() -> None:
    right = np.array([True, False, True, True])
    sure = np.array([0.55, 0.55, 0.95, 0.95])

    # Half of the rows are .05 too sure, the other half .05 too little.
    assert calibration_error(right, sure) == pytest.approx(0.05)


def test_the_threshold_is_the_lowest_that_holds() -> None:
    sure = np.array([0.5, 0.6, 0.7, 0.8, 0.9])
    right = np.array([False, False, True, True, True])

    assert lowest_threshold(right, sure, wanted=0.75, rows=3) == pytest.approx(0.51)
    assert lowest_threshold(right, sure, wanted=1.0, rows=3) == pytest.approx(0.61)
    assert lowest_threshold(right, sure, wanted=1.0, rows=4) is None


def test_confidence_is_the_share_of_right_labels_of_its_kind() -> None:
    generator = np.random.default_rng(SEED)
    chances = generator.dirichlet([1.0, 1.0, 1.0], 4_000)
    guesses = chances.argmax(axis=1)
    right = generator.random(4_000) < np.where(guesses == 1, 0.3, 0.8)

    sure = confidence(chances, np.array([platt(chances, right)]))

    for which in (guesses == 1, guesses != 1):
        assert sure[which].mean() == pytest.approx(right[which].mean(), abs=0.01)


def test_few_rows_are_pulled_to_what_all_say() -> None:
    chances = np.array([[0.8, 0.1, 0.1]] * 5)

    found = platt(chances, np.zeros(5, dtype=bool), towards=(1.0, 0.0, 0.5))

    assert found == pytest.approx((1.0, 0.0, 0.5), abs=0.3)


def test_the_shift_finds_the_neutral_rows_again() -> None:
    generator = np.random.default_rng(SEED)
    labels = generator.integers(0, 3, 600)
    logits = np.stack(
        [np.where(labels == 1, -2.0, 2.0), labels - 1.0], axis=1
    ) + generator.normal(0, 0.5, (600, 2))
    moved = logits - [1.5, 0.0]

    assert best_shift([Seen(logits, labels)]) == pytest.approx(0.0, abs=0.15)
    assert best_shift([Seen(moved, labels)]) > 0.3
    assert combine(logits, np.zeros(600)).argmax(axis=1).tolist() != labels.tolist()


def test_a_measure_tells_what_is_shown() -> None:
    labels, guesses = np.array([0, 1, 2, 2]), np.array([0, 1, 2, 0])
    sure = np.array([0.9, 0.9, 0.8, 0.3])

    found = measure(labels, guesses, sure, threshold=0.5, seed=SEED)

    assert (found["rows"], found["accuracy"]) == (4, 0.75)
    assert (found["coverage"], found["right_shown"]) == (0.75, 1.0)
    assert found["low"] <= found["macro_f1"] <= found["high"]


def test_nothing_shown_has_no_share_of_right_labels() -> None:
    labels = np.array([0, 1])

    found = measure(labels, labels, np.array([0.4, 0.4]), threshold=1.0, seed=SEED)

    assert found["right_shown"] is None


def test_packing_keeps_the_strongest_weights_closely() -> None:
    weights = np.array([[0.0, 0.0], [3.0, -1.0], [0.01, 0.0], [-1.5, 0.25]])

    places, levels, peaks = quantise(weights, 2)

    assert places.tolist() == [1, 3]
    unpacked = np.stack(
        [weight_levels(peaks)[column][levels[:, column]] for column in range(2)], axis=1
    )
    assert unpacked == pytest.approx(weights[[1, 3]], abs=0.03)


def test_the_lexicon_holds_our_words_with_their_forms() -> None:
    lexicon = build(polarity_words(None))

    texts = ["limpias", "terrible", "oficina"]
    keys = word_keys(texts, "es").plain
    found = lexicon.count(np.arange(3), keys, 3)

    assert found[:, :2].tolist() == [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]
