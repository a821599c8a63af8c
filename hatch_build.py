"""Puts pages and compiled catalogues into the wheel, and only there.

An editable installation reads ``templates/`` and ``translations/`` where they
are, so a copy beside the packages would only go stale.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "consult/_data"


def compile_catalogues(source: Path, target: Path) -> None:
    """Write one ``.mo`` under ``target`` for every ``.po`` under ``source``."""
    for po in sorted(source.rglob("*.po")):
        locale = po.stem if po.parent == source else po.relative_to(source).parts[0]
        mo = target / po.relative_to(source).with_suffix(".mo")
        mo.parent.mkdir(parents=True, exist_ok=True)
        with po.open("rb") as lines, mo.open("wb") as compiled:
            write_mo(compiled, read_po(lines, locale=locale, abort_invalid=True))


class DataFolders(BuildHookInterface):  # type: ignore[type-arg] # hatchling's own parameter is of no use here
    """Adds the data folders to a wheel that is not editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to include; ``version`` is the kind of build."""
        if version == "editable":
            return
        root = Path(self.root)
        self._compiled = Path(tempfile.mkdtemp(prefix="catalogues-"))
        compile_catalogues(root / "translations", self._compiled)
        build_data["force_include"][str(root / "templates")] = f"{DATA}/templates"
        build_data["force_include"][str(self._compiled)] = f"{DATA}/translations"

    def finalize(
        self,
        version: str,
        build_data: dict[str, Any],  # noqa: ARG002 - hatchling's signature
        artifact_path: str,  # noqa: ARG002 - hatchling's signature
    ) -> None:
        """Remove the compiled catalogues once they are in the wheel."""
        if version != "editable":
            shutil.rmtree(self._compiled)
