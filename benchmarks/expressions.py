"""What expressions cost: microseconds to compile and to evaluate one.

    python benchmarks/expressions.py [rounds]

The expressions are shaped as in real questionnaires: two of five only ask whether an
answer is one thing, the rest go up to look-ups and other repetitions. The last
lines say which share of what is allowed this is.
"""

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable

from forms.expressions.compiling import Expression, compile_expression
from forms.expressions.environment import Budget, Context, Environment
from forms.expressions.nodes import Node
from forms.expressions.scope import Places

ALLOWED_EACH = 6.0
ALLOWED_TOGETHER = 4_000.0
TOGETHER = 600
ROUNDS = 200
SERIES = 40

SHARES = (
    (8, "${consent} = 'yes'"),
    (8, "${work} != ''"),
    (7, "selected(${needs}, 'water')"),
    (4, "${age} >= 18"),
    (3, "${consent} = 'yes' and ${age} > 17"),
    (3, "selected(${needs}, 'water') or selected(${needs}, 'roof')"),
    (2, "not(selected(${needs}, 'none')) and count-selected(${needs}) <= 3"),
    (2, ". >= 0 and . <= 120"),
    (1, ". <= today()"),
    (1, "regex(., '^[0-9]{8}$')"),
    (1, "if(${consent} = 'yes', ${age}, '')"),
    (1, "if(${age} < 5, 'child', if(${age} < 18, 'youth', 'adult'))"),
    (1, "concat(${name}, ' ', ${work})"),
    (1, "(${age} + ${rooms}) div 2"),
    (1, "round(${rooms} * 1.5, 1)"),
    (1, "coalesce(${work}, 'none')"),
    (1, "count(${person})"),
    (1, "sum(${years})"),
    (1, "position(..)"),
    (1, "indexed-repeat(${years}, ${person}, 2)"),
    (1, "instance('towns')/root/item[name = ${town}]/label"),
    (1, "int((today() - ${born}) div 365.25)"),
)
"""How many of fifty, and the expression."""

PLACES = Places(
    [
        *(
            (name, False)
            for name in (
                "consent",
                "work",
                "needs",
                "age",
                "name",
                "town",
                "born",
                "here",
            )
        ),
        ("home", False),
        ("home/rooms", False),
        ("person", True),
        ("person/years", False),
    ]
)


def main() -> None:
    """Print what was measured."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    context = filled()
    compiling, evaluating = [], []
    for weight, source in SHARES:
        compiling += [compile_time(source, rounds // 10)] * weight
        taken = evaluation_time(source, context, rounds)
        evaluating += [taken] * weight
        print(f"{taken:8.2f} µs  {source}")
    mean = statistics.fmean(evaluating)
    print(f"{statistics.fmean(compiling):8.1f} µs to compile one, on average")
    print(f"{mean:8.2f} µs to evaluate one, {mean / ALLOWED_EACH:.0%} of what may be")
    together = mean * TOGETHER / ALLOWED_TOGETHER
    print(f"{mean * TOGETHER / 1000:8.2f} ms for {TOGETHER}, {together:.0%} of 4 ms")


def compiled(source: str) -> Expression:
    """Return the expression as it stands at one place."""
    return compile_expression(source, PLACES.at("here"))


def compile_time(source: str, rounds: int) -> float:
    """Return the microseconds it takes to compile an expression."""
    return best(lambda: compiled(source), rounds)


def evaluation_time(source: str, context: Context, rounds: int) -> float:
    """Return the microseconds it takes to evaluate an expression."""
    evaluate = compiled(source).evaluate
    return best(lambda: evaluate(context), rounds)


def best(call: Callable[[], object], rounds: int) -> float:
    """Return the microseconds of one call, the best of many short series."""
    seconds = []
    for _ in range(SERIES):
        start = time.perf_counter()
        for _ in range(rounds):
            call()
        seconds.append((time.perf_counter() - start) / rounds)
    return min(seconds) * 1e6


def filled() -> Context:
    """Return a questionnaire with answers, where the expressions stand."""
    root = Node("data")
    answers = {
        "consent": "yes",
        "work": "",
        "needs": "school water",
        "age": "34",
        "name": "Amina",
        "town": "t20",
        "born": "1992-05-03",
    }
    for name, text in answers.items():
        Node(name, root, text)
    Node("rooms", Node("home", root), "3")
    for number in range(1, 6):
        Node("years", Node("person", root, number=number), str(number * 9))
    here = Node("here", root, "12345678")
    environment = Environment(
        now=dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC),
        draw=lambda: 0.5,
        unique=lambda: "unique",
        instances={"towns": towns()},
    )
    return Context(environment, Budget(10**12), here, here, root)


def towns() -> Node:
    """Return a list of forty places."""
    tree = Node("towns")
    root = Node("root", tree)
    for number in range(40):
        item = Node("item", root, number=number + 1)
        Node("name", item, f"t{number}")
        Node("label", item, f"Town {number}")
    return tree


if __name__ == "__main__":
    main()
