"""Format: what a data set's files look like and how one of their rows is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.imports._foreign import ForeignEvent
    from dateline.imports._row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`name` is what the user types, `title` what the data set is called.

    A file is of this format where its columns have one of each group of `needed` (folded names). `columns` are the columns of
    files that come without a header, by their number. `read` makes an event of one row of the named shelf, and raises BadCell.
    """

    name: str
    title: str
    needed: tuple[frozenset[str], ...]
    read: Callable[[Row, str], ForeignEvent]
    headerless: tuple[tuple[str, ...], ...] = ()

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Whether a header with these folded names is one of this format."""
        have = set(columns)
        return all(have & group for group in self.needed)
