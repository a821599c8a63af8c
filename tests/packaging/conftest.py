"""A wheel of the checkout, and an installation of it far from the checkout."""

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Installation:
    """A virtual environment that holds the wheel, and a folder to work in."""

    python: Path
    folder: Path

    def run(self, *arguments: str) -> str:
        """Return what the environment's Python prints; the checkout is out of reach."""
        names = [name for name in os.environ if name.startswith(("CONSULT_", "PYTHON"))]
        environment = {
            name: value for name, value in os.environ.items() if name not in names
        }
        run = subprocess.run(
            [self.python, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built without a network."""
    return build(tmp_path_factory.mktemp("wheel"), "wheel:standard")


@pytest.fixture(scope="session")
def editable_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that an editable installation is made of."""
    return build(tmp_path_factory.mktemp("editable"), "wheel:editable")


@pytest.fixture(scope="session")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Return an installation of the wheel beside the dependencies of the tests."""
    folder = tmp_path_factory.mktemp("installation")
    environment = folder / "environment"
    call("-m", "venv", "--without-pip", str(environment))
    python = environment / "bin" / "python"
    call(
        *("-m", "pip", "--python", str(python), "install", "--quiet"),
        *("--no-index", "--no-deps", str(wheel)),
    )
    # A .pth file only names folders, so the editable installation of the
    # checkout, which is a .pth file itself, does not come along.
    packages = next(environment.glob("lib/python*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return Installation(python, folder)


def build(folder: Path, target: str) -> Path:
    """Return the wheel that the build backend writes into ``folder``."""
    call("-m", "hatchling", "build", "--target", target, "--directory", str(folder))
    (built,) = folder.glob("*.whl")
    return built


def call(*arguments: str) -> None:
    """Run a Python program and show what it says when it fails."""
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
