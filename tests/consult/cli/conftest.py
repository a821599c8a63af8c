"""Loads the database fixtures, unless something else has done so already."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    for fixtures in ("tests.fixtures_postgres", "tests.fixtures_database"):
        config.pluginmanager.import_plugin(fixtures)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no setting or language of the developer reach a command."""
    for name in sorted(os.environ):
        if name.startswith(("CONSULT_", "LC_", "LANG")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CONSULT_DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite3")


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """Take back what a command changed about the log."""
    log = logging.getLogger("consult")
    handlers, level = log.handlers, log.level
    yield
    log.handlers, log.level = handlers, level
