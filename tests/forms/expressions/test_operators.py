"""What operators give, clause by clause of XPath 1.0 and the ODK XForms specification.

Each row was also put to ODK's own engine. In the questionnaire ``age`` is 5,
``needs`` is "water roof", ``built`` is 2026-11-21, ``empty`` is not answered, and
three persons have 30, 12 and no years.
"""

import pytest

from tests.forms.expressions.household import text_of

EQUALITY = [
    # XPath 1.0, 3.4: neither operand is a node-set.
    pytest.param("'a' = 'a'", "true", id="texts are equal by their signs"),
    pytest.param("'a' = 'A'", "false", id="capitals count"),
    pytest.param("'1.0' = '1'", "false", id="texts that are numbers are texts"),
    pytest.param("'1.0' = 1", "true", id="a text beside a number is a number"),
    pytest.param("'a' = 1", "false", id="a text that is no number equals none"),
    pytest.param("'a' != 1", "true", id="and differs from all"),
    pytest.param("'' = 0", "false", id="empty is not nought"),
    pytest.param("number('') = number('')", "false", id="NaN is not itself"),
    pytest.param("number('') != number('')", "true", id="NaN differs from itself"),
    pytest.param("true() = 'no'", "true", id="a text beside a truth is its truth"),
    pytest.param("false() = ''", "true", id="an empty text is false"),
    pytest.param("true() = 2", "true", id="a number beside a truth is its truth"),
    pytest.param("'false' = false()", "false", id="the text false is true"),
    # XPath 1.0, 3.4: node-sets, where one node suffices.
    pytest.param("${age} = 5", "true", id="an answer beside a number"),
    pytest.param("${age} = '5'", "true", id="an answer beside a text"),
    pytest.param("${age} = '5.0'", "false", id="an answer beside another text"),
    pytest.param("5 = ${age}", "true", id="the answer may stand on the right"),
    pytest.param("${weight} != 71.5", "false", id="an answer that does not differ"),
    pytest.param("${empty} = ''", "true", id="not answered is empty text"),
    pytest.param("${empty} != ''", "false", id="not answered does not differ from it"),
    pytest.param("${empty} = 0", "false", id="not answered is not nought"),
    pytest.param("${empty} != 0", "true", id="not answered differs from nought"),
    pytest.param("${years} = 12", "true", id="any person of that age"),
    pytest.param("${years} = 13", "false", id="no person of that age"),
    pytest.param("${years} != 12", "true", id="any person of another age"),
    pytest.param("${years} = ''", "true", id="any person without an age"),
    pytest.param("${years} = ${age}", "false", id="two answers without a pair"),
    pytest.param("${age} = ${age}", "true", id="an answer is itself"),
    pytest.param("${years} != ${years}", "true", id="answers differ among themselves"),
    pytest.param("${age} != ${age}", "false", id="one answer does not"),
    pytest.param("${age} = true()", "true", id="there is a node"),
    pytest.param("${empty} = true()", "true", id="there is a node though it is empty"),
    pytest.param("true() = ${empty}", "true", id="whichever stands first"),
    pytest.param("/data/none = ''", "false", id="no node equals anything"),
    pytest.param("/data/none != ''", "false", id="no node differs from anything"),
    pytest.param("/data/none = false()", "true", id="no node is false"),
    pytest.param("1 = 1 = 1", "true", id="a chain goes on with the truth"),
    pytest.param("1 < 2 = true()", "true", id="a comparison is compared"),
]

ORDER = [
    # XPath 1.0, 3.4: all but = and != compare numbers.
    pytest.param("1 < 2", "true", id="less"),
    pytest.param("2 <= 2", "true", id="no more than itself"),
    pytest.param("2 > 2", "false", id="not more than itself"),
    pytest.param("2 >= 2", "true", id="no less than itself"),
    pytest.param("'10' > '9'", "true", id="texts as numbers"),
    pytest.param("'a' < 'b'", "false", id="letters are in no order"),
    pytest.param("'' < 5", "false", id="empty is not less"),
    pytest.param("'' >= 5", "false", id="nor is it more"),
    pytest.param("${empty} < 5", "false", id="not answered is not less"),
    pytest.param("${age} > 4", "true", id="an answer"),
    pytest.param("4 < ${age}", "true", id="an answer on the right"),
    pytest.param("${years} > 29", "true", id="any person"),
    pytest.param("${years} < 12", "false", id="no person"),
    pytest.param("${years} < ${age}", "false", id="persons beside an answer"),
    pytest.param("${years} > ${cost}", "true", id="any of many pairs"),
    pytest.param("true() < 2", "true", id="a truth is 1"),
    pytest.param("${age} < true()", "false", id="an answer beside a truth is a number"),
    # ODK XForms: dates are days since 1 January 1970 where numbers are wanted.
    pytest.param("'2026-11-21' > '2026-11-20'", "true", id="dates"),
    pytest.param("${built} <= today()", "true", id="an answer beside today"),
    pytest.param("${built} < today()", "false", id="today is not before today"),
    pytest.param("${built} > '2026-01-01'", "true", id="an answer beside a date"),
    pytest.param("today() < '2026-11-21T00:00:01'", "true", id="date beside a time"),
    pytest.param("'12:30' > '11:30'", "false", id="times are no numbers"),
]

CONNECTION = [
    # XPath 1.0, 3.4 (and, or). ODK's clients give the operand that decides.
    pytest.param("1 = 1 and 2 = 2", "true", id="both"),
    pytest.param("1 = 1 and 2 = 3", "false", id="only one"),
    pytest.param("1 = 2 or 2 = 2", "true", id="either"),
    pytest.param("1 = 2 or 2 = 3", "false", id="neither"),
    pytest.param("1 = 2 or 2 = 3 or 3 = 3", "true", id="any of three"),
    pytest.param("1 = 1 and 2 = 2 and 3 = 4", "false", id="not all of three"),
    pytest.param("'a' and 'b'", "b", id="the second operand decides"),
    pytest.param("'' and 'b'", "", id="the first operand decides"),
    pytest.param("'' or 'b'", "b", id="the second operand is left"),
    pytest.param("0 or ''", "", id="neither is true"),
    pytest.param(
        "if(${empty} and 1 = 1, 'y', 'n')", "y", id="an empty answer is there"
    ),
    pytest.param(
        "if(/data/none or 1 = 2, 'y', 'n')", "n", id="what is not there is not"
    ),
]

CALCULATION = [
    # XPath 1.0, 3.5.
    pytest.param("1 + 2", "3", id="sum"),
    pytest.param("1 - 2", "-1", id="difference"),
    pytest.param("2 * 3", "6", id="product"),
    pytest.param("7 div 2", "3.5", id="quotient"),
    pytest.param("7 mod 2", "1", id="remainder"),
    pytest.param("5 mod -3", "2", id="the sign of what is divided"),
    pytest.param("-5 mod 3", "-2", id="also where it is below nought"),
    pytest.param("5.5 mod 2", "1.5", id="remainder of decimals"),
    pytest.param("1 div 0", "Infinity", id="divided by nought"),
    pytest.param("-1 div 0", "-Infinity", id="below nought divided by it"),
    pytest.param("1 div -(0)", "-Infinity", id="divided by nought below nought"),
    pytest.param("0 div 0", "", id="nought by nought"),
    pytest.param("5 mod 0", "", id="no remainder of nought"),
    pytest.param("(1 div 0) mod 2", "", id="no remainder of the infinite"),
    pytest.param("5 mod (1 div 0)", "5", id="remainder of the infinite"),
    pytest.param("1 + 2 * 3 - 4 div 2", "5", id="products before sums"),
    pytest.param("10 - 2 - 3", "5", id="from the left"),
    pytest.param("8 div 4 div 2 * 3", "3", id="from the left, too"),
    pytest.param("-${age} + 1", "-4", id="minus before an answer"),
    pytest.param("-(2 + 3)", "-5", id="minus before brackets"),
    pytest.param("--5", "5", id="two minuses"),
    pytest.param("0.1 + 0.2", "0.30000000000000004", id="as binary numbers have it"),
    pytest.param("'3' + '4'", "7", id="texts as numbers"),
    pytest.param("true() + 1", "2", id="a truth is 1"),
    pytest.param("'a' + 1", "", id="no number, no sum"),
    pytest.param("${empty} + 1", "", id="not answered, no sum"),
    pytest.param("${years} * 2", "60", id="of several nodes the first counts"),
    # ODK XForms: dates are days since 1 January 1970.
    pytest.param("${built} + 1", "20779", id="the day after"),
    pytest.param("today() - ${built}", "0", id="days between"),
    pytest.param("'2026-11-21T12:00:00.000Z' - today()", "0.5", id="half a day"),
]


@pytest.mark.parametrize(("source", "expected"), EQUALITY)
def test_values_are_equal(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(("source", "expected"), ORDER)
def test_values_are_in_order(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(("source", "expected"), CONNECTION)
def test_truths_are_connected(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(("source", "expected"), CALCULATION)
def test_numbers_are_calculated(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", "true"), ("Pacific/Auckland", "true"), ("America/Lima", "true")],
)
def test_a_date_is_a_day_of_the_consultation(zone: str, expected: str) -> None:
    assert (
        text_of("number(today()) = number(format-date(now(), '%Y-%m-%d'))", zone=zone)
        == expected
    )


def test_what_is_not_needed_is_not_evaluated() -> None:
    many = "count(/data/*[/data/*[/data/*[/data/*[/data/*[/data/*]]]]])"

    assert text_of(f"1 = 2 and {many} > 0") == "false"
    assert text_of(f"1 = 1 or {many} > 0") == "true"
    assert text_of(f"if(1 = 1, 'a', {many})") == "a"
