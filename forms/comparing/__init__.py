"""Compares two versions of a questionnaire, and says which series of answers go on."""

from collections.abc import Iterator

from forms.comparing.differences import (
    BREAKING,
    Change,
    Comparison,
    Difference,
    Series,
)
from forms.comparing.matching import Placed, matched, moved, placed
from forms.comparing.questions import Told, changes_of
from forms.definition import Question, Questionnaire

__all__ = ["Change", "Comparison", "Difference", "Series", "compare"]


def compare(old: Questionnaire, new: Questionnaire) -> Comparison:
    """Return what is different in the newer version.

    A new series begins where the wording in the language the older version was
    written in, the kind of answer, a choice or its place on the scale was changed:
    then figures from before and after must not be drawn as one line. Another order,
    a translation, logic or looks leave the series as it is, but are told.
    """
    differences = [*_of_languages(old, new), *_of_items(old, new)]
    return Comparison(tuple(differences), _series(old, new, differences))


def _of_languages(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    for tag in old.languages:
        if tag not in new.languages:
            yield Difference("", Change.LANGUAGE_REMOVED, {"language": tag})
    for tag in new.languages:
        if tag not in old.languages:
            yield Difference("", Change.LANGUAGE_ADDED, {"language": tag})


def _of_items(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    before, after = placed(old), placed(new)
    pairs = matched(before, after)
    elsewhere = moved(pairs, tuple(before))
    whole = set(old.languages[1:]) ^ set(new.languages[1:])
    for path, each in after.items():
        name = each.item.name
        if path not in pairs:
            yield Difference(path, Change.ADDED, {"name": name})
            continue
        if path in elsewhere:
            yield Difference(path, Change.MOVED, {"name": name})
        for change, params in _changes(before[pairs[path]], each, old.languages[0]):
            # A language that came or went as a whole is told once.
            if params.get("language") not in whole:
                yield Difference(path, change, {"name": name, **params})
    kept = set(pairs.values())
    for path in (path for path in before if path not in kept):
        yield Difference(path, Change.REMOVED, {"name": before[path].item.name})


def _changes(before: Placed, after: Placed, base: str) -> Iterator[Told]:
    if before.item.name != after.item.name:
        yield Change.RENAMED, {"before": before.item.name}
    yield from changes_of(before, after, base)


def _series(
    old: Questionnaire, new: Questionnaire, differences: list[Difference]
) -> dict[str, Series]:
    changes: dict[str, list[Change]] = {}
    for each in differences:
        changes.setdefault(each.path, []).append(each.change)
    asked = {
        path: _series_of(changes.get(path, []))
        for path, each in placed(new).items()
        if isinstance(each.item, Question) and each.item.is_asked
    }
    gone = {
        path: Series.REMOVED
        for path, each in placed(old).items()
        if isinstance(each.item, Question) and each.item.is_asked
        and Change.REMOVED in changes.get(path, [])
        and path not in asked
    }  # fmt: skip
    return {**asked, **gone}


def _series_of(changes: list[Change]) -> Series:
    if Change.ADDED in changes:
        return Series.ADDED
    if BREAKING & set(changes):
        return Series.NEW
    return Series.RENAMED if Change.RENAMED in changes else Series.SAME
