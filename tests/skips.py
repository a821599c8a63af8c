"""Turns a skipped test into a failed one where everything must run.

Loaded as a pytest plugin. Under ``CI=true`` a test whose tool is missing would
otherwise look like a test that passed.
"""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Report a skip as a failure with the reason of the skip."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _everything_must_run():
        report.outcome = "failed"
        report.longrepr = f"left out where everything must run: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    """Report a module that is left out as a failure with its reason."""
    report = yield
    if report.skipped and _everything_must_run():
        report.outcome = "failed"
        report.longrepr = f"left out where everything must run: {_reason(report)}"
    return report


def _everything_must_run() -> bool:
    return os.environ.get("CI") == "true"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        _, _, reason = report.longrepr
        return reason
    return str(report.longrepr)
