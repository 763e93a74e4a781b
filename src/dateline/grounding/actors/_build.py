"""`python -m dateline.grounding.actors._build`: writes the generated `data/registry.json` from the tables beside it."""

from __future__ import annotations

import sys
from dataclasses import MISSING, fields

import msgspec

from dateline.errors import RegistryError
from dateline.grounding.actors._compile import DATA, compile_tables
from dateline.grounding.actors._record import Actor, Affiliation, Office, Word

REGISTRY = DATA / "registry.json"


def render() -> bytes:
    """The content of the generated file. Fields that hold their default value are left out."""
    compiled = compile_tables()
    content = {
        "version": compiled.version,
        "actors": [_fields(a) for a in compiled.actors],
        "names": compiled.names,
        "folded": compiled.folded,
        "words": {form: _fields(w) for form, w in compiled.words.items()},
    }
    return msgspec.json.encode(content) + b"\n"


def _fields(record: Actor | Affiliation | Office | Word) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.default is MISSING or value != field.default:
            nested = isinstance(value, tuple) and value and isinstance(value[0], Affiliation | Office)
            found[field.name] = [_fields(v) for v in value] if nested else value
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
