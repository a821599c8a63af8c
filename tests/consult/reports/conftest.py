"""Reports are looked at in a real browser as well."""

from tests.fixtures_browser import address, axe_script, browser

__all__ = ["address", "axe_script", "browser"]
