"""Runs statements of every page straight on the driver, with nothing in between.

What SQLAlchemy does around a statement takes ten times as long as SQLite takes for
it. Here it compiles a statement once for each kind of database, and gives what turns
Python's values into those of the database and back; the transaction stays its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Dialect, Select, Update
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.sql.compiler import SQLCompiler

Turn: TypeAlias = Callable[[Any], Any]
Parameters: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A connection of the driver, in a transaction, and the kind of database it is."""

    dialect: Dialect
    opened: PoolProxiedConnection


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as one kind of database reads it.

    ``names`` are those of its parameters in order, where the driver goes by place;
    ``read`` are the places in a row of what is turned into values of Python.
    """

    text: str
    names: tuple[str, ...] | None
    bound: Mapping[str, Turn]
    read: tuple[tuple[int, Turn], ...]


class Prepared:
    """A statement with named parameters, to be run again and again.

    Errors of the driver come as they are.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | Update) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def first(self, line: Line, parameters: Parameters) -> tuple[Any, ...] | None:
        """Return the first row that is found, None where there is none."""
        compiled = self._for(line.dialect)
        cursor = _executed(line, compiled, _bound(compiled, parameters))
        row = cursor.fetchone()
        cursor.close()
        if row is None:
            return None
        values = list(row)
        for place, turn in compiled.read:
            values[place] = turn(values[place])
        return tuple(values)

    def run(self, line: Line, parameters: Parameters) -> Parameters:
        """Run a statement that gives no rows; return what the driver was given."""
        compiled = self._for(line.dialect)
        bound = _bound(compiled, parameters)
        _executed(line, compiled, bound).close()
        return bound

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return compiled


def _bound(compiled: _Compiled, given: Parameters) -> Parameters:
    return {
        name: compiled.bound[name](value) if name in compiled.bound else value
        for name, value in given.items()
    }


def _executed(line: Line, compiled: _Compiled, bound: Parameters) -> Any:
    cursor = line.opened.cursor()
    names = compiled.names
    values = bound if names is None else [bound[name] for name in names]
    cursor.execute(compiled.text, values)
    return cursor


def _compile(
    statement: Select[*tuple[Any, ...]] | Update, dialect: Dialect
) -> _Compiled:
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("only what selects and updates can be prepared")
    turns = {
        name: parameter.type.dialect_impl(dialect).bind_processor(dialect)
        for name, parameter in compiled.binds.items()
    }
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    return _Compiled(
        text=str(compiled),
        names=tuple(compiled.positiontup) if compiled.positiontup else None,
        bound={name: turn for name, turn in turns.items() if turn is not None},
        read=tuple(
            (place, turn)
            for place, column in enumerate(columns)
            if (
                turn := column.type.dialect_impl(dialect).result_processor(
                    dialect, None
                )
            )
        ),
    )
