"""The report says what became of earlier concerns, with both denominators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.reports.changes import (
    ChangeFinding,
    ChangesFinding,
    compose_changes,
    difference,
)
from consult.reports.compose import compose
from consult.reports.model import ChangeName
from consult.reports.render_html import render
from consult.statistics.intervals import wilson
from tests.consult.reports.builders import some_findings


def a_change(
    change: ChangeName, concern: str = "c1", *, was: str | None = "c1", now: int = 31
) -> ChangeFinding:
    return ChangeFinding(
        id=None if change == "gone" else concern,
        was=None if change == "new" else was,
        label=f"What {concern} is called",
        language="en",
        is_rare=concern.startswith("r"),
        change=change,
        before=0 if change == "new" else 20,
        now=0 if change == "gone" else now,
        sessions_before=0,
        sessions_now=0,
        beyond_chance=False,
    )


def some_changes(*changes: ChangeFinding, shared: int = 0) -> ChangesFinding:
    return ChangesFinding(180, 214, 0, 5, shared, changes)


def test_interval_of_a_difference_is_that_of_the_source() -> None:
    low, high = difference(wilson(48, 80), wilson(56, 70))

    assert (low, high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_interval_holds_the_difference(
    of: int, of_now: int, data: st.DataObject
) -> None:
    before = wilson(data.draw(st.integers(0, of)), of)
    now = wilson(data.draw(st.integers(0, of_now)), of_now)

    low, high = difference(before, now)

    assert -1 - 1e-9 <= low <= now.share - before.share <= high <= 1 + 1e-9


def test_changes_stand_by_kind_with_the_shares_of_their_time() -> None:
    told = compose_changes(
        some_changes(a_change("grown"), a_change("new", "c2"), a_change("new", "r1"))
    )

    kinds = dict(told.kinds)
    assert [each.id for each in kinds["new"]] == ["c2"]
    (grown,) = kinds["grown"]
    assert grown.before is not None
    assert grown.now is not None
    assert (grown.before.value.count, grown.before.value.of) == (20, 180)
    assert (grown.now.value.count, grown.now.value.of) == (31, 214)
    assert (told.rare_new, told.rare_gone) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            some_changes(a_change("grown")),
            ["180 people gave a reason, now 214", "20 of 180", "31 of 214",
             "Raised by a larger share", "within chance"],
            id="grown",
        ),
        pytest.param(some_changes(a_change("gone", "c4", was="c4")),
                     ["Gone", "What c4 is called", "c4"], id="gone"),
        pytest.param(some_changes(a_change("grown", "c4", was="r2")),
                     ["r2 before, when it was rare"], id="was rare"),
        pytest.param(some_changes(a_change("new"), shared=12),
                     ["Of 12 respondents the same words", "New"], id="same people"),
    ],
)  # fmt: skip
def test_page_says_what_changed(changes: ChangesFinding, said: list[str]) -> None:
    page = render(compose(some_findings(), changes=changes), locale="en")

    for words in said:
        assert words in page


def test_report_without_an_earlier_analysis_says_nothing_of_changes() -> None:
    page = render(compose(some_findings()), locale="en")

    assert "earlier analysis" not in page
