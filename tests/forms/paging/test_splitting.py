import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.paging.splitting import Chunk, split


def starts(
    *depends: set[int], told: str = "", together: tuple[tuple[int, int], ...] = ()
) -> list[int]:
    is_told = [str(place) in told for place in range(len(depends))]
    return [each.start for each in split(depends, is_told=is_told, together=together)]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        pytest.param(starts(set(), set(), set()), [0], id="nothing depends"),
        pytest.param(starts(set(), {0}), [0, 1], id="on the one before"),
        pytest.param(starts(set(), {0}, {0}), [0, 1], id="both on the first"),
        pytest.param(starts(set(), {0}, {1}), [0, 1, 2], id="a chain"),
        pytest.param(
            starts(set(), set(), {0}, told="1"),
            [0, 1],
            id="a note goes with what follows",
        ),
        pytest.param(
            starts(set(), set(), {1}, told="0"),
            [0, 2],
            id="a note stays with its question",
        ),
        pytest.param(starts({1}, set()), [0], id="on a later one"),
        pytest.param(starts(set(), {0}, together=((0, 1),)), [0], id="kept together"),
        pytest.param(
            starts(set(), {0}, set(), {2}, together=((1, 2),)),
            [0, 1, 3],
            id="cut around what is together",
        ),
        pytest.param(starts(), [0], id="an empty page"),
    ],
)
def test_a_page_is_cut_before_what_depends_on_it(
    found: list[int], wanted: list[int]
) -> None:
    assert found == wanted


def test_what_cannot_be_cut_needs_an_update() -> None:
    mutual = split([{1}, {0}, set()], is_told=[False] * 3)

    assert mutual == (Chunk(0, 3, needs_update=True),)


pages = st.integers(1, 9).flatmap(
    lambda size: st.lists(
        st.sets(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size
    )
)


@given(pages, st.data())
def test_every_place_is_on_one_page_and_decided_before_unless_said(
    drawn: list[set[int]], data: st.DataObject
) -> None:
    is_told = data.draw(
        st.lists(st.booleans(), min_size=len(drawn), max_size=len(drawn))
    )
    # Nothing is answered where something is only told.
    depends = [
        {each for each in others if each != place and not is_told[each]}
        for place, others in enumerate(drawn)
    ]

    chunks = split(depends, is_told=is_told)

    places = [place for each in chunks for place in range(each.start, each.end)]
    assert places == list(range(len(drawn)))
    for chunk in chunks:
        inside = set(range(chunk.start, chunk.end))
        is_tangled = any(depends[place] & inside for place in inside)
        assert chunk.needs_update == is_tangled
        if is_tangled:
            spans = [(place, other) for place in inside for other in depends[place]]
            assert any(other > place for place, other in spans)
