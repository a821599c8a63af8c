"""Commands that are loaded when they are called, and speak the user's language.

``consult --help`` has to answer at once, and ``consult serve`` must never load
what only the worker needs.
"""

import copy
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from consult.cli.speech import translate


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is found, and the line that describes it in a list."""

    module: str
    name: str
    summary: str

    def load(self) -> click.Command:
        """Return the command itself."""
        command = getattr(importlib.import_module(self.module), self.name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.module}.{self.name} is no command")
        return command


class Command(click.Command):
    """A command whose help ends with examples, which stay as they are written."""

    def __init__(self, *args: Any, examples: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, one on a line."""
        super().format_epilog(ctx, formatter)
        with formatter.section(translate("Examples")):
            for example in self.examples:
                formatter.write(f"  {example}\n")


class Group(click.Group):
    """A group that loads a command when it is called."""

    entries: Mapping[str, Entry]

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = dict(entries)

    def list_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - the signature is click's
    ) -> list[str]:
        """Return the names in the order of the table."""
        return list(self.entries)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - the signature is click's
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command in the language of the environment."""
        if cmd_name not in self.entries:
            return None
        return translated(self.entries[cmd_name].load())

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - the signature is click's
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list of commands without loading one of them."""
        with formatter.section(translate("Commands")):
            formatter.write_dl(
                [
                    (name, translate(entry.summary))
                    for name, entry in self.entries.items()
                ]
            )


def translated(command: click.Command) -> click.Command:
    """Return the command with its help in the language of the environment."""
    spoken = copy.copy(command)
    spoken.help = translate(command.help) if command.help else None
    spoken.params = [_translated_parameter(given) for given in command.params]
    return spoken


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    spoken = copy.copy(parameter)
    spoken.help = translate(parameter.help)
    return spoken
