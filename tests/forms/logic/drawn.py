"""Questionnaires by chance whose questions refer to those drawn before them."""

from typing import Any

from hypothesis import strategies as st

from forms.definition import CHOOSING, Item, Kind, Question
from tests.forms.logic.forms_made import a_list, ask, group, reckon, repeat

LIST = a_list("BOX", "a", "b", "c")
KINDS = (Kind.TEXT, Kind.INTEGER, Kind.CHOICE, Kind.CHOICES, Kind.RANKING, Kind.DATE)
CONDITIONS = (
    "${%s} = 'a'",
    "${%s} != ''",
    "selected(${%s}, 'b')",
    "${%s} > 2",
    "not(${%s} = '3')",
    "count-selected(${%s}) >= 1",
)
CALCULATIONS = (
    "concat('<', ${%s}, '>')",
    "${%s} + 1",
    "if(${%s} = '', 'none', ${%s})",
    "string-length(${%s})",
    "once(${%s})",
    "if(${%s} = 'a', random(), '')",
    "sum(${%s})",
    "join(',', ${%s})",
)
SHAPES = ("plain", "group", "repeat", "counted")


class _Drawing:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.names: list[str] = []

    def about(self, sources: tuple[str, ...]) -> str:
        """Return an expression about a question there is, or nothing."""
        if not self.names or self.draw(st.booleans()):
            return ""
        name = self.draw(st.sampled_from(self.names))
        return self.draw(st.sampled_from(sources)).replace("%s", name)

    def question(self) -> Question:
        name = f"q{len(self.names)}"
        condition, calculation = self.about(CONDITIONS), self.about(CALCULATIONS)
        kind = self.draw(st.sampled_from(KINDS))
        made = reckon(name, calculation, relevant=condition)
        if not calculation:
            default = self.draw(st.sampled_from(["", "a", "3"]))
            choosing = self.choosing() if kind in CHOOSING else {}
            made = ask(name, kind, relevant=condition, default=default, **choosing)
        self.names.append(name)
        return made

    def choosing(self) -> dict[str, Any]:
        return {"choices": "BOX", "choice_filter": self.about(("name != ${%s}",))}

    def items(self, place: int) -> tuple[Item, ...]:
        inside = [self.question() for _ in range(self.draw(st.integers(1, 3)))]
        shape = self.draw(st.sampled_from(SHAPES))
        if shape == "plain":
            return tuple(inside)
        if shape == "group":
            return (group(f"g{place}", *inside, relevant=self.about(CONDITIONS)),)
        count = self.draw(st.sampled_from(["2", "0"])) if shape == "counted" else ""
        return (repeat(f"r{place}", *inside, count=count),)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Item, ...]:
    """Draw the body of a questionnaire: questions, some in groups and repeats."""
    drawing = _Drawing(draw)
    places = range(draw(st.integers(1, 4)))
    return tuple(item for place in places for item in drawing.items(place))
