"""What can be wrong with an expression, each with the place in it and what to do."""

from typing import ClassVar

from forms.errors import N_, FormsError


class ExpressionError(FormsError):
    """An expression that is not one. ``offset`` counts code points into ``source``."""

    code: ClassVar[str] = "F450"
    message: ClassVar[str] = N_("This expression cannot be read. Correct it.")

    def __init__(self, source: str = "", offset: int = 0, **params: object) -> None:
        self.source = source
        self.offset = offset
        self.params = params
        FormsError.__init__(self, None, **params, place=offset + 1)


class ExpressionTooLong(ExpressionError):
    """It is longer than any that is read."""

    code = "F451"
    message = N_(
        "This expression is longer than %(most)s signs. Divide it into several "
        "calculations."
    )


class ExpressionTooDeep(ExpressionError):
    """Its parts stand in one another too often, or a path has too many steps."""

    code = "F452"
    message = N_(
        "Too much stands in one another at sign %(place)s. Divide the expression "
        "into several calculations."
    )


class UnknownSign(ExpressionError):
    """A sign has no meaning where it stands."""

    code = "F453"
    message = N_('"%(sign)s" at sign %(place)s has no meaning here. Take it out.')


class Unclosed(ExpressionError):
    """A text, a reference or a bracket is not closed."""

    code = "F454"
    message = N_(
        "What %(opening)s opens at sign %(place)s is not closed. Add %(closing)s."
    )


class Misplaced(ExpressionError):
    """Something stands where something else has to."""

    code = "F455"
    message = N_(
        '"%(found)s" cannot stand at sign %(place)s. Check whether a comma, a bracket '
        'or a word such as "and" is missing before it.'
    )


class BreaksOff(ExpressionError):
    """The expression ends where something has to follow."""

    code = "F456"
    message = N_("The expression breaks off. Write what follows at its end.")


class UnknownFunction(ExpressionError):
    """No function has the name."""

    code = "F457"
    message = N_(
        "The function %(name)s is not supported. Use another one, or ask for the "
        "answer in another way."
    )


class MisspelledFunction(ExpressionError):
    """No function has the name, but one has a name like it."""

    code = "F458"
    message = N_(
        "The function %(name)s is not supported. Perhaps you mean %(nearest)s."
    )


class WrongNumberOfArguments(ExpressionError):
    """A function gets fewer or more values than it takes."""

    code = "F459"
    message = N_(
        "The function %(name)s takes %(wanted)s values, and %(given)s are given at "
        "sign %(place)s. Check commas and brackets."
    )


class UnknownName(ExpressionError):
    """``${name}`` means nothing."""

    code = "F460"
    message = N_(
        "There is no question or group called %(name)s. Correct the name, or add the "
        "question."
    )


class MisspelledName(ExpressionError):
    """``${name}`` means nothing, but there is a name like it."""

    code = "F461"
    message = N_(
        "There is no question or group called %(name)s. Perhaps you mean %(nearest)s."
    )


class MisspelledOperator(ExpressionError):
    """An operator of another language, or in capitals."""

    code = "F462"
    message = N_('Write "%(wanted)s" instead of "%(found)s" at sign %(place)s.')


class UnsupportedStep(ExpressionError):
    """A path that goes where none may go."""

    code = "F463"
    message = N_(
        '"%(found)s" at sign %(place)s is not supported in a path. Refer to questions '
        "by name, as in ${age}."
    )


class PlacesWanted(ExpressionError):
    """A step or a condition in brackets follows what is no place."""

    code = "F464"
    message = N_(
        "The value at sign %(place)s is not a question or a list, so that nothing can "
        "be looked up in it."
    )


class NotAReference(ExpressionError):
    """``${…}`` holds no name."""

    code = "F465"
    message = N_(
        '"%(found)s" at sign %(place)s is not the name of a question. Write it as in '
        "${age}, without spaces."
    )


class RefusedArgument(ExpressionError):
    """A function cannot work with what it is given; ``error`` says why."""

    def __init__(self, source: str, offset: int, error: FormsError) -> None:
        self.source = source
        self.offset = offset
        self.error = error
        # The code is that of the reason, which is known for each case only.
        vars(self)["code"] = error.code
        FormsError.__init__(self, error.template, **error.params)
