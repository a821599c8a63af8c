"""Evaluates what draws by chance, so that nothing is drawn twice for one response.

What is drawn follows from the seed of the response, the place, and what is decided.
Answers that were begun elsewhere come without a seed: what they were drawn by nobody
knows, and they themselves show what came of it.
"""

from dataclasses import replace
from typing import Final

from forms.expressions.compiling import Needs
from forms.expressions.environment import Context
from forms.keys import split_key
from forms.logic.chance import chanced
from forms.logic.filling import Filling
from forms.logic.spots import Spot

_CHANCE: Final = frozenset({"random", "uuid"})


def draws(needs: Needs) -> bool:
    """Say whether an expression draws by chance."""
    return not _CHANCE.isdisjoint(needs.functions)


def was_drawn_elsewhere(filling: Filling, needs: Needs) -> bool:
    """Say whether an expression draws, and did so where the answers were given."""
    return needs.is_volatile and filling.seed is None and draws(needs)


def drawing_at(filling: Filling, needs: Needs, spot: Spot, about: str) -> Context:
    """Return the context of an expression at a place; ``about`` is what it decides."""
    context = filling.at(spot)
    if not needs.is_volatile:
        return context
    seed = f"{filling.seed or ''}?{about}"
    return replace(context, environment=chanced(filling.environment, seed, spot.key))


def holds_anything(filling: Filling, spot: Spot) -> bool:
    """Say whether anything was answered at a place, or within it."""
    within = {site.key for site in spot.site.downwards()}
    numbers = split_key(spot.key)[1]
    for key, value in filling.answers.items():
        name, at = split_key(key)
        if value and name in within and at[: len(numbers)] == numbers:
            return True
    return False
