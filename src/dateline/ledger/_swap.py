"""swap_positions: positions of work that are changed only where nobody else has changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from dateline.ledger import _table as t

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


def swap_positions(
    c: Connection,
    kind: str,
    expected: Mapping[str, str | None],
    positions: Mapping[str, str | None],
    now: datetime,
) -> bool:
    """Saves `positions` where those of `expected` are still so; False, and nothing saved, where one is not."""
    for name, data in expected.items():
        here = select(t.positions.c.data).where(t.positions.c.kind == kind, t.positions.c.name == name)
        if c.execute(here).scalar() != data:
            return False
    for name, data in positions.items():
        c.execute(delete(t.positions).where(t.positions.c.kind == kind, t.positions.c.name == name))
        if data is not None:
            c.execute(insert(t.positions), {"kind": kind, "name": name, "data": data, "recorded": now})
    return True
