"""Writes a WAV file anew with its sound alone."""

import wave
from io import BytesIO
from typing import Final

from consult.privacy.cleaning.refusals import FileDamaged

MOST_CHANNELS: Final = 2
_TYPE: Final = slice(8, 12)


def is_wave(content: bytes) -> bool:
    """Whether the first bytes are those of a WAV file."""
    return content.startswith(b"RIFF") and content[_TYPE] == b"WAVE"


def clean_wave(content: bytes) -> bytes:
    """Return the sound in a new file, without any list of facts beside it.

    Raises ``FileDamaged`` for what holds no plain samples.
    """
    try:
        with wave.open(BytesIO(content), "rb") as given:
            shape, sound = given.getparams(), given.readframes(given.getnframes())
    except (wave.Error, EOFError, ValueError, ZeroDivisionError) as error:
        raise FileDamaged from error
    grain = shape.nchannels * shape.sampwidth
    whole = len(sound) - len(sound) % grain
    if not whole or shape.nchannels > MOST_CHANNELS or shape.framerate <= 0:
        raise FileDamaged
    stream = BytesIO()
    with wave.open(stream, "wb") as written:
        written.setnchannels(shape.nchannels)
        written.setsampwidth(shape.sampwidth)
        written.setframerate(shape.framerate)
        written.writeframes(sound[:whole])
    return stream.getvalue()
