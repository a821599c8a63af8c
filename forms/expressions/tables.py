"""Finds the rows of a table by what a column holds, without looking at all."""

from forms.expressions.nodes import Node


class Table(Node):
    """The ``root`` of a choice list or side file, whose ``item`` are its rows.

    The rows stay as they are once the first of them was looked for.
    """

    __slots__ = ("_found",)

    def __init__(self, name: str = "root", parent: Node | None = None) -> None:
        super().__init__(name, parent)
        self._found: dict[str, dict[str, list[Node]]] = {}

    def rows_with(self, column: str, text: str) -> list[Node]:
        """Return the rows whose column holds the text, in their order."""
        known = self._found.get(column)
        if known is None:
            known = self._found[column] = self._by_text(column)
        return known.get(text, [])

    def _by_text(self, column: str) -> dict[str, list[Node]]:
        rows: dict[str, list[Node]] = {}
        for row in self.named("item"):
            for text in dict.fromkeys(cell.string() for cell in row.named(column)):
                rows.setdefault(text, []).append(row)
        return rows
