"""Composes the bar in which every answer stands once."""

from typing import Final

from consult.privacy.disclosure import ReleasedCount, Withheld, protect_counts
from consult.reports.consultation.model import AccountingPart
from consult.reports.findings import Accounting
from consult.reports.model import AccountingName

ORDER: Final[tuple[AccountingName, ...]] = (
    "in_concern",
    "not_yet_grouped",
    "rare_only",
    "no_reason_given",
    "copied",
    "unsupported_language",
)
NO_REASON: Final[AccountingName] = "no_reason_given"
REASON: Final = "reason given"


def compose_accounting(found: Accounting, threshold: int) -> tuple[AccountingPart, ...]:
    """Return where every answer stands, each part released or withheld.

    Where answers without a reason can be told, so can the sum of those with one,
    and their parts are protected as adding up to it. Else all parts are protected
    together, since they add up to all answers.
    """
    counts: dict[str, int] = {
        "in_concern": found.in_concern,
        "not_yet_grouped": found.not_yet_grouped,
        "rare_only": found.rare_only,
        "copied": found.copied,
        "unsupported_language": found.unsupported_language,
    }
    first = protect_counts(
        {NO_REASON: found.no_reason_given, REASON: sum(counts.values())}, threshold
    )
    told: dict[str, ReleasedCount]
    if any(isinstance(count, Withheld) for count in first.values()):
        counts[NO_REASON] = found.no_reason_given
        told = protect_counts(counts, threshold)
    else:
        told = protect_counts(counts, threshold) | {NO_REASON: first[NO_REASON]}
    return tuple(AccountingPart(name, told[name]) for name in ORDER)
