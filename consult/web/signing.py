"""The key that signs forms: given by the operator, or kept for development."""

import os
import secrets
from pathlib import Path
from typing import Final

from consult.settings import Settings, sqlite_file

SECRET_BYTES: Final = 32


def signing_key(settings: Settings) -> str:
    """Return the key that signs forms and receipts.

    Without CONSULT_SECRET_KEY (possible in development only) the key is kept in
    a file beside an SQLite database, readable by its owner alone, so that a
    restart does not void what was signed before. With another database it lasts
    as long as the process.
    """
    if settings.secret_key:
        return settings.secret_key
    database = sqlite_file(settings.database_url)
    if database is None:
        return secrets.token_hex(SECRET_BYTES)
    return _kept_secret(database.with_suffix(".secret"))


def _kept_secret(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        _write_once(file, secrets.token_hex(SECRET_BYTES))
    return file.read_text(encoding="ascii")


def _write_once(file: Path, text: str) -> None:
    """Write the whole file, or nothing when another process was faster."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="ascii")
    try:
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        draft.unlink()
