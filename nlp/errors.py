"""What the analysis refuses, with the reason in words for the caller."""

from typing import ClassVar


class NlpError(Exception):
    """The analysis cannot do what was asked.

    ``params`` fill the message's named placeholders and hold no answer text.
    """

    code: ClassVar[str] = "N000"
    message: ClassVar[str] = "The analysis cannot go on."

    def __init__(self, message: str | None = None, **params: object) -> None:
        self.template = message or self.message
        self.params = params
        super().__init__(self.template % params if params else self.template)


class TooFewStatements(NlpError):
    """More concerns were asked for than there are distinct statements."""

    code = "N101"
    message = (
        "You asked for %(asked)s concerns, but there are only %(found)s different "
        "statements. Ask for fewer, or leave the number to the analysis."
    )


class MissingResource(NlpError):
    """A file of this package that the analysis needs is not there or altered."""

    code = "N201"
    message = (
        "The file %(name)s of the analysis is missing or was altered. "
        "Install the product again."
    )


class EncoderMissing(NlpError):
    """A larger encoder was asked for, and the library that reads it is not there."""

    code = "N202"
    message = (
        "The library sentence-transformers is not installed, so no encoder can be "
        "used. Install the product with its extra “encoder”, or leave --encoder out."
    )


class NoEncoder(NlpError):
    """A folder holds no encoder that can be read."""

    code = "N203"
    message = (
        "The folder %(folder)s holds no sentence encoder that can be read. Give the "
        "folder in which its files lie."
    )
