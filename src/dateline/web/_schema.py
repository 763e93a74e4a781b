"""respond: the type of an answer -> its description in OpenAPI, made of the dataclasses that are sent."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Literal, get_args, get_origin

from dateline import ledger, model, views
from dateline.web._body import BODY

_REFS: Final = "#/components/schemas/"
COMPONENTS: Final = "x-components"  # where a route keeps the schemas that its answers name, until all are gathered
# Names that the annotations of frozen values use and that their modules import for type checkers only.
_NAMES: Final[dict[str, Any]] = {
    **{name: getattr(room, name) for room in (model, ledger, views) for name in room.__all__},
    **{"date": date, "datetime": datetime, "Mapping": Mapping, "Sequence": Sequence},
}
_PLAIN: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}
_ERROR: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "details"],
            "properties": {
                "code": {"type": "string", "description": "A stable name for programs."},
                "message": {"type": "string", "description": "A sentence for people."},
                "details": {"type": "object"},
            },
        }
    },
}
_TOLD: Final = {
    400: "The call is wrong.",
    401: "Nobody is logged in.",
    403: "This is not allowed to who asks, or another site asks.",
    404: "There is no such thing.",
    409: "Several things have an id that begins so.",
    410: "It was deleted.",
    413: "The request is too large.",
    421: "The server is not asked under this name.",
    422: "What was sent cannot be read.",
    429: "Too many requests.",
    500: "A fault of the server or of the ledger.",
    503: "The ledger is locked or cannot be reached.",
}


_SHAPE: Final = {"application/json": {"schema": {"$ref": f"{_REFS}Error"}}}
# The errors that every route may answer with, in one shape.
FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"description": what, "content": _SHAPE} for code, what in _TOLD.items()
}


def respond(kind: Any, *, status: int = 200, description: str = "") -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with a value of this type (a frozen dataclass, or a tuple of them)."""
    components: dict[str, Any] = {"Error": _ERROR}
    schema = describe(kind, components)
    told = description or " ".join((getattr(kind, "__doc__", None) or "The answer.").split())
    found: dict[int | str, dict[str, Any]] = {
        status: {"description": told, "content": {"application/json": {"schema": schema}}, COMPONENTS: components}
    }
    return found | FAULTS


def gather_components(document: dict[str, Any]) -> dict[str, Any]:
    """The description of a whole server, with the schemas of all answers in their place."""
    schemas: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
    for path in document.get("paths", {}).values():
        for operation in path.values():
            schemas.update(operation.pop(BODY, {}))
            for response in operation.get("responses", {}).values():
                schemas.update(response.pop(COMPONENTS, {}))
    return document


def describe(kind: Any, components: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0911  one for each form of type
    """The JSON Schema of a type; those of dataclasses go to `components` and are named."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if kind is Any or kind is object:
        return {}
    if is_dataclass(kind):
        return _describe_fields(kind, components)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [describe(one, components) for one in arguments]}
    if origin is tuple and (len(arguments) != 2 or arguments[1] is not Ellipsis):
        items = [describe(one, components) for one in arguments]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin in (tuple, list, Sequence):
        return {"type": "array", "items": describe(arguments[0], components)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": describe(arguments[1], components)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [one.value for one in kind]}
    raise TypeError(f"no schema for {kind!r}")


def _describe_fields(kind: Any, components: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in components:
        components[name] = {}
        hints = typing.get_type_hints(kind, localns=_NAMES)
        # Every field is sent, whether it has a default or not.
        components[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "required": [one.name for one in fields(kind)],
            "properties": {one.name: describe(hints[one.name], components) for one in fields(kind)},
        }
    return {"$ref": f"{_REFS}{name}"}
