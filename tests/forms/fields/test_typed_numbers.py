import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.typed_numbers import is_number, read_number, shown_number

LANGUAGES = ("en", "ar", "de", "fr", "fa", "hi", "bn", "pt-BR", "hu", "tlh")


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        pytest.param("12", "en", "12", id="plain"),
        pytest.param(" 012 ", "en", "12", id="zeros and space before"),
        pytest.param("-3.50", "en", "-3.50", id="below zero"),
        pytest.param("−3", "en", "-3", id="minus of print"),
        pytest.param("+3", "en", "3", id="plus"),
        pytest.param("-0", "en", "0", id="minus nothing"),
        pytest.param(".5", "en", "0.5", id="nothing before the point"),
        pytest.param("12.", "en", "12", id="nothing behind the point"),
        pytest.param("١٢٫٥", "ar", "12.5", id="Arabic"),
        pytest.param("١٬٢٣٤٫٥", "ar", "1234.5", id="Arabic thousands"),
        pytest.param("\u200f۱۲۳", "fa", "123", id="Persian with a mark of direction"),
        pytest.param("१२.५", "hi", "12.5", id="Devanagari"),
        pytest.param("১২", "bn", "12", id="Bengali"),
        pytest.param("1,5", "en", "1.5", id="a comma that cannot be thousands"),
        pytest.param("1,234", "en", "1234", id="thousands in English"),
        pytest.param("1,234", "de", "1.234", id="decimals in German"),
        pytest.param("1.234", "de", "1234", id="thousands in German"),
        pytest.param("1.234", "en", "1.234", id="decimals in English"),
        pytest.param("1.234", "fr", "1.234", id="a point that is no separator"),
        pytest.param("1 234,5", "fr", "1234.5", id="thousands by space"),
        pytest.param("0.123", "de", "0.123", id="no thousands begin with 0"),
        pytest.param("1,234.5", "de", "1234.5", id="both, the last is decimal"),
        pytest.param("1.234.567", "en", "1234567", id="twice, so thousands"),
        pytest.param("12,34,567", "en", "1234567", id="lakhs"),
        pytest.param("1’000.5", "de", "1000.5", id="apostrophes"),
        pytest.param("1,2,3", "en", None, id="no grouping"),
        pytest.param("1.2,3.4", "en", None, id="mixed"),
        pytest.param("1e5", "en", None, id="exponent"),
        pytest.param("12 m", "en", None, id="unit"),
        pytest.param("--3", "en", None, id="two signs"),
        pytest.param("", "en", None, id="nothing"),
        pytest.param("-", "en", None, id="a sign alone"),
        pytest.param("٫", "ar", None, id="a separator alone"),
        pytest.param("9" * 41, "en", None, id="too long"),
    ],
)
def test_a_number_is_read_as_its_writer_meant_it(
    typed: str, language: str, number: str | None
) -> None:
    assert read_number(typed, language) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", "12"), ("3.0", "3"), ("1,234", "1234"), ("3.5", None), ("1.234", None)],
)
def test_a_whole_number_has_no_decimals(typed: str, number: str | None) -> None:
    assert read_number(typed, "en", whole=True) == number


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
    lambda number: f"{number:f}"
)


@given(numbers, st.sampled_from(LANGUAGES))
def test_what_is_shown_is_read_again(number: str, language: str) -> None:
    kept = read_number(number, "tlh")
    if kept is not None:
        assert is_number(kept)
        assert read_number(shown_number(kept, language), language) == kept


@given(st.text(max_size=12), st.sampled_from(LANGUAGES), st.booleans())
def test_whatever_is_read_is_a_number(
    typed: str,
    language: str,
    whole: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    number = read_number(typed, language, whole=whole)

    assert number is None or is_number(number, whole=whole)
