"""Writes the lock files and tells, without a network, whether they are fresh.

Asking the package index would turn a good commit red whenever somebody else
releases something. So freshness means: the lock was made from the dependencies
that pyproject.toml names today, and satisfies each of them.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOWEST_PYTHON = "3.11"
DIGEST_LINE = "# made from dependencies with sha256 "
INTRODUCTION = "# Written by `make locks`; do not edit.\n"
# Several gigabytes that few want; requirements-models.txt holds its versions.
UNLOCKED = "encoder"
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)\s*(?:;(?P<marker>[^\\]+))?")


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock file: its name and what of pyproject.toml goes into it."""

    name: str
    group: str
    constraint: str | None = None

    @property
    def path(self) -> Path:
        return ROOT / self.name


LOCKS = (
    Lock("requirements.txt", group="build"),
    Lock("requirements-dev.txt", group="dev", constraint="requirements.txt"),
)


@dataclass(frozen=True, slots=True)
class Pin:
    """One locked version, the environments it is for and its number of hashes."""

    name: str
    version: Version
    marker: Marker | None
    hashes: int


def read_project(root: Path = ROOT) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def locked_extras(project: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the extras that go into the locks."""
    extras = project["project"].get("optional-dependencies", {})
    return {name: needs for name, needs in extras.items() if name != UNLOCKED}


def digest(project: Mapping[str, Any]) -> str:
    """Return the sha256 of everything in ``project`` that decides about a lock."""
    named = {
        "build-system": project["build-system"]["requires"],
        "requires-python": project["project"]["requires-python"],
        "dependencies": project["project"]["dependencies"],
        "optional-dependencies": locked_extras(project),
        "dependency-groups": project.get("dependency-groups", {}),
    }
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()


def read_pins(text: str) -> tuple[Pin, ...]:
    """Return the pins of a lock file in the order in which they stand there."""
    entries: list[list[str]] = []
    for line in text.splitlines():
        if PIN.match(line):
            entries.append([line])
        elif entries:
            entries[-1].append(line)
    return tuple(_pin(lines) for lines in entries)


def _pin(lines: list[str]) -> Pin:
    first = PIN.match(lines[0])
    assert first is not None
    marker = first["marker"]
    return Pin(
        name=canonicalize_name(first["name"]),
        version=Version(first["version"]),
        marker=Marker(marker.strip()) if marker else None,
        hashes=sum("--hash=sha256:" in line for line in lines),
    )


def requirements(project: Mapping[str, Any], group: str) -> tuple[Requirement, ...]:
    """Return what the lock made with ``group`` has to satisfy."""
    named = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for extra in locked_extras(project).values():
        named += extra
    named += _group(project["dependency-groups"], group)
    return tuple(Requirement(text) for text in named)


def _group(groups: Mapping[str, list[Any]], name: str) -> Iterator[str]:
    for entry in groups[name]:
        if isinstance(entry, str):
            yield entry
        else:
            yield from _group(groups, entry["include-group"])


def problems_of(lock: Lock, text: str, project: Mapping[str, Any]) -> Iterator[str]:
    """Yield every reason why ``text`` may not stand as this lock."""
    if f"{DIGEST_LINE}{digest(project)}\n" not in text:
        yield f"{lock.name}: made from other dependencies; run make locks"
    if "://" in text:
        yield f"{lock.name}: names a host"
    pins = read_pins(text)
    for pin in pins:
        if not pin.hashes:
            yield f"{lock.name}: {pin.name} has no hash"
    for requirement in requirements(project, lock.group):
        if not is_satisfied(requirement, pins):
            yield f"{lock.name}: nothing there satisfies {requirement}"


def is_satisfied(requirement: Requirement, pins: Iterable[Pin]) -> bool:
    """Say whether a pin for the lowest Python meets ``requirement``."""
    environment = {
        "python_version": LOWEST_PYTHON,
        "python_full_version": f"{LOWEST_PYTHON}.0",
    }
    wanted = canonicalize_name(requirement.name)
    return any(
        pin.name == wanted
        and requirement.specifier.contains(pin.version, prereleases=True)
        and (pin.marker is None or pin.marker.evaluate(environment))
        for pin in pins
    )


def differing_pins() -> Iterator[str]:
    """Yield what the tests would run with but an installation would not."""
    served, tested = (
        {(pin.name, pin.version) for pin in read_pins(lock.path.read_text())}
        for lock in LOCKS
    )
    for name, version in sorted(served - tested):
        yield f"requirements-dev.txt: {name} is not {version} as in requirements.txt"


def all_problems() -> list[str]:
    project = read_project()
    found = list(differing_pins())
    for lock in LOCKS:
        found += problems_of(lock, lock.path.read_text(), project)
    return found


def write(lock: Lock, *options: str) -> None:
    """Resolve ``lock`` again; versions already there stay unless ``--upgrade``."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"),
        *(f"--extra={name}" for name in locked_extras(read_project())),
        *("--group", lock.group, "--output-file", lock.name),
        *("--universal", "--python-version", LOWEST_PYTHON, "--generate-hashes"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet"),
        *(("--constraint", lock.constraint) if lock.constraint else ()),
        *options,
    ]
    # A build of our own is of no use to others, and its hash holds nowhere else.
    environment = os.environ | {"UV_NO_BUILD": "1"}
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    resolved = lock.path.read_text()
    header = f"{INTRODUCTION}{DIGEST_LINE}{digest(read_project())}\n"
    lock.path.write_text(header + resolved)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["write"]:
        for lock in LOCKS:
            write(lock, *arguments[1:])
    found = all_problems()
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
