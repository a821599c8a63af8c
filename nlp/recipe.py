"""Every parameter of an analysis in one frozen value, so that it can be repeated.

The defaults are one fixed configuration for all questions, languages and sizes;
``docs/methods.md`` says where each figure comes from.
"""

from dataclasses import asdict, dataclass
from typing import Final

RECIPE_VERSION: Final = "7"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one analysis is done.

    ``concerns`` is the number of main concerns per analysis, or None to let the
    analysis choose. Shares are fractions, sizes are numbers of statements.
    """

    seed: int = 0
    concerns: int | None = None
    # The fingerprint of a larger encoder, or None for our own vectors
    encoder: str | None = None
    # Preparation
    copied_minimum_respondents: int = 5
    # Representations of the statements of one language
    minimum_documents: int = 2
    character_weight: float = 0.5
    character_grams: tuple[int, int] = (3, 5)
    latent_rank: int = 300
    latent_views: tuple[int, int] = (50, 100)
    vector_ranks: tuple[int, int] = (30, 60)
    vector_smoothing: float = 3e-3
    vector_vocabulary: int = 3000
    vector_rank: int = 150
    learning_rows: int = 5000
    words_beside_meaning: float = 0.6
    meaning_ranks: tuple[int, ...] = (20, 50, 100)
    words_in_mixed_kernel: float = 0.3
    easing_neighbours: int = 10
    easing_rounds: int = 2
    context: float = 1.0
    context_words: int = 4
    # Consensus
    base_clusterings: int = 70
    spread: tuple[float, float] = (0.8, 1.6)
    ridge: float = 1.0
    sample: int = 1500
    search_clusterings: int = 56
    fewest_concerns: int = 3
    most_concerns: int = 160
    statements_per_concern: int = 4
    most_per_root: float = 1.6
    smallest_concern: int = 3
    smallest_language: int = 20
    statements_per_broad_concern: int = 40
    # Membership
    further_concern: float = 0.45
    further_ratio: float = 0.6
    not_grouped_below: float = 0.10
    # Rare but distinct
    rare_smallest: int = 3
    rare_largest: int = 9
    rare_entries: int = 60
    rare_share: float = 0.12
    rare_residue: int = 1500
    # Description
    terms: int = 8
    quotes: int = 8
    label_words: int = 9

    def as_dict(self) -> dict[str, object]:
        """Return the recipe as plain values, with its version, for the record."""
        return {"version": RECIPE_VERSION, **asdict(self)}
