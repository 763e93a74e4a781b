"""`python -m dateline.grounding.actors._build`: writes the generated `data/registry.json` from the tables beside it."""

from __future__ import annotations

import sys
from dataclasses import MISSING, fields
from typing import cast

import msgspec

from dateline.errors import RegistryError
from dateline.grounding.actors._compile import DATA, compile_tables, lengths_of, positions_of, states_of
from dateline.grounding.actors._record import Actor, Affiliation, Office, Word

REGISTRY = DATA / "registry.json"


def render() -> bytes:
    """The content of the generated file. Fields that hold their default value are left out."""
    compiled = compile_tables()
    content = {
        "version": compiled.version,
        "actors": [_fields(a) for a in compiled.actors],
        "positions": positions_of(compiled.actors),
        "states": states_of(compiled.actors),
        "names": compiled.names,
        "folded": compiled.folded,
        "lengths": lengths_of(compiled.names),
        "words": {form: _fields(w) for form, w in compiled.words.items()},
    }
    return msgspec.json.encode(content) + b"\n"


def _fields(record: Actor | Affiliation | Office | Word) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(record):
        value: object = getattr(record, field.name)
        if field.default is not MISSING and value == field.default:
            continue
        if isinstance(value, tuple):
            items = cast("tuple[object, ...]", value)
            value = [_fields(v) if isinstance(v, Affiliation | Office) else v for v in items]
        found[field.name] = value
    return found


def main() -> int:
    try:
        content = render()
    except RegistryError as error:
        print(error, file=sys.stderr)
        return 1
    REGISTRY.write_bytes(content)
    print(f"{REGISTRY}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
