"""What is done at a place: is it relevant, how often is it, what does it hold."""

import math
from collections.abc import Sequence
from typing import Final

from forms.definition import Kind
from forms.expressions.compiling import Expression
from forms.expressions.environment import Context
from forms.expressions.numbers import to_number
from forms.expressions.values import to_boolean, to_text
from forms.keys import count_key
from forms.logic.chance import chanced
from forms.logic.choices import Offer, chosen, offer_at
from forms.logic.drawing import drawing_at, draws, holds_anything, was_drawn_elsewhere
from forms.logic.filling import Act, Filling
from forms.logic.keeping import (
    MOST_REPETITIONS,
    fingerprint,
    number_in,
    set_off_key,
    worked_out_key,
)
from forms.logic.readings import shaped, words
from forms.logic.sites import Site
from forms.logic.spots import Spot, standing

_LISTS: Final = frozenset({Kind.CHOICES, Kind.RANKING})
"""The kinds whose answers are several names."""

_NUMBERS: Final = frozenset({Kind.DECIMAL, Kind.RANGE})
"""The kinds whose values have a point in expressions even where it says nothing."""


def relevance(expression: Expression, *, is_about_itself: bool) -> Act:
    """Return what makes places not relevant that an expression rules out."""
    if expression.needs.is_volatile:
        return _drawn_relevance(expression)
    if is_about_itself:
        return _blind_relevance(expression)
    evaluate = expression.evaluate

    def act(_filling: Filling, spot: Spot, context: Context) -> None:
        if spot.relevant:
            value = evaluate(context)
            if value is not True and not to_boolean(value):
                spot.exclude()

    return act


def _blind_relevance(expression: Expression) -> Act:
    """Return the same for a group that asks about what it holds.

    That is empty until the group is relevant, as in ODK's engine.
    """

    def act(_filling: Filling, spot: Spot, context: Context) -> None:
        if not spot.relevant:
            return
        held = list(spot.downwards())
        texts = [each.text for each in held]
        for each in held:
            each.text = ""
        if not to_boolean(expression.evaluate(context)):
            spot.exclude()
            return
        for each, text in zip(held, texts, strict=True):
            each.text = text

    return act


def _drawn_relevance(expression: Expression) -> Act:
    """Return the same for an expression that draws: each place draws once."""
    needs = expression.needs

    def act(filling: Filling, spot: Spot, _context: Context) -> None:
        if not spot.relevant:
            return
        if was_drawn_elsewhere(filling, needs):
            is_relevant = holds_anything(filling, spot)
        else:
            context = drawing_at(filling, needs, spot, "")
            is_relevant = to_boolean(expression.evaluate(context))
        if not is_relevant:
            spot.exclude()

    return act


def counted(site: Site, expression: Expression) -> Act:
    """Return what repeats a group as often as an expression says.

    Less than 0 is 0, and a part of a whole is left out. Where no number comes out,
    there are as many as before, as ODK's clients have it: none at first.
    """

    def act(filling: Filling, parent: Spot, _context: Context) -> None:
        key = count_key(site.key) + parent.suffix
        before = standing(site, parent, parent.suffix)
        number = number_of(filling, expression, before)
        told = whole(number, otherwise=number_in(filling.answers, key, 0))
        filling.kept[key] = str(told)
        filling.repeat(site, parent, told)

    return act


def number_of(filling: Filling, expression: Expression, before: Spot) -> float:
    """Return how many repetitions an expression asks for, NaN where nobody knows.

    ``before`` is a place of the repeat as a whole.
    """
    needs = expression.needs
    if was_drawn_elsewhere(filling, needs):
        return math.nan
    return to_number(expression.evaluate(drawing_at(filling, needs, before, "count")))


def whole(number: float, *, otherwise: int) -> int:
    """Return how many repetitions a number stands for."""
    if math.isnan(number):
        return otherwise
    return int(max(0, min(number, MOST_REPETITIONS)))


def wished(site: Site, *, otherwise: int = 1) -> Act:
    """Return what repeats a group as often as the answers say, once before that."""

    def act(filling: Filling, parent: Spot, _context: Context) -> None:
        key = count_key(site.key) + parent.suffix
        filling.repeat(site, parent, number_in(filling.answers, key, otherwise))

    return act


def calculation(kind: Kind, expression: Expression) -> Act:
    """Return what puts a calculated value into places, whatever they held."""
    evaluate = expression.evaluate

    def act(_filling: Filling, spot: Spot, context: Context) -> None:
        if spot.relevant:
            spot.text = ""
            spot.text = shaped(kind, to_text(evaluate(context)))

    return act


def drawn(kind: Kind, expression: Expression) -> Act:
    """Return what calculates a value that has to stay: of chance, or of the moment.

    What is drawn depends on the seed and the place alone. A moment is read once and
    then kept for as long as the expression gives any. Answers that were not begun
    here bring what was drawn where they were given, but no moment: that may be finer
    than the day.
    """
    evaluate = expression.evaluate
    is_moment = "now" in expression.needs.functions
    is_chance = not is_moment and draws(expression.needs)

    def act(filling: Filling, spot: Spot, context: Context) -> None:
        if not spot.relevant:
            return
        if filling.seed is None and not is_chance:
            spot.text = ""
        before = spot.text
        seed = filling.seed or ""
        context.environment = chanced(filling.environment, seed, spot.key)
        text = shaped(kind, to_text(evaluate(context)))
        context.environment = filling.environment
        stays = is_moment or filling.seed is None
        spot.text = before if stays and before and text else text
        filling.kept[spot.key] = raw_of(kind, spot.text)

    return act


def suggested(kind: Kind, expression: Expression) -> Act:
    """Return what calculates a value that somebody may then change.

    It is put in again when another one comes out, and when the place is relevant
    again after it was not.
    """
    evaluate = expression.evaluate

    def act(filling: Filling, spot: Spot, context: Context) -> None:
        key = worked_out_key(spot.key)
        if not spot.relevant:
            filling.kept[key] = None
            return
        given, spot.text = spot.text, ""
        result = to_text(evaluate(context))
        text, mark = shaped(kind, result), fingerprint([".", result])
        filling.kept[key] = mark
        # Answers that were not begun here came in whole: nothing replaces them.
        if filling.answers.get(key) == mark or (given and filling.seed is None):
            spot.text = given
        else:
            spot.text = text
            filling.kept[spot.key] = raw_of(kind, text)

    return act


def set_off(
    kind: Kind, expression: Expression | None, triggers: Sequence[Expression]
) -> Act:
    """Return what calculates a value only when that of a trigger has changed."""
    evaluations = [trigger.evaluate for trigger in triggers]

    def act(filling: Filling, spot: Spot, context: Context) -> None:
        key = set_off_key(spot.key)
        mark = fingerprint([to_text(each(context)) for each in evaluations])
        filling.kept[key] = mark or None
        if filling.is_new(spot) or mark == words(filling.answers.get(key)):
            return
        if expression and spot.text and was_drawn_elsewhere(filling, expression.needs):
            return
        environment = filling.environment
        context.environment = chanced(environment, filling.seed or "", spot.key + mark)
        text = to_text(expression.evaluate(context)) if expression else ""
        context.environment = environment
        text = shaped(kind, text)
        filling.kept[spot.key] = raw_of(kind, text)
        if spot.relevant:
            spot.text = text

    return act


def offered(offer: Offer, kind: Kind) -> Act:
    """Return what takes out of answers the choices that are not offered.

    A ranking that somebody began gets the choices offered since then at its end.
    """
    is_ranking = kind is Kind.RANKING

    def act(filling: Filling, spot: Spot, _context: Context) -> None:
        if not spot.text:
            return
        rows = filling.tables.rows(offer.table)
        context, here = offer_at(filling, offer, spot)
        # The name of the one choice may hold a space.
        given = [spot.text] if kind is Kind.CHOICE else spot.text.split()
        if is_ranking:
            kept = chosen(context, here, rows, list(offer.places))
            ranked = [name for name in given if name in kept]
            spot.text = " ".join(dict.fromkeys(ranked + kept))
        else:
            spot.text = " ".join(chosen(context, here, rows, given))

    return act


def raw_of(kind: Kind, text: str) -> str | list[str] | None:
    """Return a value as it stands in the answers, None for nothing.

    There a number has no point that says nothing, other than in expressions.
    """
    if not text:
        return None
    if kind in _NUMBERS:
        return text.removesuffix(".0")
    return text.split() if kind in _LISTS else text
