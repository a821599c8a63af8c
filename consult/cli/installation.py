"""Opens what the settings of this installation name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import OperationalError

from consult.db.engine import does_not_answer
from consult.db.revision import require_current_schema
from consult.db.session import Database, open_database
from consult.settings import Settings

# They belong to the command line; the settings refuse what they do not know.
OWN_VARIABLES: Final = frozenset({"CONSULT_DEBUG"})


def read_settings() -> Settings:
    """Return the settings of the environment.

    Raises ``SettingsRefused`` when they cannot be used.
    """
    given = {
        name: value for name, value in os.environ.items() if name not in OWN_VARIABLES
    }
    return Settings.from_environment(given)


@contextmanager
def current_database(settings: Settings) -> Iterator[Database]:
    """Give the database of the settings, open and up to date.

    Raises ``NotReady`` when it is missing, out of date or does not answer, be it
    at the beginning or later.
    """
    database = open_database(settings.database_url)
    try:
        with database.reading() as session:
            require_current_schema(session)
        yield database
    except OperationalError as error:
        raise does_not_answer(database.engine.url) from error
    finally:
        database.close()
