"""read_body: what a request sends as JSON -> a value of a known form."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec
from fastapi import Request

from dateline.web._answer import Refused

BODY: Final = "x-body-components"  # where a route keeps the schemas that its body names, until all are gathered
T = TypeVar("T")


async def read_body(request: Request, kind: type[T]) -> T:
    """Raises Refused for another media type, for what is no JSON, and for a field too many, too few or of a wrong form."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Refused(415, "media-type", "Send JSON, with the header Content-Type: application/json.")
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.ValidationError as error:
        raise Refused(422, "invalid", f"What was sent cannot be used: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(422, "invalid", f"What was sent is no JSON: {error}.") from error


def take(kind: Any, **others: dict[str, Any]) -> dict[str, Any]:
    """The `openapi_extra` of a route that reads a body of this form; `others` are schemas of further media types by name."""
    (schema,), components = msgspec.json.schema_components((kind,), ref_template="#/components/schemas/{name}")
    content = {"application/json": {"schema": schema}, **{name.replace("_", "/"): one for name, one in others.items()}}
    return {"requestBody": {"required": True, "content": content}, BODY: components}
