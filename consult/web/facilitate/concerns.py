"""Makes the list of concerns and the page of one, from the composed tree alone."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias
from urllib.parse import urlencode

from consult.errors import NotFound
from consult.privacy.disclosure import Reason, Released, Withheld
from consult.reports.compose import quoted
from consult.reports.consultation.compose import compose_concerns
from consult.reports.consultation.concerns import tells_every_side
from consult.reports.consultation.figures import ReleasedShare
from consult.reports.consultation.findings import ConcernsFinding
from consult.reports.consultation.model import Breakdown, Concern, Concerns
from consult.reports.consultation.run import compose_run
from consult.reports.consultation.words import AnswerKey, split_key
from consult.reports.findings import (
    BorderlineFinding,
    ConcernFinding,
    QuoteFinding,
)
from consult.reports.grouping import by_group, group_most
from consult.reports.model import BroadGroup
from consult.web.facilitate.material import Material, reading_view
from consult.web.facilitate.pages import (
    ConcernLine,
    ConcernPage,
    ConcernsPage,
    GroupChoice,
    QuoteLine,
    Sheet,
    TwinLine,
    WhoRaises,
)

AMONG: Final = "among"
SHEET: Final = "sheet"
"""What the address of the list may ask for: one group, and a part of the list."""

LINES_ON_A_SHEET: Final = 25

Choices: TypeAlias = tuple[tuple[Breakdown, tuple[GroupChoice, ...]], ...]


def concerns_page(material: Material, among: str, sheet: int) -> ConcernsPage | None:
    """Return a sheet of the list, counted from 1, or None until answers were read.

    ``among`` names a group, or nobody in particular when it is empty. Groups can
    be chosen one at a time and from the tables alone, so that no two views differ
    by a few people. Raises ``NotFound`` for another group or sheet.
    """
    concerns, run = compose_concerns(material.findings), compose_run(material.findings)
    if concerns is None or run is None:
        return None
    choices = _choices(concerns)
    chosen = _chosen(choices, among)
    path = material.path("concerns")
    lines = list(_lines(concerns, chosen, path))
    # The shares of one group have an order of their own, which broad groups hide.
    helps = chosen is None and group_most(len(lines), concerns.groups)
    groups = concerns.groups if helps else ()
    return ConcernsPage(
        asked=material.overview.asked,
        concerns=concerns,
        run=run,
        sheet=_sheet(lines, sheet, f"{path}?{_query(among)}", groups),
        end=material.figures.bar_end([line.share for line in lines]),
        chosen=chosen,
        choices=choices,
        path=path,
        reading=reading_view(material, material.overview.participation.answers),
    )


def concern_page(material: Material, key: str) -> ConcernPage:
    """Return the page of one concern.

    Raises ``NotFound`` where there is none of this key, or too few raise it.
    """
    concerns, run = compose_concerns(material.findings), compose_run(material.findings)
    finding = material.findings.concerns
    if concerns is None or run is None or finding is None:
        raise NotFound
    lines = list(_lines(concerns, None, material.path("concerns")))
    place = _place(lines, key)
    concern = lines[place].concern
    found = _finding(concern, finding)
    judged = tells_every_side(concern.sentiment)
    return ConcernPage(
        asked=material.overview.asked,
        line=lines[place],
        concerns=concerns,
        quotes=_quotes(found, concerns, judged=judged),
        twins=tuple(
            TwinLine(twin, f"{material.path('concerns')}/{twin.key}")
            for twin in concern.twins
        ),
        unsure=_borderline(found.unsure, concerns, judged=judged),
        # They count elsewhere, where a count of them may be withheld.
        nearly=_borderline(found.nearly, concerns, judged=False),
        tables=tuple(_tables(concern, concerns)),
        run=run,
        end=material.figures.bar_end([line.share for line in lines]),
        all_concerns=material.path("concerns"),
        following=lines[place + 1] if place + 1 < len(lines) else None,
        reading=material.reading,
    )


def _choices(concerns: Concerns) -> Choices:
    return tuple(
        (
            table,
            tuple(
                GroupChoice(table, place, _is_open(table, place))
                for place in range(len(table.groups))
            ),
        )
        for table in concerns.breakdowns
    )


def _is_open(table: Breakdown, place: int) -> bool:
    """Tell whether more is told of a group than what nobody in it raises."""
    cells = (row.cells[place] for row in table.rows)
    return any(isinstance(cell, Released) and cell.value.percent > 0 for cell in cells)


def _chosen(choices: Choices, among: str) -> GroupChoice | None:
    if not among:
        return None
    for _, groups in choices:
        for group in groups:
            if group.value == among:
                return group
    raise NotFound


def _lines(
    concerns: Concerns, chosen: GroupChoice | None, path: str
) -> Iterator[ConcernLine]:
    """Give the concerns by their share in the group, of all where none is chosen.

    Those withheld stand in the order of everybody, before those nobody raises.
    """
    if chosen is not None and not chosen.is_open:
        return
    shares = [(each, _share(each, chosen)) for each in concerns.concerns]
    if chosen is not None:
        shares.sort(key=lambda pair: _largest_first(pair[1]))
    for number, (concern, share) in enumerate(shares, start=1):
        yield ConcernLine(number, concern, share, f"{path}/{concern.key}")


def _share(concern: Concern, chosen: GroupChoice | None) -> ReleasedShare:
    if chosen is None:
        return concern.share
    row = chosen.breakdown.row_of(concern.key)
    return row.cells[chosen.place] if row else Withheld(Reason.FEW)


def _largest_first(share: ReleasedShare) -> int:
    if isinstance(share, Withheld):
        return 0
    return -share.value.percent or 1


def _sheet(
    lines: Sequence[ConcernLine],
    number: int,
    path: str,
    groups: Sequence[BroadGroup],
) -> Sheet:
    """Return one sheet, on which lines of one broad group stand together."""
    start = (number - 1) * LINES_ON_A_SHEET
    if number < 1 or (number > 1 and start >= len(lines)):
        raise NotFound
    end = start + LINES_ON_A_SHEET
    shown = {line.concern.key: line for line in lines[start:end]}
    return Sheet(
        lines=tuple(shown.values()),
        sections=tuple(
            (group.title if group else None, tuple(shown[key] for key in keys))
            for group, keys in by_group(tuple(shown), groups)
        ),
        before=f"{path}{SHEET}={number - 1}" if number > 1 else None,
        after=f"{path}{SHEET}={number + 1}" if end < len(lines) else None,
    )


def _query(among: str) -> str:
    """Return the beginning of a query that keeps the chosen group."""
    return f"{urlencode({AMONG: among})}&" if among else ""


def _place(lines: Sequence[ConcernLine], key: str) -> int:
    for place, line in enumerate(lines):
        if line.concern.key == key:
            return place
    raise NotFound


def _quotes(
    found: ConcernFinding, concerns: Concerns, *, judged: bool
) -> tuple[tuple[str, tuple[QuoteLine, ...]], ...]:
    """Return the quotes by language, in the order in which languages come first."""
    by_language: dict[str, list[QuoteLine]] = {}
    for quote in found.quotes:
        by_language.setdefault(quote.language, []).append(
            _line(quote, concerns, judged=judged)
        )
    return tuple((tag, tuple(lines)) for tag, lines in by_language.items())


def _borderline(
    cases: Sequence[BorderlineFinding], concerns: Concerns, *, judged: bool
) -> tuple[QuoteLine, ...]:
    return tuple(_line(case.quote, concerns, judged=judged) for case in cases)


def _line(quote: QuoteFinding, concerns: Concerns, *, judged: bool) -> QuoteLine:
    labels = {question.name: question.label for question in concerns.questions}
    _, question = split_key(AnswerKey(quote.response_id))
    return QuoteLine(quoted(quote, judged=judged), labels[question])


def _finding(concern: Concern, finding: ConcernsFinding) -> ConcernFinding:
    everything = (*finding.found.concerns, *finding.found.rare)
    return next(each for each in everything if each.id == concern.key)


def _tables(concern: Concern, concerns: Concerns) -> Iterator[WhoRaises]:
    for table in concerns.breakdowns:
        row = table.row_of(concern.key)
        if row is not None:
            yield WhoRaises(table, tuple(zip(table.groups, row.cells, strict=True)))
