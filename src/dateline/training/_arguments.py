"""The head of arguments: taught on a finished reader with WikiEvents' training texts, and put beside its files."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import torch
from torch import Tensor, nn

from dateline.evaluation import plain_document
from dateline.pipeline import Pipeline
from dateline.reading import head_word
from dateline.reading._argument import DISTANCE_EDGES, FACTS, SENTENCES, TextWords, look_around, prefixes
from dateline.reading._reader import ARGUMENTS
from dateline.training._export import write_manifest
from dateline.training._train import read_dossiers
from dateline.training._untokenise import place_tokens, untokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Span = tuple[int, int]

SOURCE: Final = "arguments/train-tokens.jsonl"
WIDTH: Final = 128
EPOCHS: Final = 16
STEP: Final = 16  # events
RATE: Final = 2e-3
DROP: Final = 0.3
# A text is left out that shares more than this of its runs of RUN words with the articles of `dossiers/dev`.
SHARED: Final = 0.2
RUN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event of a training text: its kind, the words that name it, and (role, head word) of its arguments."""

    kind: str
    span: Span
    arguments: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event as the network takes it; `answer` is the number of each word's role, 0 for none."""

    vectors: NDArray[np.float32]
    facts: NDArray[np.float32]
    trigger: NDArray[np.float32]
    distance: NDArray[np.int64]
    sentence: NDArray[np.int64]
    kinds: tuple[int, ...]
    answer: NDArray[np.int64]


class ArgumentNetwork(nn.Module):
    """The arithmetic of `reading._argument.ArgumentHead`."""

    def __init__(self, *, kinds: int, roles: int) -> None:
        super().__init__()
        self.trigger, self.word = nn.Linear(384, WIDTH), nn.Linear(384, WIDTH)
        self.facts, self.product = nn.Linear(FACTS, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.inner, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1 + roles)
        self.kind = nn.EmbeddingBag(kinds, WIDTH, mode="sum")
        self.distance = nn.Embedding(len(DISTANCE_EDGES) + 1, WIDTH)
        self.sentence = nn.Embedding(2 * SENTENCES + 1, WIDTH)
        self.drop = nn.Dropout(DROP)

    def forward(self, cases: Sequence[Case], allowed: Tensor) -> Tensor:
        """(words of all cases, 1 + roles); `allowed` is (cases, roles)."""

        def joined(name: str) -> Tensor:
            return torch.from_numpy(np.concatenate([getattr(case, name) for case in cases]))

        row = torch.repeat_interleave(torch.tensor([len(case.answer) for case in cases]))
        bags = torch.tensor([kind for case in cases for kind in case.kinds])
        starts = torch.tensor([0, *np.cumsum([len(case.kinds) for case in cases])[:-1].tolist()])
        named = torch.from_numpy(np.stack([case.trigger for case in cases]))
        trigger = (self.trigger(self.drop(named)) + self.kind(bags, starts))[row]
        word = self.word(self.drop(joined("vectors"))) + self.facts(joined("facts"))
        where = self.distance(joined("distance")) + self.sentence(joined("sentence"))
        both = self.drop(torch.relu(word + trigger + where + self.product(word * trigger)))
        both = both + torch.relu(self.inner(both))
        shut = torch.cat([torch.zeros(len(cases), 1, dtype=torch.bool), ~allowed], dim=1)[row]
        return self.out(self.drop(both)).masked_fill(shut, -1e4)


def teach_arguments(gold: Path, folder: Path, *, seed: int, say: Callable[[str], None]) -> None:
    """Adds the head of arguments to the reader in `folder`; about three minutes on one core."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    pipeline = Pipeline.load(reader=folder, threads=1)
    texts = list(read_texts(gold))
    roles = sorted({role for _, events in texts for event in events for role, _ in event.arguments})
    kinds = sorted({name for _, events in texts for event in events for name in prefixes(event.kind)})
    number = {name: row for row, name in enumerate(kinds)}
    allowed = np.zeros((len(kinds), len(roles)), dtype=bool)
    for _, events in texts:
        for event in events:
            for role, _ in event.arguments:
                allowed[[number[name] for name in prefixes(event.kind)], roles.index(role)] = True
    cases = [case for text, events in texts for case in _cases(pipeline, text, events, number, roles)]
    say(f"arguments: {len(texts)} texts, {len(cases)} events, {len(roles)} roles")
    network = ArgumentNetwork(kinds=len(kinds), roles=len(roles))
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    steps = EPOCHS * -(-len(cases) // STEP)
    done = 0
    for epoch in range(EPOCHS):
        chance.shuffle(cases)
        total = 0.0
        for start in range(0, len(cases), STEP):
            part = cases[start : start + STEP]
            done += 1
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, done / 60) * max(0.02, 1 - done / steps)
            logits = network(part, torch.from_numpy(allowed[[case.kinds[-1] for case in part]]))
            answer = torch.from_numpy(np.concatenate([case.answer for case in part]))
            loss = nn.functional.cross_entropy(logits, answer, reduction="sum") / (5 * STEP)
            optimiser.zero_grad()
            loss.backward()  # pyright: ignore[reportUnknownMemberType]
            optimiser.step()
            total += float(loss)
        say(f"arguments: epoch {epoch + 1} of {EPOCHS}, loss {total / len(cases):.4f}")
    weights: dict[str, Any] = {k: v.numpy().astype(np.float16) for k, v in network.state_dict().items()}
    np.savez_compressed(
        folder / ARGUMENTS, types=np.asarray(kinds), roles=np.asarray(roles), allowed=allowed, **weights
    )
    manifest = cast("dict[str, Any]", json.loads((folder / "manifest.json").read_text("utf8")))
    manifest.setdefault("texts", {})["arguments"] = len(texts)
    write_manifest(folder, manifest, [ARGUMENTS])


def read_texts(gold: Path) -> Iterator[tuple[str, list[Told]]]:
    """The training texts with their events.

    The set gives an argument by its words alone: the place nearest to the trigger is taken. An event of which no argument
    stands near the trigger is left out by the caller, since the set's own triggers are not sure.
    """
    measured = set[tuple[str, ...]]()
    for document, _ in read_dossiers(gold / "dossiers" / "dev") if (gold / "dossiers" / "dev").is_dir() else ():
        measured |= _runs(document["text"])
    for line in (gold / SOURCE).read_text("utf8").splitlines():
        row = json.loads(line)
        text = untokenise(row["tokens"])
        runs = _runs(text)
        if len(runs & measured) > SHARED * len(runs):
            continue
        places = place_tokens(text, row["tokens"])
        yield text, [_told(text, places, event) for event in row["event_mentions"]]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[n:] for n in range(RUN)), strict=False))


def _told(text: str, places: Sequence[Span], event: dict[str, Any]) -> Told:
    trigger = event["trigger"]
    span = (places[trigger["start_idx"]][0], places[trigger["end_idx"] - 1][1])
    found: list[tuple[str, Span]] = []
    for argument in event["arguments"]:
        words = r"\s?".join(re.escape(word) for word in argument["text"].split())
        spans = [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
        if spans:
            nearest = min(spans, key=lambda s: max(span[0] - s[1], s[0] - span[1], 0))
            found.append((argument["role"], head_word(text, *nearest)))
    return Told(kind=event["event_type"], span=span, arguments=tuple(found))


def _cases(
    pipeline: Pipeline, text: str, events: Sequence[Told], kinds: dict[str, int], roles: Sequence[str]
) -> Iterator[Case]:
    document = plain_document(text, id="text")
    reading = pipeline.look(document, triggers=sorted({event.span for event in events}))
    words: TextWords = pipeline.reader.read_words(document, reading)
    for event in events:
        around = look_around(words, reading, event.span)
        if around is None:
            continue
        answer = np.zeros(len(around.rows), dtype=np.int64)
        for role, (start, end) in event.arguments:
            spans = words.spans[around.rows]
            answer[np.flatnonzero((spans[:, 0] < end) & (start < spans[:, 1]))[-1:]] = 1 + roles.index(role)
        if event.arguments and not answer.any():
            continue
        yield Case(
            vectors=words.vectors[around.rows],
            facts=around.facts,
            trigger=around.trigger,
            distance=around.distance,
            sentence=around.sentence,
            kinds=tuple(kinds[name] for name in prefixes(event.kind)),
            answer=answer,
        )
