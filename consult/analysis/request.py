"""What somebody asks of an analysis, beside the answers themselves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.privacy.disclosure import DEFAULT_THRESHOLD
from nlp.recipe import Recipe

if TYPE_CHECKING:  # large, and only some requests have any
    from consult.analysis.previous import Previous
    from nlp.encoder import Encoder
    from nlp.verdicts import Decision


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks of an analysis beside the file itself.

    ``previous`` is the analysis to go on from, ``decisions`` what people decided
    about its concerns, or about those of this one where there is none before;
    ``encoder`` is a larger one that reads what statements mean.
    """

    concerns: int | None = None
    seed: int = 0
    languages: tuple[str, ...] | None = None
    question: str | None = None
    locale: str = "en"
    threshold: int = DEFAULT_THRESHOLD
    previous: "Previous | None" = None
    decisions: "tuple[Decision, ...]" = ()
    encoder: "Encoder | None" = None


def recipe_of(request: Request) -> Recipe:
    """Return how the analysis is done that is asked for."""
    encoder = request.encoder.fingerprint if request.encoder else None
    return Recipe(seed=request.seed, concerns=request.concerns, encoder=encoder)
