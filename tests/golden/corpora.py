"""Invented answers whose concerns are known because they were planted."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.statements import Answer

THEMES: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("themes.toml").read_text(encoding="utf-8")
)
CAMPAIGN: Final[str] = THEMES["campaign"]
NON_ANSWERS: Final[Sequence[str]] = THEMES["non_answers"]
PERSONAL: Final[Sequence[str]] = THEMES["personal"]
RARE: Final[Sequence[str]] = THEMES["rare"]
# How many themes each language has.
PLANTED: Final = {
    language: len(THEMES[language]["themes"]) for language in ("en", "ar")
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A text and the theme that it was made from."""

    text: str
    theme: str
    language: str


def planted(language: str) -> list[Planted]:
    """Return thirty texts on each theme of a language, the themes taking turns."""
    themes: Mapping[str, Mapping[str, Sequence[str]]] = THEMES[language]["themes"]
    openings = THEMES[language]["openings"]
    return [
        Planted(
            f"{openings[(subject + trouble) % len(openings)]} "
            f"{theme['subjects'][subject]} {theme['troubles'][trouble]}.",
            f"{language} {name}",
            language,
        )
        for subject in range(6)
        for trouble in range(5)
        for name, theme in themes.items()
    ]


def answers_of(texts: Iterable[str], *, prefix: str = "p") -> list[Answer]:
    """Return an answer by a person of its own for every text."""
    return [Answer(f"{prefix}{number}", text) for number, text in enumerate(texts)]
