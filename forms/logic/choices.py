"""Says which choices are offered: those that pass the filter, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from forms.definition import Choice, Question, Questionnaire
from forms.expressions.compiling import ChoiceFilter, Expression
from forms.expressions.environment import Context
from forms.expressions.functions.shuffling import seed_of, shuffled
from forms.expressions.nodes import Node
from forms.expressions.numbers import to_number
from forms.expressions.values import Nodes, Value
from forms.logic.chance import mixed
from forms.logic.drawing import drawing_at, was_drawn_elsewhere
from forms.logic.filling import Filling
from forms.logic.spots import Spot


@dataclass(frozen=True, slots=True)
class Offer:
    """What a question offers. ``places`` tells where each name stands in the list.

    ``counts`` is true where the filter asks at which place a choice stands, or draws
    for one after the other.
    """

    choices: tuple[Choice, ...]
    table: str
    places: Mapping[str, tuple[int, ...]]
    filter: ChoiceFilter | None
    is_mixed: bool
    seed: Expression | None
    counts: bool


def offer_of(
    questionnaire: Questionnaire,
    question: Question,
    filter_: ChoiceFilter | None,
    seed: Expression | None,
) -> Offer | None:
    """Return what a question offers, None where it is answered without choices."""
    if question.choices is None:
        return None
    choices = questionnaire.choices_of(question)
    places: dict[str, tuple[int, ...]] = {}
    for place, choice in enumerate(choices):
        places[choice.name] = (*places.get(choice.name, ()), place)
    counts = filter_ is not None and (
        filter_.needs.is_volatile or filter_.needs.functions & {"position", "last"}
    )
    return Offer(
        choices,
        question.choices,
        places,
        filter_,
        question.randomised,
        seed,
        bool(counts),
    )


def offer_at(filling: Filling, offer: Offer, spot: Spot) -> tuple[Context, Offer]:
    """Return the context of the filter at a place, and the offer as it holds there.

    Where chance decided elsewhere, everything may have been offered.
    """
    if offer.filter is None:
        return filling.at(spot), offer
    needs = offer.filter.needs
    if was_drawn_elsewhere(filling, needs):
        return filling.at(spot), replace(offer, filter=None)
    return drawing_at(filling, needs, spot, "choices"), offer


def offered(context: Context, offer: Offer, rows: Nodes) -> tuple[Choice, ...]:
    """Return the choices that are offered, in the order of the list.

    ``rows`` are the choices as nodes, all of them. The context is that of the
    question.
    """
    if offer.filter is None:
        return offer.choices
    kept = offer.filter.keep(context, rows)
    return tuple(offer.choices[node.number - 1] for node in kept)


def chosen(
    context: Context, offer: Offer, rows: Nodes, names: Sequence[str]
) -> list[str]:
    """Return those of some names that are offered, in the order of the list."""
    if offer.filter is None:
        return [name for name in offer.places if name in names]
    asked = rows
    if not offer.counts:
        places = [place for name in names for place in offer.places.get(name, ())]
        asked = [rows[place] for place in sorted(places)]
    kept = offer.filter.keep(context, asked)
    if len(kept) == 1:
        name = offer.choices[kept[0].number - 1].name
        return [name] if name in names else []
    found = dict.fromkeys(offer.choices[node.number - 1].name for node in kept)
    return [name for name in found if name in names]


def in_order(
    filling: Filling, offer: Offer, choices: Sequence[Choice], spot: Spot
) -> tuple[Choice, ...]:
    """Return choices in the order in which they are shown.

    Where the order is one of chance, what is no answer in substance, and what stands
    alone, stays at the end. A seed that the author gives orders them as in ODK's
    clients; otherwise that of the response and the place does.
    """
    if not offer.is_mixed:
        return tuple(choices)
    last = [each for each in choices if each.missing or each.exclusive]
    others = [each for each in choices if not (each.missing or each.exclusive)]
    if offer.seed is None:
        seed = f"{filling.seed or ''}\0{spot.key}"
        others = mixed(others, seed, lambda each: each.name)
    else:
        context = drawing_at(filling, offer.seed.needs, spot, "order")
        others = _as_in_odk(others, offer.seed.evaluate(context))
    return (*others, *last)


def _as_in_odk(choices: Sequence[Choice], seed: Value) -> list[Choice]:
    nodes = [Node("item", number=place) for place in range(len(choices))]
    return [
        choices[node.number] for node in shuffled(nodes, seed_of(to_number(seed), seed))
    ]
