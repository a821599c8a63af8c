"""Drawings add up, stay within their frame and hold neither style nor script."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.reports.charts import (
    GAP,
    THINNEST,
    Segment,
    accounting_bar,
    bar_end,
    share_bar,
    stacked_bar,
    swatch,
    ten_dots,
)

segments = st.lists(
    st.builds(Segment, st.sampled_from(["p", "no", "mid"]), st.integers(0, 10**6)),
    max_size=6,
)


def rectangles(drawing: str) -> list[tuple[float, float]]:
    return [
        (float(at), float(width))
        for at, width in re.findall(r' x="([\d.]+)" width="([\d.]+)"', drawing)
    ]


@given(segments)
def test_the_parts_of_a_bar_fill_it_and_do_not_overlap(parts: list[Segment]) -> None:
    drawn = rectangles(stacked_bar(parts, title="all"))

    assert len(drawn) == sum(1 for part in parts if part.count)
    for (at, width), (after, _) in pairwise(drawn):
        assert after - (at + width) == pytest.approx(GAP, abs=0.02)
    if drawn:
        assert sum(drawn[-1]) == pytest.approx(100, abs=0.02)


@given(segments)
def test_no_part_is_too_thin_to_be_seen(parts: list[Segment]) -> None:
    drawn = rectangles(stacked_bar(parts, title="all"))

    assert all(width >= THINNEST - 0.01 for _, width in drawn)


def test_parts_are_as_long_as_their_counts() -> None:
    drawn = stacked_bar([Segment("no", 30), Segment("yes2", 10)], title="all")

    (_, critical), (_, favourable) = rectangles(drawn)
    assert critical / favourable == pytest.approx(3, rel=0.01)


@pytest.mark.parametrize(
    ("highest", "end"),
    [(0.05, 0.1), (0.1, 0.1), (0.34, 0.4), (0.41, 0.6), (0.81, 1.0), (1.0, 1.0)],
)
def test_bars_end_where_the_widest_range_fits(highest: float, end: float) -> None:
    assert bar_end(highest) == end


def test_a_share_is_drawn_with_its_range() -> None:
    drawn = share_bar(0.2, 0.15, 0.26, end=0.4, title="20 %")

    assert 'class="v" width="50"' in drawn
    assert 'd="M37.5 5H65M37.5 1.5V8.5M65 1.5V8.5"' in drawn
    assert drawn.count('class="axis"') == 3


@pytest.mark.parametrize("filled", [0, 3, 10])
def test_as_many_dots_are_filled_as_were_asked_for(filled: int) -> None:
    drawn = ten_dots(filled)

    assert (drawn.count('class="on"'), drawn.count("<circle")) == (filled, 10)


def test_the_bar_of_all_answers_is_a_picture_with_a_name() -> None:
    drawn = accounting_bar(
        [Segment("p", 3)], name="all", title="Every answer", description="In: 3"
    )

    assert 'role="img" aria-labelledby="all-title all-desc"' in drawn
    assert '<title id="all-title">Every answer</title>' in drawn
    assert '<desc id="all-desc">In: 3</desc>' in drawn


def test_words_in_a_drawing_are_escaped() -> None:
    assert "<b>" not in stacked_bar([Segment("p", 1)], title="<b>")


def test_a_drawing_has_no_style_no_script_and_no_address() -> None:
    drawings = (
        share_bar(0.2, 0.1, 0.3, end=0.4, title="20 %"),
        stacked_bar([Segment("copied", 3)], title="all"),
        accounting_bar([Segment("p", 3)], name="a", title="t", description="d"),
        ten_dots(4),
        swatch("copied"),
    )

    for drawing in drawings:
        assert not re.search(r"style=|<style|<script|\son\w+=|href|//", drawing)
