"""Loads the database fixtures, unless something else has done so already."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    for fixtures in ("tests.fixtures_postgres", "tests.fixtures_database"):
        config.pluginmanager.import_plugin(fixtures)
