"""Reader: one pass of the encoder over a document, then every head, decoded into a Reading."""

from __future__ import annotations

import hashlib
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
from dateline.reading._encoder import Encoder, WordTable
from dateline.reading._head import Heads
from dateline.reading.token import CLOSE_WINDOWS, segment_edges, token_rows, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dateline.model import Argument, Candidate, Document, Reading
    from dateline.reading.token import Tokens

FORMAT: Final = 4
FILES: Final = ("words.npz", "model.onnx", "heads.npz", "tokenizer.json")
# Which a reader may lack: the encoder of close reading with heads of its own, and the head of arguments.
CLOSE: Final = ("close.onnx", "close-heads.npz")
ARGUMENTS: Final = "arguments.npz"


class Reader:
    """The trained reader of one folder: the files of its `manifest.json`.

    Two encoders share the tokenizer and the table of word pieces. The one reads whole articles for what they tell; the other
    reads closely, for single questions about a text: who is quoted, what passes between two parties, where a given verb
    happened. It is loaded when the first of these is asked.
    """

    def __init__(self, folder: Path, *, threads: int = 0, check: bool = True) -> None:
        """`threads` of the encoder, 0 for all cores. Raises ReaderError where the folder is not a reader of this format."""
        from tokenizers import Tokenizer  # noqa: PLC0415  (it takes a while: only who reads pays for it)

        try:
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf8"))
            known: dict[str, str] = manifest["files"]
            files = {name: known[name] for name in FILES}
            files |= {name: known[name] for name in (*CLOSE, ARGUMENTS) if name in known}
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
        self._folder, self._files, self._threads = folder, files, threads
        self._words = WordTable.load(folder / "words.npz")
        self._encoder = Encoder(folder / "model.onnx", self._words, threads=threads)
        self._heads = _load_heads(folder / "heads.npz")

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
        return self._encoder.encode(tokens)

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

    def read_closely(
        self,
        document: Document,
        candidates: Sequence[Candidate] = (),
        *,
        triggers: Sequence[tuple[int, int]] | None = None,
    ) -> Reading:
        """The same by the encoder of close reading, which was taught the stretches of attribution and the places of given
        verbs; of what whole articles tell it knows little. Raises ReaderError for a reader that lacks it."""
        encoder, heads = self._close
        tokens = self.tokenise(document)
        if not len(tokens.ids):
            return nothing_read(tokens)
        return assemble(document, tokens, encoder.encode(tokens), candidates, heads, given=triggers, closely=True)

    def weigh_types(
        self, document: Document, *, source: tuple[int, int] | None, target: tuple[int, int] | None
    ) -> dict[str, float]:
        """The share of each event type in what passes from one party to the other; a party that is None is left open.

        Where neither party's words hold a token, no type has a share. Raises ReaderError for a reader without close reading.
        """
        tokens = self.tokenise(document)
        first = token_rows(tokens, *source) if source else None
        second = token_rows(tokens, *target) if target else None
        if first is None and second is None:
            return dict.fromkeys(label.EVENT_TYPES, 0.0)
        encoder, heads = self._close
        shares = weigh_types(tokens, encoder.encode(tokens), first, second, heads)
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
        return read_words(document.text, tokens, self.encode(tokens), reading, self._heads)

    @cached_property
    def _close(self) -> tuple[Encoder, Heads]:
        if any(name not in self._files for name in CLOSE):
            raise ReaderError(
                f"the reader {self.name} was not taught close reading: `python -m dateline.training close` teaches it"
            )
        encoder, heads = (self._folder / name for name in CLOSE)
        return Encoder(encoder, self._words, shape=CLOSE_WINDOWS, threads=self._threads), _load_heads(heads)

    @cached_property
    def _argument_head(self) -> ArgumentHead:
        if ARGUMENTS not in self._files:
            raise ReaderError(
                f"the reader {self.name} was not taught arguments: `python -m dateline.training arguments` teaches it"
            )
        with np.load(self._folder / ARGUMENTS) as weights:
            return ArgumentHead(dict(weights))


def _load_heads(path: Path) -> Heads:
    with np.load(path) as weights:
        return Heads(dict(weights))
