"""packed: texts, bytes and dossiers as they are kept -> as they were given, or a sentence where they are damaged."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec

from dateline.errors import LedgerBroken
from dateline.model import Dossier

_DAMAGED: Final = "{name} is damaged: {what} cannot be read. `dateline verify` names all that is."


def unpack_whole(packed: bytes, what: str, name: str) -> bytes:
    """What was packed; `what` it is and the ledger's name are for the sentence. Raises LedgerBroken."""
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise LedgerBroken(_DAMAGED.format(name=name, what=what)) from error


def decode_dossier(coded: bytes, revision: str, name: str) -> Dossier:
    """Raises LedgerBroken."""
    try:
        return msgspec.json.decode(coded, type=Dossier)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LedgerBroken(_DAMAGED.format(name=name, what=f"the coding of the text {revision}")) from error
