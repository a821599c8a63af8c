"""Draws of labelled texts, the same for the same seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

CONCERNS: Final = 10
FEWEST: Final = 12
MOST: Final = 80
ANSWERS: Final = 800
RARE_LABELS: Final = 15
RARE_FEWEST: Final = 3
RARE_MOST: Final = 5
LARGE_LABELS: Final = 25


@dataclass(frozen=True, slots=True)
class Drawn:
    """Shuffled texts and the label of each."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]

    def true(self) -> int:
        """Return how many labels there are."""
        return len(set(self.labels))


def draw(texts: Mapping[str, Sequence[str]], sizes: Sequence[int], seed: int) -> Drawn:
    """Return texts of as many labels as there are sizes, each as large as it says.

    A label with fewer texts gives all of them.
    """
    random = np.random.default_rng(seed)
    labels = random.choice(sorted(texts), len(sizes), replace=False).tolist()
    pairs: list[tuple[str, str]] = []
    for label, size in zip(labels, sizes, strict=True):
        own = texts[label]
        places = random.choice(len(own), min(size, len(own)), replace=False)
        pairs.extend((own[place], label) for place in places)
    order = random.permutation(len(pairs))
    return _drawn([pairs[place] for place in order])


def draw_of_ten(texts: Mapping[str, Sequence[str]], seed: int) -> Drawn:
    """Return ten labels with 12 to 80 texts each."""
    sizes = np.random.default_rng(seed).integers(FEWEST, MOST + 1, CONCERNS)
    return draw(texts, sizes.tolist(), seed)


def draw_with_rare(texts: Mapping[str, Sequence[str]], seed: int) -> Drawn:
    """Return about 800 texts: 15 labels with three to five, 25 large ones."""
    random = np.random.default_rng(seed)
    small = random.integers(RARE_FEWEST, RARE_MOST + 1, RARE_LABELS).tolist()
    large = [(ANSWERS - sum(small)) // LARGE_LABELS] * LARGE_LABELS
    return draw(texts, [*large, *small], seed)


def draw_part(
    texts: Mapping[str, Sequence[str]], *, labels: int, answers: int, seed: int
) -> Drawn:
    """Return that many texts of that many labels, as unequal as the set has them."""
    random = np.random.default_rng(seed)
    chosen = random.choice(sorted(texts), labels, replace=False).tolist()
    pairs = [(text, label) for label in chosen for text in texts[label]]
    places = random.permutation(len(pairs))[:answers]
    return _drawn([pairs[place] for place in places])


def draw_all(texts: Mapping[str, Sequence[str]], seed: int) -> Drawn:
    """Return every text, shuffled."""
    pairs = [(text, label) for label in sorted(texts) for text in texts[label]]
    order = np.random.default_rng(seed).permutation(len(pairs))
    return _drawn([pairs[place] for place in order])


def _drawn(pairs: Sequence[tuple[str, str]]) -> Drawn:
    return Drawn(tuple(text for text, _ in pairs), tuple(label for _, label in pairs))
