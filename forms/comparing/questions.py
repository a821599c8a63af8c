"""Tells two versions of one item apart."""

from collections.abc import Iterator, Mapping
from typing import Final

from forms.comparing.differences import Change
from forms.comparing.matching import Placed
from forms.definition import Choice, Group, Item, Question, Text

Told = tuple[Change, Mapping[str, str]]
"""A change and what fills its message beside the name of the item."""

LOGIC: Final = (
    "relevant",
    "constraint",
    "soft_constraint",
    "read_only",
    "read_only_when",
    "default",
    "calculation",
    "choice_filter",
    "trigger",
    "least",
    "most",
    "longest",
)
SHOWN: Final = ("appearance", "media", "parameters", "randomised")


def changes_of(old: Placed, new: Placed, base: str) -> Iterator[Told]:
    """Give what is different in the newer version; ``base`` is the language of both."""
    yield from _of_text(_wording(old), _wording(new), base)
    if isinstance(old.item, Question) and isinstance(new.item, Question):
        yield from _of_question(old.item, new.item)
        yield from _of_choices(old.choices, new.choices, base)
    elif isinstance(old.item, Group) and isinstance(new.item, Group):
        yield from _of_group(old.item, new.item)
    if any(_differs(old.item, new.item, name) for name in SHOWN):
        yield Change.PRESENTATION, {}


def _of_question(old: Question, new: Question) -> Iterator[Told]:
    if (old.kind, old.variant) != (new.kind, new.variant):
        yield Change.KIND, {}
    if (old.required, old.required_when) != (new.required, new.required_when):
        yield Change.REQUIRED, {}
    for name in LOGIC:
        if _differs(old, new, name):
            yield Change.LOGIC, {"field": name}


def _of_group(old: Group, new: Group) -> Iterator[Told]:
    if (old.repeat is None) != (new.repeat is None):
        yield Change.KIND, {}
    elif old.repeat != new.repeat:
        yield Change.LOGIC, {"field": "repeat_count"}
    for name in ("relevant", "read_only_when"):
        if _differs(old, new, name):
            yield Change.LOGIC, {"field": name}


def _differs(old: Item, new: Item, name: str) -> bool:
    return bool(getattr(old, name, None) != getattr(new, name, None))


def _wording(placed: Placed) -> Mapping[str, tuple[str, ...]]:
    """Return what people read, by language: label, hint, and label of the table."""
    texts = (placed.item.label, placed.item.hint, placed.stem)
    told = [dict(text.in_languages) if text else {} for text in texts]
    languages = sorted({language for words in told for language in words})
    return {
        language: tuple(" ".join(words.get(language, "").split()) for words in told)
        for language in languages
    }


def _of_text(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]], base: str
) -> Iterator[Told]:
    if old.get(base) != new.get(base):
        yield Change.WORDING, {"language": base}
    for language in sorted({*old, *new} - {base}):
        if old.get(language) == new.get(language):
            continue
        if language not in old:
            yield Change.TRANSLATION_ADDED, {"language": language}
        elif language not in new:
            yield Change.TRANSLATION_REMOVED, {"language": language}
        else:
            yield Change.TRANSLATION, {"language": language}


def _of_choices(
    old: tuple[Choice, ...], new: tuple[Choice, ...], base: str
) -> Iterator[Told]:
    before = {each.name: each for each in old}
    after = {each.name: each for each in new}
    for name in before:
        if name not in after:
            yield Change.CHOICE_REMOVED, {"choice": name}
    for name, choice in after.items():
        if name not in before:
            yield Change.CHOICE_ADDED, {"choice": name}
        else:
            for change in _of_choice(before[name], choice, base):
                yield change, {"choice": name}
    staying = [name for name in before if name in after]
    if staying != [name for name in after if name in before]:
        yield Change.CHOICES_REORDERED, {}


def _of_choice(old: Choice, new: Choice, base: str) -> Iterator[Change]:
    if _said(old.label, base) != _said(new.label, base):
        yield Change.CHOICE_WORDING
    elif old.label != new.label:
        yield Change.CHOICE_TRANSLATION
    if (old.value, old.missing, old.exclusive) != (
        new.value,
        new.missing,
        new.exclusive,
    ):
        yield Change.CHOICE_VALUE


def _said(text: Text, language: str) -> str:
    return " ".join(dict(text.in_languages).get(language, "").split())
