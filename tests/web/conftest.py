"""Fixtures for pages: an installation that also offers the pseudo-language."""

import pytest

from consult.app import create_app
from consult.i18n import PSEUDO
from consult.settings import INTERFACE_LOCALES
from tests.builders import some_settings
from tests.web.strict_client import StrictClient


@pytest.fixture
def pseudo_client() -> StrictClient:
    """Return a strict browser on an installation that offers ``xx`` as well."""
    locales = (*INTERFACE_LOCALES, PSEUDO.tag)
    return StrictClient(create_app(some_settings(locales=locales)))
