"""Findings come back from plain values as they were, days, tuples and all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.reports.consultation.codec import from_values, to_values
from consult.reports.consultation.findings import (
    ConcernsFinding,
    IndexFinding,
    ItemFinding,
    ItemsFinding,
    ParticipationFinding,
)
from consult.reports.findings import (
    Accounting,
    ConcernFinding,
    FileFindings,
    GroupFinding,
    MethodFinding,
    QuoteFinding,
)
from tests.consult.reports.builders import a_full_file

# What stands in JSON keeps its value; what JSON cannot say is never in findings.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(-1, 1) | st.text()


def methods() -> st.SearchStrategy[MethodFinding]:
    return st.builds(MethodFinding, recipe=st.dictionaries(st.text(), PLAIN))


def through_json(values: dict[str, object]) -> dict[str, object]:
    """Return what a database gives back of the values."""
    back: dict[str, object] = json.loads(json.dumps(values))
    return back


@pytest.mark.parametrize(
    "kind",
    [ParticipationFinding, ItemFinding, IndexFinding, ItemsFinding],
    ids=lambda kind: kind.__name__,
)
@given(st.data())
def test_what_is_counted_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    finding = data.draw(st.from_type(kind))

    assert from_values(kind, through_json(to_values(finding))) == finding


@given(
    st.builds(
        ConcernsFinding,
        found=st.builds(
            FileFindings,
            accounting=st.builds(Accounting),
            concerns=st.lists(
                st.builds(
                    ConcernFinding,
                    quotes=st.lists(st.builds(QuoteFinding), max_size=2).map(tuple),
                    groups=st.lists(st.builds(GroupFinding), max_size=2).map(tuple),
                ),
                max_size=2,
            ).map(tuple),
            rare=st.just(()),
            not_yet_grouped_quotes=st.just(()),
            method=methods(),
        ),
    )
)
def test_concerns_come_back_as_they_were(finding: ConcernsFinding) -> None:
    values = through_json(to_values(finding))

    assert from_values(ConcernsFinding, values) == finding


def test_a_full_file_comes_back_as_it_was() -> None:
    finding = a_full_file()

    assert from_values(FileFindings, through_json(to_values(finding))) == finding


def test_the_order_of_names_is_kept() -> None:
    finding = ItemFinding(
        question="TA02",
        counts={"3": 1, "0": 2, "dk": 3},
        answered=3,
        high=None,
        mean=None,
    )

    back = from_values(ItemFinding, through_json(to_values(finding)))

    assert list(back.counts) == ["3", "0", "dk"]


def test_what_was_stored_before_a_field_existed_takes_its_default() -> None:
    values = to_values(ConcernsFinding(
        questions=(), run_number=1, input_digest="", responses=0, found=a_full_file()
    ))  # fmt: skip
    del values["titles"]

    assert from_values(ConcernsFinding, values).titles == {}


def test_what_has_no_default_is_missed() -> None:
    with pytest.raises(TypeError, match="answered"):
        from_values(ItemFinding, {"question": "TA02"})
