"""Writes the golden files of the formats anew: `python tests/exports/regold.py [FORMAT...]`; read the difference afterwards.

Without names, those that are there are written; a new one is made by its name.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from ledgers import GOLDEN, as_golden, golden_name, open_material

from dateline.exports import FORMATS


def main(names: list[str]) -> None:
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_material(Path(folder)) as material:
        for format in FORMATS.values():
            path = GOLDEN / golden_name(format)
            if format.name in names or (not names and path.is_file()):
                path.write_bytes(as_golden(format, material.write(format).data))
                print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
