"""Fixtures for pages: an installation that also offers the pseudo-language."""

import pytest

from consult.app import create_app
from consult.i18n import PSEUDO
from consult.settings import INTERFACE_LOCALES
from tests.builders import some_settings
from tests.web.strict_client import StrictClient


def pytest_configure(config: pytest.Config) -> None:
    """Load the database fixtures, unless something else has done so already."""
    for fixtures in ("tests.fixtures_postgres", "tests.fixtures_database"):
        config.pluginmanager.import_plugin(fixtures)


@pytest.fixture
def pseudo_client() -> StrictClient:
    """Return a strict browser on an installation that offers ``xx`` as well."""
    locales = (*INTERFACE_LOCALES, PSEUDO.tag)
    return StrictClient(create_app(some_settings(locales=locales)))
