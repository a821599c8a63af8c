"""Invented answers whose concerns are known because they were planted."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.statements import Answer

PLANTS: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("plants.toml").read_text(encoding="utf-8")
)
CAMPAIGN: Final[str] = PLANTS["campaign"]
NON_ANSWERS: Final[Sequence[str]] = PLANTS["non_answers"]
PERSONAL: Final[Sequence[str]] = PLANTS["personal"]
RARE: Final[Sequence[str]] = PLANTS["rare"]
# How many plants each language has.
PLANTED: Final = {
    language: len(PLANTS[language]["plants"]) for language in ("en", "ar")
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A text and the plant that it was made from."""

    text: str
    plant: str
    language: str


def planted(language: str) -> list[Planted]:
    """Return thirty texts on each plant of a language, the plants taking turns."""
    plants: Mapping[str, Mapping[str, Sequence[str]]] = PLANTS[language]["plants"]
    openings = PLANTS[language]["openings"]
    return [
        Planted(
            f"{openings[(thing + trouble) % len(openings)]} "
            f"{plant['things'][thing]} {plant['troubles'][trouble]}.",
            f"{language} {name}",
            language,
        )
        for thing in range(6)
        for trouble in range(5)
        for name, plant in plants.items()
    ]


def answers_of(texts: Iterable[str], *, prefix: str = "p") -> list[Answer]:
    """Return an answer by a person of its own for every text."""
    return [Answer(f"{prefix}{number}", text) for number, text in enumerate(texts)]
