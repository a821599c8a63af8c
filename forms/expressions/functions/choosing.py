"""Functions of answers that are choices: names joined by spaces."""

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import SPACE, whole_of, words_of
from forms.expressions.registry import function
from forms.expressions.values import Value, to_text


@function("selected", least=2, most=2)
def selected(_context: Context, answer: Value, name: Value) -> bool:
    """Tell whether the name is among those of the answer."""
    return to_text(name).strip(SPACE) in words_of(answer)


@function("selected-at", least=2, most=2)
def selected_at(_context: Context, answer: Value, place: Value) -> str:
    """Return the name at a place counted from 0, empty where there is none."""
    names = words_of(answer)
    number = whole_of(place)
    return names[number] if number is not None and 0 <= number < len(names) else ""


@function("count-selected", least=1, most=1)
def count_selected(_context: Context, answer: Value) -> float:
    """Return the number of names in the answer."""
    names = words_of(answer)
    return 0.0 if names == [""] else float(len(names))


@function("jr:choice-name", least=2, most=2, quoted=frozenset({1}))
def choice_name(context: Context, name: Value, question: Value) -> str:
    """Return the label of a choice of a question, in the language of the page."""
    chosen = to_text(name)
    if not chosen or not isinstance(question, list) or not question:
        return ""
    return context.environment.choice_label(question[0].key, chosen)


@function("jr:itext", least=1, most=1)
def itext(_context: Context, _identifier: Value) -> str:
    """Return nothing: the texts of a questionnaire have no identifiers here."""
    return ""
