"""Every suite measures what it can use, says why not otherwise, and repeats itself."""

from dataclasses import replace
from functools import cache

import pytest

from nlp.evaluation import languages, scale
from nlp.evaluation.coders import Question, questions
from nlp.evaluation.grouping import from_labels
from nlp.evaluation.lacking import Lack
from nlp.evaluation.sets import LabelledSet, LabelledText
from nlp.evaluation.setting import Setting
from nlp.evaluation.suites import MEASURES, Suite, passes_over
from nlp.evaluation.table import Table
from nlp.recipe import Recipe
from tests.nlp.evaluation.invented import labelled, texts

SETTING = Setting(Recipe(base_clusterings=6, search_clusterings=6), seeds=(0,))
TONGUES = {
    "en": "The {} are broken and nobody repairs them",
    "fr": "Les {} sont en panne et personne ne les répare",
    "es": "Las {} están rotas y nadie las repara",
}


def tongues() -> LabelledSet:
    rows = tuple(
        LabelledText(said.format(f"{label} {n}"), label, tag, parallel=f"{label}{n}")
        for tag, said in TONGUES.items()
        for label in ("lamps", "buses")
        for n in range(12)
    )
    columns = frozenset({"text", "label", "language", "parallel_id"})
    return LabelledSet("tongues", rows, columns)


def judged() -> LabelledSet:
    said = {
        "positive": "The {} are wonderful, thank you",
        "negative": "The {} are terrible and broken",
        "neutral": "The {} are at the corner",
    }
    rows = tuple(
        LabelledText(text.format(f"things of street {n}"), label, "en")
        for label, text in said.items()
        for n in range(10)
    )
    return LabelledSet("judged", rows, frozenset({"text", "label", "language"}))


def coded() -> LabelledSet:
    rows = tuple(
        LabelledText(
            text, question="Q1", coder1=(label, f"{label}->here"), coder2=(label,)
        )
        for label in ("lamps", "buses", "wells")
        for text in texts(label, 10)
    )
    columns = frozenset({"text", "labels_coder1", "labels_coder2", "question"})
    return LabelledSet("coded", rows, columns)


def marked() -> LabelledSet:
    rows = (
        LabelledText("Write to a@b.org now", language="en", masked=((9, 16, "email"),)),
        LabelledText("The bus 12 is late", language="en"),
    )
    return LabelledSet("marked", rows, frozenset({"text", "masked"}))


FITTING = {
    Suite.CONCERNS: labelled(),
    Suite.MANY: labelled(),
    Suite.LANGUAGES: tongues(),
    Suite.CODERS: coded(),
    Suite.SENTIMENT: judged(),
    Suite.IDENTIFICATION: tongues(),
    Suite.PERSONAL: marked(),
    Suite.STABILITY: labelled(),
}


@cache
def measured(suite: Suite) -> tuple[Table, ...]:
    assert MEASURES[suite].lacks(FITTING[suite]) is None
    return MEASURES[suite].measure(FITTING[suite], SETTING)


def column(table: Table, name: str) -> dict[object, object]:
    place = table.columns.index(name)
    return {row[0]: row[place] for row in table.rows}


@pytest.mark.parametrize("suite", [Suite.LANGUAGES, Suite.SENTIMENT])
def test_the_same_texts_give_the_same_tables(suite: Suite) -> None:
    assert MEASURES[suite].measure(FITTING[suite], SETTING) == measured(suite)


@pytest.mark.parametrize("suite", list(FITTING), ids=str)
def test_rows_are_as_wide_as_the_columns_and_fractions_are_fractions(
    suite: Suite,
) -> None:
    for table in measured(suite):
        assert table.rows
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_analysis_stands_beside_the_usual_method() -> None:
    (table,) = measured(Suite.CONCERNS)

    assert list(column(table, "ARI")) == [
        "consult, number given",
        "consult, number not given",
        "TF-IDF with k-means, number given",
    ]
    assert column(table, "concerns found")["consult, number given"] == 10.0


def test_a_method_that_may_decide_stands_beside_where_it_can_be_run() -> None:
    def one_group(said: object, number: int | None) -> object:
        assert number in {None, 10}
        return from_labels([0] * len(list(said)))  # type: ignore[call-overload] # texts

    setting = replace(SETTING, bertopic=one_group)  # type: ignore[arg-type] # no encoder here
    (table,) = MEASURES[Suite.CONCERNS].measure(labelled(), setting)

    assert column(table, "ARI")["BERTopic, told nothing"] == 0.0
    assert column(table, "concerns found")["BERTopic, told nothing"] == 1.0


def test_without_bertopic_a_line_says_so() -> None:
    setting = replace(SETTING, without_bertopic="BERTopic is not installed here.")

    (table,) = MEASURES[Suite.CONCERNS].measure(labelled(), setting)

    assert table.notes == ("BERTopic is not installed here.",)


def test_the_number_found_is_told_beside_the_true_one() -> None:
    (table,) = measured(Suite.MANY)

    row = dict(zip(table.columns, table.rows[-1], strict=True))
    assert (row["answers"], row["true"]) == (120, 10)
    assert isinstance(row["found"], int)
    assert row["factor"] == max(row["found"] / 10, 10 / row["found"])


def test_every_thing_is_said_once_in_turns_of_languages() -> None:
    drawn = languages._draw(tongues(), 0)

    assert len(drawn.texts) == 24
    assert [drawn.languages.count(tag) for tag in ("en", "fr", "es")] == [8, 8, 8]


def test_translations_are_sought_from_each_pivot() -> None:
    _, table = measured(Suite.LANGUAGES)

    assert column(table, "letters, en")["en"] is None
    assert isinstance(column(table, "letters, en")["fr"], float)
    assert isinstance(column(table, "letters, fr")["en"], float)


def test_coders_are_compared_with_each_other_and_with_concerns() -> None:
    top, every = measured(Suite.CODERS)

    assert column(top, "F1 with coder 1")["coder 1 against coder 2"] == 1.0
    between = column(every, "F1 with coder 1")["coder 1 against coder 2"]
    assert between == pytest.approx(2 / 3)


def test_answers_that_one_coder_left_out_are_not_scored() -> None:
    given = coded()
    left_out = replace(given.rows[0], coder2=())

    asked = questions(replace(given, rows=(left_out, *given.rows[1:])), full=True)

    assert [len(each.texts) for each in asked] == [29]
    assert isinstance(asked[0], Question)


def test_sentiment_is_measured_language_by_language() -> None:
    (table,) = measured(Suite.SENTIMENT)

    assert list(column(table, "macro-F1")) == ["en", "mean"]
    assert column(table, "texts")["en"] == 30
    low, high = column(table, "low")["en"], column(table, "high")["en"]
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low <= high


def test_rows_called_test_are_the_only_ones_scored() -> None:
    given = judged()
    rows = tuple(
        replace(row, split="train" if n % 3 else "test")
        for n, row in enumerate(given.rows * 3)
    )

    (table,) = MEASURES[Suite.SENTIMENT].measure(replace(given, rows=rows), SETTING)

    assert column(table, "texts")["en"] == 30


def test_what_was_planted_is_found_in_every_script() -> None:
    alone = MEASURES[Suite.PERSONAL].alone
    assert alone is not None

    (table,) = alone(SETTING)

    assert all(isinstance(row[3], float) and row[3] >= 0.9 for row in table.rows)


def test_marked_spans_of_a_set_are_looked_for() -> None:
    (table,) = measured(Suite.PERSONAL)

    assert column(table, "recall") == {"email": 1.0}
    assert table.notes == ("Texts without marked data, touched: 0 of 1.",)


def test_shuffled_answers_and_more_threads_give_the_same_concerns() -> None:
    (table,) = measured(Suite.STABILITY)

    assert column(table, "ARI, two threads") == {0: 1.0}
    assert column(table, "ARI, shuffled") == {0: 1.0}


@pytest.mark.parametrize(
    ("given", "suite", "lack"),
    [
        (tongues(), Suite.CONCERNS, Lack.ONE_LANGUAGE),
        (marked(), Suite.CONCERNS, Lack.LABELS),
        (labelled(labels=9), Suite.MANY, Lack.TEN_LABELS),
        (labelled(), Suite.RARE, Lack.FORTY_LABELS),
        (labelled(), Suite.LANGUAGES, Lack.LANGUAGES),
        (labelled(), Suite.SENTIMENT, Lack.SENTIMENTS),
        (labelled(), Suite.CODERS, Lack.CODERS),
        (labelled(), Suite.IDENTIFICATION, Lack.LANGUAGES),
        (labelled(), Suite.PERSONAL, Lack.MASKED),
    ],
    ids=lambda value: value.name if isinstance(value, LabelledSet) else str(value.name),
)
def test_a_set_without_what_is_needed_is_passed_over_with_the_reason(
    given: LabelledSet, suite: Suite, lack: Lack
) -> None:
    assert MEASURES[suite].lacks(given) is lack


def test_a_set_may_be_for_some_suites_only() -> None:
    given = replace(labelled(), suites=frozenset({"many"}))

    assert passes_over(given, Suite.CONCERNS, None) is Lack.NOT_WANTED
    assert passes_over(given, Suite.MANY, None) is None


def test_more_answers_than_a_set_has_are_pairs_of_its_texts() -> None:
    given = labelled()

    assert len(set(scale.answers(given, 300))) == 300
    assert scale.answers(given, 300) == scale.answers(given, 300)
    assert set(scale.answers(given, 50)) <= {row.text for row in given.rows}
