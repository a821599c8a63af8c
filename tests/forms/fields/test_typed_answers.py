import pytest

from forms.definition import Kind
from forms.typed_answers import read_answer
from tests.forms.filled import an_item


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        pytest.param(Kind.TEXT, " words ", " words ", id="text"),
        pytest.param(Kind.INTEGER, "١٢", "12", id="integer"),
        pytest.param(Kind.INTEGER, "many", "many", id="no integer"),
        pytest.param(Kind.DECIMAL, "1.50", "1.50", id="decimal"),
        pytest.param(Kind.DATE, "2026-11-21T09:05:00.000+02:00", "2026-11-21", id="date"),
        pytest.param(Kind.TIME, "09:05:00.000+02:00", "09:05", id="time"),
        pytest.param(Kind.DATETIME, "soon", "soon", id="no moment"),
        pytest.param(Kind.CHOICE, "tap", "tap", id="choice"),
        pytest.param(Kind.CHOICES, "tap well", ["tap", "well"], id="choices"),
        pytest.param(Kind.CHOICES, ["tap", "well"], ["tap", "well"], id="a list"),
        pytest.param(Kind.RANKING, "tap well", ["tap", "well"], id="ranking"),
        pytest.param(Kind.ACKNOWLEDGE, "ok", "OK", id="acknowledged"),
        pytest.param(Kind.ACKNOWLEDGE, " ", "", id="not acknowledged"),
        pytest.param(Kind.DATE, ["1", "2"], ["1", "2"], id="as boxes were typed"),
    ],
)  # fmt: skip
def test_an_answer_in_one_piece_is_read(
    kind: Kind, value: str | list[str], kept: str | list[str]
) -> None:
    assert read_answer(an_item("q", kind), value, "en") == kept
