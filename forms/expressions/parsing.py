"""Makes a tree of the tokens of an expression.

Brackets are kept on a stack of our own and operators are combined by precedence,
so that no source, however deep, exhausts that of the interpreter. Source: the
grammar of XPath 1.0, 3, less variables, attributes and most axes.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from forms.expressions.problems import (
    BreaksOff,
    ExpressionError,
    ExpressionTooDeep,
    Misplaced,
    MisspelledOperator,
    Unclosed,
    UnsupportedStep,
)
from forms.expressions.syntax import (
    ANY_NAME,
    ANY_NODE,
    NEGATION,
    PRECEDENCE,
    Axis,
    Call,
    Here,
    Mention,
    Negation,
    Number,
    Operation,
    Path,
    Root,
    Step,
    Text,
    Tree,
)
from forms.expressions.tokens import Mark, Token, straightened, tokenise

DEEPEST: Final = 400
"""Brackets in brackets; lists of countries as nested ``if`` need two hundred."""

MOST_STEPS: Final = 200
"""Steps of a path, and conditions on one of them."""

_SAVED: Final = "last-saved#"
_MISSPELLED: Final = {
    "==": "=",
    "<>": "!=",
    "&&": "and",
    "||": "or",
    "AND": "and",
    "And": "and",
    "OR": "or",
    "Or": "or",
    "DIV": "div",
    "MOD": "mod",
}
_AXES: Final = ("child", "parent", "self")
_NODE_TYPES: Final = ("node", "text", "comment", "processing-instruction")
_CLOSING: Final = {"(": ")", "[": "]"}

LONGEST_KNOWN: Final = 500


def parse(source: str) -> Tree:
    """Return the tree of an expression; raises ``ExpressionError``."""
    if len(source) > LONGEST_KNOWN:
        return _Parser(straightened(source), tokenise(source)).tree()
    return known_tree(source)


@functools.lru_cache(maxsize=512)
def known_tree(source: str) -> Tree:
    """Return the same; authors write the short ones again and again."""
    return _Parser(straightened(source), tokenise(source)).tree()


@dataclass(slots=True)
class _Bracket:
    """What is collected between two brackets; the outermost one has none."""

    opening: Token
    function: Token | None = None
    arguments: list[Tree] = field(default_factory=list)
    operands: list[Tree] = field(default_factory=list)
    operators: list[tuple[str, int, int]] = field(default_factory=list)

    def reduce(self, binding: int) -> None:
        """Combine the operands of all operators that bind at least so strongly."""
        while self.operators and self.operators[-1][1] >= binding:
            operator, own, offset = self.operators.pop()
            right = self.operands.pop()
            if own == NEGATION:
                self.operands.append(Negation(right, offset))
            else:
                left = self.operands.pop()
                self.operands.append(Operation(operator, left, right, offset))

    def result(self) -> Tree:
        self.reduce(0)
        return self.operands.pop()


class _Parser:
    """Goes through the tokens once, knowing whether an operand has to come."""

    def __init__(self, source: str, tokens: Sequence[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.at = 0
        self.brackets = [_Bracket(tokens[-1])]

    def tree(self) -> Tree:
        wants_operand = True
        while True:
            token = self.tokens[self.at]
            if wants_operand:
                wants_operand = self._operand(token)
            elif token.mark is Mark.END:
                return self._finished()
            else:
                wants_operand = self._after_operand(token)

    @property
    def top(self) -> _Bracket:
        return self.brackets[-1]

    def _operand(self, token: Token) -> bool:
        """Take what begins an operand; tell whether one still has to come."""
        self.at += 1
        match token.mark:
            case Mark.NUMBER:
                self._push(Number(float(token.text), token.offset))
            case Mark.TEXT:
                self._push(Text(token.text, token.offset))
            case Mark.MENTION:
                self._push(_mention(token))
            case Mark.NAME:
                return self._name(token)
            case Mark.SIGN:
                return self._sign(token)
            case Mark.END:
                raise self._unfinished()
        return False

    def _name(self, token: Token) -> bool:
        if self._is_sign("(") and token.text not in _NODE_TYPES:
            bracket = self.tokens[self.at]
            self.at += 1
            self._open(_Bracket(bracket, function=token))
            return not self._ends_empty_call(token)
        self._begin_path(token)
        return False

    def _sign(self, token: Token) -> bool:
        match token.text:
            case "-":
                self.top.operators.append(("-", NEGATION, token.offset))
                return True
            case "(":
                self._open(_Bracket(token))
                return True
            case "/":
                self._push(Path(Root(token.offset), (), offset=token.offset))
                if self._is_step():
                    self._add_step(self._next())
                return False
            case "." | ".." | "*":
                self._begin_path(token)
                return False
            case "//" | "@":
                raise UnsupportedStep(self.source, token.offset, found=token.text)
            case _:
                raise self._misplaced(token)

    def _after_operand(self, token: Token) -> bool:
        """Take what follows an operand; tell whether another has to come."""
        self.at += 1
        if token.mark in (Mark.NAME, Mark.SIGN):
            if token.text in PRECEDENCE:
                self._add_operator(token)
                return True
            if token.text in _MISSPELLED:
                wanted = _MISSPELLED[token.text]
                raise MisspelledOperator(
                    self.source, token.offset, found=token.text, wanted=wanted
                )
        if token.mark is Mark.SIGN:
            return self._punctuation(token)
        raise self._misplaced(token)

    def _punctuation(self, token: Token) -> bool:
        match token.text:
            case "/":
                self._add_step(self._next())
                return False
            case "[":
                self._open(_Bracket(token))
                return True
            case ",":
                return self._comma(token)
            case ")" | "]":
                self._close(token)
                return False
            case "//" | "@" | "::":
                raise UnsupportedStep(self.source, token.offset, found=token.text)
            case _:
                raise self._misplaced(token)

    def _add_operator(self, token: Token) -> None:
        binding = PRECEDENCE[token.text]
        self.top.reduce(binding)
        self.top.operators.append((token.text, binding, token.offset))

    def _comma(self, token: Token) -> bool:
        if self.top.function is None:
            raise self._misplaced(token)
        self.top.arguments.append(self.top.result())
        return True

    def _open(self, bracket: _Bracket) -> None:
        if len(self.brackets) > DEEPEST:
            raise ExpressionTooDeep(self.source, bracket.opening.offset)
        self.brackets.append(bracket)

    def _ends_empty_call(self, function: Token) -> bool:
        if not self._is_sign(")"):
            return False
        self.at += 1
        self.brackets.pop()
        self._push_call(function, [])
        return True

    def _close(self, token: Token) -> None:
        if _CLOSING.get(self.top.opening.text) != token.text:
            raise self._misplaced(token)
        bracket = self.brackets.pop()
        result = bracket.result()
        if bracket.function is not None:
            bracket.arguments.append(result)
            self._push_call(bracket.function, bracket.arguments)
        elif token.text == "]":
            self._push(self._on_condition(self.top.operands.pop(), result))
        else:
            self._push(result)

    def _push_call(self, function: Token, arguments: Sequence[Tree]) -> None:
        self._push(Call(function.text, tuple(arguments), function.offset))

    def _begin_path(self, token: Token) -> None:
        self._push(Path(Here(token.offset), (), offset=token.offset))
        self._add_step(token)

    def _add_step(self, token: Token) -> None:
        step = self._step(token)
        before = self.top.operands.pop()
        if not isinstance(before, Path):
            before = Path(before, (), offset=token.offset)
        if len(before.steps) >= MOST_STEPS:
            raise ExpressionTooDeep(self.source, token.offset)
        self._push(replace(before, steps=(*before.steps, step)))

    def _step(self, token: Token) -> Step:
        match token.mark, token.text:
            case Mark.SIGN, ".":
                return Step("self", ANY_NODE, offset=token.offset)
            case Mark.SIGN, "..":
                return Step("parent", ANY_NODE, offset=token.offset)
            case Mark.SIGN, "*":
                return Step("child", ANY_NAME, offset=token.offset)
            case Mark.NAME, _:
                return self._named_step(token)
            case Mark.END, _:
                raise self._unfinished()
            case _:
                raise UnsupportedStep(self.source, token.offset, found=token.text)

    def _named_step(self, token: Token) -> Step:
        axis, name = "child", token
        if self._is_sign("::"):
            self.at += 1
            axis, name = token.text, self._next()
        if axis not in _AXES:
            raise UnsupportedStep(self.source, token.offset, found=f"{axis}::")
        return Step(cast("Axis", axis), self._node_test(name), offset=token.offset)

    def _node_test(self, token: Token) -> str:
        if token.mark is Mark.SIGN and token.text == "*":
            return ANY_NAME
        if token.mark is not Mark.NAME:
            raise self._misplaced(token)
        if not self._is_sign("("):
            return token.text
        if token.text != "node":
            raise UnsupportedStep(self.source, token.offset, found=f"{token.text}()")
        self.at += 1
        closing = self._next()
        if closing.text != ")":
            raise self._misplaced(closing)
        return ANY_NODE

    def _on_condition(self, tree: Tree, condition: Tree) -> Tree:
        """Return a place on a condition: that of its last step, else of its start."""
        if not isinstance(tree, Path):
            return Path(tree, (), (condition,), offset=tree.offset)
        if not tree.steps:
            several = self._with(tree.conditions, condition)
            return replace(tree, conditions=several)
        *before, last = tree.steps
        last = replace(last, conditions=self._with(last.conditions, condition))
        return replace(tree, steps=(*before, last))

    def _with(self, conditions: tuple[Tree, ...], one: Tree) -> tuple[Tree, ...]:
        if len(conditions) >= MOST_STEPS:
            raise ExpressionTooDeep(self.source, one.offset)
        return (*conditions, one)

    def _finished(self) -> Tree:
        if len(self.brackets) > 1:
            raise self._unfinished()
        return self.top.result()

    def _unfinished(self) -> BreaksOff | Unclosed:
        opening = self.top.opening
        if opening.mark is Mark.END:
            return BreaksOff(self.source, opening.offset)
        return Unclosed(
            self.source,
            opening.offset,
            opening=opening.text,
            closing=_CLOSING[opening.text],
        )

    def _push(self, tree: Tree) -> None:
        self.top.operands.append(tree)

    def _next(self) -> Token:
        token = self.tokens[self.at]
        if token.mark is not Mark.END:
            self.at += 1
        return token

    def _is_sign(self, sign: str) -> bool:
        token = self.tokens[self.at]
        return token.mark is Mark.SIGN and token.text == sign

    def _is_step(self) -> bool:
        token = self.tokens[self.at]
        return token.mark is Mark.NAME or (
            token.mark is Mark.SIGN and token.text in (".", "..", "*")
        )

    def _misplaced(self, token: Token) -> ExpressionError:
        if token.mark is Mark.END:
            return self._unfinished()
        found = self.source[token.offset : token.end]
        return Misplaced(self.source, token.offset, found=found)


def _mention(token: Token) -> Mention:
    is_saved = token.text.startswith(_SAVED)
    return Mention(token.text.removeprefix(_SAVED), is_saved, token.offset)
