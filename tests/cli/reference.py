"""The reference in docs/cli.md, made from the commands themselves.

`python tests/cli/reference.py` writes it anew; a test fails where the file and the commands differ.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from dateline.cli._app import app

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
START, END = "<!-- reference: made by tests/cli/reference.py -->", "<!-- end of reference -->"


def make_reference() -> str:
    """A heading and a table for the program and for each command."""
    program = typer.main.get_command(app)
    blocks = [_table("dateline", program)]
    for name, command in program.commands.items():
        blocks.append(_table(f"dateline {name}", command))
        under = getattr(command, "commands", {})
        blocks += [_table(f"dateline {name} {inner}", one) for inner, one in under.items()]
    return "\n\n".join(blocks)


def replace_reference(page: str) -> str:
    """The page with the reference as it must be."""
    before, rest = page.split(START)
    return f"{before}{START}\n\n{make_reference()}\n\n{END}{rest.split(END)[1]}"


def _table(name: str, command) -> str:
    lines = [f"### `{name}`", "", command.help.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")]
    if command.params:
        lines += ["", "| | |", "|---|---|"]
    for param in command.params:
        if param.param_type_name == "argument":
            shown = f"`{param.metavar or param.name.upper()}`"
        else:
            shown = ", ".join(f"`{option}`" for option in param.opts) + (f" `{param.metavar}`" if param.metavar else "")
        lines.append(f"| {shown.replace('|', chr(92) + '|')} | {param.help} |")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(replace_reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE} is written\n")
