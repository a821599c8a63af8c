import pytest

from forms.definition import Kind
from forms.xform.values import value_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("12", "12", id="as it is kept"),
        pytest.param("-3.25", "-3.25", id="below nothing"),
        pytest.param("2.50", "2.50", id="decimals as given"),
        pytest.param("5.0", "5", id="a whole number of Java"),
        pytest.param("1.25E7", "12500000", id="a large number of Java"),
        pytest.param("1.0E-4", "0.0001", id="a small number of Java"),
        pytest.param("007", "7", id="zeros before it"),
        pytest.param(".5", "0.5", id="nothing before the point"),
        pytest.param("+4", "4", id="a sign it does not need"),
        pytest.param("-0.0", "0", id="nothing with a sign"),
        pytest.param("٤٢", "42", id="digits of Arabic"),
        pytest.param("many", "many", id="words"),
        pytest.param("1e999", "1e999", id="a power beyond all measure"),
        pytest.param("NaN", "NaN", id="no number"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.INTEGER, Kind.DECIMAL, Kind.RANGE])
def test_a_number_is_kept_in_the_one_form_for_it(
    kind: Kind, sent: str, kept: str
) -> None:
    assert value_of(kind, sent) == kept


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        pytest.param(Kind.DATE, "2026-11-21T00:00:00.000Z", "2026-11-21", id="day"),
        pytest.param(Kind.TIME, "14:05:30.000-09:30", "14:05", id="west of Greenwich"),
        pytest.param(Kind.TIME, "14:05", "14:05", id="nothing finer"),
        pytest.param(Kind.TIME, "soon", "soon", id="no time"),
        pytest.param(
            Kind.DATETIME,
            "2026-11-21T23:59:59.999+05:45",
            "2026-11-21T23:59",
            id="moment",
        ),
    ],
)
def test_a_moment_is_kept_as_the_clock_there_showed_it(
    kind: Kind, sent: str, kept: str
) -> None:
    assert value_of(kind, sent) == kept


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.CHOICE, Kind.ACKNOWLEDGE])
def test_what_only_looks_like_a_number_stays_as_it_is(kind: Kind) -> None:
    assert value_of(kind, "007") == "007"
