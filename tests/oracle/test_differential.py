"""Our logic and ODK's engine see every form alike, whatever is answered."""

import os
from pathlib import Path

import pytest

from forms.xlsform.reading import read_questionnaire
from tests.oracle import expressions, inventing
from tests.oracle.differential import compare, compare_file, report
from tests.oracle.engine import Engine, form_of
from tests.oracle.trial import Trial

FILLINGS = int(os.environ.get("CONSULT_FILLINGS", "10"))
WORKBOOKS = sorted(
    each
    for each in Path(os.environ.get("CONSULT_XLSFORMS", ".")).iterdir()
    if each.suffix in {".xls", ".xlsx"}
)
FORM = """
| survey |
| | type | name | label | relevant | calculation | constraint | required | choice_filter |
| | integer | age | Age | | | . < 120 | | |
| | text | work | Work | ${age} > 17 | | | ${age} < 60 | |
| | calculate | half | | | ${age} div 2 | | | |
| | select_one towns | town | Town | | | | | size > ${age} |
| choices |
| | list_name | name | label | size |
| | towns | a | Ash | 3 |
| | towns | b | Birch | 40 |
"""
CHANGED = [
    ("${age} > 17", "${age} >= 17", "relevant"),
    (". < 120", ". < 100", "constraint"),
    ("${age} < 60", "${age} < 61", "required"),
    ("${age} div 2", "${age} div 3", "value"),
    ("size > ${age}", "size >= ${age}", "choices"),
]


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda each: str(each.name))
def test_a_filled_form_is_seen_as_the_engine_of_odk_sees_it(
    engine: Engine, workbook: Path
) -> None:
    outcome = compare_file(engine, workbook, fillings=FILLINGS, seed=1)

    assert not outcome.found, report(outcome)


@pytest.mark.parametrize("seed", range(1, 5))
def test_an_expression_gives_what_the_engine_of_odk_gives(
    engine: Engine, seed: int
) -> None:
    found = expressions.hunt(engine, count=5000, seed=seed)

    assert not found, "\n".join(
        f"{each.term.as_written()}: ours {each.ours!r}, theirs {each.theirs!r}"
        for each in found
    )


@pytest.mark.parametrize("seed", range(1, 5))
def test_an_invented_form_is_seen_as_the_engine_of_odk_sees_it(seed: int) -> None:
    outcomes = [each for _, each in inventing.hunt(count=50, seed=seed)]

    found = [each for each in outcomes if each.found]
    assert not found, "\n".join(map(report, found))
    assert sum(bool(each.skipped) for each in outcomes) < len(outcomes) // 4


@pytest.mark.parametrize(
    ("was", "now", "aspect"), CHANGED, ids=[aspect for _, _, aspect in CHANGED]
)
def test_one_changed_expression_is_noticed(
    engine: Engine, was: str, now: str, aspect: str
) -> None:
    ours = read_questionnaire(FORM.replace(was, now).encode(), name="form.md")
    trial = Trial(engine, form_of(FORM), ours.questionnaire, {})

    outcome = compare(trial, "form", fillings=20, seed=1)

    assert aspect in {each.difference.aspect for each in outcome.found}
