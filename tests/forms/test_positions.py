"""Positions are coarse before anything else is done with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.positions import (
    UNREAD,
    boxes_of,
    is_position,
    read_point,
    read_position,
)


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [
        pytest.param(["33.513807", "36.276528"], "33.51 36.28", id="exact"),
        pytest.param(["-33.513807", "-0.001"], "-33.51 0.00", id="south"),
        pytest.param(["33", "36"], "33.00 36.00", id="whole"),
        pytest.param(["٣٣٫٥١٣", "٣٦٫٢٧٦"], "33.51 36.28", id="arabic"),
        pytest.param(["۳۳٫۵۱", "۳۶٫۲۸"], "33.51 36.28", id="persian"),
        pytest.param(["३३.५१", "३६.२८"], "33.51 36.28", id="devanagari"),
        pytest.param(["33,513", "36,276"], "33.51 36.28", id="decimal comma"),
        pytest.param(["33.51° N", "36.28° E"], "33.51 36.28", id="sides"),
        pytest.param(["33.51S", "36.28w"], "-33.51 -36.28", id="south and west"),
        pytest.param(["33.5138, 36.2765", ""], "33.51 36.28", id="both in the first"),
        pytest.param(["", "33.5138,36.2765"], "33.51 36.28", id="both in the second"),
        pytest.param(["33,5138 36,2765", ""], "33.51 36.28", id="both with commas"),
        pytest.param(["90", "-180"], "90.00 -180.00", id="the ends"),
        pytest.param(["  ", ""], "", id="nothing"),
    ],
)
def test_what_is_typed_into_two_boxes_is_kept_coarse(
    boxes: list[str], kept: str
) -> None:
    assert read_position(boxes) == kept


@pytest.mark.parametrize(
    ("boxes", "left"),
    [
        pytest.param(["33.513807", ""], ["33.51", ""], id="half of it"),
        pytest.param(["12 Mill Road", "36.276528"], [UNREAD, "36.28"], id="an address"),
        pytest.param(["91", "0"], [UNREAD, "0.00"], id="beyond the pole"),
        pytest.param(["33.5 E", "36"], [UNREAD, "36.00"], id="the wrong axis"),
        pytest.param(["9" * 200, "36"], [UNREAD, "36.00"], id="too long"),
    ],
)
def test_of_what_cannot_be_read_no_word_is_kept(
    boxes: list[str], left: list[str]
) -> None:
    assert read_position(boxes) == left
    assert UNREAD not in boxes_of(left)


@given(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))
def test_no_position_is_kept_finer_than_a_hundredth_of_a_degree(
    latitude: float, longitude: float
) -> None:
    kept = read_position([f"{latitude:.12f}", f"{longitude:.12f}"])

    assert isinstance(kept, str)
    assert is_position(kept)
    north, east = (float(each) for each in kept.split())
    assert abs(north - latitude) <= 0.005 + 1e-9
    assert abs(east - longitude) <= 0.005 + 1e-9
    assert read_position(kept.split()) == kept


@given(st.lists(st.text(max_size=60), min_size=2, max_size=2))
def test_whatever_is_typed_only_coarse_numbers_are_kept(boxes: list[str]) -> None:
    kept = read_position(boxes)

    if isinstance(kept, str):
        assert kept == "" or is_position(kept)
    else:
        assert all(
            each in ("", UNREAD) or len(each.partition(".")[2]) == 2 for each in kept
        )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("33.513807 36.276528 690.2 4.5", "33.51 36.28"),
        ("33.513807 36.276528", "33.51 36.28"),
        ("nowhere", UNREAD),
    ],
)
def test_points_of_other_clients_lose_height_and_exactness(
    sent: str, kept: str
) -> None:
    assert read_point(sent) == kept
