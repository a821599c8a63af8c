"""How well the analysis finds what the invented answers mean, language by language.

The figures are told, so that whoever changes the analysis sees what it does, and
held above floors somewhat below what was measured when they were set. Concerns join
across languages, so they are compared across them too.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from consult import demonstration
from consult.demonstration.answers import invented_responses
from nlp.pipeline import analyse, prepare
from nlp.recipe import Recipe
from nlp.results import AnalysedAnswer, Analysis
from nlp.statements import Answer, Bucket

GOLD: Final = Path(demonstration.__path__[0]) / "gold"
LANGUAGES: Final = ("ar", "en", "es", "fr", "id", "sw")
LOWEST_AMI: Final = 0.36
MOST_MIXING: Final = 0.05
LOWEST_NON_ANSWERS: Final = 0.50


class Meant(NamedTuple):
    """An answer as it was analysed, and what its author meant by it."""

    found: AnalysedAnswer
    concerns: tuple[str, ...]
    is_non_answer: bool
    language: str


def meanings() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    return {
        (line["key"], question): meant
        for file in sorted(GOLD.glob("*.jsonl"))
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines())
        for question, meant in line["gold"].items()
    }


@pytest.fixture(scope="module")
def found() -> tuple[Analysis, list[Meant]]:
    asked = [
        (person.key, question, person.language, text)
        for person in invented_responses()
        for question, text in person.words.items()
    ]
    recipe = Recipe()
    answers = [Answer(key, text, language) for key, _, language, text in asked]
    analysis = analyse(prepare(answers, recipe), recipe)
    gold = meanings()
    return analysis, [
        Meant(
            each,
            tuple(gold[key, question]["concerns"]),
            bool(gold[key, question]["nonanswer"]),
            language,
        )
        for each, (key, question, language, _) in zip(
            analysis.answers, asked, strict=True
        )
    ]


def test_the_score_against_what_was_meant_is_told_and_above_its_floor(
    found: tuple[Analysis, list[Meant]], record_property: Any
) -> None:
    pairs = defaultdict(list)
    for each in found[1]:
        if len(each.concerns) == 1 and each.found.concerns:
            pairs[each.language].append((each.concerns[0], each.found.concerns[0]))
    pairs["all"] = [pair for language in LANGUAGES for pair in pairs[language]]

    for language in (*LANGUAGES, "all"):
        meant, grouped = zip(*pairs[language], strict=True)
        mutual = adjusted_mutual_info_score(meant, grouped)
        rand = adjusted_rand_score(meant, grouped)
        figure = f"AMI {mutual:.2f}, ARI {rand:.2f}"
        record_property(f"{language}, {len(pairs[language])} answers", figure)
        print(f"{language}: {figure} over {len(pairs[language])} answers")  # noqa: T201 - the score is there to be read
    print(f"main concerns: {len(found[0].concerns)}")  # noqa: T201 - the same

    assert adjusted_mutual_info_score(*zip(*pairs["all"], strict=True)) > LOWEST_AMI


def test_concerns_join_across_languages(found: tuple[Analysis, list[Meant]]) -> None:
    assert found[0].language_mixing < MOST_MIXING


def test_answers_that_say_nothing_are_seen(
    found: tuple[Analysis, list[Meant]],
) -> None:
    seen = Counter(
        each.found.bucket is Bucket.NO_REASON_GIVEN
        for each in found[1]
        if each.is_non_answer
    )
    taken = [
        each
        for each in found[1]
        if each.found.bucket is Bucket.NO_REASON_GIVEN and not each.is_non_answer
    ]

    print(f"{seen[True]} of {seen.total()} non-answers; {len(taken)} others with them")  # noqa: T201 - the score is there to be read
    assert seen[True] / seen.total() > LOWEST_NON_ANSWERS
    assert len(taken) <= 3


def test_every_answer_is_accounted_for(found: tuple[Analysis, list[Meant]]) -> None:
    assert len(found[0].answers) == len(meanings())
