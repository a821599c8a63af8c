"""How long it takes to work a questionnaire of 600 expressions out, from the start.

    python benchmarks/logic.py [expressions]

The expressions are mixed as in real forms: conditions, calculations that need one
another, constraints, filters, and a repeat. Each round works everything out and asks
for every constraint, requirement and list of choices too. Prints milliseconds.
"""

import datetime as dt
import gc
import statistics
import sys
import time
from collections.abc import Iterator

from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Group,
    Item,
    Kind,
    Page,
    Question,
    Questionnaire,
    Repeat,
    Section,
    Text,
)
from forms.expressions.environment import Environment
from forms.logic import Program, compile_logic

EXPRESSIONS = 600
ROUNDS = 300
A_BLOCK = 12
"""So many expressions has each block of questions."""
NOW = dt.datetime(2026, 11, 21, 14, 5, tzinfo=dt.UTC)


def words(english: str) -> Text:
    return Text.of({"en": english})


def ask(name: str, kind: Kind, **changes: object) -> Question:
    return Question(name=name, kind=kind, label=words(name), **changes)  # type: ignore[arg-type] # fields of the model


def block(n: int, before: int) -> Iterator[Item]:
    """Give questions with twelve expressions, some about those of the block before."""
    yield ask(f"age_{n}", Kind.INTEGER, constraint=". >= 0 and . <= 120", required=True)
    yield ask(
        f"sex_{n}", Kind.CHOICE, choices="LIST", relevant=f"${{age_{before}}} > 17"
    )
    yield ask(
        f"why_{n}",
        Kind.CHOICES,
        choices="LIST",
        relevant=f"selected(${{sex_{n}}}, 'a') or ${{age_{n}}} < 18",
        constraint=(
            "count-selected(.) <= 3 and not(selected(., 'd') and selected(., 'a'))"
        ),
    )
    yield ask(
        f"town_{n}", Kind.CHOICE, choices="LIST", choice_filter=f"name != ${{sex_{n}}}"
    )
    yield Group(
        name=f"work_{n}",
        relevant=f"${{age_{n}}} >= 18 and ${{sex_{n}}} != ''",
        items=(
            ask(f"job_{n}", Kind.TEXT, constraint="regex(., '^[a-z ]+$')"),
            ask(f"pay_{n}", Kind.DECIMAL, required_when=f"${{job_{n}}} != ''"),
            ask(
                f"year_{n}",
                Kind.CALCULATION,
                calculation=f"if(${{pay_{n}}} != '', round(${{pay_{n}}} * 12, 2), 0)",
            ),
        ),
    )
    yield ask(
        f"sum_{n}",
        Kind.CALCULATION,
        calculation=f"coalesce(${{sum_{before}}}, 0) + ${{year_{n}}}"
        if n != before
        else f"${{year_{n}}}",
    )
    yield ask(
        f"told_{n}",
        Kind.CALCULATION,
        calculation=(
            f"concat(${{age_{n}}}, ' ', jr:choice-name(${{sex_{n}}}, '${{sex_{n}}}'))"
        ),
    )


def a_questionnaire(expressions: int) -> Questionnaire:
    letters = [Choice(name=each, label=words(each.upper())) for each in "abcdefgh"]
    agree = [Choice(name=each, label=words(each)) for each in ("yes", "no")]
    blocks = expressions // A_BLOCK
    body = [item for n in range(blocks) for item in block(n, max(0, n - 1))]
    person = Repeat(count="5")
    body.append(Group(name="person", repeat=person, items=tuple(block(blocks, 0))))
    consent = ask("C_OK", Kind.CHOICE, choices="AGREE", required=True)
    return Questionnaire(
        instrument="benchmark",
        title=words("Benchmark"),
        languages=("en",),
        sections=(Section(name="all", title=words("All")),),
        pages=(Page(name="consent", section="all", questions=(consent,)),),
        choice_lists=(
            ChoiceList(name="LIST", choices=tuple(letters)),
            ChoiceList(name="AGREE", choices=tuple(agree)),
        ),
        consent=Consent(question="C_OK", agreed="yes"),
        body=tuple(body),
    )


def answers_for(
    program: Program, environment: Environment
) -> dict[str, str | list[str]]:
    """Return answers to everything, so that hardly anything is left out."""
    answers = program.begin(environment, "seed")
    sheet = program.evaluate(answers, environment)
    for key in sheet.keys():  # noqa: SIM118 - a sheet is no mapping
        name = key.partition("_")[0]
        given: dict[str, str | list[str]] = {
            "age": "30",
            "sex": "a",
            "why": ["b", "c"],
            "town": "c",
        }
        given |= {"job": "farmer", "pay": "120.5"}
        if name in given:
            answers[key] = given[name]
    return answers


def main() -> None:
    expressions = int(sys.argv[1]) if len(sys.argv) > 1 else EXPRESSIONS
    environment = Environment(now=NOW, draw=lambda: 0.5, unique=lambda: "unique")
    questionnaire = a_questionnaire(expressions)
    before = time.perf_counter()
    compiled = compile_logic(questionnaire)
    took = time.perf_counter() - before
    if compiled.program is None:
        raise SystemExit("\n".join(str(each) for each in compiled.problems))
    program = compiled.program
    answers = answers_for(program, environment)
    print(f"{expressions} expressions compiled in {1000 * took:.1f} ms")
    print(f"worked out: {timed(program, answers, environment, is_asked=False)}")
    print(f"and asked:  {timed(program, answers, environment, is_asked=True)}")


def timed(
    program: Program,
    answers: dict[str, str | list[str]],
    environment: Environment,
    *,
    is_asked: bool,
) -> str:
    """Return the median and the best time of a round in milliseconds."""
    gc.collect()
    taken = []
    for _ in range(ROUNDS):
        before = time.process_time()
        sheet = program.evaluate(answers, environment)
        if is_asked:
            for key in sheet.keys():  # noqa: SIM118 - a sheet is no mapping
                sheet.satisfies(key)
                sheet.is_required(key)
                sheet.choices(key)
        taken.append(1000 * (time.process_time() - before))
    return f"median {statistics.median(taken):.2f} ms, best {min(taken):.2f} ms"


if __name__ == "__main__":
    main()
