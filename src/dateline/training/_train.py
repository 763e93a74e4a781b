"""The schedule: attribution and sentence types first, then whole coded articles with a share of the first mixed in."""

from __future__ import annotations

import json
import math
import random
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from dateline.documents import from_text
from dateline.grounding import DocumentGrounding
from dateline.grounding.actors import ActorRegistry
from dateline.grounding.gazetteer import Gazetteer
from dateline.reading.token import ARTICLE_WINDOWS, LOWER, MIXED, TITLE, UPPER
from dateline.training._auxiliary import from_attribution, from_typed_pair, from_verb
from dateline.training._dossier import from_dossier
from dateline.training._example import Example
from dateline.training._flat import climbed
from dateline.training._loss import WEIGHTS, losses
from dateline.training._measured import MEASURED_SETS, is_measured
from dateline.training._network import Network

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tokenizers import Tokenizer

    from dateline.model import Candidate, Document
    from dateline.reading.token import Windows, WindowShape
    from dateline.training._vary import Variation

SEED = 20200104
MASK = 103  # the mask token; all ids above it are words
AVERAGE_EVERY = 4  # steps between two looks at the weights' running average: often enough for a decay of 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Sizes are tokens per step; rates are of the encoder, the heads learn `head_rate` times as fast."""

    spoken: float = 2.0  # passes over attribution in the first stage
    typed: float = 4.0  # over sentence types
    verbs: float = 2.0  # over verbs with their places
    epochs: int = 5
    # Times that a text is read in an epoch, by its set or its folder of the corpus; one of another, `often_else` times. Real
    # articles of the kind that is read most count for more, and so do texts that are written like them.
    often: dict[str, float] = field(
        default_factory=lambda: {
            "dossiers": 8.0, "arguments": 5.0, "wire": 4.0, "toponyms": 2.5, "re3d": 2.0, "attribution": 1.0, "muc4": 0.6,
        }
    )  # fmt: skip
    often_else: float = 0.5
    runs: int = 1  # of which the weights are averaged; no mean that was tried was better than one run on all data
    step_tokens: int = 2048
    rate: float = 1e-4
    first_rate: float = 1e-4
    head_rate: float = 8.0
    average: float = 0.99  # decay of the running average of the weights
    reach: float = (
        0.1  # how far each step looks for the steepest rise, `_flat.py`; 0 for plain steps, which take half the time
    )
    masked: float = 0.1  # share of tokens hidden, so that names are not learnt by heart
    capitals: float = 0.04  # share of texts shown as if all in capitals, as old wire copy and headings are
    renamed: float = 0.5  # share of coded texts some of whose names are exchanged for others
    recut: float = 0.6  # share of coded texts whose blocks are cut at another width
    excerpts: int = 3  # short excerpts that are cut out of each article and text
    short: float = 0.08  # share of steps over excerpts
    mixed: float = 0.16  # share of steps that go on with the first stage's data


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSchedule:
    """Of close reading; counts are passes over each kind of examples."""

    spoken: float = 2.0
    characters: tuple[int, ...] = (3600, 2300, 2000)  # to which attribution is cut: edges fall elsewhere in each
    typed: float = 8.0
    verbs: float = 3.0
    short: float = 0.15  # over excerpts of whole articles, so that what names an event is not forgotten
    step_tokens: int = 2048
    rate: float = 1.5e-4
    head_rate: float = 8.0
    average: float = 0.99
    masked: float = 0.05
    capitals: float = 0.04


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def read_dossiers(folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Documents and codings of a folder of gold, in order of their names."""
    return [
        (json.loads((folder / "docs" / path.name).read_text("utf8")), json.loads(path.read_text("utf8")))
        for path in sorted((folder / "ann").glob("*.json"))
    ]


def to_examples(coded: list[tuple[dict[str, Any], dict[str, Any]]], tokenizer: Tokenizer) -> list[Example]:
    """Coded texts as examples, with the spans that the rules find in them."""
    registry, gazetteer = ActorRegistry.load(), Gazetteer.load()
    return [
        from_dossier(
            doc,
            coding,
            tokenizer,
            DocumentGrounding(_document(doc), registry=registry, gazetteer=gazetteer).candidates(),
        )
        for doc, coding in coded
    ]


def _document(doc: dict[str, Any]) -> Document:
    published = date.fromisoformat(doc["published"][:10]) if doc.get("published") else None
    return from_text(doc["text"], id=doc["id"], published=published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """Examples of the public sets: attribution, sentence types, and verbs with their places."""

    spoken: list[Example] = field(default_factory=list)
    typed: list[Example] = field(default_factory=list)
    verbs: list[Example] = field(default_factory=list)


def read_spoken(
    gold: Path, tokenizer: Tokenizer, *, characters: int = 3400, shape: WindowShape = ARTICLE_WINDOWS
) -> list[Example]:
    """Attribution, cut to examples of at most `characters` letters."""
    rows = read_rows(gold / "attribution" / "train.jsonl")
    return [e for row in rows for e in from_attribution(row, tokenizer, characters=characters, shape=shape)]


def read_public(gold: Path, tokenizer: Tokenizer) -> Public:
    """What of the public sets is not left to be measured."""
    registry, gazetteer = ActorRegistry.load(), Gazetteer.load()

    def named(row: dict[str, Any]) -> Sequence[Candidate]:
        document = from_text(row["text"], id=str(row["id"]))
        return DocumentGrounding(document, registry=registry, gazetteer=gazetteer).candidates()

    typed, verbs = (
        [row for row in read_rows(gold / name / "dev.jsonl") if not is_measured(str(row["id"]))]
        for name in MEASURED_SETS
    )
    return Public(
        spoken=read_spoken(gold, tokenizer),
        typed=[e for row in typed if (e := from_typed_pair(row, tokenizer)).pair],
        verbs=[e for row in verbs if (e := from_verb(row, tokenizer, named(row))).triggers],
    )


def batches(examples: list[Example], tokens: int, chance: random.Random) -> list[list[Example]]:
    """Examples of alike length together, about `tokens` tokens each, in random order."""
    order = sorted(examples, key=lambda e: len(e.tokens.ids) * (0.8 + 0.4 * chance.random()))
    out: list[list[Example]] = [[]]
    size = 0
    for example in order:
        cost = example.windows.size
        if out[-1] and size + cost > tokens:
            out.append([])
            size = 0
        out[-1].append(example)
        size += cost
    chance.shuffle(out)
    return out


class Trainer:
    def __init__(self, folder: Path, log: Path, *, seed: int = SEED) -> None:
        torch.manual_seed(seed)
        self.chance = random.Random(seed)
        self.network = Network(folder)
        # Half of all weights are the word vectors; a few hundred thousand words of gold teach them nothing, and to move
        # them takes a quarter of each step.
        self.network.encoder.words.weight.requires_grad_(False)
        self.average: dict[str, torch.Tensor] | None = None
        self.log = log
        self.began = time.monotonic()

    def say(self, text: str) -> None:
        line = f"{time.monotonic() - self.began:7.0f}s {text}"
        print(line, flush=True)
        with self.log.open("a", encoding="utf8") as out:
            out.write(line + "\n")

    def step(
        self, batch: list[Example], optimiser: torch.optim.Optimizer, masked: float, capitals: float, reach: float
    ) -> dict[str, float]:
        windows = [_raise(e.windows) if self.chance.random() < capitals else e.windows for e in batch]
        windows = [_hide(w, masked, self.chance) for w in windows]
        optimiser.zero_grad()
        sums = self._teach(batch, windows)
        if not sums:  # a handful of sentences may teach no head anything
            return {}
        if reach:
            with climbed(self.network.parameters(), reach):
                optimiser.zero_grad()
                self._teach(batch, windows)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        optimiser.step()
        return sums

    def _teach(self, batch: list[Example], windows: list[Windows]) -> dict[str, float]:
        """Adds to the gradient what the batch teaches; the parts of its loss."""
        sums: dict[str, torch.Tensor] = {}
        for vectors, example in zip(self.network.read(windows), batch, strict=True):
            for name, part in losses(self.network.heads, vectors, example).items():
                sums[name] = sums.get(name, torch.zeros(())) + part / len(batch)
        if sums:
            torch.stack([WEIGHTS[name] * part for name, part in sums.items()]).sum().backward()
        return {name: float(part.detach()) for name, part in sums.items()}

    def run(
        self,
        steps: list[list[Example]],
        *,
        rate: float,
        head_rate: float,
        masked: float,
        average: float | None,
        name: str,
        capitals: float = 0.0,
        reach: float = 0.0,
        variation: Variation | None = None,
    ) -> None:
        """One pass over prepared steps, with warm-up and a linear fall of the rate; `variation` is of whole coded texts."""
        groups = [
            {"params": [p for p in self.network.encoder.parameters() if p.requires_grad], "lr": rate},
            {"params": list(self.network.heads.parameters()), "lr": rate * head_rate},
        ]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        warm = max(1, len(steps) // 15)
        fall = torch.optim.lr_scheduler.LambdaLR(
            optimiser,
            lambda s: (
                min(1.0, (s + 1) / warm) * max(0.02, (len(steps) - s) / max(1, len(steps) - warm) if s > warm else 1.0)
            ),
        )
        self.network.train()
        seen: dict[str, list[float]] = {}
        for number, step in enumerate(steps):
            batch = [variation.vary(e, self.chance) if variation and e.coreference else e for e in step]
            for part, value in self.step(batch, optimiser, masked, capitals, reach).items():
                seen.setdefault(part, []).append(value)
            fall.step()
            if average is not None and number % AVERAGE_EVERY == 0:
                self._follow(average**AVERAGE_EVERY)
            if number % 40 == 39 or number == len(steps) - 1:
                mean = " ".join(f"{part} {sum(v) / len(v):.3f}" for part, v in seen.items())
                self.say(f"{name} {number + 1}/{len(steps)} {mean}")
                seen.clear()

    def _follow(self, decay: float) -> None:
        state = {name: value.detach() for name, value in self.network.named_parameters() if value.requires_grad}
        if self.average is None:
            self.average = {name: value.clone() for name, value in state.items()}
            return
        for name, value in state.items():
            self.average[name].lerp_(value, 1 - decay)

    def settle(self) -> None:
        """Takes the averaged weights as the network's own."""
        if self.average is not None:
            self.network.load_state_dict(self.average, strict=False)
            self.average = None

    def begin(self, state: dict[str, torch.Tensor], *, seed: int) -> None:
        """Starts anew from given weights with another order of the data."""
        torch.manual_seed(seed)
        self.chance = random.Random(seed)
        self.network.load_state_dict(state)
        self.average = None

    def save(self, path: Path) -> None:
        torch.save(self.network.state_dict(), path)

    def load(self, path: Path) -> None:
        self.network.load_state_dict(torch.load(path, weights_only=True), strict=False)


def _hide(windows: Windows, share: float, chance: random.Random) -> Windows:
    """The same windows with a share of the tokens replaced by the mask token."""
    if not share:
        return windows
    draw = np.random.default_rng(chance.getrandbits(31))
    parts = [
        replace(part, ids=np.where((draw.random(part.ids.shape) < share) & (part.ids > MASK), MASK, part.ids))
        for part in windows.parts
    ]
    return replace(windows, parts=tuple(parts))


def _raise(windows: Windows) -> Windows:
    """The same windows as if all letters were capitals; what has no case and digits stay as they are."""
    letters = (LOWER, TITLE, MIXED)
    return replace(
        windows,
        parts=tuple(replace(p, case=np.where(np.isin(p.case, letters), UPPER, p.case)) for p in windows.parts),
    )


def repeat(examples: list[Example], share: float, tokens: int, chance: random.Random) -> list[list[Example]]:
    """Steps for `share` passes over the examples (a share below one takes a part of the steps)."""
    out: list[list[Example]] = []
    for _ in range(math.ceil(share)):
        out += batches(examples, tokens, chance)
    return out[: max(1, round(len(out) * share / math.ceil(share)))] if share else []


def interleave(parts: Iterable[list[list[Example]]], chance: random.Random) -> list[list[Example]]:
    steps = [step for part in parts for step in part]
    chance.shuffle(steps)
    return steps
