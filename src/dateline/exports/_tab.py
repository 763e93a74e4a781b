"""tab: values -> one line of a file whose columns are parted by tabs and whose cells have no quoting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_REFUSED: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")


def tab_line(values: Iterable[object]) -> bytes:
    """The line with its end. None becomes nothing; white space of any kind, which would break the columns, one space."""
    return ("\t".join(map(_cell, values)) + "\n").encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    # A quotation mark at the start would make readers of tab files look for its partner in the lines after.
    return " ".join(clean(str(value)).replace('"', "”").split())


def clean(text: str) -> str:
    """Without what XML 1.0 and most readers of tables refuse: control characters and halves of characters."""
    return _REFUSED.sub("�", text)
