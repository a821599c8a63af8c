"""Notes what an expression needs while it is compiled."""

from forms.expressions.registry import Function
from forms.expressions.scope import Scope, Steps
from forms.expressions.syntax import ANY_NAME, ANY_NODE, Call, Text


class Notes:
    """What has been found so far; see ``forms.expressions.compiling.Needs``."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.references: set[str] = set()
        self.counted: set[str] = set()
        self.functions: set[str] = set()
        self.instances: set[str] = set()
        self.uses_dot = False
        self.is_volatile = False
        self.wanders = False

    def place(self, path: Steps | None) -> None:
        """Note where a path leads; None where that is not known beforehand."""
        if path is None:
            self.wanders = True
            return
        if ANY_NAME in path or ANY_NODE in path:
            self.wanders = True
        own = self.scope.place
        if path == own:
            self.uses_dot = True
            return
        while path and path[-1] in (ANY_NAME, ANY_NODE):
            path = path[:-1]
        if path == own[: len(path)]:
            self.wanders = True
            return
        if not self.scope.has(path):
            return
        noted = self.counted if self.scope.is_repeat(path) else self.references
        noted.add("/".join(path))

    def call(self, function: Function, call: Call) -> None:
        """Note a call."""
        self.functions.add(function.name)
        self.is_volatile = self.is_volatile or function.volatile
        match call:
            case Call("instance", (Text(words=name), *_)):
                self.instances.add(name)
            case _:
                pass
