"""Functions that look into side files, and into the settings."""

from forms.expressions.environment import Context
from forms.expressions.nodes import Node
from forms.expressions.registry import function
from forms.expressions.tables import Table
from forms.expressions.values import Value, to_text

ROWS_A_STEP = 100
"""So many rows looked through cost one step of the budget."""


@function("pulldata", least=4, most=4)
def pulldata(
    context: Context, table: Value, wanted: Value, key: Value, sought: Value
) -> str:
    """Return what the first row whose ``key`` is ``sought`` holds under ``wanted``."""
    root = _root(context, to_text(table))
    if root is None:
        return ""
    for row in _rows_with(context, root, to_text(key), to_text(sought)):
        found = row.named(to_text(wanted))
        if found:
            return found[0].string()
    return ""


@function("version", most=0)
def version(context: Context) -> str:
    """Return the version that the author gave the questionnaire."""
    return context.environment.settings.get("version", "")


def _root(context: Context, table: str) -> Node | None:
    instances = context.environment.instances
    found = instances.get(table) or instances.get(table.removesuffix(".csv"))
    if found is None or found.name == "root":
        return found
    roots = found.named("root")
    return roots[0] if roots else None


def _rows_with(context: Context, root: Node, column: str, text: str) -> list[Node]:
    if isinstance(root, Table):
        return root.rows_with(column, text)
    rows = root.named("item")
    context.budget.spend(len(rows) // ROWS_A_STEP)
    return [
        row for row in rows if any(cell.string() == text for cell in row.named(column))
    ]
