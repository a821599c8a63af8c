"""The report says what was counted, in an order that claims no more than it may."""

import datetime as dt
from typing import Any

import pytest

from consult.privacy.disclosure import Reason, Released, Withheld
from consult.reports.checks import FindingsDisagree
from consult.reports.consultation.compose import (
    compose,
    compose_concerns,
    compose_overview,
    compose_results,
)
from consult.reports.consultation.figures import Mean, Share
from consult.reports.consultation.findings import (
    ConsultationFindings,
    Estimate,
    PlannedGroup,
)
from consult.reports.consultation.indices import standing_of
from consult.reports.consultation.model import (
    Concern,
    Concerns,
    GroupCounts,
    ItemLine,
    PlanState,
    Standing,
)
from consult.reports.findings import Accounting
from tests.consult.reports.builders import a_concern, feelings
from tests.consult.reports.consultation_builders import (
    CLOSED,
    OPENED,
    WITH_REASON,
    a_consultation,
    a_wave,
    a_wave_of_needs,
    an_index,
    an_item,
    groups_of,
    some_items,
    some_participation,
    some_written,
)

FEW, PROTECTED = Withheld(Reason.FEW), Withheld(Reason.PROTECTED)


def trust_item(*steps: int, **missing: int) -> ItemLine:
    items = some_items(an_item("TA01", *steps, **missing))
    (survey,) = compose_results(a_consultation(waves=(a_wave(items=items),))).surveys
    return survey.trust[0].items[0]


def concerns(**changes: object) -> Concerns:
    found = compose_concerns(a_consultation(concerns=some_written(**changes)))
    assert found is not None
    return found


def groups(question: str, **changes: object) -> GroupCounts:
    findings = a_consultation(**changes)
    tables = compose_overview(findings).participation.groups
    (table,) = (table for table in tables if table.question == question)
    return table


def test_the_parts_of_the_desk_are_those_of_the_report() -> None:
    findings = a_consultation()

    report, overview = compose(findings), compose_overview(findings)

    assert overview.asked == report.asked
    assert overview.participation == report.participation
    assert compose_results(findings) == report.results
    assert compose_concerns(findings) == report.concerns


def test_a_report_of_many_concerns_tells_all_of_the_largest_alone() -> None:
    many = tuple(
        a_concern(
            100 - number,
            WITH_REASON,
            id=f"c{number}",
            groups=groups_of({"D_AGE": {"18-24": 30, "25-34": 40, "35-49": 20}}),
        )
        for number in range(30)
    )

    report = compose(a_consultation(concerns=some_written(concerns=many, rare=())))

    assert [concern.key for concern in report.in_full][-1] == "c11"
    assert [concern.key for concern in report.in_brief] == [
        f"c{number}" for number in range(12, 30)
    ]
    assert report.concerns is not None
    assert len(report.concerns.breakdowns[0].rows) == len(report.in_full)


def test_what_was_asked_stands_in_order_with_its_version() -> None:
    asked = compose(a_consultation()).asked

    trust, needs = asked.surveys
    assert [question.name for question in trust.questions][:4] == [
        *("C_OK", "TO1", "TR01", "TA01")
    ]
    assert trust.version == a_wave().version_id
    assert trust.version != needs.version
    assert (asked.opens_on, asked.closes_on) == (OPENED, CLOSED)
    assert trust.answers == Released(318)


# --- trust and voice


def test_an_item_tells_its_steps_its_sides_and_who_does_not_know() -> None:
    line = trust_item(70, 90, 86, 30, dk=18, pnts=12, skip=12)

    assert line.upper == Released(Share(42, 36, 48))
    assert line.lower == Released(Share(58, 52, 64))
    assert [
        step.value.percent for step in line.steps if isinstance(step, Released)
    ] == [*(25, 33, 31, 11)]
    assert line.unknown == Released(Share(6, 4, 9))
    assert line.people == Released(276)
    assert line.middle is None


def test_halves_add_up_to_a_hundred() -> None:
    line = trust_item(61, 30, 55, 54)

    assert isinstance(line.lower, Released)
    assert isinstance(line.upper, Released)
    assert line.lower.value.percent + line.upper.value.percent == 100


@pytest.mark.parametrize(
    ("missing", "people"),
    [
        pytest.param({"dk": 18, "pnts": 12}, Released(276), id="many left out"),
        pytest.param({}, Released(276), id="nobody left out"),
        pytest.param({"dk": 18, "skip": 3}, PROTECTED, id="few said nothing"),
        pytest.param({"dk": 4, "skip": 30}, PROTECTED, id="few do not know"),
    ],
)
def test_how_many_chose_a_step_does_not_tell_the_few_who_did_not(
    missing: dict[str, int], people: object
) -> None:
    line = trust_item(70, 90, 86, 30, **missing)

    assert line.people == people
    assert isinstance(line.upper, Released)


def test_few_on_one_side_of_a_scale_withhold_both() -> None:
    line = trust_item(3, 4, 86, 30)

    assert {line.lower, line.upper, *line.steps} == {FEW}


def test_items_stand_in_the_order_asked_and_by_their_scale() -> None:
    trust, needs = compose_results(a_consultation()).surveys

    assert [[line.question for line in table.items] for table in trust.trust] == [
        ["TR01"],
        ["TA01", "TA02", "TA03", "TA08", "TA11"],
    ]
    assert [line.question for line in trust.voice[0].items] == ["TV01"]
    assert trust.trust[0].title is None
    assert not trust.needs
    assert not needs.trust


def test_the_middle_of_an_odd_scale_is_on_neither_side() -> None:
    (line,) = compose_results(a_consultation()).surveys[0].voice[0].items

    sides = (line.lower, line.middle, line.upper)
    percents = [side.value.percent for side in sides if isinstance(side, Released)]
    assert percents == [44, 23, 33]


# --- indices


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [
        (None, Standing.NOT_MEASURED),
        (Estimate(0.82, 0.78, 0.86, 280), Standing.FIRM),
        (Estimate(0.70, 0.70, 0.74, 280), Standing.FIRM),
        (Estimate(0.74, 0.66, 0.80, 90), Standing.FAIR),
        (Estimate(0.69, 0.64, 0.74, 280), Standing.TOO_LOOSE),
        (Estimate(0.72, 0.58, 0.82, 31), Standing.TOO_LOOSE),
    ],
)
def test_an_index_stands_where_its_items_hang_together(
    alpha: Estimate | None, expected: Standing
) -> None:
    assert standing_of(alpha) is expected


def index_with(**changes: Any) -> ConsultationFindings:
    items = a_wave().items
    assert items is not None
    return a_consultation(
        waves=(a_wave(items=some_items(*items.items, indices=(an_index(**changes),))),)
    )


def test_an_index_is_told_with_its_range_and_both_ends() -> None:
    (line,) = compose_results(index_with()).surveys[0].indices

    assert line.figures is not None
    assert line.figures.mean == Released(Mean(45, 42, 47))
    assert line.figures.people == Released(286)
    assert line.figures.upper == Released(Share(25, 20, 30))


def test_an_index_that_may_not_be_shown_has_no_figures() -> None:
    loose = index_with(alpha=Estimate(0.62, 0.55, 0.68, 280))

    (line,) = compose_results(loose).surveys[0].indices

    assert line.standing is Standing.TOO_LOOSE
    assert line.figures is None


def test_few_people_left_out_of_an_index_are_not_told_by_its_number() -> None:
    (line,) = compose_results(index_with(people=314)).surveys[0].indices

    assert line.figures is not None
    assert isinstance(line.figures.people, Withheld)
    assert isinstance(line.figures.mean, Released)


# --- needs


def test_needs_stand_by_their_mean_and_those_withheld_at_the_end() -> None:
    items = some_items(
        an_item("N01", 200, 60, 20, 20),
        an_item("N03", 3, 2, 1, 1, skip=293),
        an_item("N04", 20, 20, 60, 200),
    )

    (survey,) = compose_results(
        a_consultation(waves=(a_wave_of_needs(items=items),))
    ).surveys

    assert [line.question for line in survey.needs[0].items] == ["N04", "N01", "N03"]
    assert survey.needs[0].items[-1].mean == FEW


def test_a_mean_is_withheld_where_it_would_tell_a_withheld_step() -> None:
    def mean_of(*steps: int) -> object:
        items = some_items(an_item("N01", *steps))
        findings = a_consultation(waves=(a_wave_of_needs(items=items),))
        return compose_results(findings).surveys[0].needs[0].items[0].mean

    assert mean_of(3, 17, 20, 20) == PROTECTED
    assert isinstance(mean_of(13, 17, 20, 20), Released)
    assert isinstance(mean_of(3, 117, 100, 80), Released)


def test_a_survey_that_is_not_counted_yet_is_named() -> None:
    results = compose_results(
        a_consultation(waves=(a_wave(items=None), a_wave_of_needs()))
    )

    assert [survey.slug for survey in results.surveys] == ["talvera-needs"]
    assert results.waiting == (a_wave().questionnaire.title,)


# --- participation


def test_counts_of_all_surveys_are_told_together() -> None:
    who = compose_overview(a_consultation()).participation

    assert who.counted == Released(636)
    assert who.languages[0].answers == Released(216)
    assert [row.name for row in who.languages][:2] == ["en", "ar"]
    assert [row.name for row in who.channels] == ["web", "paper", "verbal"]


def test_days_without_answers_stand_between_the_others() -> None:
    by_day = {OPENED: 20, OPENED + dt.timedelta(days=2): 30}
    part = some_participation(responses=50, by_day=by_day)

    days = compose_overview(
        a_consultation(waves=(a_wave(participation=part),))
    ).participation.days

    assert [day.answers for day in days] == [Released(20), Released(0), Released(30)]


def test_who_did_not_say_stands_together_after_the_others() -> None:
    rows = groups("D_AGE").rows

    assert rows[-1].label is None
    assert rows[-1].answers == Released(26)
    assert [row.choice for row in rows][:2] == ["18-24", "25-34"]


@pytest.mark.parametrize(
    ("heard", "planned", "expected"),
    [
        (120, 100, PlanState.REACHED),
        (60, 100, PlanState.SHORT),
        (40, 100, PlanState.FAR_BELOW),
        (0, 100, PlanState.NOBODY),
        (4, 100, PlanState.FAR_BELOW),
        (4, 12, PlanState.UNTOLD),
    ],
)
def test_a_group_stands_against_the_plan(
    heard: int, planned: int, expected: PlanState
) -> None:
    by_group = {"D_AGE": {"18-24": heard, "25-34": 300, "35-49": 46, "pnts": 90}}
    part = some_participation(responses=436 + heard, by_group=by_group)

    row = groups(
        "D_AGE",
        waves=(a_wave(participation=part),),
        targets=(PlannedGroup(question="D_AGE", choice="18-24", people=planned),),
    ).rows[0]

    assert row.state is expected
    if isinstance(row.missing, Released):
        assert row.missing.value == max(0, planned - heard)


def test_groups_that_tell_religion_or_minority_take_twenty_people() -> None:
    by_group = {"D_GRP": {"youth": 52, "women": 84, "minority": 13, "none": 150}}
    part = some_participation(by_group=by_group)

    table = groups("D_GRP", waves=(a_wave(participation=part),))

    rows = {row.choice: row.answers for row in table.rows}
    assert table.threshold == 20
    assert rows["minority"] == FEW
    assert rows["youth"] == PROTECTED
    assert rows["women"] == Released(84)


def test_a_higher_threshold_holds_for_guarded_groups_as_well() -> None:
    assert groups("D_GRP", threshold=30).threshold == 30


def test_who_is_missing_are_the_planned_groups_far_below_the_plan() -> None:
    who = compose_overview(a_consultation()).participation

    assert [row.choice for row in who.unheard] == ["65+", "minority"]


# --- concerns


def test_concerns_of_few_people_are_titles_alone() -> None:
    found = concerns()

    assert [concern.key for concern in found.concerns] == [
        *("c1", "c2", "c3", "c4", "c5", "c6")
    ]
    assert [words.text for words in found.titles] == [
        "no sign language at the town hall desk",
        "the library closes too early",
        "المقبرة القديمة بلا حارس",
    ]
    keys = {row.key for table in found.breakdowns for row in table.rows}
    assert keys <= {concern.key for concern in found.concerns}


def tiers(*people: int) -> list[int | None]:
    found = tuple(
        a_concern(count, WITH_REASON, id=f"c{place}")
        for place, count in enumerate(people)
    )
    return [each.tier for each in concerns(concerns=found, rare=()).concerns]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param((160, 150, 140), [1, 1, 1], id="ranges overlap"),
        pytest.param((300, 100, 20), [1, 2, 3], id="ranges lie apart"),
        pytest.param((200, 170, 140), [1, 1, 2], id="the third below the first"),
        pytest.param((538, 100), [None, 1], id="nearly everybody"),
    ],
)
def test_an_order_is_claimed_only_where_ranges_do_not_overlap(
    people: tuple[int, ...], expected: list[int | None]
) -> None:
    assert tiers(*people) == expected


def test_a_concern_is_told_with_its_share_its_people_and_its_sentiment() -> None:
    concern = concerns().concern("c1")

    assert concern is not None
    assert concern.share == Released(Share(31, 27, 35))
    assert concern.people == Released(166)
    assert {part.name: part.people for part in concern.sentiment} == {
        "negative": Released(118),
        "mixed": Released(14),
        "positive": Released(22),
        "not_assessed": Released(12),
    }


def test_few_without_a_reason_withhold_how_many_gave_one() -> None:
    found = concerns(
        accounting=Accounting(545, 5, 12, 26, 14, 428, 60),
        respondents=545,
        responses=545,
    )

    assert isinstance(found.reasoned, Withheld)
    assert {concern.people for concern in found.concerns} == {PROTECTED}
    assert isinstance(found.concerns[0].share, Released)
    parts = {part.name: part.answers for part in found.accounting}
    assert parts["no_reason_given"] == FEW
    # Alone it would be what the others leave of all answers.
    assert sum(isinstance(count, Withheld) for count in parts.values()) > 1


def one_concern(**sentiment: int) -> Concern:
    concern = a_concern(
        sum(sentiment.values()), WITH_REASON, sentiment=feelings(**sentiment)
    )
    (found,) = concerns(concerns=(concern,), rare=()).concerns
    return found


def test_sentiment_that_nobody_could_tell_is_not_assessed() -> None:
    assert not one_concern(not_assessed=60).is_assessed
    assert one_concern(not_assessed=60, negative=30).is_assessed


@pytest.mark.parametrize(
    ("sentiment", "expected"),
    [
        ({"negative": 40, "positive": 30}, True),
        ({"negative": 90, "positive": 20}, False),
        ({"negative": 16, "positive": 4}, False),
    ],
)
def test_views_differ_where_many_stand_on_either_side(
    sentiment: dict[str, int], *, expected: bool
) -> None:
    assert one_concern(**sentiment).is_divided is expected


def test_groups_stand_in_the_order_offered_and_without_sizes() -> None:
    age, belonging, language = concerns().breakdowns

    assert [group.name for group in age.groups] == [
        *("18-24", "25-34", "35-49", "50-64", "65+")
    ]
    assert belonging.threshold == 20
    assert belonging.overlapping
    assert language.label is None
    assert {"ar", "en"} <= {group.name for group in language.groups}


def test_a_report_without_an_analysis_says_so() -> None:
    report = compose(a_consultation(concerns=None))

    assert report.concerns is None
    assert report.run is None
    assert report.foremost == ()


def test_findings_that_disagree_make_no_report() -> None:
    with pytest.raises(FindingsDisagree):
        concerns(accounting=Accounting(1, 2, 3, 4, 5, 6, 7))


def test_the_run_can_be_repeated_from_the_report() -> None:
    run = compose(a_consultation()).run

    assert run is not None
    assert (run.number, run.seed) == (7, 42)
    assert run.digest == some_written().input_digest
    assert '"concerns": "auto"' in run.recipe
