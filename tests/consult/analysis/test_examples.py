"""The example files: as promised, and what the analysis makes of them."""

import csv
import json
import re
import shlex
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from sklearn.metrics import adjusted_mutual_info_score

from consult.cli.main import run

EXAMPLES: Final = Path(__file__).parents[3] / "examples"
QUESTION: Final = "What worries you most where you live, and what would help?"
CAMPAIGN: Final = "library"
RARE: Final = ("chained-dogs", "sign-language")
LANGUAGES: Final = ("en", "fr", "ar")
PERSONAL: Final = {
    ("phone", "07700 900142"),
    ("phone", "06 39 98 41 27"),
    ("phone", "٠٧٧٠٠ ٩٠٠١٥٣"),
    ("email", "lise.corvane@example.org"),
    ("name", "Ottavel"),
    ("name", "Brunoval"),
    ("name", "نديم الطالوري"),
}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ANSWERS: Final = read(EXAMPLES / "answers.csv")
GOLD: Final = [
    [concern for concern in row["concerns"].split("|") if concern]
    for row in read(EXAMPLES / "gold.csv")
]


def rows_about(concern: str) -> set[int]:
    return {row for row, concerns in enumerate(GOLD) if concern in concerns}


def rows_without_reason() -> set[int]:
    return {row for row, concerns in enumerate(GOLD) if not concerns}


def sentences(text: str) -> list[str]:
    parts = re.split(r"[.!?؟…\n]+", text.casefold())
    plain = [" ".join(re.findall(r"\w+", part)) for part in parts]
    return [sentence for sentence in plain if sentence]


# The files


def test_gold_has_one_line_for_every_answer_in_order() -> None:
    numbers = [row["row"] for row in read(EXAMPLES / "gold.csv")]

    assert numbers == [str(number) for number in range(1, len(ANSWERS) + 1)]


def test_columns_hold_only_what_the_readme_says() -> None:
    assert list(ANSWERS[0]) == ["id", "unit", "language", "district", "group", "answer"]
    assert {row["unit"] for row in ANSWERS} == {"person", "session"}
    assert {row["district"] for row in ANSWERS} == {"North", "River", "Hill", "Market"}
    assert {row["group"] for row in ANSWERS} == {
        "youth", "women", "religious", "newcomers", "",
    }  # fmt: skip


def test_three_languages_and_eight_sessions_are_there() -> None:
    languages = Counter(row["language"] for row in ANSWERS)
    sessions = [row for row in ANSWERS if row["unit"] == "session"]

    assert languages == {"en": 110, "fr": 65, "ar": 65}
    assert len(sessions) == 8
    assert {row["language"] for row in sessions} == set(LANGUAGES)


def test_two_respondents_wrote_twice() -> None:
    rows_of = Counter(row["id"] for row in ANSWERS)

    assert sorted(rows_of.values(), reverse=True)[:3] == [2, 2, 1]
    assert all(re.fullmatch(r"a\d+", identifier) for identifier in rows_of)


def test_twelve_answers_give_no_reason_each_in_its_own_way() -> None:
    written = {ANSWERS[row]["answer"] for row in rows_without_reason()}

    assert len(rows_without_reason()) == len(written) == 12


def test_answers_have_three_to_seventy_words() -> None:
    lengths = [
        len(row["answer"].split())
        for row, concerns in zip(ANSWERS, GOLD, strict=True)
        if concerns
    ]

    assert min(lengths) >= 3
    assert max(lengths) <= 70
    assert max(lengths) >= 60


def test_answers_hold_commas_quotes_and_line_breaks() -> None:
    written = [row["answer"] for row in ANSWERS]

    assert all(any(sign in answer for answer in written) for sign in (",", '"', "\n"))


def test_no_sentence_comes_twice_outside_the_campaign() -> None:
    found = Counter(
        sentence
        for row, answer in enumerate(ANSWERS)
        if row not in rows_about(CAMPAIGN)
        for sentence in sentences(answer["answer"])
    )

    assert [sentence for sentence, times in found.items() if times > 1] == []


def test_the_campaign_comes_from_seven_people() -> None:
    assert len({ANSWERS[row]["id"] for row in rows_about(CAMPAIGN)}) == 7


@pytest.mark.parametrize("concern", RARE)
def test_a_rare_concern_comes_from_three_people(concern: str) -> None:
    assert len({ANSWERS[row]["id"] for row in rows_about(concern)}) == 3


def test_concerns_are_of_unequal_size_and_most_are_told_in_every_language() -> None:
    sizes = Counter(concern for concerns in GOLD for concern in concerns)
    told = {
        concern: {ANSWERS[row]["language"] for row in rows_about(concern)}
        for concern in sizes
    }

    assert max(sizes.values()) > 3 * min(s for s in sizes.values() if s > 3)
    assert sum(found == set(LANGUAGES) for found in told.values()) >= 10


# The analysis


@dataclass(frozen=True)
class Outcome:
    """The tables of one analysis of the example, and the folder they lie in."""

    folder: Path
    responses: list[Row]
    statements: list[Row]


def commands_to_try() -> list[list[str]]:
    """Return the arguments of the commands in the readme."""
    lines = (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith("consult ")]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("results")
    places = {"examples/answers.csv": str(EXAMPLES / "answers.csv")}
    places["results"] = str(folder)

    code = run([places.get(word, word) for word in commands_to_try()[0]])

    assert code == 0
    return Outcome(
        folder, read(folder / "responses.csv"), read(folder / "statements.csv")
    )


def test_the_second_command_only_changes_the_language_of_the_report() -> None:
    first, second = commands_to_try()

    assert Counter(second) - Counter(first) == Counter(
        ["--report-language", "ar", "results-ar"]
    )
    assert Counter(first) - Counter(second) == Counter(["results"])


def groups_of(outcome: Outcome) -> dict[str, set[int]]:
    """Return the rows behind every concern, main or rare."""
    groups: dict[str, set[int]] = {}
    for row, response in enumerate(outcome.responses):
        for concern in filter(None, response["concerns"].split("|")):
            groups.setdefault(concern, set()).add(row)
    return groups


def titles_of(outcome: Outcome) -> dict[str, str]:
    """Return the title of every concern, main or rare, in small letters."""
    text = (outcome.folder / "concerns.json").read_text(encoding="utf-8")
    found = json.loads(text)
    return {
        concern["id"]: concern["label"].casefold()
        for concern in [*found["concerns"], *found["rare"]]
    }


def test_every_row_is_accounted_for_in_order(outcome: Outcome) -> None:
    buckets = {"concern", "not_yet_grouped", "no_reason_given"}

    assert [row["response_id"] for row in outcome.responses] == [
        row["id"] for row in ANSWERS
    ]
    assert {row["bucket"] for row in outcome.responses} <= buckets
    assert all(
        bool(row["concerns"]) == (row["bucket"] == "concern")
        for row in outcome.responses
    )


def test_statements_are_what_people_wrote_between_their_offsets(
    outcome: Outcome,
) -> None:
    written: dict[str, list[str]] = {}
    for row in ANSWERS:
        written.setdefault(row["id"], []).append(row["answer"])

    astray = [
        each
        for each in outcome.statements
        if each["text"]
        not in [
            answer[int(each["start"]) : int(each["end"])]
            for answer in written[each["response_id"]]
        ]
    ]

    assert len(outcome.statements) > len(ANSWERS)
    assert astray == []


def test_every_answer_with_a_reason_has_a_statement(outcome: Outcome) -> None:
    with_statement = {each["response_id"] for each in outcome.statements}
    with_reason = {
        row["response_id"]
        for row in outcome.responses
        if row["bucket"] != "no_reason_given"
    }

    assert with_reason == with_statement


def test_the_campaign_and_nothing_else_is_marked_as_copied(outcome: Outcome) -> None:
    copied = {
        row
        for row, response in enumerate(outcome.responses)
        if "copied" in response["marks"].split("|")
    }

    assert copied == rows_about(CAMPAIGN)


def test_personal_data_are_masked(outcome: Outcome) -> None:
    masked = set()
    for each in outcome.statements:
        for span in filter(None, each["masked"].split("|")):
            start, end, kind = span.split(":")
            shift = int(each["start"])
            masked.add((kind, each["text"][int(start) - shift : int(end) - shift]))

    assert masked >= PERSONAL


def test_nearly_all_answers_without_reason_are_set_aside_and_no_other(
    outcome: Outcome,
) -> None:
    set_aside = {
        row
        for row, response in enumerate(outcome.responses)
        if response["bucket"] == "no_reason_given"
    }

    assert set_aside <= rows_without_reason()
    assert len(set_aside) >= 10


@pytest.mark.parametrize(
    ("concern", "words"),
    [
        # Sign language is found as well, in a group named after a language café.
        pytest.param("chained-dogs", {"chiens", "moulin"}, id="chained-dogs"),
    ],
)
def test_a_rare_concern_gives_its_words_to_a_title(
    outcome: Outcome, concern: str, words: set[str]
) -> None:
    titles = titles_of(outcome)

    named = [
        titles[name]
        for name, rows in groups_of(outcome).items()
        if len(rows & rows_about(concern)) >= 2
    ]

    assert any(words & set(title.split()) for title in named), named


@pytest.mark.parametrize("concern", ["chained-dogs", "sign-language"])
def test_a_rare_concern_has_a_group_that_is_its_own(
    outcome: Outcome, concern: str
) -> None:
    own = rows_about(concern)

    shares = {
        name: (len(rows & own) / len(rows), len(rows & own) / len(own))
        for name, rows in groups_of(outcome).items()
        if rows & own
    }

    # Five answers in two languages: a group of five with two of others is good.
    assert any(min(pair) >= 0.4 for pair in shares.values()), shares


def test_concerns_agree_with_those_we_meant_better_than_chance(
    outcome: Outcome, record_testsuite_property: Callable[[str, object], None]
) -> None:
    """Record adjusted mutual information per language: 0 is chance, 1 the same.

    Told over the answers with one concern, without the campaign.
    """
    agreement: dict[str, float] = {}
    for language in LANGUAGES:
        rows = [
            row
            for row, answer in enumerate(ANSWERS)
            if answer["language"] == language
            and len(GOLD[row]) == 1
            and row not in rows_about(CAMPAIGN)
        ]
        meant = [GOLD[row][0] for row in rows]
        found = [outcome.responses[row]["primary_concern"] for row in rows]
        agreement[language] = float(adjusted_mutual_info_score(meant, found))
        record_testsuite_property(
            f"agreement_{language}", round(agreement[language], 3)
        )

    assert sum(agreement.values()) / len(agreement) > 0.15, agreement


def test_the_report_names_the_question(outcome: Outcome) -> None:
    report = (outcome.folder / "report.html").read_text(encoding="utf-8")

    assert QUESTION in report
