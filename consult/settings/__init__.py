"""What an installation may decide, read from ``CONSULT_*`` variables.

Unsafe combinations are refused before anything starts, all of them at once.
"""

from consult.settings.addresses import sqlite_file
from consult.settings.model import (
    SettingDescription,
    Settings,
    describe_settings,
)
from consult.settings.problems import SettingProblem, SettingsRefused
from consult.settings.readers import INTERFACE_LOCALES

__all__ = [
    "INTERFACE_LOCALES",
    "SettingDescription",
    "SettingProblem",
    "Settings",
    "SettingsRefused",
    "describe_settings",
    "sqlite_file",
]
