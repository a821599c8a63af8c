"""What an expression may know beside the answers, and how far it may go."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from forms.expressions.nodes import Node

STEPS: Final = 200_000
"""Enough for the largest real questionnaires a hundred times over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The moment, the language, chance, and the tables.

    ``now`` has a time zone: that of the consultation. ``draw`` gives a number from 0
    up to but not including 1, ``unique`` a new identifier. ``instances`` are the
    choice lists and side files by name, as trees with the root ``root`` and its
    children ``item``. ``choice_label`` gives the label of a choice: the key of the
    question, the name of the choice. ``settings`` holds ``version`` and the like.
    """

    now: dt.datetime
    language: str = "en"
    draw: Callable[[], float]
    unique: Callable[[], str]
    instances: Mapping[str, Node] = field(default_factory=dict)
    choice_label: Callable[[str, str], str] = lambda _key, name: name
    months: Sequence[str] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


class Budget:
    """Counts the steps of an evaluation; ``spend`` raises when they are used up."""

    __slots__ = ("left",)

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Use up steps; raises ``BudgetExhausted``."""
        self.left -= steps
        if self.left < 0:
            raise BudgetExhausted


class BudgetExhausted(Exception):
    """An expression went on for longer than any real one does."""


@dataclass(slots=True)
class Context:
    """Where an expression stands while it is evaluated.

    ``current`` is the node whose expression it is (``current()``), ``node`` the one
    that ``.`` means, another inside a predicate, where ``place`` and ``size`` say
    which of how many candidates it is.
    """

    environment: Environment
    budget: Budget
    current: Node
    node: Node
    root: Node
    place: int = 1
    size: int = 1
