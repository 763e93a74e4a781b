"""`python -m dateline.training check FOLDER`: the coded texts; `python -m dateline.training train …`: see --help."""

from __future__ import annotations

import argparse
import sys

from dateline.training._check import check


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dateline.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="check coded texts of the project's own")
    checking.add_argument("paths", nargs="+")
    args = parser.parse_args()
    return 1 if check(args.paths) else 0


if __name__ == "__main__":
    sys.exit(main())
