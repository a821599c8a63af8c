"""What the analysis found becomes a report in which every figure is protected."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.privacy.disclosure import Reason, Released, Withheld
from consult.reports.checks import FindingsDisagree
from consult.reports.compose import compose
from consult.reports.findings import Accounting, FileFindings, GroupFinding
from consult.reports.model import Quote, Score, Words, WorkingCount
from tests.consult.reports.builders import (
    WITH_REASON,
    a_concern,
    a_full_file,
    a_method,
    a_quote,
    some_findings,
    some_groups,
)

GENDER = {"gender": {"Women": 20, "Men": 30}}


def shown(cells: tuple[object, ...]) -> list[object]:
    return [
        cell.value.count if isinstance(cell, Released) else cell.reason
        for cell in cells
        if isinstance(cell, Released | Withheld)
    ]


def test_concerns_stand_in_the_order_of_their_size() -> None:
    findings = some_findings(
        concerns=(
            a_concern(12, id="a"),
            a_concern(40, id="b"),
            a_concern(12, id="c", sessions=2),
        )
    )

    people = [
        (told.people.value, told.sessions.value) for told in compose(findings).concerns
    ]

    assert people == [(40, 0), (12, 2), (12, 0)]


def test_concerns_of_one_size_stand_in_the_order_of_their_ids() -> None:
    findings = some_findings(
        concerns=tuple(a_concern(12, id=name) for name in ("c10", "c2", "c1"))
    )

    assert [told.id for told in compose(findings).concerns] == ["c1", "c2", "c10"]


def test_every_answer_stands_once_in_the_accounting() -> None:
    report = compose(some_findings())

    parts = {part.name: part.answers.value for part in report.accounting}

    assert sum(parts.values()) == report.answers.value == 260
    assert parts["copied"] == 9


def test_words_and_their_language_are_passed_on_untouched() -> None:
    quote = a_quote(" نص\nwith <b> ", "ar")
    findings = some_findings(
        concerns=(a_concern(label="النص", language="ar", quotes=(quote,)),),
        not_yet_grouped_quotes=(quote,),
    )

    report = compose(findings)

    assert report.concerns[0].label == Words("النص", "ar")
    assert report.concerns[0].quotes == (Quote(" نص\nwith <b> ", "ar"),)
    assert report.not_yet_grouped == (Quote(" نص\nwith <b> ", "ar"),)


def test_no_id_of_a_response_reaches_the_report() -> None:
    quote = a_quote("The lamps are off.", response_id="0700-555-0199")
    findings = some_findings(
        concerns=(a_concern(quotes=(quote,)),), not_yet_grouped_quotes=(quote,)
    )

    assert "0700-555-0199" not in repr(compose(findings))


def test_a_share_keeps_its_range_and_its_people() -> None:
    told = compose(some_findings()).concerns[0].share

    assert told is not None
    assert (told.value.count, told.value.of) == (31, WITH_REASON)
    assert 0.103 < told.value.low < told.value.share < told.value.high < 0.199


def test_sessions_alone_have_no_share_of_people() -> None:
    concern = a_concern(0, 1, id="a", sessions=3, share_high=1.0, sentiment={})
    findings = some_findings(
        respondents=0, respondents_with_reason=0, concerns=(concern,)
    )

    told = compose(findings).concerns[0]

    assert told.share is None
    assert told.sessions == WorkingCount(3)


def test_small_groups_are_withheld_with_a_partner() -> None:
    groups = some_groups({"gender": {"Women": 20, "Men": 9, "Other": 2}})
    findings = some_findings(
        group_columns=("gender",), concerns=(a_concern(groups=groups),)
    )

    (table,) = compose(findings).breakdowns

    assert [group.name for group in table.groups] == ["Men", "Other", "Women"]
    assert shown(table.rows[0].shares) == [
        Reason.PROTECTED,
        Reason.SMALL_GROUP,
        20,
    ]


def test_a_group_that_a_concern_does_not_mention_counts_as_nobody() -> None:
    both = some_groups({"gender": {"Women": 20, "Men": 30}})
    findings = some_findings(
        group_columns=("gender",),
        concerns=(
            a_concern(50, id="a", groups=both),
            a_concern(20, id="b", groups=both[:1]),
        ),
    )

    (table,) = compose(findings).breakdowns

    assert [row.id for row in table.rows] == ["a", "b"]
    assert [shown(row.shares) for row in table.rows] == [[30, 20], [0, 20]]


def test_a_group_of_nobody_is_no_group() -> None:
    groups = (*some_groups(GENDER), GroupFinding("gender", "Other", 0, 0))
    findings = some_findings(
        group_columns=("gender",), concerns=(a_concern(50, groups=groups),)
    )

    (table,) = compose(findings).breakdowns

    assert [group.name for group in table.groups] == ["Men", "Women"]


def test_a_column_that_tells_nobody_apart_is_named_instead() -> None:
    groups = (GroupFinding("entered by", "themselves", 31, 214),)
    findings = some_findings(
        group_columns=("entered by", "empty"), concerns=(a_concern(groups=groups),)
    )

    report = compose(findings)

    assert report.breakdowns == ()
    assert report.columns_without_groups == ("entered by", "empty")


def test_groups_that_overlap_are_protected_all_the_same() -> None:
    groups = (
        GroupFinding("group", "Youth", 31, 180),
        GroupFinding("group", "Carers", 3, 150),
    )
    findings = some_findings(
        group_columns=("group",), concerns=(a_concern(groups=groups),)
    )

    (table,) = compose(findings).breakdowns

    assert all(isinstance(cell, Withheld) for cell in table.rows[0].shares)


def test_groups_with_numbers_stand_in_the_order_of_the_numbers() -> None:
    groups = tuple(
        GroupFinding("age", value, 20, 60) for value in ("9–10", "65+", "18–24")
    )
    findings = some_findings(
        group_columns=("age",), concerns=(a_concern(60, groups=groups),)
    )

    (table,) = compose(findings).breakdowns

    assert [group.name for group in table.groups] == ["9–10", "18–24", "65+"]


def test_a_column_may_ask_for_more_people() -> None:
    groups = some_groups(GENDER)
    findings = some_findings(
        group_columns=("gender",), concerns=(a_concern(50, groups=groups),)
    )

    (usual,) = compose(findings).breakdowns
    (sensitive,) = compose(findings, thresholds={"gender": 25}).breakdowns

    assert shown(usual.rows[0].shares) == [30, 20]
    assert shown(sensitive.rows[0].shares) == [Reason.PROTECTED, Reason.FEW]
    assert (usual.threshold, sensitive.threshold) == (10, 25)


def test_a_column_cannot_ask_for_fewer_people() -> None:
    findings = some_findings(
        group_columns=("gender",), concerns=(a_concern(50, groups=some_groups(GENDER)),)
    )

    (table,) = compose(findings, thresholds={"gender": 5}).breakdowns

    assert table.threshold == 10


def test_a_threshold_below_five_is_refused() -> None:
    with pytest.raises(ValueError, match="never below 5"):
        compose(some_findings(), threshold=4)


def test_languages_of_few_are_withheld_and_stand_last() -> None:
    languages = compose(some_findings()).participation.languages

    assert languages == (
        ("en", Released(200)),
        ("ar", Withheld(Reason.PROTECTED)),
        ("sw", Withheld(Reason.FEW)),
    )


@pytest.mark.parametrize(
    ("mixing", "warned"),
    [
        pytest.param(None, False, id="not measured"),
        pytest.param(0.15, False, id="at the bound"),
        pytest.param(0.16, True, id="above"),
    ],
)
def test_concerns_that_follow_languages_are_warned_of(
    mixing: float | None, *, warned: bool
) -> None:
    report = compose(some_findings(method=a_method(language_mixing=mixing)))

    assert report.method.languages_mix is warned


def test_the_recipe_is_told_in_full_and_in_order() -> None:
    method = compose(
        some_findings(method=a_method(recipe={"b": {"d": 1, "c": (2, 3)}, "a": "ä"}))
    ).method

    assert method.recipe.replace("\n", "").replace(" ", "") == (
        '{"a":"ä","b":{"c":[2,3],"d":1}}'
    )


def test_stability_is_told_where_it_was_measured() -> None:
    findings = some_findings(
        concerns=(a_concern(id="a", stability=0.8), a_concern(id="b"))
    )

    assert [told.stability for told in compose(findings).concerns] == [
        Score(0.8),
        None,
    ]


@pytest.mark.parametrize(
    ("findings", "place"),
    [
        pytest.param(
            some_findings(accounting=Accounting(261, 28, 3, 9, 4, 190, 26)),
            "accounting",
            id="parts that do not add up",
        ),
        pytest.param(
            some_findings(respondents=200), "respondents_with_reason", id="people"
        ),
        pytest.param(
            some_findings(sessions=1), "sessions_with_reason", id="more than all"
        ),
        pytest.param(
            some_findings(concerns=(a_concern(share=0.5),)), "c1: share", id="share"
        ),
        pytest.param(
            some_findings(concerns=(a_concern(share_low=0.2),)),
            "c1: interval",
            id="interval",
        ),
        pytest.param(
            some_findings(concerns=(a_concern(300, 400),)),
            "c1: respondents",
            id="more than gave a reason",
        ),
        pytest.param(
            some_findings(rare=(a_concern(sessions=9, id="r1"),)),
            "r1: sessions",
            id="sessions of a rare concern",
        ),
        pytest.param(
            some_findings(concerns=(a_concern(sentiment={"negative": -1}),)),
            "c1: sentiment",
            id="fewer than nobody",
        ),
        pytest.param(
            some_findings(
                concerns=(a_concern(groups=(GroupFinding("age", "65+", 9, 8),)),)
            ),
            "c1: groups",
            id="more than the group",
        ),
        pytest.param(
            some_findings(
                concerns=(
                    a_concern(id="a", groups=(GroupFinding("age", "65+", 9, 40),)),
                    a_concern(id="b", groups=(GroupFinding("age", "65+", 9, 41),)),
                )
            ),
            "age: size of a group",
            id="a group of two sizes",
        ),
    ],
)
def test_figures_that_do_not_fit_together_make_no_report(
    findings: FileFindings, place: str
) -> None:
    with pytest.raises(FindingsDisagree) as refusal:
        compose(findings)

    assert place in str(refusal.value)


@given(st.permutations(range(6)))
def test_the_order_of_the_findings_does_not_matter(order: list[int]) -> None:
    findings = a_full_file()
    shuffled = dataclasses.replace(
        findings, concerns=tuple(findings.concerns[place] for place in order)
    )

    assert compose(shuffled) == compose(findings)
