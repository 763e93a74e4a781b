"""Reader: one pass of the encoder over a document, then every head, decoded into a Reading."""

from __future__ import annotations

import hashlib
import importlib
import json
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.errors import ReaderError
from dateline.model import label
from dateline.reading._argument import ArgumentHead, TextWords, read_words
from dateline.reading._assemble import assemble, nothing_read
from dateline.reading._between import weigh_types
from dateline.reading._head import Heads
from dateline.reading.token import cut_windows, segment_edges, token_rows, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dateline.model import Argument, Candidate, Document, Reading
    from dateline.reading.token import Tokens

FORMAT: Final = 3
WIDTH: Final = 384  # of a token's vector
FILES: Final = ("model.onnx", "heads.npz", "tokenizer.json")
ARGUMENTS: Final = "arguments.npz"  # which a reader may lack


class Reader:
    """The trained reader of one folder: `model.onnx`, `heads.npz`, `tokenizer.json`, `manifest.json`; `arguments.npz`, if any."""

    def __init__(self, folder: Path, *, threads: int = 0, check: bool = True) -> None:
        """`threads` of the encoder, 0 for all cores. Raises ReaderError where the folder is not a reader of this format."""
        # Imported here because it takes a while: only who reads pays for it. The package brings no types.
        onnxruntime: Any = importlib.import_module("onnxruntime")
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf8"))
            files: dict[str, str] = {name: manifest["files"][name] for name in FILES}
            if ARGUMENTS in manifest["files"]:
                files[ARGUMENTS] = manifest["files"][ARGUMENTS]
            named = f"{manifest['name']} {manifest['version']}"
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise ReaderError(f"{folder}: no trained reader is there; install dateline again") from fault
        if manifest.get("format") != FORMAT:
            raise ReaderError(f"{folder}: the reader has format {manifest.get('format')}, this dateline reads {FORMAT}")
        for name, digest in files.items():
            path = folder / name
            if not path.is_file() or (check and hashlib.sha256(path.read_bytes()).hexdigest() != digest):
                raise ReaderError(f"{path}: the file is not the one of its manifest; install dateline again")
        self.name: str = named
        self.manifest = manifest
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # Its builds for Windows report to their maker unless told not to; nothing leaves the machine unasked.
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as weights:
            self._heads = Heads(dict(weights))
        self._arguments = folder / ARGUMENTS if ARGUMENTS in files else None

    @classmethod
    def installed(cls, *, threads: int = 0) -> Reader:
        """The reader that is installed with the project."""
        try:
            found = resources.files("dateline_reader_en")
        except ModuleNotFoundError as fault:
            raise ReaderError("the trained reader is not installed: install dateline again") from fault
        with resources.as_file(found) as folder:
            return cls(Path(folder), threads=threads)

    def tokenise(self, document: Document) -> Tokens:
        return tokenise(document.text, self.tokenizer, segment_edges(document.segments))

    def encode(self, tokens: Tokens) -> NDArray[np.float32]:
        """The bare encoder pass: (T, 384) vectors of a document's tokens."""
        windows = cut_windows(tokens)
        read = [self._session.run(None, {"ids": part.ids, "case": part.case})[0] for part in windows.parts]
        hidden = np.empty((len(tokens.ids), WIDTH), dtype=np.float32)
        for number, vectors in enumerate(read):
            here = windows.row == number
            hidden[here] = vectors[windows.block[here], windows.column[here]]
        return hidden

    def read(
        self,
        document: Document,
        candidates: Sequence[Candidate] = (),
        *,
        triggers: Sequence[tuple[int, int]] | None = None,
    ) -> Reading:
        """All spans and scores of a document; `candidates` are spans found by rules, scored like the reader's own.

        `triggers`, in order of text, are taken for the words that name events, in place of those that the reader finds.
        """
        tokens = self.tokenise(document)
        if not len(tokens.ids):
            return nothing_read(tokens)
        return assemble(document, tokens, self.encode(tokens), candidates, self._heads, given=triggers)

    def weigh_types(
        self, document: Document, *, source: tuple[int, int] | None, target: tuple[int, int] | None
    ) -> dict[str, float]:
        """The share of each event type in what passes from one party to the other; a party that is None is left open.

        Where neither party's words hold a token, no type has a share.
        """
        tokens = self.tokenise(document)
        first = token_rows(tokens, *source) if source else None
        second = token_rows(tokens, *target) if target else None
        if first is None and second is None:
            return dict.fromkeys(label.EVENT_TYPES, 0.0)
        shares = weigh_types(tokens, self.encode(tokens), first, second, self._heads)
        return dict(zip(label.EVENT_TYPES, shares.tolist(), strict=True))

    def find_arguments(
        self, document: Document, reading: Reading, events: Sequence[tuple[tuple[int, int], str]]
    ) -> tuple[tuple[Argument, ...], ...]:
        """Who and what takes part in each event, given by the words that name it and its type in KAIROS.

        The words are triggers of `reading`. Raises ReaderError for a reader that was not taught arguments.
        """
        head = self._argument_head
        words = self.read_words(document, reading)
        return tuple(tuple(head.find(words, reading, span, kind)) for span, kind in events)

    def read_words(self, document: Document, reading: Reading) -> TextWords:
        """What the head of arguments sees of a document's words."""
        tokens = self.tokenise(document)
        hidden = self.encode(tokens) if len(tokens.ids) else np.zeros((0, WIDTH), np.float32)
        return read_words(document.text, tokens, hidden, reading, self._heads)

    @cached_property
    def _argument_head(self) -> ArgumentHead:
        if self._arguments is None:
            raise ReaderError(
                f"the reader {self.name} was not taught arguments: `python -m dateline.training arguments` teaches it"
            )
        with np.load(self._arguments) as weights:
            return ArgumentHead(dict(weights))
