"""Compares the concerns of an analysis with those of the one it goes on from."""

from typing import Final

from consult.analysis.following import Followed
from consult.analysis.previous import CountedBefore, Previous
from consult.analysis.tally import voices
from consult.reports.changes import ChangeFinding, ChangesFinding, difference
from consult.reports.findings import ConcernFinding, FileFindings
from consult.reports.model import ChangeName
from consult.statistics.intervals import wilson
from nlp.earlier import EarlierConcern
from nlp.redrawing import is_rare

NOTICED: Final = 0.01
NOBODY: Final = CountedBefore(0, 0, 0.0)


def find_changes(
    findings: FileFindings, followed: Followed, previous: Previous | None
) -> ChangesFinding | None:
    """Return what is new, grown, shrunk and gone; None without an earlier analysis."""
    if previous is None:
        return None
    comparing = _Comparing(findings, followed, previous)
    return ChangesFinding(
        of_before=previous.respondents_with_reason,
        of_now=findings.respondents_with_reason,
        sessions_of_before=previous.sessions_with_reason,
        sessions_of_now=findings.sessions_with_reason,
        shared=comparing.shared,
        concerns=(
            *(comparing.here(each) for each in (*findings.concerns, *findings.rare)),
            *comparing.gone(),
        ),
    )


def plain_changes(changes: ChangesFinding) -> dict[str, object]:
    """Return the changes as they are written."""
    return {
        "respondents_with_reason": {"before": changes.of_before, "now": changes.of_now},
        "sessions_with_reason": {
            "before": changes.sessions_of_before,
            "now": changes.sessions_of_now,
        },
        "respondents_in_both": changes.shared,
        "concerns": [_plain(each, changes) for each in changes.concerns],
    }


def _plain(each: ChangeFinding, changes: ChangesFinding) -> dict[str, object]:
    return {
        "id": each.id,
        "was": each.was,
        "label": each.label,
        "change": each.change,
        "respondents": {"before": each.before, "now": each.now},
        "sessions": {"before": each.sessions_before, "now": each.sessions_now},
        "share": {
            "before": each.before / changes.of_before if changes.of_before else None,
            "now": each.now / changes.of_now if changes.of_now else None,
        },
        "beyond_chance": each.beyond_chance,
    }


class _Comparing:
    """One analysis beside the one it goes on from."""

    def __init__(
        self, findings: FileFindings, followed: Followed, previous: Previous
    ) -> None:
        self.findings = findings
        self.previous = previous
        self.was = {now: before for before, now in followed.became.items()}
        self.known = {each.id: each for each in previous.earlier.concerns}
        self.shared = _respondents_in_both(followed, previous)

    def here(self, found: ConcernFinding) -> ChangeFinding:
        """Return what became of a concern that is there."""
        was = self.was.get(found.id, found.id)
        counted = self.previous.counted.get(was)
        before = counted or NOBODY
        return ChangeFinding(
            id=found.id,
            was=was if counted else None,
            label=found.label,
            language=found.language,
            is_rare=is_rare(found.id),
            change=self._change(found, before) if counted else "new",
            before=before.respondents,
            now=found.respondents,
            sessions_before=before.sessions,
            sessions_now=found.sessions,
            beyond_chance=self._beyond_chance(before.respondents, found.respondents),
        )

    def gone(self) -> list[ChangeFinding]:
        """Return the concerns that nobody speaks of any more, in their order."""
        present = {
            self.was.get(each.id, each.id)
            for each in (*self.findings.concerns, *self.findings.rare)
        }
        return [
            self._gone(each, self.previous.counted[each.id])
            for each in self.known.values()
            if each.id not in present
        ]

    def _gone(self, known: EarlierConcern, before: CountedBefore) -> ChangeFinding:
        return ChangeFinding(
            id=None,
            was=known.id,
            label=known.label,
            language=known.language,
            is_rare=is_rare(known.id),
            change="gone",
            before=before.respondents,
            now=0,
            sessions_before=before.sessions,
            sessions_now=0,
            beyond_chance=self._beyond_chance(before.respondents, 0),
        )

    def _change(self, found: ConcernFinding, before: CountedBefore) -> ChangeName:
        """Return how the share changed, if by a hundredth at least."""
        rise = found.share - before.share
        if abs(rise) < NOTICED:
            return "same"
        return "grown" if rise > 0 else "shrunk"

    def _beyond_chance(self, before: int, now: int) -> bool | None:
        """Tell whether a change is more than two random draws would differ by."""
        of_before = self.previous.respondents_with_reason
        of_now = self.findings.respondents_with_reason
        if self.shared or not of_before or not of_now:
            return None
        low, high = difference(wilson(before, of_before), wilson(now, of_now))
        return low > 0 or high < 0


def _respondents_in_both(followed: Followed, previous: Previous) -> int:
    """Count the people with a statement that was read both times."""
    read = {(each.key, each.start, each.text) for each in previous.earlier.statements}
    analysis = followed.analysis
    same = {
        each.statement.answer
        for each in analysis.statements
        if (
            analysis.answers[each.statement.answer].prepared.answer.respondent,
            each.statement.start,
            each.statement.text,
        )
        in read
    }
    both = voices(analysis.answers[place] for place in sorted(same))
    return len(both.people | both.sessions)
