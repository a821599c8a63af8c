"""Gives an id to concerns that somebody names who read what nothing else found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp.earlier import MAIN_PREFIX, EarlierConcern
from nlp.identify import UNDETERMINED
from nlp.redrawing import main_language
from nlp.results import Analysis
from nlp.verdicts import Decision, Known, Verdict

MARK: Final = "new:"
# Whoever named it keeps it, so that no other draw of answers takes it away.
STABLE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Named:
    """What decisions may name, with the concerns that they name anew."""

    known: Known
    concerns: tuple[EarlierConcern, ...]


def named_anew(
    analysis: Analysis,
    keys: Sequence[str],
    decisions: Sequence[Decision],
    known: Known,
    *,
    number: int,
) -> Named:
    """Return the concerns that decisions name by “new:” and a title.

    A title that a concern bears already means that one. Others need a decision
    that puts somebody in; they are numbered from ``number``, in the order of the
    rows. ``keys`` name the answers.
    """
    labels = dict(known.labels)
    concerns: list[EarlierConcern] = []
    for written, speakers in _wanted(decisions).items():
        title = _title(written)
        if title not in labels:
            labels[title] = f"{MAIN_PREFIX}{number + len(concerns)}"
            language = _language(analysis, keys, speakers)
            concerns.append(EarlierConcern(labels[title], title, language, (), STABLE))
    for each in decisions:
        title = _title(each.concern)
        if title and title in labels:
            labels[each.concern] = labels[title]
    return Named(replace(known, labels=labels), tuple(concerns))


def _wanted(decisions: Sequence[Decision]) -> Mapping[str, frozenset[str]]:
    """Return the keys of those put into each concern that is marked as new."""
    wanted: dict[str, frozenset[str]] = {}
    for each in decisions:
        if each.verdict is Verdict.IN and _title(each.concern):
            before = wanted.get(each.concern, frozenset())
            wanted[each.concern] = before | {each.key}
    return wanted


def _title(concern: str) -> str:
    """Return the title behind the mark, empty where there is none."""
    if not concern.casefold().startswith(MARK):
        return ""
    return " ".join(concern[len(MARK) :].split())


def _language(analysis: Analysis, keys: Sequence[str], speakers: frozenset[str]) -> str:
    """Return the language of most of what the speakers say."""
    places = [
        place
        for each, key in zip(analysis.answers, keys, strict=True)
        if key in speakers
        for place in each.prepared.statements
    ]
    return main_language(analysis, places) if places else UNDETERMINED
