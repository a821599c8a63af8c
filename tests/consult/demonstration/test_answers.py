"""The invented answers are what their README says of them."""

import ast
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

import pytest

from consult import demonstration
from consult.demonstration.answers import InventedResponse, invented_responses
from consult.settings import INTERFACE_LOCALES
from tests.architecture.source import parse, place, python_files

GOLD: Final = Path(demonstration.__path__[0]) / "gold"
CAMPAIGN: Final = "bus7_campaign"
TWO_SIDED: Final = ("police", "newcomers", "market_cars", "square_music")
RARE: Final = ("sign_language", "salty_wells", "gravel_nets", "burial_ground", "bees")
# Who could read a file; elsewhere the word is the name of a colour.
READERS: Final = (
    "consult/analysis",
    "consult/cli",
    "consult/demonstration",
    "consult/services",
    "consult/worker",
    "forms",
    "nlp",
)
ENDS_OF_SENTENCES: Final = re.compile(r"[.!?؟…\n]+")


@pytest.fixture(scope="module")
def people() -> tuple[InventedResponse, ...]:
    return invented_responses()


@pytest.fixture(scope="module")
def gold() -> dict[str, dict[str, dict[str, Any]]]:
    """Return what each answer means, by person and question."""
    return {
        line["key"]: line["gold"]
        for file in sorted(GOLD.glob("*.jsonl"))
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    }


def concerns_of(meant: dict[str, dict[str, Any]]) -> set[str]:
    return {concern for each in meant.values() for concern in each["concerns"]}


def test_six_hundred_people_or_more_answer_both_surveys_in_six_languages(
    people: tuple[InventedResponse, ...],
) -> None:
    surveys = Counter((each.language, each.survey) for each in people)

    assert len(people) >= 600
    assert {language for language, _ in surveys} == set(INTERFACE_LOCALES)
    assert min(surveys.values()) >= 45


def test_nobody_has_the_key_of_somebody_else(
    people: tuple[InventedResponse, ...],
) -> None:
    assert len({each.key for each in people}) == len(people)


def test_an_answer_has_one_to_a_hundred_and_twenty_words(
    people: tuple[InventedResponse, ...],
) -> None:
    lengths = [len(text.split()) for each in people for text in each.words.values()]

    assert min(lengths) == 1
    assert 80 <= max(lengths) <= 120


def test_outside_the_campaign_no_sentence_occurs_twice(
    people: tuple[InventedResponse, ...], gold: dict[str, Any]
) -> None:
    said = defaultdict(list)
    for person in people:
        for question, text in person.words.items():
            if not gold[person.key][question]["campaign"]:
                for sentence in ENDS_OF_SENTENCES.split(text):
                    said[" ".join(sentence.casefold().split())].append(person.key)
    said.pop("", None)

    assert {words: keys for words, keys in said.items() if len(keys) > 1} == {}


def test_the_campaign_is_one_text_in_each_of_two_languages(
    people: tuple[InventedResponse, ...], gold: dict[str, Any]
) -> None:
    copies = Counter(
        text
        for person in people
        for question, text in person.words.items()
        if gold[person.key][question]["campaign"]
    )

    assert sum(copies.values()) == 38
    assert sorted(copies.values())[-2:] == [12, 24]


def test_every_answer_has_a_meaning_and_no_other_has(
    people: tuple[InventedResponse, ...], gold: dict[str, Any]
) -> None:
    answered = {each.key: set(each.words) for each in people}

    assert {key: set(meant) for key, meant in gold.items()} == answered


def test_a_fifth_of_the_answers_or_more_has_two_concerns(gold: dict[str, Any]) -> None:
    meant = [
        each
        for answers in gold.values()
        for each in answers.values()
        if not each["nonanswer"]
    ]

    assert sum(len(each["concerns"]) > 1 for each in meant) >= len(meant) / 5


def test_sixty_answers_of_ten_kinds_say_nothing(gold: dict[str, Any]) -> None:
    kinds = Counter(
        each["nonanswer"] for answers in gold.values() for each in answers.values()
    )
    del kinds[None]

    assert len(kinds) == 10
    assert sum(kinds.values()) == 60


@pytest.mark.parametrize("concern", TWO_SIDED)
@pytest.mark.parametrize("side", ["critical", "favourable"])
def test_four_concerns_have_two_sides_in_every_language(
    gold: dict[str, Any], concern: str, side: str
) -> None:
    languages = {
        key[:2]
        for key, answers in gold.items()
        for each in answers.values()
        if each["stance"].get(concern) == side
    }

    assert languages == set(INTERFACE_LOCALES)


def test_five_concerns_are_those_of_three_people_one_of_them_in_one_language(
    gold: dict[str, Any],
) -> None:
    behind = {
        concern: [key for key, meant in gold.items() if concern in concerns_of(meant)]
        for concern in RARE
    }

    assert {len(keys) for keys in behind.values()} == {3}
    assert {key[:2] for key in behind["gravel_nets"]} == {"id"}


def test_nothing_in_the_product_reads_what_the_answers_mean() -> None:
    found = [
        f"{place(path)}: {node.value}"
        for path in python_files(*READERS)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.strip("/") == GOLD.name
    ]

    assert found == []


def test_the_readme_says_that_everything_is_invented() -> None:
    readme = (GOLD.parent / "README.md").read_text(encoding="utf-8")

    assert "Everything here is invented" in readme
