"""A recipe is one value that can be kept and read again."""

import json
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from nlp.recipe import RECIPE_VERSION, Recipe


def test_every_parameter_is_in_the_record_with_the_version() -> None:
    recorded = Recipe().as_dict()

    assert list(recorded) == ["version", *(field.name for field in fields(Recipe))]
    assert recorded["version"] == RECIPE_VERSION


def test_record_read_again_is_the_same_recipe() -> None:
    recipe = replace(Recipe(), seed=7, concerns=12, spread=(0.5, 2.0))

    read = json.loads(json.dumps(recipe.as_dict()))

    assert read.pop("version") == RECIPE_VERSION
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in read.items()
    }
    assert replace(Recipe(), **values) == recipe


def test_number_of_concerns_is_left_to_the_analysis() -> None:
    assert Recipe().concerns is None


def test_recipe_cannot_be_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        Recipe().seed = 1  # type: ignore[misc] # what is refused


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("fewest_concerns", "most_concerns"),
        ("rare_smallest", "rare_largest"),
        ("smallest_concern", "statements_per_broad_concern"),
        ("not_grouped_below", "further_concern"),
    ],
)
def test_lower_bound_lies_below_the_upper(low: str, high: str) -> None:
    values = Recipe().as_dict()
    lower, upper = values[low], values[high]

    assert isinstance(lower, int | float)
    assert isinstance(upper, int | float)
    assert lower < upper
