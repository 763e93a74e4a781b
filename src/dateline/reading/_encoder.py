"""The encoder: word pieces in, a vector for each out. Two encoders of a reader share one table of word pieces."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.reading.token import ARTICLE_WINDOWS, cut_windows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from dateline.reading.token import Tokens, WindowShape

    Floats = NDArray[np.float32]

WIDTH: Final = 384  # of a token's vector
LEAST_SCALE: Final = 2.0**-14  # the least number that 16 bits hold in full


class WordTable:
    """The vectors of the word pieces as 8-bit rows, each with a scale of its own; a row is made whole when it is asked for."""

    def __init__(self, rows: NDArray[np.int8], scales: NDArray[np.float16]) -> None:
        self._rows = rows  # (pieces, 384)
        self._scales = scales.astype(np.float32)[:, None]

    @classmethod
    def load(cls, path: Path) -> WordTable:
        with np.load(path) as table:
            return cls(table["rows"], table["scales"])

    @staticmethod
    def shorten(table: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
        """The rows and scales of a table in full: each row is right to a 254th of its largest number's size."""
        scales = (np.abs(table).max(axis=1) / 127.0).clip(min=LEAST_SCALE).astype(np.float16)
        rows = np.rint(table / scales.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
        return rows, scales

    def look_up(self, ids: NDArray[np.int64]) -> Floats:
        """(..., 384) vectors for an array of ids."""
        return self._rows[ids].astype(np.float32) * self._scales[ids]


class Encoder:
    """One ONNX file over a table of word pieces."""

    def __init__(self, path: Path, words: WordTable, *, shape: WindowShape = ARTICLE_WINDOWS, threads: int = 0) -> None:
        """`shape` of the windows that it was taught with; `threads` is 0 for all cores."""
        # Imported here because it takes a while: only who reads pays for it. The package brings no types.
        onnxruntime: Any = importlib.import_module("onnxruntime")
        # Its builds for Windows report to their maker unless told not to; nothing leaves the machine unasked.
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._words, self._shape = words, shape
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def encode(self, tokens: Tokens) -> Floats:
        """(T, 384) vectors of a document's tokens."""
        hidden = np.empty((len(tokens.ids), WIDTH), dtype=np.float32)
        if not len(tokens.ids):
            return hidden
        windows = cut_windows(tokens, self._shape)
        for number, part in enumerate(windows.parts):
            seen = self._session.run(None, {"words": self._words.look_up(part.ids), "case": part.case})[0]
            here = windows.row == number
            hidden[here] = seen[windows.block[here], windows.column[here]]
        return hidden
