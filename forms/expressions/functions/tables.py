"""Functions that look into side files, and into the settings."""

from forms.expressions.environment import Context
from forms.expressions.nodes import Node
from forms.expressions.registry import function
from forms.expressions.values import Value, to_text

ROWS_A_STEP = 100
"""So many rows looked through cost one step of the budget."""


@function("pulldata", least=4, most=4)
def pulldata(
    context: Context, table: Value, wanted: Value, key: Value, sought: Value
) -> str:
    """Return what the first row whose ``key`` is ``sought`` holds under ``wanted``."""
    rows = _rows(context, to_text(table))
    context.budget.spend(len(rows) // ROWS_A_STEP)
    column, value = to_text(key), to_text(sought)
    for row in rows:
        cells = row.children.get(column)
        if cells and cells[0].text == value:
            found = row.named(to_text(wanted))
            return found[0].string() if found else ""
    return ""


@function("version", most=0)
def version(context: Context) -> str:
    """Return the version that the author gave the questionnaire."""
    return context.environment.settings.get("version", "")


def _rows(context: Context, table: str) -> list[Node]:
    instances = context.environment.instances
    found = instances.get(table) or instances.get(table.removesuffix(".csv"))
    if found is None:
        return []
    roots = [found] if found.name == "root" else found.named("root")
    return roots[0].named("item") if roots else []
