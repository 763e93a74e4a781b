"""identity: names that are the same in every export: UUIDs of version 5, made of what they name."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

# Of this project alone: no other program's names can fall together with these.
NAMESPACE: Final = UUID("6f0c7d0a-5d3e-4c52-9b0e-0f6a3c1c9a57")


def make_uuid(kind: str, *parts: str) -> UUID:
    """The UUID of a thing of this kind; the same parts give the same one, on every machine and at every time."""
    return uuid5(NAMESPACE, "\n".join((kind, *parts)))


def make_urn(kind: str, *parts: str) -> str:
    return make_uuid(kind, *parts).urn


def link_event(base_url: str, event: str) -> str:
    """Where the workbench shows the event, "" without a workbench."""
    return f"{base_url.rstrip('/')}/event/{event}" if base_url else ""
