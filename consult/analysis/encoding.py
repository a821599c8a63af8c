"""A larger sentence encoder, where somebody gives the folder of one."""

from pathlib import Path
from typing import ClassVar

from consult.errors import N_, Rejected
from nlp.encoder import Encoder, SentenceEncoder
from nlp.errors import EncoderMissing, NoEncoder


class EncoderNotInstalled(Rejected):
    """The library that reads encoders is not there."""

    code: ClassVar[str] = "C526"
    message: ClassVar[str] = N_(
        "The library sentence-transformers is not installed, so no encoder can be "
        "used. Install consult with its extra “encoder”, or leave --encoder out."
    )


class EncoderNotFound(Rejected):
    """A folder holds no encoder."""

    code: ClassVar[str] = "C527"
    message: ClassVar[str] = N_(
        "%(folder)s holds no sentence encoder that can be read. Give the folder in "
        "which its files lie."
    )


def read_encoder(folder: Path | None) -> Encoder | None:
    """Return the encoder of a folder, or None without one.

    Raises `EncoderNotInstalled` or `EncoderNotFound`.
    """
    if folder is None:
        return None
    try:
        return SentenceEncoder(folder)
    except EncoderMissing as error:
        raise EncoderNotInstalled from error
    except NoEncoder as error:
        raise EncoderNotFound(folder=folder) from error
