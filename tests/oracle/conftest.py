"""Keeps the comparison with ODK's engine out of every run that does not ask for it.

It is asked for by naming a folder of workbooks in CONSULT_XLSFORMS, as
``make differential`` does.
"""

import os
from collections.abc import Iterator

import pytest

from tests.oracle.engine import Engine

collect_ignore_glob = [] if os.environ.get("CONSULT_XLSFORMS") else ["test_*.py"]


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running
