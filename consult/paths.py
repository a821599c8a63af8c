"""Finds the templates and translations, in an installed wheel or a checkout.

A wheel carries both inside the package as ``consult/_data``; in a checkout they
lie beside the package.
"""

from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent


def templates_folder() -> Path:
    """Return the folder that holds the page and report templates."""
    return _data_folder() / "templates"


def translations_folder() -> Path:
    """Return the folder that holds one folder of catalogues per locale."""
    return _data_folder() / "translations"


def static_folder() -> Path:
    """Return the folder of style sheets and pictures sent to browsers."""
    return PACKAGE / "web" / "static"


def _data_folder() -> Path:
    bundled = PACKAGE / "_data"
    return bundled if bundled.is_dir() else PACKAGE.parent
