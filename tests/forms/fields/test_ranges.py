import pytest

from forms.definition import Kind
from forms.ranges import range_of
from tests.forms.filled import an_item


@pytest.mark.parametrize(
    ("parameters", "numbers"),
    [
        pytest.param({}, "1 2 3 4 5 6 7 8 9 10", id="as the specification has it"),
        pytest.param({"start": "0", "end": "1", "step": "0.25"}, "0 0.25 0.5 0.75 1", id="decimals"),
        pytest.param({"start": "5", "end": "1", "step": "2"}, "5 3 1", id="downwards"),
        pytest.param({"start": "0", "end": "5", "step": "2"}, "0 2 4", id="not up to the end"),
        pytest.param({"start": "-10", "end": "100", "step": "55"}, "-10 45 100", id="tens"),
    ],
)  # fmt: skip
def test_the_numbers_of_a_range(parameters: dict[str, str], numbers: str) -> None:
    offered = range_of(an_item("q", Kind.RANGE, parameters=tuple(parameters.items())))

    assert offered is not None
    assert " ".join(offered.numbers()) == numbers
    assert all(offered.holds(each) for each in numbers.split())
    assert not offered.holds("1000")
    assert not offered.holds("0.3")


@pytest.mark.parametrize(
    "parameters",
    [{"start": "a"}, {"step": "0"}, {"end": "NaN"}, {"step": "0.0000001", "end": "99"}],
)
def test_parameters_without_sense_make_no_range(parameters: dict[str, str]) -> None:
    question = an_item("q", Kind.RANGE, parameters=tuple(parameters.items()))

    assert range_of(question) is None
