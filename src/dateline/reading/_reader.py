"""Reader: one pass of the encoder over a document, then every head, decoded into a Reading."""

from __future__ import annotations

import hashlib
import importlib
import json
from bisect import bisect_left
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.errors import ReaderError
from dateline.model import Candidate, Document, Mention, Reading, SegmentKind, Stretch, Trigger, label
from dateline.reading._decode import cut_at_sentences, decode_spans, widen_to_words
from dateline.reading._head import Heads
from dateline.reading._pair import SpanRows, event_pairs, mention_keys, role_pairs, shared_roles, trigger_keys
from dateline.reading._trim import trim_spans
from dateline.reading.token import Tokens, cut_windows, segment_edges, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FORMAT: Final = 2
WIDTH: Final = 384  # of a token's vector
FILES: Final = ("model.onnx", "heads.npz", "tokenizer.json")
# Floors of the tags' probabilities, below one half because a span that is missed cannot be mended later, while a mention
# that is too many is weighed again by the roles. Tried on the held-out seventh of the training articles, not tuned finely.
TRIGGER_FLOOR: Final = 0.4
LAYER_FLOOR: Final = 0.35
TRIMMED_LAYERS: Final = ("party", "place", "source")


def _silent(document: Document) -> tuple[tuple[int, int], ...]:
    """Stretches out of which nothing is read: the links and the signature below an embedded post, and a bare date line."""
    return tuple(
        (s.content_end if s.kind is SegmentKind.POST and s.content_end is not None else s.start, s.end)
        for s in document.segments
        if (s.kind is SegmentKind.POST and s.content_end is not None) or s.kind is SegmentKind.DATE
    )


class Reader:
    """The trained reader of one folder: `model.onnx`, `heads.npz`, `tokenizer.json`, `manifest.json`."""

    def __init__(self, folder: Path, *, threads: int = 0, check: bool = True) -> None:
        """`threads` of the encoder, 0 for all cores. Raises ReaderError where the folder is not a reader of this format."""
        # Imported here because it takes a while: only who reads pays for it. The package brings no types.
        onnxruntime: Any = importlib.import_module("onnxruntime")
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf8"))
            files: dict[str, str] = {name: manifest["files"][name] for name in FILES}
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
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as weights:
            self._heads = Heads(dict(weights))

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
        return tokenise(document.text, self._tokenizer, segment_edges(document.segments))

    def encode(self, tokens: Tokens) -> NDArray[np.float32]:
        """The bare encoder pass: (T, 384) vectors of a document's tokens."""
        windows = cut_windows(tokens)
        read = [self._session.run(None, {"ids": part.ids, "case": part.case})[0] for part in windows.parts]
        hidden = np.empty((len(tokens.ids), WIDTH), dtype=np.float32)
        for number, vectors in enumerate(read):
            here = windows.row == number
            hidden[here] = vectors[windows.block[here], windows.column[here]]
        return hidden

    def read(self, document: Document, candidates: Sequence[Candidate] = ()) -> Reading:
        """All spans and scores of a document; `candidates` are spans found by rules, scored like the reader's own."""
        tokens = self.tokenise(document)
        if not len(tokens.ids):
            return _empty(tokens)
        return self._decode(document, tokens, self.encode(tokens), candidates)

    def _decode(
        self, document: Document, tokens: Tokens, hidden: NDArray[np.float32], candidates: Sequence[Candidate]
    ) -> Reading:
        heads, kinds = self._heads, len(label.EVENT_TYPES)
        trigger_tags, layer_tags = heads.tags(hidden)
        silent = _silent(document)
        for start, end in silent:
            rows_here = (tokens.starts >= start) & (tokens.ends <= end)
            for tags in (trigger_tags, layer_tags):
                tags[rows_here] = 0.0
                tags[rows_here, ..., 0] = 1.0
        begin, inside = trigger_tags[:, 1 : 1 + kinds], trigger_tags[:, 1 + kinds :]
        rows = cut_at_sentences(
            widen_to_words(decode_spans(begin.sum(1), inside.sum(1), TRIGGER_FLOOR), tokens), tokens
        )
        spans = _rows(rows, tokens, trigger_keys(document.text, _offsets(rows, tokens)))
        vectors = heads.trigger_vectors(hidden, spans)
        by_head = heads.classify("kind", vectors)
        modes, realis = heads.classify("mode", vectors), heads.classify("realis", vectors)
        ground, voice, today = heads.classify("ground", vectors), heads.yes("own", vectors), heads.yes("today", vectors)
        triggers: list[Trigger] = []
        for number, (a, b) in enumerate(rows):
            by_tag = (begin[a:b] + inside[a:b]).sum(0)
            types = 0.5 * by_tag / max(float(by_tag.sum()), 1e-6) + 0.5 * by_head[number]
            triggers.append(
                Trigger(
                    start=int(tokens.starts[a]),
                    end=int(tokens.ends[b - 1]),
                    sentence=int(tokens.sentence[a]),
                    score=float((1.0 - trigger_tags[a:b, 0]).max()),
                    types=tuple(types.tolist()),
                    modes=tuple(modes[number].tolist()),
                    realis=tuple(realis[number].tolist()),
                    ground=tuple(ground[number].tolist()),
                    own_voice=float(voice[number]),
                    today=float(today[number]),
                )
            )
        found: dict[tuple[int, int, str], float] = {}
        stretches: list[Stretch] = []
        for number, layer in enumerate(label.SPAN_LAYERS):
            b_, i_ = layer_tags[:, number, 1], layer_tags[:, number, 2]
            spans_here = widen_to_words(decode_spans(b_, i_, LAYER_FLOOR), tokens)
            if layer in label.MENTION_LAYERS:
                spans_here = cut_at_sentences(spans_here, tokens)
            if layer in TRIMMED_LAYERS:
                spans_here = trim_spans(spans_here, document.text, tokens)
            for a, b in spans_here:
                score = float((b_[a:b] + i_[a:b]).mean())
                if layer in label.MENTION_LAYERS:
                    found[(a, b, layer)] = score
                else:
                    start, end = int(tokens.starts[a]), int(tokens.ends[b - 1])
                    stretches.append(Stretch(start=start, end=end, layer=layer, score=score))
        exact: dict[tuple[int, int, str], tuple[int, int]] = {}
        own = {layer: sorted(key for key in found if key[2] == layer) for layer in label.MENTION_LAYERS}
        for c in candidates:
            a = int(np.searchsorted(tokens.ends, c.start, side="right"))
            b = int(np.searchsorted(tokens.starts, c.end, side="left"))
            if a >= b or any(start < c.end and c.start < end for start, end in silent):
                continue
            # What the tagger saw of a longer span that the rules know is that span.
            near = own[c.layer][bisect_left(own[c.layer], (a, 0, "")) : bisect_left(own[c.layer], (b, 0, ""))]
            score = max((found.pop(key, 0.0) for key in near if key[1] <= b), default=0.0)
            found[(a, b, c.layer)] = max(score, found.get((a, b, c.layer), 0.0))
            exact[(a, b, c.layer)] = (c.start, c.end)
        order = sorted(found)
        mentions = tuple(
            Mention(
                start=exact.get(key, (int(tokens.starts[key[0]]), 0))[0],
                end=exact[key][1] if key in exact else int(tokens.ends[key[1] - 1]),
                layer=key[2],
                score=found[key],
            )
            for key in order
        )
        named = mention_keys(document.text, [(m.start, m.end) for m in mentions], [m.layer for m in mentions])
        m = _rows([(a, b) for a, b, _ in order], tokens, named)
        layers = np.asarray([label.MENTION_LAYERS.index(layer) for _, _, layer in order], dtype=np.int64)
        others = heads.mention_vectors(hidden, m, layers)
        # Only a teller has a stance: the rows of other mentions stay zero, the article's own voice is the last one.
        tellers = np.append(np.flatnonzero(layers == label.MENTION_LAYERS.index("source")), len(order))
        stance = np.zeros((len(rows), len(order) + 1, len(label.STANCE)), dtype=np.float32)
        hedge = np.zeros((len(rows), len(order) + 1, len(label.HEDGE)), dtype=np.float32)
        stance[:, tellers], hedge[:, tellers] = heads.claims(vectors, others[tellers[:-1]])
        roles = heads.roles(vectors, others, role_pairs(spans, m, layers))
        return Reading(
            sentences=tokens.sentences,
            triggers=tuple(triggers),
            mentions=mentions,
            stretches=tuple(stretches),
            roles=roles,
            same=heads.same_event(vectors, event_pairs(spans), shared_roles(roles, m.key)),
            stance=stance,
            hedge=hedge,
        )


def _offsets(rows: list[tuple[int, int]], tokens: Tokens) -> list[tuple[int, int]]:
    return [(int(tokens.starts[a]), int(tokens.ends[b - 1])) for a, b in rows]


def _rows(rows: list[tuple[int, int]], tokens: Tokens, key: NDArray[np.int64]) -> SpanRows:
    start = np.asarray([a for a, _ in rows], dtype=np.int64)
    end = np.asarray([b for _, b in rows], dtype=np.int64)
    return SpanRows(start=start, end=end, sentence=tokens.sentence[start], key=key)


def _empty(tokens: Tokens) -> Reading:
    nothing = np.zeros((0, 0, 0), np.float32)
    return Reading(
        sentences=tokens.sentences, triggers=(), mentions=(), stretches=(),
        roles=nothing, same=np.zeros((0, 0), np.float32),
        stance=np.zeros((0, 1, len(label.STANCE)), np.float32), hedge=np.zeros((0, 1, len(label.HEDGE)), np.float32),
    )  # fmt: skip
