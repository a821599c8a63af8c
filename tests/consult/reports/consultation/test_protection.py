"""No small count of people leaves a consultation, by itself or worked out."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.privacy.audit import Equation, recoverable, solve
from consult.privacy.disclosure import (
    GroupTable,
    Part,
    ProtectedTable,
    Released,
    ReleasedCount,
    protect_counts,
)
from consult.reports.consultation import model
from consult.reports.consultation.compose import compose
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.model import Breakdown
from consult.reports.consultation.render_html import render_report
from consult.reports.findings import Accounting, ConcernFinding, GroupFinding
from consult.statistics.intervals import wilson
from tests.consult.reports.builders import a_concern, feelings
from tests.consult.reports.consultation_builders import (
    OPENED,
    a_consultation,
    a_wave,
    an_item,
    some_items,
    some_participation,
    some_written,
)
from tests.web.strict_client import one, parsed, text_of

Rows = tuple[tuple[int, ...], ...]
THRESHOLD = 10
TAGS = ("en", "ar", "sw", "fr")
AGES = ("18-24", "25-34", "35-49", "50-64", "65+")
ABOUT_NOBODY = {
    "Asked.threshold": "a rule",
    "Breakdown.threshold": "a rule",
    "ConsultationReport.hidden": "counts figures",
    "Concern.tier": "an order of ranges that are told",
    "GroupCount.planned": "a plan",
    "GroupCounts.threshold": "a rule",
    "IndexLine.least": "counts questions",
    "Participation.planned": "a plan",
    "Run.number": "counts runs",
    "Run.seed": "a setting",
    # Only ever within a Released one.
    "Reliability.alpha": "a measure of questions",
    "Reliability.high": "a measure of questions",
    "Reliability.low": "a measure of questions",
}


# --- the tree has no place for a bare number about people


def numbers_in(hint: Any) -> bool:
    """Whether a bare number fits an annotation, outside of ``Released``."""
    origin = get_origin(hint)
    if origin is Released:
        return False
    if origin in {Union, UnionType, tuple}:
        return any(numbers_in(each) for each in get_args(hint) if each is not NoneType)
    return hint in {int, float}


def test_the_tree_has_no_place_for_a_bare_number_about_people() -> None:
    kinds = [getattr(model, name) for name in model.__all__]
    bare = {
        f"{kind.__name__}.{field.name}"
        for kind in kinds
        if isinstance(kind, type) and is_dataclass(kind)
        for field in fields(kind)
        if numbers_in(get_type_hints(kind)[field.name])
    }

    assert bare == set(ABOUT_NOBODY)


# --- invented consultations with many small numbers


@st.composite
def spread(
    draw: st.DrawFn, names: Sequence[str], total: int | None = None
) -> dict[str, int]:
    counts = {name: draw(st.integers(0, 24)) for name in names}
    if total is not None:
        counts[names[0]] += max(0, total - sum(counts.values()))
    return counts


@st.composite
def concerns_of(
    draw: st.DrawFn, sizes: Mapping[str, int], number: int
) -> ConcernFinding:
    with_reason = sum(sizes.values())
    raised = {name: draw(st.integers(0, size)) for name, size in sizes.items()}
    people = sum(raised.values())
    share = wilson(people, with_reason)
    negative = draw(st.integers(0, people))
    return a_concern(
        people,
        with_reason,
        id=f"c{number}",
        label=f"concern {'abcd'[number]}",
        terms=(),
        quotes=(),
        share=share.share,
        share_low=share.low,
        share_high=share.high,
        sentiment=feelings(negative=negative, positive=people - negative),
        groups=tuple(
            GroupFinding("D_AGE", name, raised[name], size)
            for name, size in sizes.items()
            if size
        ),
    )


@st.composite
def consultations(draw: st.DrawFn) -> ConsultationFindings:
    by_age = draw(spread((*AGES, "pnts")))
    responses = sum(by_age.values())
    languages = draw(spread(TAGS))
    reasons = draw(st.sampled_from((0, 0, 4, 15)))
    sizes = {
        name: max(1, count - 1) for name, count in by_age.items() if name != "pnts"
    }
    with_reason = sum(sizes.values())
    parts = [draw(st.integers(0, 24)) for _ in range(4)]
    accounting = Accounting(
        answers=sum(parts) + reasons + 50,
        no_reason_given=reasons,
        unsupported_language=parts[0],
        copied=parts[1],
        rare_only=parts[2],
        in_concern=50,
        not_yet_grouped=parts[3],
    )
    steps = [draw(st.integers(0, 24)) for _ in range(4)]
    missing = {code: draw(st.integers(0, 24)) for code in ("dk", "pnts", "skip")}
    days = {OPENED + dt.timedelta(day): draw(st.integers(0, 24)) for day in range(6)}
    return a_consultation(
        targets=(),
        waves=(
            a_wave(
                participation=some_participation(
                    responses=responses,
                    by_day=days,
                    by_language=languages,
                    by_channel=draw(spread(("web", "paper"))),
                    by_group={"D_AGE": by_age},
                ),
                items=some_items(an_item("TA01", *steps, **missing)),
            ),
        ),
        concerns=some_written(
            questions=(("talvera-trust", "TO1"),),
            responses=max(responses, with_reason + reasons),
            respondents=with_reason + reasons,
            respondents_with_reason=with_reason,
            group_columns=("D_AGE",),
            accounting=accounting,
            concerns=tuple(draw(concerns_of(sizes, number)) for number in range(3)),
            rare=(),
        ),
    )


def told_by_sum(
    counts: Mapping[str, int], seen: Mapping[str, ReleasedCount]
) -> dict[str, int]:
    """The withheld counts that the others and their sum give away."""
    rest = sum(counts.values())
    factors: dict[tuple[str, int, int], int] = {}
    for name, count in seen.items():
        if isinstance(count, Released):
            rest -= count.value
        else:
            factors[name, 0, 0] = 1
    found = solve([Equation(factors, rest)]) if factors else {}
    return {name: int(value) for (name, _, _), value in found.items()}


def small(found: Mapping[Any, Any]) -> dict[Any, Any]:
    return {name: value for name, value in found.items() if 0 < value < THRESHOLD}


many_examples = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


@given(consultations())
@many_examples
def test_no_count_of_who_answered_follows_from_the_sum(
    findings: ConsultationFindings,
) -> None:
    who, part = compose(findings).participation, findings.waves[0].participation

    # How many answered on the newest days follows from the total, which is live. Of
    # the days before no part is withheld, and so none follows.
    assert all(isinstance(day.answers, Released) for day in who.days[:-1])
    languages = {row.name: row.answers for row in who.languages}
    assert small(told_by_sum(part.by_language, languages)) == {}
    channels = {row.name: row.answers for row in who.channels}
    assert small(told_by_sum(part.by_channel, channels)) == {}
    ages = {row.choice: row.answers for row in who.groups[0].rows}
    assert small(told_by_sum(part.by_group["D_AGE"], ages)) == {}


def as_seen(table: Breakdown, sizes: tuple[int, ...], rows: Rows) -> ProtectedTable:
    """The table to a reader who knows sizes as well, and reads counts off shares."""
    names = tuple(group.name for group in table.groups)
    known = protect_counts(dict(zip(names, sizes, strict=True)), THRESHOLD)
    return ProtectedTable(
        groups=names,
        sizes=tuple(known.values()),
        rows=tuple(
            tuple(
                Released(Part(count, size)) if isinstance(cell, Released) else cell
                for cell, count, size in zip(row.cells, counts, sizes, strict=True)
            )
            for row, counts in zip(table.rows, rows, strict=True)
        ),
    )


@given(consultations())
@many_examples
def test_no_cell_of_who_raises_what_follows_from_the_others(
    findings: ConsultationFindings,
) -> None:
    report, written = compose(findings), findings.concerns
    assert report.concerns is not None
    assert written is not None
    raised = {
        concern.id: {group.value: group.respondents for group in concern.groups}
        for concern in written.found.concerns
    }
    for table in report.concerns.breakdowns:
        names = [group.name for group in table.groups]
        known = {g.value: g.of for g in written.found.concerns[0].groups}
        sizes = tuple(known[name] for name in names)
        rows = tuple(
            tuple(raised[row.key][name] for name in names) for row in table.rows
        )
        if rows:
            counted = GroupTable(tuple(names), sizes, rows)
            assert small(recoverable(counted, as_seen(table, sizes, rows))) == {}


@given(consultations())
@many_examples
def test_no_answer_and_no_sentiment_follows_from_the_sum(
    findings: ConsultationFindings,
) -> None:
    report, written = compose(findings), findings.concerns
    assert report.concerns is not None
    assert written is not None
    found = written.found
    parts = {part.name: part.answers for part in report.concerns.accounting}
    counts = {str(name): getattr(found.accounting, name) for name in parts}
    assert small(told_by_sum(counts, {str(n): c for n, c in parts.items()})) == {}
    feelings_of = {concern.id: concern.sentiment for concern in found.concerns}
    for concern in report.concerns.concerns:
        seen = {part.name: part.people for part in concern.sentiment}
        told = told_by_sum(
            {str(n): c for n, c in feelings_of[concern.key].items()},
            {str(name): count for name, count in seen.items()},
        )
        assert small(told) == {}


@given(consultations())
@many_examples
def test_how_many_gave_a_reason_does_not_tell_the_few_who_gave_none(
    findings: ConsultationFindings,
) -> None:
    report, written = compose(findings), findings.concerns
    assert report.concerns is not None
    assert written is not None
    reasoned = report.concerns.reasoned
    if isinstance(reasoned, Released):
        for whole in (written.found.respondents, written.responses):
            assert not 0 < whole - reasoned.value < THRESHOLD
    else:
        assert not any(
            isinstance(concern.people, Released) for concern in report.concerns.concerns
        )


# --- and what is rendered tells no more


def cells(root: Element, kind: str) -> Iterator[str]:
    for element in root.iter():
        if kind in element.attrib.get("class", "").split():
            yield text_of(element)


def counts_told(root: Element) -> Iterator[int]:
    """Give the numbers of people and answers wherever they are told."""
    for section in root.iter("section"):
        if section.attrib.get("aria-labelledby") in {"who", "asked", "not-grouped"}:
            told = [*cells(section, "num"), *map(text_of, section.iter("b"))]
            yield from map(int, re.findall(r"\d+", " ".join(told)))
    body = text_of(one(root, "body"))
    yield from map(int, re.findall(r"(\d+) (?:people|person|answers?)\b", body))
    yield from map(int, re.findall(r"(?:critical|neutral|favourable) (\d+)", body))


@given(consultations())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_small_number_stands_in_the_file(findings: ConsultationFindings) -> None:
    root = parsed(render_report(compose(findings), "en"))

    for cell in cells(root, "hid"):
        assert not re.search(r"\d", cell)
    assert [number for number in counts_told(root) if 0 < number < THRESHOLD] == []


def test_the_quotes_of_a_few_stay_inside() -> None:
    page = render_report(compose(a_consultation()), "en")

    assert "A quote of few that must stay inside." not in page
    assert "It used to be different." not in page
    assert "the library closes too early" in page


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_an_empty_consultation_tells_of_nobody(locale: str) -> None:
    nobody = some_participation(
        responses=0, by_day={}, by_language={}, by_channel={}, by_group={}
    )
    findings = a_consultation(
        waves=(a_wave(participation=nobody, items=None),), concerns=None
    )

    assert parsed(render_report(compose(findings), locale)) is not None
