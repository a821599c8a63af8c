"""Writes the reference of all commands from the commands themselves."""

from collections.abc import Iterator

import click

from consult.cli.lazy import Command, Group
from consult.cli.main import EXIT_CODES, consult

INTRODUCTION = """\
# Commands

Every command tells about itself with `--help`. What an installation decides
comes from variables of the environment; see [the settings](configuration.md).

Messages are in the language of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`)
where there is a translation, else in English. With `CONSULT_DEBUG=1` a failed
command also shows where in the program it failed.

## Exit codes

| code | meaning |
|---|---|
"""


def render_reference() -> str:
    """Return the reference as Markdown, in English and the same every time."""
    codes = [f"| {code.value} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    sections = "\n".join(_sections("consult", consult))
    return INTRODUCTION + "\n".join(codes) + "\n\n" + sections


def _sections(path: str, group: Group) -> Iterator[str]:
    for name, entry in group.entries.items():
        command = entry.load()
        if isinstance(command, Group):
            yield from _sections(f"{path} {name}", command)
        else:
            yield _section(f"{path} {name}", command)


def _section(path: str, command: click.Command) -> str:
    usage = " ".join([path, *_pieces(command)])
    parts = [f"## {path}\n", f"{command.help}\n", f"```\n{usage}\n```\n"]
    options = [_option_row(p) for p in command.params if isinstance(p, click.Option)]
    if options:
        parts.append("\n".join(["| option | meaning |", "|---|---|", *options]) + "\n")
    if isinstance(command, Command):
        examples = "\n".join(command.examples)
        parts.append(f"Examples:\n\n```\n{examples}\n```\n")
    return "\n".join(parts)


def _pieces(command: click.Command) -> list[str]:
    return command.collect_usage_pieces(click.Context(command))


def _option_row(option: click.Option) -> str:
    names = ", ".join(option.opts)
    given = "" if option.is_flag else f" {option.make_metavar(_context(option))}"
    default = f" Default: {option.default}." if option.show_default else ""
    shown = f"`{names}{given}`".replace("|", "\\|")
    told = (option.help or "").replace("|", "\\|")
    return f"| {shown} | {told}{default} |"


def _context(option: click.Option) -> click.Context:
    return click.Context(click.Command(option.name))
