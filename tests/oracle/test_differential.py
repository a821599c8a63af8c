"""Our logic and ODK's engine see every form alike, whatever is answered."""

import os
from pathlib import Path

import pytest

from tests.oracle.differential import compare_file, report
from tests.oracle.engine import Engine
from tests.oracle.expressions import hunt

FILLINGS = int(os.environ.get("CONSULT_FILLINGS", "20"))
WORKBOOKS = sorted(
    each
    for each in Path(os.environ.get("CONSULT_XLSFORMS", ".")).iterdir()
    if each.suffix in {".xls", ".xlsx"}
)


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
    found = hunt(engine, count=5000, seed=seed)

    assert not found, "\n".join(
        f"{each.term.as_written()}: ours {each.ours!r}, theirs {each.theirs!r}"
        for each in found
    )
