"""Reads the folder of an earlier analysis, to go on from it."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, TypeAlias

from consult import __version__
from consult.analysis.intake import read_table
from consult.analysis.outputs import LIST_SEPARATOR
from consult.errors import N_, Rejected
from nlp.earlier import Earlier, EarlierConcern, EarlierStatement
from nlp.recipe import Recipe
from nlp.statements import MaskedSpan, Span
from nlp.verdicts import Decision, Verdict

Values: TypeAlias = Mapping[str, Any]

COLUMNS: Final = (
    "response_id", "start", "end", "text", "masked", "language", "concerns",
)  # fmt: skip
ASKED_FOR: Final = frozenset({"seed", "concerns"})
"""What of a recipe somebody may choose anew for the same kind of analysis."""

PREFIXES: Final = ("c", "r")
HANDED_ON: Final = 0
_ID: Final = re.compile(r"[cr][1-9][0-9]{0,8}")


class NoPreviousAnalysis(Rejected):
    """A folder without an analysis, or with parts of one."""

    code: ClassVar[str] = "C445"
    message: ClassVar[str] = N_(
        "There is no complete analysis in %(folder)s. Name a folder that “consult "
        "analyse” wrote, with all its files unchanged."
    )


class OtherAnalysis(Rejected):
    """An analysis of another version or another recipe."""

    code: ClassVar[str] = "C446"
    message: ClassVar[str] = N_(
        "The analysis in %(folder)s was made by another version or in another way, so "
        "its concerns cannot be compared. Analyse the earlier answers again with this "
        "version, and name that folder."
    )


@dataclass(frozen=True, slots=True)
class CountedBefore:
    """How many raised a concern before; ``share`` is a fraction."""

    respondents: int
    sessions: int
    share: float


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier analysis as its files have it.

    ``counted`` is by the id of a concern; ``decisions`` were kept then and are
    handed on; ``digest`` is that of its concerns.
    """

    earlier: Earlier
    counted: Mapping[str, CountedBefore]
    respondents_with_reason: int
    sessions_with_reason: int
    decisions: tuple[Decision, ...]
    digest: str

    @property
    def spans(self) -> dict[str, frozenset[Span]]:
        """The spans of its statements by the key of their answer."""
        spans: dict[str, set[Span]] = {}
        for each in self.earlier.statements:
            spans.setdefault(each.key, set()).add(Span(each.start, each.end))
        return {key: frozenset(found) for key, found in spans.items()}


def read_previous(folder: Path) -> Previous:
    """Return the analysis in a folder.

    Raises `NoPreviousAnalysis` or `OtherAnalysis`.
    """
    try:
        method = json.loads((folder / "method.json").read_bytes())
        written = (folder / "concerns.json").read_bytes()
        _check_method(method, folder)
        return _previous(folder, json.loads(written), method, written)
    except OtherAnalysis:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoPreviousAnalysis(folder=folder) from error
    except Rejected as error:
        raise NoPreviousAnalysis(folder=folder) from error


def _check_method(method: Values, folder: Path) -> None:
    made_by = method["versions"]["consult-engine"]
    if made_by != __version__ or _way(method["recipe"]) != _way(Recipe().as_dict()):
        raise OtherAnalysis(folder=folder)


def _way(recipe: Values) -> object:
    """Return how something was analysed, as it comes back from a file."""
    kept = {name: value for name, value in recipe.items() if name not in ASKED_FOR}
    return json.loads(json.dumps(kept))


def _previous(
    folder: Path, document: Values, method: Values, written: bytes
) -> Previous:
    rows: Sequence[Values] = [*document["concerns"], *document["rare"]]
    concerns = tuple(map(_concern, rows))
    counts = document["counts"]
    return Previous(
        Earlier(
            concerns,
            tuple(_statements(folder, frozenset(each.id for each in concerns))),
            {prefix: int(document["numbering"][prefix]) for prefix in PREFIXES},
        ),
        {str(row["id"]): _counted(row) for row in rows},
        int(counts["respondents_with_reason"]),
        int(counts["sessions_with_reason"]),
        tuple(map(_handed_on, method["decisions"]["rows"])),
        hashlib.sha256(written).hexdigest(),
    )


def _concern(row: Values) -> EarlierConcern:
    return EarlierConcern(
        _id(row["id"]),
        str(row["label"]),
        str(row["language"]),
        tuple(map(str, row["terms"])),
        float(row["stability"]),
    )


def _id(written: str) -> str:
    if not _ID.fullmatch(written):
        raise ValueError
    return written


def _counted(row: Values) -> CountedBefore:
    return CountedBefore(
        int(row["respondents"]), int(row["sessions"]), float(row["share"])
    )


def _statements(folder: Path, concerns: frozenset[str]) -> Iterator[EarlierStatement]:
    path = folder / "statements.csv"
    # An analysis in which nobody gave a reason has no statements.
    if len(path.read_bytes().splitlines()) == 1:
        return
    for row in read_table(path, columns=COLUMNS).rows:
        key, start, end, text, masked, language, spoken = row
        named = tuple(part for part in spoken.split(LIST_SEPARATOR) if part)
        if not concerns.issuperset(named):
            raise ValueError
        spans = tuple(map(_masked, filter(None, masked.split(LIST_SEPARATOR))))
        yield EarlierStatement(key, int(start), int(end), text, language, spans, named)


def _masked(written: str) -> MaskedSpan:
    start, end, kind = written.split(":")
    return MaskedSpan(int(start), int(end), kind)


def _handed_on(row: Sequence[Any]) -> Decision:
    key, start, end, concern, verdict = row
    span = None if start is None else Span(int(start), int(end))
    return Decision(HANDED_ON, str(key), span, _id(concern), Verdict(verdict))
