"""Journeys drive a real browser."""

from tests.fixtures_browser import address, axe_script, browser

__all__ = ["address", "axe_script", "browser"]
