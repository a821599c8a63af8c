"""The errors that Python's zip module raises on a part that does not unpack."""

import zlib
from zipfile import BadZipFile

UNPACKING_ERRORS = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
