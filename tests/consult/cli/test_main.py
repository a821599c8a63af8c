"""How every command begins and ends."""

import subprocess
import sys
from collections.abc import Iterator, Mapping

import click
import pytest

from consult import __version__
from consult.cli.lazy import Command, Group
from consult.cli.main import consult, run
from consult.cli.speech import language_of
from consult.db.migrate import upgrade
from tests.consult.cli.programs import PROGRAM, ROOT, loaded_after

HEAVY = {"flask", "sqlalchemy", "alembic", "babel", "jinja2", "gunicorn", "numpy"}
LANGUAGE_TOOLS = {"nlp", "spacy", "sklearn", "scipy", "py3langid"}
BREAK_STATUS = (
    "from consult.cli import main; from consult.cli.lazy import Entry;"
    "main.consult.entries['status'] = Entry('json', 'no-such-name', '');"
    "main.main()"
)


def commands(group: Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, entry in group.entries.items():
        command = entry.load()
        if isinstance(command, Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield path + name, command


COMMANDS = dict(commands(consult))


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0

    listing = capsys.readouterr().out
    in_one_line = " ".join(listing.split())
    for name, entry in consult.entries.items():
        assert f"  {name} " in listing
        assert entry.summary in in_one_line


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_after("from consult.cli.main import run; run(['--help'])")

    assert loaded & (HEAVY | LANGUAGE_TOOLS) == set()
    assert "click" in loaded


@pytest.mark.parametrize("name", ["serve", "db", "status"])
def test_no_language_tool_is_loaded_for(name: str) -> None:
    loaded = loaded_after(
        f"from consult.cli.main import run; run(['{name}', '--help'])"
    )

    assert loaded & LANGUAGE_TOOLS == set()
    assert "sqlalchemy" in loaded


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_explains_itself_with_examples(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = COMMANDS[path]
    assert isinstance(command, Command)

    assert run([*path.split(), "--help"]) == 0

    shown = capsys.readouterr().out
    assert command.examples
    assert all(f"  {example}\n" in shown for example in command.examples)
    assert all(path in example for example in command.examples)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_of_a_command_has_a_help_text(path: str) -> None:
    options = [p for p in COMMANDS[path].params if isinstance(p, click.Option)]

    assert [option.name for option in options if not option.help] == []


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"consult {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["no-such-command"], ["status", "--no-such-option"], ["worker", "--poll", "0"]],
    ids=["command", "option", "value"],
)
def test_a_wrong_use_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert "Error" in capsys.readouterr().err


def test_a_setting_that_cannot_be_used_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULT_DISCLOSURE_THRESHOLD", "4")

    assert run(["status"]) == 2
    assert "CONSULT_DISCLOSURE_THRESHOLD" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["serve"], ["worker", "--once"], ["db", "check"]],
    ids=["serve", "worker", "db check"],
)
def test_without_a_database_a_sentence_says_what_to_do(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 3

    told = capsys.readouterr()
    assert told.out == ""
    assert "Make it with: consult db upgrade" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    "arguments",
    [["serve"], ["worker", "--once"], ["db", "check"]],
    ids=["serve", "worker", "db check"],
)
def test_an_outdated_database_is_not_worked_on(
    arguments: list[str],
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    upgrade(sqlite_url, revision="base")
    monkeypatch.setenv("CONSULT_DATABASE_URL", sqlite_url)

    assert run(arguments) == 3
    assert "run: consult db upgrade" in capsys.readouterr().err


def test_debugging_shows_where_a_refusal_came_from(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSULT_DEBUG", "1")

    assert run(["db", "check"]) == 3

    told = capsys.readouterr().err
    assert "Traceback" in told
    assert told.splitlines()[-1].endswith("Make it with: consult db upgrade")


def test_a_defect_ends_with_1_and_one_sentence() -> None:
    broken = [sys.executable, "-c", BREAK_STATUS, "status"]

    ended = subprocess.run(
        broken, cwd=ROOT, text=True, capture_output=True, check=False
    )

    assert ended.returncode == 1
    assert ended.stderr == (
        "Something went wrong on our side (AttributeError). "
        "Set CONSULT_DEBUG=1 and run it again to see where.\n"
    )


def test_the_installed_program_leaves_with_the_code() -> None:
    ended = subprocess.run(
        [*PROGRAM, "status"], cwd=ROOT, text=True, capture_output=True, check=False
    )

    assert ended.returncode == 3


@pytest.mark.parametrize(
    ("environ", "tag"),
    [
        pytest.param({}, "en", id="nothing"),
        pytest.param({"LANG": "C.UTF-8"}, "en", id="the language of no country"),
        pytest.param({"LANG": "POSIX"}, "en", id="the same by its other name"),
        pytest.param({"LANG": "fr_FR.UTF-8"}, "fr", id="language, country, encoding"),
        pytest.param({"LANG": "sw"}, "sw", id="language alone"),
        pytest.param({"LANG": "ar@latin"}, "ar", id="variant"),
        pytest.param({"LC_ALL": "es_ES", "LANG": "fr_FR"}, "es", id="all before one"),
        pytest.param({"LC_ALL": "", "LANG": "fr_FR"}, "fr", id="empty is not set"),
    ],
)
def test_the_language_is_that_of_the_environment(
    environ: Mapping[str, str], tag: str
) -> None:
    assert language_of(environ) == tag


def test_help_and_errors_are_translated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["status", "--help"])
    run(["db", "check"])
    english = capsys.readouterr()
    monkeypatch.setenv("LC_ALL", "xx")

    run(["status", "--help"])
    run(["db", "check"])
    disguised = capsys.readouterr()

    assert "Write JSON for programs." in english.out
    assert "Write JSON for programs." not in disguised.out
    assert "consult status --json" in disguised.out
    assert "There is no database" in english.err
    assert "There is no database" not in disguised.err


def test_a_language_without_translation_is_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "eo_XX.UTF-8")

    run(["db", "check"])

    assert "There is no database" in capsys.readouterr().err
