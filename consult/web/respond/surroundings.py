"""Finds the groups around the questions of a body."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.definition import Group, Questionnaire, Text
from forms.keys import keys_of, walk


def has_words(text: Text | None) -> bool:
    """Whether there is a text, and something in it."""
    return text is not None and any(words.strip() for _, words in text.in_languages)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The groups around each question of a body by its key, the outermost first."""

    around: Mapping[str, tuple[Group, ...]]
    repeats: Mapping[str, Group]

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Surroundings":
        """Return those of a questionnaire."""
        items = dict(walk(questionnaire.body))
        keys = keys_of(questionnaire)
        groups = {path: item for path, item in items.items() if isinstance(item, Group)}
        return cls(
            around={
                keys[path]: tuple(groups[above] for above in _above(path))
                for path in items
            },
            repeats={
                keys[path]: group for path, group in groups.items() if group.repeat
            },
        )


def _above(path: str) -> list[str]:
    names = path.split("/")
    return ["/".join(names[:depth]) for depth in range(1, len(names))]
