"""Write the command-line reference, ``docs/cli.md``, from the commands themselves: run with ``make docs``.

A test fails when the page no longer says what the commands say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hearsay.cli import main

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 100
INTRODUCTION = """\
# Command line

Made from the commands by `make docs`; change their help in `src/hearsay/cli.py`, `library_commands.py` and
`library_care.py`, not this page.

Only the result goes to standard output; progress and what could not be read go to standard error. Exit status: 0 done,
1 nothing could be read, 2 wrong usage.
"""


def commands(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """The context of `command` and, depth first in the order of its help, of every command below it."""
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands(below, context_of(below, name, context))


def context_of(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """A context to print the help of `command` in, of one width whatever the terminal, and without colour."""
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        color=False,
        help_option_names=command.context_settings.get("help_option_names"),
    )


def page() -> str:
    """The whole page: what each command's ``--help`` prints, under a heading of its own."""
    parts = [INTRODUCTION]
    for context in commands(main, context_of(main, "hearsay")):
        help_text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        parts.append(f"## `{context.command_path}`\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
