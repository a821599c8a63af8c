"""The wheel holds the three packages with their data, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.catalogues import catalogue_file, translated_tags
from tests.architecture.source import PACKAGES, ROOT, place, project_files
from tests.packaging.conftest import Installation

SHOW_OWNERS = """
from importlib.metadata import packages_distributions
owners = packages_distributions()
print(*(f"{name}={','.join(owners[name])}" for name in ("consult", "forms", "nlp")))
"""
SHOW_FRONT_PAGES = """
import sys
from pathlib import Path
import consult
from consult.app import create_app
from consult.settings import Settings

assert Path(consult.__file__).is_relative_to(sys.prefix), consult.__file__
client = create_app(Settings(database_url="sqlite:///consult.sqlite3")).test_client()
for tag in ("en", "ar"):
    page = client.get(f"/{tag}/")
    print(page.status_code, page.text.count(f'lang="{tag}"') > 0, page.text.isascii())
"""


def names_in(archive: Path) -> set[str]:
    with ZipFile(archive) as opened:
        return set(opened.namelist())


def test_the_wheel_holds_the_three_packages_only(wheel: Path) -> None:
    folders = {name.partition("/")[0] for name in names_in(wheel)}

    assert {name for name in folders if not name.endswith(".dist-info")} == {*PACKAGES}


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    wanted = {
        place(path).as_posix()
        for path in project_files()
        if place(path).parts[0] in PACKAGES
    }

    assert wanted - names_in(wheel) == set()


def test_the_wheel_holds_every_template(wheel: Path) -> None:
    wanted = {
        f"consult/_data/{place(path).as_posix()}"
        for path in project_files()
        if place(path).parts[0] == "templates"
    }

    assert wanted
    assert wanted - names_in(wheel) == set()


def test_the_wheel_holds_the_catalogues_compiled_only(wheel: Path) -> None:
    found = {name for name in names_in(wheel) if "_data/translations/" in name}

    assert found == {
        f"consult/_data/{place(catalogue_file(tag).with_suffix('.mo')).as_posix()}"
        for tag in translated_tags()
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_the_wheel_says_that_its_packages_are_typed(wheel: Path, package: str) -> None:
    assert f"{package}/py.typed" in names_in(wheel)


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in names_in(wheel))


def test_an_editable_installation_holds_no_copy_of_anything(
    editable_wheel: Path,
) -> None:
    folders = {
        name
        for name in names_in(editable_wheel)
        if ".dist-info/" not in name and not name.endswith(".pth")
    }

    assert folders == set()


def test_each_package_belongs_to_our_distribution_alone(
    installation: Installation,
) -> None:
    owners = installation.run("-c", SHOW_OWNERS).split()

    assert owners == [f"{package}=consult-engine" for package in PACKAGES]


def test_the_front_page_comes_from_the_wheel(installation: Installation) -> None:
    pages = installation.run("-c", SHOW_FRONT_PAGES).splitlines()

    assert pages == ["200 True False", "200 True False"]


def test_the_command_is_installed(installation: Installation) -> None:
    command = installation.python.with_name("consult")

    assert "Usage: consult" in installation.run(str(command), "--help")


def test_what_is_locked_fits_together() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pip", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout
