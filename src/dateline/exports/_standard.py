"""The formats of codebooks, standards and tools of others, in the order of the pages that describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.exports import (
    _annotation,
    _atom,
    _brat,
    _cameo,
    _cap,
    _gdelt,
    _ical,
    _label_studio,
    _plover,
    _polecat,
    _prov,
    _stix,
    _timeline,
)

if TYPE_CHECKING:
    from dateline.exports._value import Format

STANDARDS: Final[tuple[Format, ...]] = (
    _plover.FORMAT,
    _polecat.FORMAT,
    _gdelt.EVENTS,
    _gdelt.MENTIONS,
    _cameo.FORMAT,
    _atom.FORMAT,
    _ical.FORMAT,
    _timeline.FORMAT,
    _cap.FORMAT,
    _stix.FORMAT,
    _annotation.FORMAT,
    _prov.FORMAT,
    _label_studio.FORMAT,
    _brat.FORMAT,
)
