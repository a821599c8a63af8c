"""The scores file, the card and the rule by which languages are shown."""

from hashlib import sha256
from pathlib import Path
from statistics import fmean

import pytest

from nlp.sentiment import SentimentModel
from nlp.training.sentiment_card import card
from nlp.training.sentiment_data import (
    SOURCES,
    STATEMENT_LANGUAGES,
    Source,
    read_statements,
)
from nlp.training.sentiment_report import LanguageGate, read

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "nlp" / "models"
REPORT = read(FOLDER / "sentiment.json")
SHOWN = [each for each in REPORT.languages if each.shown]
LEARNT_FROM = {"nusax", "afrisenti", "russian", "xed"}

model = SentimentModel.load()


def mean(source: str) -> float:
    scores = [
        each.measured["macro_f1"] for each in REPORT.sets if each.source == source
    ]
    return sum(scores) / len(scores)


def test_the_card_is_what_the_scores_say() -> None:
    written = (ROOT / "docs" / "models" / "sentiment.md").read_text(encoding="utf-8")

    assert written == card(REPORT)


def test_the_scores_are_of_the_file_beside_them() -> None:
    content = (FOLDER / REPORT.model.name).read_bytes()

    assert sha256(content).hexdigest() == REPORT.model.sha256
    assert len(content) == REPORT.model.size


@pytest.mark.parametrize("gate", REPORT.languages, ids=lambda gate: gate.language)
def test_the_model_shows_what_the_scores_allow(gate: LanguageGate) -> None:
    score = model.score_of(gate.language)

    assert (score.shown, score.threshold) == (gate.shown, gate.threshold)
    assert (score.macro_f1, score.rows) == (gate.macro_f1, gate.rows)


@pytest.mark.parametrize("gate", SHOWN, ids=lambda gate: gate.language)
def test_a_language_is_shown_only_by_the_rule(gate: LanguageGate) -> None:
    public = [
        each.measured["macro_f1"]
        for each in REPORT.sets
        if each.language == gate.language
        and each.kind in {"held back", "never learnt from"}
    ]

    assert min(public) == gate.macro_f1 >= REPORT.rule.least_macro_f1
    assert gate.rows >= REPORT.rule.least_rows
    assert gate.threshold >= REPORT.rule.least_sure


@pytest.mark.parametrize(
    ("source", "least"),
    [("nusax", 0.79), ("afrisenti", 0.59), ("umsab", 0.47), ("smsa", 0.74)],
)
def test_the_model_reaches_its_aims(source: str, least: float) -> None:
    assert mean(source) >= least


@pytest.mark.parametrize(
    ("least", "usual", "own"),
    [(0.75, 0.80, False), (0.60, 0.75, True)],
    ids=["public sets", "ours"],
)
def test_labels_that_are_shown_are_mostly_right(
    least: float, usual: float, *, own: bool
) -> None:
    shares = [
        each.measured["right_shown"]
        for each in REPORT.sets
        if each.measured["right_shown"] is not None
        and (each.kind == "own statements") is own
    ]

    assert min(shares) >= least
    assert fmean(shares) >= usual


def test_only_sets_whose_licence_allows_it_are_learnt_from() -> None:
    roles = {source.name: source.role for source in SOURCES}

    assert {name for name, role in roles.items() if role == "learnt from"} == (
        LEARNT_FROM
    )


@pytest.mark.parametrize(
    "source",
    [source for source in SOURCES if source.role == "learnt from"],
    ids=lambda source: source.name,
)
def test_the_licence_names_every_set_learnt_from(source: Source) -> None:
    licence = (FOLDER / "LICENSE.md").read_text(encoding="utf-8")

    assert source.attribution in licence


@pytest.mark.parametrize("language", STATEMENT_LANGUAGES)
def test_every_language_has_enough_statements_of_ours(language: str) -> None:
    texts = [row.text for row in read_statements() if row.language == language]

    assert len(texts) >= 150
    assert len(set(texts)) == len(texts)


def test_a_line_means_the_same_in_every_language() -> None:
    labels: dict[str, set[int]] = {}
    for row in read_statements():
        labels.setdefault(row.group, set()).add(row.label)

    assert all(len(found) == 1 for found in labels.values())
