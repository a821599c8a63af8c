from pathlib import Path

import pytest

from forms.errors import InvalidAnswers, InvalidDefinition
from forms.problems import Problem, Rule

DOCUMENT = Path(__file__).parents[2] / "docs" / "instruments.md"


def test_codes_are_given_once_and_in_order() -> None:
    codes = [rule.code for rule in Rule]

    assert codes == sorted(set(codes))


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.name)
def test_what_is_said_is_whole_sentences(rule: Rule) -> None:
    assert rule.message[0].isupper() or rule.message[0] in '"%'
    assert rule.message.endswith(".")


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.name)
def test_every_code_is_explained_in_the_documents(rule: Rule) -> None:
    row = f"| `{rule.code}` | {rule.message} |"

    assert row in DOCUMENT.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("error", [InvalidDefinition, InvalidAnswers])
def test_a_refusal_holds_every_problem(
    error: type[InvalidDefinition | InvalidAnswers],
) -> None:
    problems = (
        Problem("title", Rule.TEXT_MISSING, {"language": "sw"}),
        Problem("TO1", Rule.TOO_LONG, {"over": 3}),
    )

    refusal = error(problems)

    assert refusal.problems == problems
    assert "title (F315), TO1 (F354)" in str(refusal)
